"""Values of exported cells: times, counts, marks of origin, as Excel, back offices and people write them."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from inspection.media import Origin
from inspection.records import Published
from spiders.media.export_cells import Value
from spiders.media.feed_dates import stated_time
from spiders.media.values import as_number
from spiders.reading.dates import SHANGHAI, find_date, from_timestamp

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLOCK = re.compile(r"(上午|下午|AM|PM)?\s*(\d{1,2})[::](\d{2})(?:[::](\d{2})(?:\.\d+)?)?\s*(AM|PM)?", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d|^\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|[〇零○一二三四五六七八九]{4}年")
_FIRST_SERIAL, _LAST_SERIAL = 25_569, 73_415  # 1970-01-01 and 2100-12-31 as Excel counts days
_FROM_1904 = 1_462  # days between the two counts
_OWN = re.compile(r"原创|^(?:是|y|yes|true|1|√|✓|✔)$", re.I)
_TAKEN = re.compile(r"非原创|不是原创|未声明|转载|转发|转帖|转贴|^(?:否|n|no|false|0|×|✗)$", re.I)


def moment_of(value: Value, *, early: bool, now: datetime) -> Published | time | None:
    """A stated date or time, or a bare time of day, whose date another column holds. None without a year.

    A time at midnight that Excel made of a bare date is a date. `early`: serial dates count from 1904.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _of_excel(value)
    if isinstance(value, (date, time)):
        return value
    if isinstance(value, timedelta):
        return None
    if isinstance(value, (int, float)):
        return _of_number(float(value), early=early)
    text = unicodedata.normalize("NFKC", value).strip()
    if _NUMBER.fullmatch(text):
        return _of_number(float(text), early=early)
    if match := _CLOCK.fullmatch(text):
        return _clock(match)
    # A month and day alone, or 昨天, says nothing once the file has been kept.
    return stated_time(text, now=now) if _YEAR.search(text) else None


def origin_of(value: Value) -> Origin | None:
    """Whether the cell calls the article the account's own, or taken over; None for any other word."""
    shown = int(value) if isinstance(value, bool) else as_number(value) if isinstance(value, (int, float)) else value
    text = str(shown) if isinstance(shown, (int, str)) else ""
    text = unicodedata.normalize("NFKC", text).strip()
    if _TAKEN.search(text):
        return Origin.REPOSTED
    return Origin.ORIGINAL if _OWN.search(text) else None


def text_of(value: Value) -> str:
    """The cell as words: 2024.0 is 2024."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, bool) else str(value).replace("_x000D_", "").strip()


def _of_excel(value: datetime) -> Published:
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    if rounded.time() == time() and value.tzinfo is None:
        return rounded.date()
    return rounded.replace(tzinfo=SHANGHAI) if value.tzinfo is None else rounded.astimezone(SHANGHAI)


def _of_number(value: float, *, early: bool) -> Published | time | None:
    if not math.isfinite(value):
        return None
    if 0 < value < 1:
        return (datetime(2000, 1, 1) + timedelta(days=value, milliseconds=500)).time().replace(microsecond=0)
    digits = f"{value:.0f}"
    if len(digits) in {8, 14} and value == int(value) and (found := find_date(digits)) is not None:
        return found
    if len(digits) in {10, 13}:
        return from_timestamp(digits)
    days = value + (_FROM_1904 if early else 0)
    if _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return _of_excel(datetime(1899, 12, 30) + timedelta(days=days))
    return None


def _clock(match: re.Match[str]) -> time | None:
    hour, noon = int(match[2]), (match[1] or match[5] or "").lower()
    if noon in {"下午", "pm"} and hour < 12:
        hour += 12
    try:
        return time(hour, int(match[3]), int(match[4] or 0))
    except ValueError:
        return None
