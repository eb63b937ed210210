"""Days with a name: the 24 solar terms, lunar festivals, and those fixed in the solar calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

from lunar_python import Lunar, LunarMonth, Solar

_TERMS = "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至"
SOLAR_TERMS = tuple(_TERMS[at : at + 2] for at in range(0, len(_TERMS), 2))

# Lunar month and day. Those of the twelfth month lead up to a 春节 and bear its year (see named_year_of).
_LUNAR: dict[str, tuple[int, int]] = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "龙抬头": (2, 2),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),  # the northern day; the southern one has its own name below
    "北方小年": (12, 23),
    "南方小年": (12, 24),
}

_FIXED: dict[str, tuple[int, int]] = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "学雷锋纪念日": (3, 5),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "消费者权益日": (3, 15),
    "国家安全教育日": (4, 15),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "防灾减灾日": (5, 12),
    "520": (5, 20),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "中华慈善日": (9, 5),
    "教师节": (9, 10),
    "烈士纪念日": (9, 30),
    "国庆节": (10, 1),
    "国际老年人日": (10, 1),
    "消防日": (11, 9),
    "国际残疾人日": (12, 3),
    "国家宪法日": (12, 4),
    "国际志愿者日": (12, 5),
    "国家公祭日": (12, 13),
}


def _nth_weekday(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    def day(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))

    return day


_MOVING: dict[str, Callable[[int], date]] = {
    "母亲节": _nth_weekday(5, 6, 2),
    "全国助残日": _nth_weekday(5, 6, 3),  # third Sunday of May, 残疾人保障法第十四条
    "父亲节": _nth_weekday(6, 6, 3),
}

LUNAR_NAMES = (*_LUNAR, "除夕")
FIXED_NAMES = (*_FIXED, *_MOVING)

_OTHER_NAMES = {
    "清明节": "清明",
    "冬至节": "冬至",
    "新年": "元旦",
    "农历新年": "春节",
    "元宵节": "元宵",
    "上元节": "元宵",
    "端午节": "端午",
    "七夕节": "七夕",
    "中元节": "中元",
    "中秋节": "中秋",
    "重阳节": "重阳",
    "老年节": "重阳",  # 老年人权益保障法第十二条
    "敬老节": "重阳",
    "腊八节": "腊八",
    "除夕夜": "除夕",
    "三八妇女节": "妇女节",
    "国际妇女节": "妇女节",
    "五一": "劳动节",
    "五一劳动节": "劳动节",
    "国际劳动节": "劳动节",
    "五四青年节": "青年节",
    "六一": "儿童节",
    "六一儿童节": "儿童节",
    "国际儿童节": "儿童节",
    "七一": "建党节",
    "八一": "建军节",
    "八一建军节": "建军节",
    "国庆": "国庆节",
    "十一": "国庆节",
    "慈善日": "中华慈善日",
    "助残日": "全国助残日",
    "残疾人日": "国际残疾人日",
    "宪法日": "国家宪法日",
    "老年人日": "国际老年人日",
    "志愿者日": "国际志愿者日",
    "5·20": "520",
    "五二〇": "520",
}

# Named with the year of the 春节 that follows them: 2023年除夕 is the eve of 2023's 春节, in January.
_BEFORE_NEW_YEAR = frozenset({"腊八", "小年", "北方小年", "南方小年", "除夕"})


def festivals() -> tuple[str, ...]:
    """Every name that a plan may write after `before`."""
    return (*SOLAR_TERMS, *LUNAR_NAMES, *FIXED_NAMES, *_OTHER_NAMES)


def _of_lunar(year: int, month: int, day: int) -> date:
    last = LunarMonth.fromYm(year, month).getDayCount()
    solar = Lunar.fromYmd(year, month, min(day, last)).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _solar_term(name: str, year: int) -> date:
    # The table of the lunar year around June holds every term of that solar year under its Chinese name.
    found = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()[name if name != "冬至" else "DONG_ZHI"]
    return date(found.getYear(), found.getMonth(), found.getDay())


def canonical(name: str) -> str:
    """The one name of a day: 清明节 → 清明. Raises ValueError with near names for an unknown one."""
    name = name.strip()
    name = _OTHER_NAMES.get(name, name)
    if name in SOLAR_TERMS or name in LUNAR_NAMES or name in FIXED_NAMES:
        return name
    near = get_close_matches(name, festivals(), n=3, cutoff=0.4)
    hint = f"，是不是想写 {'、'.join(near)}" if near else "，请写节气、农历节日或公历节日，如 清明、重阳、国庆节"
    raise ValueError(f"“{name}”不是已知的节气或节日{hint}")


@lru_cache(maxsize=1024)
def festival(name: str, year: int) -> date:
    """The day of that name in that year; 腊八、小年、除夕 belong to the year of the 春节 that follows them.

    Raises ValueError with near names for an unknown name.
    """
    name = canonical(name)
    if name in SOLAR_TERMS:
        return _solar_term(name, year)
    if name == "除夕":
        return _of_lunar(year, 1, 1) - timedelta(days=1)
    if name in _LUNAR:
        return _of_lunar(year - 1 if name in _BEFORE_NEW_YEAR else year, *_LUNAR[name])
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return _MOVING[name](year)


def named_year_of(name: str, year: int) -> frozenset[int]:
    """The years that a title may give to it: 2025年除夕 is also the 除夕 of the lunar year 2024."""
    return frozenset({year, year - 1}) if canonical(name) in _BEFORE_NEW_YEAR else frozenset({year})
