"""Dates: every form in which Chinese portals write a day, in text and in addresses, and nothing that looks so."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from inspection.records import Published

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLIEST, LATEST = 1949, 2100  # years believed; a mistyped 2052 is kept, a check judges it

_WIDE = str.maketrans("０１２３４５６７８９：．／－–—‐‑−～\u3000\xa0\u2002\u2003", "0123456789:./------~    ")
_NEEDS_NARROWING = re.compile("[０-９：．／－–—‐‑−～\u3000\xa0\u2002\u2003]")
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零OoО0Ｏ", 0)

_TIME = r"""
    (?:[\s,，T]*(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?[\s,，T-]*
       (?P<noon>上午|下午|晚上|中午|凌晨|AM|PM)?\s*
       (?P<hour>\d{1,2})(?:\s?:\s?|[时点])(?P<minute>\d{1,2})(?!\d)(?:(?:\s?:\s?|分)(?P<second>\d{1,2})(?!\d)(?:\.\d{1,9})?秒?|分)?
       (?:\s?(?P<after>AM|PM)\b)?
       (?:\s?(?P<zone>Z|[+-]\d{2}:?\d{2})(?!\d))?
    )?"""
# Not inside a number, a version (1.2.2024) or an identifier. Looked at behind the year, so that the search can leap.
_ALONE = r"(?<![\d_]\d{4})(?<!\d\.\d{4})(?<![A-Za-z]\.\d{4})(?<![A-Za-z]-\d{4})"
_FULL = re.compile(
    r"(?P<year>[12][019]\d\d)"
    + _ALONE
    + r"""\s?(?:
        (?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d\d(?=\d\d:\d\d)|\d{1,2}(?!\d))
        (?!(?P=sep)\d(?!\d:|\d{3}\s?[-/.]))  # more of the same is an identifier, unless a time or the end of a range
      | 年\s*(?P<month2>\d{1,2})\s*月\s*(?P<day2>\d{1,2})(?!\d)\s*[日号]?
    )"""
    + _TIME,
    re.X,
)
_HAN = re.compile(
    r"""(?P<year>[一二三四五六七八九〇○零OoО0Ｏ]{4})\s?年\s?
        (?P<month>十[一二]?|[一二三四五六七八九])\s?月\s?
        (?P<day>[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]""",
    re.X,
)
_COMPACT = re.compile(r"(?P<year>[12][09]\d\d)(?<![\w.\-/=#№]\d{4})(?P<month>\d\d)(?P<day>\d\d)(?![\w\-/.%])")
_COUNTER_BEFORE = re.compile(
    r"(?:浏览|点击|阅读|访问|查看|人气|次数|次|量|数|号|编号|ID|No|id|电话|QQ|邮编|代码|金额|第|[￥¥$〔\[（(【])[\s::.]*$"
)
_COUNTER_AFTER = re.compile(r"\s*(?:次|人|元|号|个|件|条|字|万|亿|米|家|名|[〕])")
_SHORT_YEAR = re.compile(
    r"(?P<year>\d\d)(?<![^\s\[(（【]\d\d)(?P<sep>[-/.])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?![^\s\])）】])" + _TIME,
    re.X,
)
_NO_YEAR = re.compile(
    r"(?<![^\s\[(（【])(?:(?P<month>\d\d)[-/](?P<day>\d\d)|(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日)(?![^\s\])）】])"
    + _TIME,
    re.X,
)
_RELATIVE = re.compile(
    r"(?:(?P<word>刚刚|今天|昨天|前天)(?<!\w\w\w)|(?P<count>\d{1,3})\s?(?P<unit>秒钟?|分钟|个?小时|天|周|个?月)\s?前)(?!\w)"
    + _TIME,
    re.X,
)
# Whole texts only: a date split over elements (.day and .year), in any order, and bare stamps.
_WHOLE = tuple(
    re.compile(form)
    for form in (
        r"(?P<day>\d{1,2})日?[\s/|]+(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})月?",
        r"(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})月?[\s|]+(?P<day>\d{1,2})日?",
        r"(?P<month>\d{1,2})[-/.月]\s?(?P<day>\d{1,2})日?[\s/|]+(?P<year>\d{4})年?",
        r"(?P<year>\d{4})年?[\s|]+(?P<month>\d{1,2})[-/.月\s]\s?(?P<day>\d{1,2})日?",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)\s?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?",
    )
)


def find_date(text: str, *, today: date | None = None) -> Published | None:
    """The first publication-like date in a short text, or None.

    An aware datetime (Asia/Shanghai) where a time of day is stated, else a date. With `today`, forms without a year
    (04-15, 4月15日) mean the latest such day that is not after it, and words such as 昨天 or 3小时前 count.
    """
    narrow = _narrow(text)
    bare = narrow.strip().strip("[]()（）【】").strip()
    for form in _WHOLE:
        if (match := form.fullmatch(bare)) and (published := _published(match)):
            return published
    found = find_dates(text, today=today)
    return found[0][2] if found else None


def find_dates(text: str, *, today: date | None = None) -> list[tuple[int, int, Published]]:
    """Every date in the text with where it starts and ends, in order, none overlapping."""
    narrow = _narrow(text)
    found: list[tuple[int, int, Published]] = []
    for form in (_FULL, _HAN, _SHORT_YEAR, _COMPACT):
        for match in form.finditer(narrow):
            if form is _COMPACT and _counted(narrow, match):
                continue
            if (published := _published(match)) is not None:
                _keep(found, match, published)
    if today is not None:
        for match in _NO_YEAR.finditer(narrow):
            if (published := _without_year(match, today)) is not None:
                _keep(found, match, published)
        for match in _RELATIVE.finditer(narrow):
            _keep(found, match, _relative(match, today))
    return sorted(found, key=lambda item: item[:2])


def from_timestamp(value: int | float | str) -> datetime | None:
    """Seconds or milliseconds since 1970, as ten or thirteen digits; None when the year is not plausible."""
    digits = str(value).strip().partition(".")[0]
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (9, 10, 12, 13):
        return None
    seconds = int(digits) / (1000 if len(digits) > 10 else 1)
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).replace(microsecond=0)
    return moment if 1990 <= moment.year <= LATEST else None


_IN_ADDRESS = tuple(
    re.compile(form)
    for form in (
        r"/t((?:19|20)\d\d)(\d\d)(\d\d)_",  # TRS: the day form wins over its folder
        r"/((?:19|20)\d\d)[-/_](\d{1,2})[-/_](\d{1,2})(?=/)",  # /art/2024/4/15/ /2024-04/15/ /2024/04-15/
        r"/((?:19|20)\d\d)[-/_](\d\d)(\d\d)(?=/)",  # /2024/0415/
        r"/((?:19|20)\d\d)(\d\d)[-/_]?(\d\d)(?=/)",  # /20240415/ /202404/15/
        r"/((?:19|20)\d\d)[-_](\d\d)[-_](\d\d)(?=[-_./]|$)",  # /2024-04-15.html
        r"/((?:19|20)\d\d)(\d\d)(\d\d)(?=[-_][^/]*$)",  # /20240415_123.html
    )
)
# A file named by eight digits alone may be an identifier; its folder must name the same year or month.
_FILE_OF_FOLDER = re.compile(r"/((?:19|20)\d\d)(?:[-/_]?\d\d)?/(?=\1)(\d{4})(\d\d)(\d\d)(?=[-_.]|$)")


_DIGITS_OF_DAY = re.compile(r"/t?(?:19|20)\d\d[-/_]?\d{1,2}[-/_]?\d")  # what every form begins with


def date_in_address(url: str) -> date | None:
    """The day that an article's address states (/t20240415_1.html, /art/2024/4/15/).

    Never one guessed from an identifier. Only the path counts; a month alone (/202404/) is not enough.
    """
    if not _DIGITS_OF_DAY.search(url):
        return None
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    for form in _IN_ADDRESS:
        for match in reversed(list(form.finditer(path))):
            if (day := _day(*match.groups())) is not None and day.year >= 1995:
                return day
    named = _FILE_OF_FOLDER.search(path)
    return _day(*named.groups()[1:]) if named else None


def _narrow(text: str) -> str:
    return text.translate(_WIDE) if _NEEDS_NARROWING.search(text) else text


def _keep(found: list[tuple[int, int, Published]], match: re.Match[str], published: Published) -> None:
    start, end = match.span()
    if all(end <= other[0] or start >= other[1] for other in found):
        found.append((start, end, published))


def _counted(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_COUNTER_BEFORE.search(before) or _COUNTER_AFTER.match(text, match.end()))


def _number(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text or "廿" in text:
        tens, _, ones = text.replace("廿", "二十").partition("十")
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    return int("".join(str(_NUMERALS[c]) for c in text))


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(_number(str(year)), _number(str(month)), _number(str(day)))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def _published(match: re.Match[str]) -> Published | None:
    parts = match.groupdict()
    year = parts["year"]
    if len(year) == 2:
        year = f"20{year}" if int(year) < 50 else f"19{year}"
    day = _day(year, parts.get("month") or parts["month2"], parts.get("day") or parts["day2"])
    return None if day is None else _at(day, parts)


def _at(day: date, parts: dict[str, str | None]) -> Published:
    """The day with the time of day that is stated beside it, where that is a possible one."""
    if parts.get("hour") is None:
        return day
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    noon = parts.get("noon") or parts.get("after") or ""
    if noon in {"下午", "晚上", "PM"} and hour < 12:
        hour += 12
    elif noon in {"AM", "凌晨"} and hour == 12:
        hour = 0
    try:
        clock = time(hour, minute, second)
    except ValueError:
        return day
    return datetime.combine(day, clock, _zone(parts.get("zone"))).astimezone(SHANGHAI)


def _zone(text: str | None) -> timezone | ZoneInfo:
    if not text:
        return SHANGHAI
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=min(int(text[1:3]), 23), minutes=int(text[-2:]) % 60))


def _without_year(match: re.Match[str], today: date) -> Published | None:
    parts = match.groupdict()
    month, number = parts["month"] or parts["month2"], parts["day"] or parts["day2"]
    for year in range(today.year, today.year - 5, -1):  # 02-29 may be some years back
        day = _day(year, month, number)
        if day is not None and day <= today:
            return _at(day, parts)
    return None


def _relative(match: re.Match[str], today: date) -> Published:
    parts = match.groupdict()
    if word := parts["word"]:
        return _at(today - timedelta(days={"昨天": 1, "前天": 2}.get(word, 0)), parts)
    days = {"天": 1, "周": 7, "月": 30}.get((parts["unit"] or "")[-1], 0)
    return today - timedelta(days=days * int(parts["count"] or 0))
