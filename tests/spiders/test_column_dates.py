"""Tests of a column's dates: rows against articles' pages, and years that a list leaves open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import DateFrom, Entry, Reading
from spiders.column_dates import best_date, with_stated_years
from spiders.reading.dates import SHANGHAI

ROW, PAGE = date(2025, 3, 1), date(2025, 2, 20)


def page_of(day: date | None, origin: DateFrom = DateFrom.LABEL, *more: date) -> Reading:
    return Reading("http://a.cn/1.html", "article", "utf-8", published_at=day, date_from=origin, page_dates=more)


@pytest.mark.parametrize(
    ("row", "page", "wins"),
    [
        (DateFrom.LIST, DateFrom.LABEL, ROW),
        (DateFrom.SCRIPT, DateFrom.META, ROW),
        (DateFrom.ADDRESS, DateFrom.LABEL, PAGE),
        (DateFrom.ADDRESS, DateFrom.ADDRESS, ROW),
        (DateFrom.TITLE, DateFrom.LABEL, PAGE),
        (DateFrom.TITLE, DateFrom.ADDRESS, PAGE),
    ],
)
def test_the_row_wins_over_the_page_the_page_over_the_address_and_all_over_the_title(
    row: DateFrom, page: DateFrom, wins: date
) -> None:
    assert best_date(Entry("题", "u", ROW, row), page_of(PAGE, page))[0] == wins


def test_a_title_dates_its_article_where_nothing_else_does() -> None:
    assert best_date(Entry("题", "u", ROW, DateFrom.TITLE), page_of(None)) == (ROW, DateFrom.TITLE)


def yearless(url: str, day: date) -> Entry:
    return Entry("题", url, day, DateFrom.LIST, year_inferred=True)


def settled(rows: list[Entry], read: dict[str, Reading]) -> list[date]:
    days = [entry.published_at for entry in with_stated_years(rows, read)]
    return [day for day in days if day is not None]


def test_the_articles_page_says_which_year_a_row_means() -> None:
    rows = [yearless("a", date(2026, 1, 26)), yearless("b", date(2026, 1, 20))]

    assert settled(rows, {"a": page_of(date(2023, 1, 26)), "b": page_of(None)}) == [
        date(2023, 1, 26),
        date(2023, 1, 20),
    ]


def test_any_date_that_the_page_gives_as_its_publication_settles_the_year() -> None:
    rows = [yearless("a", date(2026, 1, 26))]
    page = page_of(date(2024, 5, 5), DateFrom.META, date(2024, 5, 5), date(2023, 1, 26))

    assert settled(rows, {"a": page}) == [date(2023, 1, 26)]


def test_a_page_that_speaks_of_other_days_settles_nothing() -> None:
    assert settled([yearless("a", date(2026, 1, 26))], {"a": page_of(date(2023, 4, 4))}) == [date(2026, 1, 26)]


def test_a_row_that_states_its_year_is_left_alone() -> None:
    row = replace(yearless("a", ROW), year_inferred=False)

    assert settled([row], {"a": page_of(ROW.replace(year=2020))}) == [ROW]


def test_a_time_of_day_stays_with_a_row_whose_year_is_settled() -> None:
    at = datetime(2026, 1, 26, 9, 30, tzinfo=SHANGHAI)
    entry = next(
        with_stated_years([Entry("题", "a", at, DateFrom.LIST, year_inferred=True)], {"a": page_of(date(2023, 1, 26))})
    )

    assert entry.published_at == at.replace(year=2023)


def test_a_leap_day_takes_a_year_that_has_one() -> None:
    rows = [yearless("a", date(2025, 2, 20)), yearless("b", date(2024, 2, 29))]

    assert settled(rows, {"a": page_of(date(2022, 2, 20))})[1] == date(2020, 2, 29)


@given(st.lists(st.integers(1, 300), min_size=2, max_size=30), st.integers(1, 30))
def test_rows_that_were_not_opened_follow_those_that_were_over_years(gaps: list[int], opened: int) -> None:
    today, days = date(2026, 3, 1), [date(2024, 11, 11)]
    for gap in gaps:
        days.append(days[-1] - timedelta(days=gap))
    days = [day for day in days if (day.month, day.day) != (2, 29)]
    guessed = [day.replace(year=2026 if (day.month, day.day) <= (3, 1) else 2025) for day in days]
    rows = [yearless(f"{n}", guess) for n, guess in enumerate(guessed)]
    read = {f"{n}": page_of(day) for n, day in enumerate(days[:opened])}

    told = settled(rows, read)

    assert told[:opened] == days[:opened]
    assert all(later <= earlier + timedelta(days=60) <= today for earlier, later in pairwise(told))
