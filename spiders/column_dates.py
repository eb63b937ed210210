"""Dates of a column's articles: what the row says, weighed against what the article's own page says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from inspection.records import Article, DateFrom, Entry, Published, Reading, day_of
from spiders.reading.dates import SHANGHAI

_WEAK = {DateFrom.ADDRESS, DateFrom.TITLE}
_DISORDER = timedelta(days=60)  # rows of a list from new to old may stand so far out of order


def is_weak(entry: Entry) -> bool:
    """Whether only the article's page can say when it was published."""
    return entry.published_at is None or entry.date_from in _WEAK


def best_date(entry: Entry, page: Reading | None) -> tuple[Published | None, DateFrom | None]:
    """The row's own date wins; what only the address says gives way to what the page states, the title's to both."""
    row, origin = entry.published_at, entry.date_from
    if page is None or page.published_at is None:
        return row, origin
    gives_way = origin is DateFrom.TITLE or (origin is DateFrom.ADDRESS and page.date_from is not DateFrom.ADDRESS)
    if row is None or gives_way:
        return page.published_at, page.date_from
    if (
        not isinstance(row, datetime)
        and isinstance(page.published_at, datetime)
        and day_of(page.published_at, SHANGHAI) == row
    ):
        return page.published_at, page.date_from
    return row, origin


def with_stated_years(
    entries: Iterable[Entry], read: Mapping[str, Reading], taken: Mapping[str, Article] = MappingProxyType({})
) -> Iterator[Entry]:
    """The rows in the column's order; where a row's year was inferred, the year that its article's page states.

    `taken`: articles that an earlier round read, whose years it settled.

    A page settles it by a date of the same month and day. Rows that were not opened follow the last that was, and
    never stand long after the row before them: such lists run from new to old.
    """
    shift, last = 0, None
    for entry in entries:
        if entry.published_at is None:
            yield entry
            continue
        if entry.year_inferred:
            settled = _stated(entry.published_at, read.get(entry.url), taken.get(entry.url))
            if settled is None:
                settled = _followed(entry.published_at, shift, last)
            shift = settled.year - entry.published_at.year
            entry = replace(entry, published_at=settled)
        last = day_of(entry.published_at or date.max, SHANGHAI)
        yield entry


def _stated(row: Published, page: Reading | None, taken: Article | None) -> Published | None:
    """The row's day in the year that the page gives it, or None where no date of the page is of that day."""
    dates = (page.published_at, *page.page_dates) if page is not None else (taken.published_at,) if taken else ()
    for stated in dates:
        if stated is not None and (stated.month, stated.day) == (row.month, row.day):
            return row.replace(year=stated.year)
    return None


def _followed(row: Published, shift: int, last: date | None) -> Published:
    for year in range(row.year + shift, row.year + shift - 20, -1):
        try:
            moved = row.replace(year=year)
        except ValueError:  # 29 February
            continue
        if last is None or day_of(moved, SHANGHAI) <= last + _DISORDER:
            return moved
    return row
