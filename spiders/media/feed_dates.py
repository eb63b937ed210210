"""Times as feeds and exported tables write them: mail dates of every make, ISO, Chinese; no zone means China's."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from inspection.records import Published
from spiders.media.times import platform_time
from spiders.reading.dates import LATEST, SHANGHAI, find_date

EARLIEST = 1990  # years before this are a zero that a program wrote: 1970-01-01, 0001-01-01
_LONGEST = 100  # characters
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
} | {name: number for number, name in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)}
_MONTH = r"(?P<month>[a-z]{3,9}\.?|1[0-2]月|0?[1-9]月|十[一二]?月|[一二三四五六七八九]月)"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<noon>am|pm|上午|下午)?"
_ZONE = r"(?P<zone>(?:gmt|utc|ut)?\s?[+-]\d{1,2}:?(?:\d{2})?|[a-z]{1,4})?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:[a-z]{2,9}|星期[一二三四五六日天]|周[一二三四五六日天])\.?\s*,?\s*)?"
_NAMED = tuple(
    re.compile(form + r"(?:\s*\(.*\))?")
    for form in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s,-]+{_YEAR}(?:[\s,t]+{_CLOCK}\s*{_ZONE})?",  # RFC 822
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?:[\s,]+(?:at\s+)?{_CLOCK}\s*{_ZONE})?",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s*{_ZONE}\s*(?P<year>\d{{4}})",  # C, Weibo
    )
)
_AMERICAN = re.compile(rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}})(?:[\s,]+{_CLOCK})?")
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-?(?P<month>\d{{2}})-?(?P<day>\d{{2}})[t\s]+(?P<hour>\d{{2}}):?(?P<minute>\d{{2}})"
    rf"(?::?(?P<second>\d{{2}})(?:[.,]\d+)?)?\s*{_ZONE}(?:\s+[a-z]{{3,4}}(?:\s+m=.*)?)?"
)
_HOURS = {"": 8, "cst": 8, "z": 0, "gmt": 0, "utc": 0, "ut": 0, "est": -5, "edt": -4, "pst": -8, "pdt": -7, "mst": -7,
          "jst": 9, "hkt": 8, "bst": 1, "cet": 1, "cest": 2, "msk": 3, "mdt": -6, "cdt": -5}  # fmt: skip
_BRACKETS = {"[": "]", "(": ")"}
_LABEL = re.compile(r"^(?:首次)?(?:发布|发表|更新|推送|群发|创建|发文)?(?:时间|日期|于)\s*[::]\s*")


def stated_time(raw: str, *, now: datetime) -> Published | None:
    """What the text states: an aware datetime (Asia/Shanghai), a bare date where no time of day is stated, or None.

    A wrong name of the weekday is passed over, CST is China's, and a time without a zone is Shanghai's. What a program
    writes for "none" (1970-01-01, 0001-01-01) is None. Never raises.
    """
    text = " ".join(unicodedata.normalize("NFKC", raw[: _LONGEST * 4]).split())
    text = _LABEL.sub("", text.strip("\"' "))
    if text[:1] in _BRACKETS and text.endswith(_BRACKETS[text[0]]):
        text = text[1:-1].strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        found = _named(text.lower()) or platform_time(text, now=now) or find_date(text)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and EARLIEST <= found.year <= LATEST else None


def _named(text: str) -> Published | None:
    for form in (_ISO, *_NAMED, _AMERICAN):
        if (match := form.fullmatch(text)) is None:
            continue
        parts = match.groupdict()
        month = _month(parts["month"])
        zone = _zone(parts.get("zone") or "")
        if month is None or zone is None:
            continue
        year = int(parts["year"])
        if len(parts["year"]) == 2:
            year += 2000 if year < 70 else 1900
        return _moment(date(year, month, int(parts["day"])), parts, zone)
    return None


def _month(name: str) -> int | None:
    name = name.rstrip("月.")
    return int(name) if name.isdigit() else _MONTHS.get(name) or _MONTHS.get(name[:3])


def _zone(name: str) -> tzinfo | None:
    """None for letters that name no zone: then the form was misread."""
    if digits := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name):
        sign = -1 if digits[1] == "-" else 1
        span = sign * timedelta(hours=int(digits[2]), minutes=int(digits[3] or 0))
        return timezone(span) if abs(span) < timedelta(hours=24) else None
    hours = _HOURS.get(name.strip())
    if hours is None:
        return None
    return SHANGHAI if hours == 8 else UTC if hours == 0 else timezone(timedelta(hours=hours))


def _moment(day: date, parts: dict[str, str | None], zone: tzinfo) -> Published:
    if parts.get("hour") is None:
        return day
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if parts.get("noon") in {"pm", "下午"} and hour < 12:
        hour += 12
    elif parts.get("noon") == "am" and hour == 12:
        hour = 0
    if hour == 24 and minute == second == 0:
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(SHANGHAI)
    return datetime.combine(day, time(hour, minute, min(second, 59)), zone).astimezone(SHANGHAI)
