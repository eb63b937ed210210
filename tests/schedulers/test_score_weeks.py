"""The weeks of cards: counted anew where the rounds are there, as they were kept where they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from inspection.scoring.score import score
from inspection.scoring.standard_file import built_in
from notifications.digest.facts import Week
from schedulers.score_units import units_at
from schedulers.score_weeks import keep, trend
from schedulers.scorekeeping import facts_at
from schedulers.weekly import enqueue_digest
from store.store import Store
from tests.inspection.scoring.samples import broken, facts
from tests.schedulers.test_scorekeeping import link
from tests.schedulers.weeks import DAY, HOUR, MONDAY, PLAN, Office

STANDARD = built_in()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def test_each_week_has_the_points_of_its_own_end(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY - 10 * DAY, [link(n, home=True) for n in range(3)])
    office.round(MONDAY - 3 * DAY, [link(1, home=True)])
    office.round(MONDAY, [])

    points = trend(store, PLAN, MONDAY + DAY, STANDARD, 3)

    assert [one.most for one in points] == [97, 99, 100]


def test_weeks_before_the_first_round_are_left_out(store: Store) -> None:
    Office(store).round(MONDAY)

    assert [one.day for one in trend(store, PLAN, MONDAY + DAY, STANDARD, 8)] == [date(2025, 3, 25)]


def test_a_week_without_a_round_is_not_called_current(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY - 21 * DAY)
    office.round(MONDAY)

    assert [one.current for one in trend(store, PLAN, MONDAY + DAY, STANDARD, 4)] == [True, False, False, True]


def test_a_week_whose_rounds_are_gone_is_told_as_it_was_kept(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY - 60 * DAY)
    office.round(MONDAY)
    then = MONDAY - 10 * DAY
    kept = replace(score(STANDARD, facts(broken(1))), at=then, site=PLAN.site.name)
    keep(store, kept, current=True)

    points = trend(store, PLAN, MONDAY + DAY, STANDARD, 3)

    assert points[0].most == Decimal("99.9")


def test_the_digest_keeps_the_weeks_card(store: Store) -> None:
    Office(store).round(MONDAY + DAY, [link(1)])

    enqueue_digest(store, PLAN, Week(2025, 13), MONDAY + 4 * DAY)

    (kept,) = store.scores(PLAN.site.name, STANDARD.key, date(2025, 3, 24), date(2025, 3, 30))
    assert (kept.day, kept.document["point"]["most"]) == (date(2025, 3, 28), "99.9")


def test_no_weeks_are_asked_for(store: Store) -> None:
    Office(store).round(MONDAY)

    assert trend(store, PLAN, MONDAY, STANDARD, 0) == []


def test_units_are_told_with_their_issues_of_that_day(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [link(1), link(2)])
    office.round(MONDAY + 2 * DAY, [link(2)])

    told = [
        {one.unit: one.open_issues for one in units_at(store, PLAN, at)} for at in (MONDAY + HOUR, MONDAY + 3 * DAY)
    ]

    assert told == [{"办公室": 2, "宣传处": 0}, {"办公室": 1, "宣传处": 0}]


def test_facts_of_the_day_are_those_of_the_card(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [link(1)])

    known = facts_at(store, PLAN, MONDAY + timedelta(hours=1), STANDARD)

    assert [one.subject for one in known.faults] == [link(1).subject]
