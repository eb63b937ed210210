"""Times as platforms and feeds write them: `5分钟前`, `昨天 12:30`, `03-14`, `Sat Jun 15 11:44:46 +0800 2019`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from inspection.records import Published
from spiders.reading.dates import EARLIEST, LATEST, SHANGHAI, find_dates, from_timestamp

_LONGEST = 80  # characters; whatever is longer is a text, not a time
_AHEAD = timedelta(days=1)  # a clock may run late: a month and day that is tomorrow is of this year
_BACK = 8  # years to look back for a month and day: there may be eight between two 29 February
_LABEL = re.compile(r"^(?:(?:首次)?(?:发布|发表|更新|编辑|创建)?(?:时间|日期|于)|已编辑|修改于)\s*:?\s*")
_SOURCE = re.compile(r"\s*(?:来自|via\b|已编辑|发布于).*$", re.S)  # 来自微博 weibo.com, 发布于 上海
_CLOCK = (
    r"(?:[\s,]*(?P<noon>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})"
    r"\s*(?:[:分]\s*(?P<second>\d{1,2})(?:\.\d+)?秒?|分)?)?"
)
_AGO = re.compile(r"(?P<count>\d{1,4}|半|几)\s*个?(?P<unit>秒钟?|分钟?|小时|天|周|星期|礼拜)(?:之|以)?前")
_WORD = re.compile(r"(?P<word>今[天日]|昨[天日]|前[天日]|大前天)" + _CLOCK)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])" + _CLOCK)
_NO_YEAR = re.compile(
    r"(?:(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})|(?P<month2>\d{1,2})月(?P<day2>\d{1,2})[日号]?)" + _CLOCK
)
_SHORT_YEAR = re.compile(r"(?P<year>\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})" + _CLOCK)
_CREATED = re.compile(
    r"[A-Z][a-z]{2},? ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) ((?:UTC|GMT)?[+-]\d{4}|UTC|GMT|CST) (\d{4})"
)
_NAMED_MONTH = re.compile(r"(?:[A-Z][a-z]{2,8},? )?\d{1,2} [A-Z][a-z]{2} \d{4}\b")
_STAMP = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.\d+)?")
_DAYS_BACK = {"今": 0, "昨": 1, "前": 2, "大": 3}


def platform_time(text: str | int | float, *, now: datetime) -> Published | None:
    """When something was published: an aware datetime (Asia/Shanghai) where a time of day is known, else a date.

    `now` (aware) is what `5分钟前` counts from, so such a time is only as exact as its unit. A month and day without
    a year is the latest such day up to tomorrow. Numbers are seconds or milliseconds since 1970. None for what is no
    time, and for what is too vague to be one (3个月前, 去年). Never raises.
    """
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        return None
    try:
        if not isinstance(text, str):
            return from_timestamp(text)
        return _read(_bare(text), now.astimezone(SHANGHAI).replace(microsecond=0))
    except (ValueError, OverflowError):
        return None


def _bare(text: str) -> str:
    if len(text) > _LONGEST * 4:
        return ""
    bare = _SOURCE.sub("", _LABEL.sub("", unicodedata.normalize("NFKC", text).strip(" \t\r\n\u200b[]()")))
    return " ".join(bare.split()) if len(bare) <= _LONGEST else ""


def _read(text: str, now: datetime) -> Published | None:
    if not text:
        return None
    if _STAMP.fullmatch(text):
        return from_timestamp(text)
    if text in {"刚刚", "刚才", "现在"}:
        return now
    if match := _AGO.fullmatch(text):
        return _ago(match, now)
    if match := _WORD.fullmatch(text):
        return _at(now.date() - timedelta(days=_DAYS_BACK[match["word"][0]]), match)
    if match := _WEEKDAY.fullmatch(text):
        weekday = "一二三四五六日".index(match["weekday"].replace("天", "日"))
        return _at(now.date() - timedelta(days=(now.weekday() - weekday) % 7 or 7), match)
    if match := _NO_YEAR.fullmatch(text):
        return _without_year(match, (now + _AHEAD).date())
    if match := _SHORT_YEAR.fullmatch(text):
        return _at(date(2000 + int(match["year"]), int(match["month"]), int(match["day"])), match)
    return _english(text) or _written(text)


def _ago(match: re.Match[str], now: datetime) -> Published | None:
    count, unit = match["count"], match["unit"]
    if count == "几" or (count == "半" and unit != "小时"):
        return now if unit[0] in "秒分" else None
    number = 0.5 if count == "半" else int(count)
    if unit[0] in "天周星礼":
        return now.date() - timedelta(days=number * (1 if unit == "天" else 7))
    return now - timedelta(seconds=number * {"秒": 1, "分": 60, "小": 3600}[unit[0]])


def _without_year(match: re.Match[str], latest: date) -> Published | None:
    month, day = int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    for year in range(latest.year, latest.year - _BACK - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= latest:
            return _at(found, match)
    return None


def _at(day: date, match: re.Match[str]) -> Published:
    """The day with the time of day beside it. Raises ValueError for 25:00."""
    if match["hour"] is None:
        return day
    hour = int(match["hour"])
    if hour < {"下午": 12, "傍晚": 12, "晚上": 12, "中午": 10}.get(match["noon"] or "", 0):
        hour += 12
    return datetime.combine(day, time(hour, int(match["minute"]), int(match["second"] or 0)), SHANGHAI)


def _english(text: str) -> datetime | None:
    """What Weibo's interfaces write, and the dates of mail and feeds. CST is China's there."""
    if match := _CREATED.match(text):
        month, day, clock, zone, year = match.groups()
        zone = "+0800" if zone == "CST" else zone[-5:] if zone[-1].isdigit() else "+0000"
        text = f"{day} {month} {year} {clock} {zone}"
    elif not _NAMED_MONTH.match(text):
        return None
    moment = parsedate_to_datetime(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    moment = moment.astimezone(SHANGHAI)
    return moment if EARLIEST <= moment.year <= LATEST else None


def _written(text: str) -> Published | None:
    """A date with its year, in any form that portals use, at the beginning of the text."""
    found = find_dates(text)
    return found[0][2] if found and found[0][0] == 0 else None
