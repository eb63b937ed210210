"""Columns over the weeks: what was read says what was published, and nothing is said of what was not read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.plan_file import parse_plan
from inspection.records import Article, ColumnReading, ColumnState
from notifications.digest.facts import WEEKS_SHOWN, Cell, Standing, Week
from notifications.digest.freshness import Clock, ReadAt, freshness

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = Week(2025, 13)
CLOCK = Clock(WEEK, WEEK.start(ZONE), WEEK.end(ZONE), ZONE)
DAY = timedelta(days=1)
FRIDAY = datetime(2025, 3, 28, 9, tzinfo=ZONE)
PLAN = parse_plan(
    "site: {name: 站, home: 'https://h.example/'}\n"
    "columns: [{name: 动态, url: /d/, kind: 动态要闻}, {name: 职能, url: /z/, kind: 其他, update_within: 7d}]",
    "p",
)


def read(days, at=FRIDAY, complete=True, state=ColumnState.READ, **more):
    rows = tuple(Article("动态", f"稿 {n}", f"https://h.example/{d}-{n}", d) for n, d in enumerate(days))
    return ReadAt(at, ColumnReading("动态", "https://h.example/d/", state, articles=rows, complete=complete, **more))


def column(*readings, doubt=""):
    return freshness(PLAN, {"动态": readings}, {"动态": doubt} if doubt else {}, CLOCK)[0]


def cells(one):
    return [week.cell for week in one.cells]


DAYS = st.lists(st.dates(date(2024, 6, 1), date(2025, 3, 28)), max_size=30).map(lambda d: sorted(d, reverse=True))


@given(days=DAYS)
def test_a_whole_list_leaves_nothing_unknown_after_its_first_article(days):
    one = column(read(days))

    for week in one.cells:
        last = min(week.week.sunday, FRIDAY.date())
        published = sum(week.week.monday <= day <= last for day in days)
        newest = max((day for day in days if day <= last), default=None)
        late = newest is not None and (last - newest).days > 14
        quiet = Cell.UNKNOWN if newest is None else Cell.OVERDUE if late else Cell.WITHIN
        assert (week.cell, week.count) == (Cell.PUBLISHED if published else quiet, published)


@given(days=DAYS, complete=st.booleans())
def test_the_strip_has_always_as_many_weeks_and_ends_with_the_digests_own(days, complete):
    one = column(read(days, complete=complete))

    assert [week.week for week in one.cells] == [WEEK.earlier(n) for n in reversed(range(WEEKS_SHOWN))]


@given(days=DAYS)
def test_a_list_cut_short_says_nothing_of_quiet_weeks_before_its_last_rows(days):
    one = column(read(days, complete=False))

    since = max(days[-3:]) if len(days) >= 3 else date.max
    for week in one.cells:
        if week.week.monday <= since and not week.count:
            assert week.cell is Cell.UNKNOWN


def test_a_quick_look_at_the_first_page_builds_on_an_earlier_whole_reading():
    whole = read([date(2025, 3, 10) - 20 * DAY * n for n in range(12)], at=FRIDAY - 4 * DAY)
    quick = read([date(2025, 3, 27), date(2025, 3, 26), date(2025, 3, 24)], complete=False)

    assert Cell.UNKNOWN not in cells(column(whole, quick))


def test_weeks_between_a_whole_reading_and_a_quick_look_that_does_not_reach_it_are_unknown():
    whole = read([date(2024, 12, 1)], at=datetime(2024, 12, 2, 9, tzinfo=ZONE))
    quick = read([date(2025, 3, 27), date(2025, 3, 26), date(2025, 3, 24)], complete=False)

    states = {week.week: week.cell for week in column(whole, quick).cells}

    assert states[Week(2025, 5)] is Cell.UNKNOWN


@pytest.mark.parametrize(
    ("newest", "standing", "left"),
    [
        (date(2025, 3, 28), Standing.FRESH, 12),
        (date(2025, 3, 24), Standing.FRESH, 8),  # stale from April 8, a Tuesday after next week
        (date(2025, 3, 23), Standing.FRESH, 7),  # its last day in time is next Sunday itself
        (date(2025, 3, 22), Standing.SOON, 6),
        (date(2025, 3, 16), Standing.SOON, 0),
        (date(2025, 3, 14), Standing.SOON, -2),  # it was in time on Friday, when it was read
        (date(2025, 3, 13), Standing.STALE, -3),
    ],
)
def test_a_column_is_told_of_in_the_week_before_it_goes_stale(newest, standing, left):
    one = column(read([newest]))

    assert (one.standing, one.days_left) == (standing, left)


def test_a_column_that_was_not_read_this_week_is_unknown_though_it_was_fresh():
    one = column(read([date(2025, 3, 20)], at=CLOCK.start - DAY))

    assert (one.standing, one.cells[-1].cell) == (Standing.UNKNOWN, Cell.UNKNOWN)
    assert "2025-03-23" in one.reason


@pytest.mark.parametrize("state", [ColumnState.BLOCKED, ColumnState.UNREADABLE, ColumnState.UNREACHABLE])
def test_a_column_that_could_not_be_read_is_unknown_and_says_why(state):
    one = column(read([], state=state, reason="timeout"))

    assert (one.standing, bool(one.reason)) == (Standing.UNKNOWN, True)


def test_a_blank_column_is_blank():
    assert column(read([], state=ColumnState.BLANK)).standing is Standing.BLANK


def test_what_the_check_could_not_judge_is_not_said_to_be_fresh():
    one = column(read([date(2025, 3, 28)]), doubt="最新稿件未能读到")

    assert (one.standing, one.reason) == (Standing.UNKNOWN, "最新稿件未能读到")


def test_dates_in_the_future_make_nothing_fresh():
    one = column(read([date(2025, 6, 1), date(2025, 3, 1)]))

    assert (one.standing, one.newest) == (Standing.STALE, date(2025, 3, 1))


def test_rows_without_dates_leave_a_column_unknown():
    row = Article("动态", "无日期", "https://h.example/1")
    one = column(ReadAt(FRIDAY, ColumnReading("动态", "u", ColumnState.READ, articles=(row,), complete=True)))

    assert (one.standing, one.newest) == (Standing.UNKNOWN, None)
