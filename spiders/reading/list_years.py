"""The years of days that a list states without one, and days that a list keeps in its titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from inspection.records import Published
from spiders.reading.dates import date_in_address, find_date, find_dates


@dataclass(slots=True)
class RowText:
    """What a row's date is read from: its text nodes, the title's own left out, and its links' addresses."""

    start: int
    end: int
    title_nodes: frozenset[int]
    title: str
    url: str
    skip: tuple[tuple[int, int], ...] = ()  # related links' parts
    top: int = 0


def with_years(days: list[Published | None], yearless: list[bool], rows: Sequence[RowText]) -> list[Published | None]:
    """Years for dates that state none: what the address says, else a list that runs from new to old."""
    if not any(yearless):
        return days
    result = list(days)
    newest: date | None = None
    for position, published in enumerate(days):
        if published is None:
            continue
        day = _day(published)
        if yearless[position]:
            if (stated := _day_or_month_in(rows[position].url)) is not None:
                years = [y for y in (stated.year - 1, stated.year, stated.year + 1) if _in_year(published, y)]
                best = min(years, key=lambda y: abs((_day(_in_year(published, y) or published) - stated).days))
                result[position] = _in_year(published, best)
            elif newest is not None and day > newest and not _pinned_before(days, position):
                year = newest.year
                while (moved := _in_year(published, year)) is None or _day(moved) > newest:
                    year -= 1
                result[position] = moved
        day = _day(result[position] or published)
        newest = day if newest is None or not _pinned_before(days, position + 1) else max(day, newest)
    return result


_MONTH_FOLDER = re.compile(r"/(20\d\d)[-/_]?(0[1-9]|1[0-2])(?=/)")


def _day_or_month_in(url: str) -> date | None:
    """The day that an address states, or the middle of the month that its folder names: enough to tell the year."""
    if (stated := date_in_address(url)) is not None:
        return stated
    match = _MONTH_FOLDER.search(url)
    return date(int(match.group(1)), int(match.group(2)), 15) if match else None


def states_year(url: str) -> bool:
    """Whether an address names the day or the month of its article."""
    return _day_or_month_in(url) is not None


def _pinned_before(days: list[Published | None], position: int) -> bool:
    """Whether the few rows before this one are pinned old ones: the list's first rows, older than most that follow."""
    if position > 3:
        return False
    ahead = [_day(d) for d in days[:position] if d]
    behind = [_day(d) for d in days[position:] if d]
    if not ahead or len(behind) < 2 * len(ahead):
        return False
    return (
        behind[0] > ahead[-1]
        and behind[0] - behind[min(2, len(behind) - 1)] < timedelta(days=200)
        and all(a >= b for a, b in pairwise(behind[:3]))
        and sum(1 for d in behind if d > max(ahead)) >= max(2, len(behind) // 3)
    )


def _day(published: Published) -> date:
    return published.date() if isinstance(published, datetime) else published


def _in_year(published: Published, year: int) -> Published | None:
    try:
        return published.replace(year=year)
    except ValueError:
        return None


_YEARLESS_FIRST = re.compile(r"^[\s\[(（【]+(\d{1,2})[-/.月](\d{1,2})日?[\])）】]\s*(.{4,})$")
_YEARLESS_LAST = re.compile(r"^(.{4,}?)\s*[\[(（【](\d{1,2})[-/.月](\d{1,2})日?[\])）】]\s*$")


_WORDED = re.compile(r"[\[(（【][^\])）】]*[^\s\[(（【\])）】]\s*$")  # in brackets with words: 报名截止2025年4月30日


def in_titles(rows: Sequence[RowText], today: date) -> dict[int, tuple[Published, str]]:
    """Dates that the list keeps at the end or the beginning of its titles: believed where most rows do so."""
    full = {n: cut for n, row in enumerate(rows) if (cut := _cut_from_title(row.title)) is not None}
    short = {n: cut for n, row in enumerate(rows) if (cut := _cut_yearless(row.title, today)) is not None}
    found = full if len(full) >= len(short) else short
    if len(found) < max(1, 0.6 * len(rows)):
        return {}
    if len(found) > 2 and len({day for day, _ in found.values()}) == 1:
        return {}  # one day in every title is what the titles are about
    if found is short:
        places = sorted(found)
        days = with_years([found[n][0] for n in places], [True] * len(places), [rows[n] for n in places])
        found = {n: (day, found[n][1]) for n, day in zip(places, days, strict=True) if day is not None}
    return found


def _cut_yearless(title: str, today: date) -> tuple[Published, str] | None:
    if match := _YEARLESS_FIRST.match(title):
        month, day, rest = match.groups()
    elif match := _YEARLESS_LAST.match(title):
        rest, month, day = match.groups()
    else:
        return None
    stated = find_date(f"{int(month):02d}-{int(day):02d}", today=today + timedelta(days=1))
    return (stated, rest.strip()) if stated is not None else None


def _cut_from_title(title: str) -> tuple[Published, str] | None:
    dates = find_dates(title)
    for start, end, published in reversed(dates):
        before, after = title[:start], title[end:]
        if _WORDED.search(before):
            continue
        if re.fullmatch(r"[\s\])）】]*", after) and re.search(r"\D$", before) and len(before) >= 4:
            return published, before.rstrip(" [(（【-—|·\xa0")
    for start, end, published in dates:
        if re.fullmatch(r"[\s\[(（【]*", title[:start]) and re.match(r"\s*[\])）】]|\s", title[end:]):
            return published, title[end:].lstrip(" ])）】-—|·:：")
    return None
