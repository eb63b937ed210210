"""Duties by unit: each stands by its own parts, its lag and its mending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from inspection.duty_standing import Stand
from inspection.expected import Fate, Item
from inspection.issue import State
from tests.inspection.duties_told import AT, TICK, TODAY, TOLD, all_of, issue, item


def test_a_unit_stands_by_its_own_parts() -> None:
    told = replace(TOLD, items=[item(Fate.DONE)])
    found = all_of(told, {"expectations": ["年报"], **TICK})

    office, law = found.unit("办公室"), found.unit("法规处")

    assert found.duties[0].stand is Stand.OVERDUE
    assert office is not None
    assert law is not None
    assert (office.met, office.overdue, law.met, law.overdue) == (1, 0, 0, 1)


def test_a_shared_check_is_sound_for_the_unit_that_has_none_of_its_issues() -> None:
    found = all_of(replace(TOLD, issues=[issue("broken-link", unit="法规处")]), {"checks": ["broken-link"]})

    office, law = found.unit("办公室"), found.unit("法规处")

    assert office is not None
    assert law is not None
    assert (office.counts[Stand.MET], law.counts[Stand.FAULTY]) == (1, 1)


def test_a_unit_that_the_duty_does_not_name_counts_it_for_its_own_issues() -> None:
    found = all_of(replace(TOLD, issues=[issue("broken-link", unit="养老处")]), {"checks": ["broken-link"]})

    other = found.unit("养老处")

    assert other is not None
    assert other.counts[Stand.FAULTY] == 1


def test_a_duty_of_which_every_part_is_another_s_counts_for_the_leading_unit_alone() -> None:
    found = all_of(TOLD, {"units": ["办公室", "养老处"], **TICK})

    assert [(one.unit, one.overdue) for one in found.units] == [("办公室", 1), ("法规处", 1)]


def test_lag_and_mending_are_told_in_working_days() -> None:
    """Friday to Monday is one working day; a policy that waits is counted beside."""
    friday = date(2024, 7, 5)
    paired = Item("interpretation", "解读", "", "法规处", friday, Fate.LATE, "", day=date(2024, 7, 8), opens=friday)
    waits = replace(paired, fate=Fate.OVERDUE, day=None)
    started = AT - timedelta(days=5)
    mended = issue("broken-link", state=State.VERIFIED, unit="法规处", opened_at=started, closed_at=AT)
    found = all_of(replace(TOLD, items=[paired, waits], mended=[mended]), TICK).unit("法规处")

    assert found is not None
    assert (found.lag, found.interpreted, found.owing, found.correct, found.corrected) == (1.0, 1, 1, 3.0, 1)


def test_an_interpretation_that_came_first_was_no_day_late() -> None:
    early = Item(
        "interpretation", "解读", "", "法规处", TODAY, Fate.DONE, "", day=TODAY - timedelta(days=9), opens=TODAY
    )

    found = all_of(replace(TOLD, items=[early]), TICK).unit("法规处")

    assert found is not None
    assert found.lag == 0
