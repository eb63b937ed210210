"""Words of time as due rules: 年底前, 上半年, 每季度, 清明, 8月份, 3月31日前 … 及时 and 常态化 name no day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_HAN_MONTHS = {name: at for at, name in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_MONTH = r"(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
_IN_MONTH = re.compile(
    rf"(?:(?P<year>20\d\d)年)?(?P<every>每年)?{_MONTH}"
    r"(?P<how>份?(?:底|末)(?:前|之前|以前)?|份?(?:上旬|中旬|下旬)|份|前|间|期间|中|(?=集中|组织|开展)|(?=(?:公布|公开|发布|公示|举办|举行|召开|启动|出台)(?!的|实施|施行)))"
)
HALVES = "halves"  # a rule that no plan has: two entries are made of it
_EACH_HALF = re.compile(
    r"每个?半年|半年一次|按半年|上(?:半年)?[、和及与]?下半年(?:各|分别|均|都)|上半年[、和及与]下半年"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "首": 1, "末": 4}
_FESTIVALS = (
    ("清明", r"清明"),
    ("冬至", r"冬至"),
    ("中元", r"中元节?"),
    ("春节", r"春节|新春|农历新年"),
    ("元宵", r"元宵"),
    ("端午", r"端午"),
    ("七夕", r"七夕"),
    ("中秋", r"中秋"),
    ("重阳", r"重阳|敬老月|敬老节|老年节|敬老爱老月"),
    ("国庆节", r"国庆节|国庆(?=期间|假期|前|、|等)"),
    ("元旦", r"元旦"),
    ("劳动节", r"[“\"]?五一[”\"]?(?=节|劳动|假期|期间)|劳动节"),
    ("儿童节", r"六一|儿童节"),
    ("中华慈善日", r"中华慈善日|慈善日|慈善周|慈善月|慈善宣传(?:周|月)"),
    ("全国助残日", r"全国助残日|助残日|助残月"),
    ("国际残疾人日", r"国际残疾人日|残疾人日"),
    ("国际志愿者日", r"国际志愿者日|志愿者日"),
    ("国家宪法日", r"宪法日|宪法宣传周"),
    ("防灾减灾日", r"防灾减灾(?:日|周)"),
    ("国家安全教育日", r"国家安全教育日"),
    ("520", r"(?<!\d)5[·.]?20(?=[”\"]|婚|期间|等|、)|五二〇"),
    ("七夕", r"七夕"),
)


@dataclass(frozen=True, slots=True)
class Timing:
    """One due rule as the plan writes it, and the words it rests on."""

    rule: str  # before, by, yearly, monthly, quarterly, halves
    value: str
    words: str
    recurring: bool = False

    def due(self) -> dict[str, object]:
        """For the plan."""
        value: object = int(self.value) if self.rule in ("monthly", "quarterly", HALVES) else self.value
        return {self.rule: date.fromisoformat(self.value) if self.rule == "by" else value}


def festivals_in(text: str) -> list[Timing]:
    """Every festival and solar term that the text names, in order."""
    found = [(match.start(), name, match.group()) for name, words in _FESTIVALS for match in re.finditer(words, text)]
    return [
        Timing("before", name, words, recurring=True)
        for name, words in {name: said for _, name, said in sorted(found, reverse=True)}.items()
    ][::-1]


def timings_in(text: str, year: int) -> list[Timing]:
    """Every day and period that the text names, the most exact first; festivals last."""
    found = [*_periods(text, year), *_days(text, year), *_months(text, year), *_parts(text, year)]
    seen: dict[tuple[str, str], Timing] = {}
    for one in [*found, *festivals_in(text)]:
        seen.setdefault((one.rule, one.value), one)
    return list(seen.values())


def _periods(text: str, year: int) -> list[Timing]:
    found = []
    if match := re.search(r"每个?月|按月|逐月|月度(?!总结)|每月", text):
        day = re.search(r"每个?月(\d{1,2})日前", text)
        found.append(
            Timing("monthly", day[1] if day and int(day[1]) <= 31 else "10", (day or match).group(), recurring=True)
        )
    if match := re.search(r"每季度?|按季度?|逐季|分季度|季度(?=更新|公布|公开|发布|通报|数据)", text):
        found.append(Timing("quarterly", "20", match.group(), recurring=True))
    if match := _EACH_HALF.search(text):
        found.append(Timing(HALVES, str(year), match.group()))
    return found


def _days(text: str, year: int) -> list[Timing]:
    found = []
    for match in re.finditer(rf"(?:(?P<year>20\d\d)年)?(?P<every>每年)?{_MONTH}(?P<day>3[01]|[12]?\d)日", text):
        day = _day(int(match["year"] or year), _month(match["month"]), int(match["day"]))
        if day and not re.match(r"[^，。；]{0,4}(?:印发|发布的|施行|起施行|实施|通过)", text[match.end() :]):
            one = (
                Timing("yearly", f"{day:%m-%d}", match.group(), recurring=True)
                if match["every"]
                else Timing("by", day.isoformat(), match.group())
            )
            found.append(one)
    return found


def _months(text: str, year: int) -> list[Timing]:
    found = []
    for match in _IN_MONTH.finditer(text):
        month, of = _month(match["month"]), int(match["year"] or year)
        how = match["how"]
        if how in ("前",):
            month -= 1
            of, month = (of - 1, 12) if month == 0 else (of, month)
        last = 10 if "上旬" in how else 20 if "中旬" in how else monthrange(of, month)[1]
        value = f"{of}-{month:02}-{last:02}"
        found.append(
            Timing("yearly", value[5:], match.group(), recurring=True)
            if match["every"]
            else Timing("by", value, match.group())
        )
    return found


def _parts(text: str, year: int) -> list[Timing]:
    found = []
    for match in re.finditer(
        r"(?:(?P<year>20\d\d)年)?(?:第?(?P<quarter>[一二三四1-4首末])个?季度)(?!\S{0,2}更新)", text
    ):
        of = int(match["year"] or year)
        month = _QUARTERS[match["quarter"]] * 3
        found.append(Timing("by", f"{of}-{month:02}-{monthrange(of, month)[1]:02}", match.group()))
    for words, ending in (
        (r"上半年(?:前|内)?", "06-30"),
        (r"(?:年中|半年前)(?:前)?", "06-30"),
        (r"年底前?|年末前?|年内|年度内|今年内|本年度内|当年内|岁末|下半年|全年|年终前?", "12-31"),
    ):
        for match in re.finditer(rf"(?:(?P<year>20\d\d)年?)?(?:{words})", text):
            found.append(Timing("by", f"{match['year'] or year}-{ending}", match.group()))
    return found


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _HAN_MONTHS[text]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
