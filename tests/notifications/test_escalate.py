"""Escalation: one rung after another, by whole working days after the due day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.calendar import Workdays
from inspection.durations import WorkdaySpan
from inspection.handling import LADDER, Rung
from inspection.issue import State
from notifications.escalate import Lateness, escalated, people, rung_due
from tests.notifications.telling_world import PEOPLE, ZONE, make_issue, make_plan

END_OF_DAY = time(23, 59, 59)


def late_of(due, now, **more):
    issue = make_issue(due_at=datetime.combine(due, END_OF_DAY, ZONE), **more)
    return Lateness(Workdays(), now, ZONE).of(issue)


@given(st.dates(datetime(2025, 1, 1).date(), datetime(2025, 11, 1).date()), st.integers(0, 9))
def test_a_rung_is_due_from_the_morning_after_its_last_working_day(due, days):
    last = Workdays().add(due, days)
    morning = datetime.combine(last + timedelta(days=1), time(), ZONE)

    assert late_of(due, morning) >= days
    assert (late_of(due, morning - timedelta(seconds=1)) or -1) < max(days, 1)


def test_nothing_is_late_before_its_due_day_is_over():
    due = datetime(2025, 3, 25).date()

    assert late_of(due, datetime(2025, 3, 25, 23, 59, tzinfo=ZONE)) is None


def test_a_due_time_at_midnight_belongs_to_the_day_that_ends():
    issue = make_issue(due_at=datetime(2025, 3, 26, tzinfo=ZONE))

    assert Lateness(Workdays(), datetime(2025, 3, 27, 1, tzinfo=ZONE), ZONE).of(issue) == 1


@pytest.mark.parametrize("state", [State.CORRECTED, State.MUTED, State.VERIFIED, State.FALSE_ALARM])
def test_what_is_not_open_is_not_late(state):
    assert late_of(datetime(2025, 3, 3).date(), datetime(2025, 3, 25, tzinfo=ZONE), state=state) is None


@pytest.mark.parametrize(("late", "rung"), [(0, 1), (1, 1), (2, 2), (4, 2), (5, 3), (60, 3)])
def test_the_highest_rung_that_is_due_is_told(late, rung):
    assert rung_due(LADDER, "wecom", late, routed=True) == rung


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=5), st.integers(0, 12), st.booleans())
def test_a_channel_beside_the_route_hears_only_the_rungs_that_name_it(rungs, late, routed):
    rungs.sort()
    ladder = tuple(Rung(after=WorkdaySpan(days), tell="unit", to=("boss",) if named else ()) for days, named in rungs)

    number = rung_due(ladder, "boss", late, routed=routed)

    heard = [n for n, (days, named) in enumerate(rungs, 1) if days <= late and (named or routed)]
    assert number == max(heard, default=0)


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_rung_is_told_only_if_none_so_high_was(number, done):
    ruling = escalated(LADDER, number, done)

    assert (ruling.rung if ruling else None) == (number if number > done else None)


@pytest.mark.parametrize(
    ("tell", "unit", "called"),
    [
        ("unit", "宣传处", ["值班编辑"]),
        ("office", "宣传处", ["牵头编辑"]),
        ("leader", "宣传处", ["值班领导"]),
        ("leader", "残福处", ["牵头领导"]),
        ("unit", "残福处", []),
        ("unit", None, []),
        ("leader", None, ["牵头领导"]),
    ],
)
def test_a_rung_calls_the_units_people_the_offices_or_the_leader(tell, unit, called):
    office = {"name": "办公室", "contacts": [{"name": "牵头编辑"}], "leader": {"name": "牵头领导"}}
    plan = make_plan(units=[office, {"name": "宣传处"} | PEOPLE, {"name": "残福处"}], issues={"office": "办公室"})

    assert [person.name for person in people(plan, tell, unit, "办公室")] == called
