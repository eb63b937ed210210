"""How columns stand now: by the last seven days, and by what was read of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from inspection.records import ColumnState
from notifications.digest.facts import Standing, Week
from notifications.digest.freshness import ReadAt
from schedulers.freshness_now import freshness_now
from schedulers.known_now import joined
from schedulers.weekly import weekly_facts
from store.store import Store
from tests.schedulers.weeks import DAY, MONDAY, PLAN, Office, every, reading

MORNING = MONDAY + timedelta(hours=8, minutes=30)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def _standing(store: Store, now: datetime = MORNING) -> dict[str, Standing]:
    return {one.column: one.standing for one in freshness_now(store, PLAN, now).columns}


def test_on_monday_morning_last_weeks_rounds_count(store: Store) -> None:
    Office(store).round(MONDAY - 2 * DAY, [], [reading("工作动态", [date(2025, 3, 21)])])

    assert _standing(store)["工作动态"] is Standing.FRESH


def test_after_seven_days_without_a_round_nothing_is_known(store: Store) -> None:
    Office(store).round(MONDAY - 9 * DAY, [], [reading("工作动态", [date(2025, 3, 14)])])

    now = freshness_now(store, PLAN, MORNING)

    assert {one.standing for one in now.columns} == {Standing.UNKNOWN}
    assert (now.vetoes, now.last) == ((), None)


def test_the_weeks_are_those_of_the_digest(store: Store) -> None:
    days = every(date(2024, 10, 1), date(2025, 3, 23), 5)
    Office(store).round(MONDAY + timedelta(hours=1), [], [reading("工作动态", days)])

    mine = {one.column: one.cells for one in freshness_now(store, PLAN, MORNING).columns}
    theirs = weekly_facts(store, PLAN, Week.of(MORNING.date()), None, MORNING).columns

    assert mine == {one.column: one.cells for one in theirs}


def test_a_first_page_read_later_adds_to_the_whole_list() -> None:
    whole = ReadAt(MONDAY, reading(days=[date(2025, 3, 1), date(2025, 3, 10)]))
    page = ReadAt(MONDAY + DAY, reading(days=[date(2025, 3, 10), date(2025, 3, 25)], complete=False))

    both = joined([whole, page])

    assert (both.complete, len(both.articles)) == (True, 3)


def test_a_first_page_that_does_not_reach_what_was_known_leaves_a_gap() -> None:
    whole = ReadAt(MONDAY, reading(days=[date(2025, 3, 1)]))
    page = ReadAt(MONDAY + DAY, reading(days=[date(2025, 3, 25)], complete=False))

    assert not joined([whole, page]).complete


def test_a_column_that_never_opened_is_what_it_was_last() -> None:
    shut = ReadAt(MONDAY, reading(state=ColumnState.UNREACHABLE, complete=False))

    assert joined([shut]).state is ColumnState.UNREACHABLE
