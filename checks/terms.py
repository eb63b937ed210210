"""Lengths of time and days as documents write them, in Han numerals too: 五年, 二年半, 18个月, 2025年底."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from inspection.numerals import figures, number

NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两壹贰叁伍]{1,3})"
TERM = (
    rf"(?:(?P<years>{NUMBER})周?年(?P<half>半)?(?:零?(?P<extra>{NUMBER})个月)?"
    rf"|(?P<months>{NUMBER})个月|(?P<halfyear>半年))"
)
_YEAR = r"(?:(?:19|20)\d{2}|[一二][零〇○Oo0-9一二三四五六七八九]{3})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"


def day(prefix: str) -> str:
    """A pattern of a day, or of the month or the year that a period ends with; its groups begin with that prefix."""
    p = prefix
    return (
        rf"(?P<{p}y>{_YEAR})(?:年(?:(?P<{p}m>{_SMALL})月(?:(?P<{p}d>{_SMALL})[日号]|底|末)?|年?[底末]|度)?"
        rf"|[-./](?P<{p}m2>\d{{1,2}})[-./](?P<{p}d2>\d{{1,2}}))"
    )


def day_in(match: re.Match[str], prefix: str, *, ends: bool) -> date | None:
    """The day of the part of a match that `day(prefix)` matched; a month or a year alone is its last day.

    `ends`: whether a day of a period's end is meant; a beginning must state its day.
    """
    said = match.groupdict()
    year = figures(said[f"{prefix}y"] or "")
    month = said[f"{prefix}m"] or said[f"{prefix}m2"]
    of_month = said[f"{prefix}d"] or said[f"{prefix}d2"]
    if not year or (of_month is None and not ends):
        return None
    try:
        if month is None:
            return date(int(year), 12, 31)
        named = number(month)
        return date(int(year), named, number(of_month) if of_month else monthrange(int(year), named)[1])
    except ValueError:
        return None


def months_of(match: re.Match[str]) -> int:
    """How many months the part of a match that `TERM` matched comes to; 0 where it matched nothing."""
    said = match.groupdict()
    if said.get("halfyear"):
        return 6
    if said.get("months"):
        return number(said["months"])
    if not said.get("years"):
        return 0
    return 12 * number(said["years"]) + (6 if said.get("half") else 0) + (number(said["extra"]) if said["extra"] else 0)


def last_day(start: date, months: int) -> date:
    """The last day of a term that begins on `start`: five years from 2020-01-01 end with 2024-12-31."""
    return _shifted(start, months) - timedelta(days=1)


def _shifted(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    year = min(year, 9999)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
