"""Figures from steps: how things stood, and how long they took."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.issue import MACHINE, Act, Issue, State, Step
from notifications.digest.counting import Weekly, WorkingTime, counts, time_to_acknowledge, time_to_correct
from notifications.digest.history import History

ZONE = ZoneInfo("Asia/Shanghai")
TIME = WorkingTime(Workdays(), ZONE)
MONDAY = datetime(2025, 3, 24, tzinfo=ZONE)
END = MONDAY + timedelta(days=7)
HOUR = timedelta(hours=1)


def history(*steps):
    known = Issue("站", "v1:a", "broken-link", "s", "t", Severity.ERROR, "b", MONDAY, MONDAY, MONDAY, id=1)
    return History(known, steps)


def step(hours, act, before, after, who=MACHINE, /, **detail):
    return Step(MONDAY + hours * HOUR, who, act, before, after, detail=detail)


FOUND = step(9, Act.FOUND, None, State.SUSPECTED, severity="warning", unit="甲处", due_at=None)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2025-03-28T18:00", "2025-03-31T09:00", 0.625),  # Friday evening to Monday morning
        ("2025-03-24T00:00", "2025-03-25T00:00", 1.0),
        ("2025-03-29T00:00", "2025-03-30T23:00", 0.0),  # a weekend
        ("2025-04-27T00:00", "2025-04-28T00:00", 1.0),  # a Sunday that is worked (调休)
        ("2025-04-04T00:00", "2025-04-07T00:00", 0.0),  # 清明
        ("2025-03-25T00:00", "2025-03-24T00:00", 0.0),
    ],
)
def test_lengths_are_counted_in_working_days_of_the_calendar(start, end, days):
    first, last = (datetime.fromisoformat(moment).replace(tzinfo=ZONE) for moment in (start, end))

    assert TIME.days(first, last) == pytest.approx(days)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(
    lambda m: m.replace(tzinfo=ZONE, microsecond=0)
)


@given(a=MOMENTS, b=MOMENTS, c=MOMENTS)
def test_lengths_add_up(a, b, c):
    a, b, c = sorted((a, b, c))

    assert TIME.days(a, c) == pytest.approx(TIME.days(a, b) + TIME.days(b, c))
    assert 0 <= TIME.days(a, c) <= (c - a).total_seconds() / 86_400 + 1e-6


def test_severity_unit_and_due_time_are_those_of_the_moment():
    due = datetime(2025, 3, 28, 23, 59, tzinfo=ZONE)
    told = history(
        FOUND,
        step(20, Act.CHANGE, State.SUSPECTED, State.SUSPECTED, before="warning", after="error", due_at=due.isoformat()),
        step(30, Act.ASSIGN, State.SUSPECTED, State.ASSIGNED, "值班编辑", unit="乙处"),
    )

    stood = [told.stood(MONDAY + hours * HOUR) for hours in (8, 9, 20, 30)]

    assert stood[0] is None
    assert [(s.state, s.severity.value, s.unit, s.due_at) for s in stood[1:]] == [
        (State.SUSPECTED, "warning", "甲处", None),
        (State.SUSPECTED, "error", "甲处", due),
        (State.ASSIGNED, "error", "乙处", due),
    ]


def test_a_history_without_details_is_told_by_its_first_change():
    told = history(
        step(9, Act.FOUND, None, State.SUSPECTED),
        step(20, Act.CHANGE, State.SUSPECTED, State.SUSPECTED, before="warning", after="error"),
    )

    assert told.stood(MONDAY + 10 * HOUR).severity is Severity.WARNING


def test_time_to_correct_ends_with_the_claim_not_with_the_round_that_verified_it():
    told = history(
        FOUND,
        step(33, Act.CLAIM, State.SUSPECTED, State.CORRECTED, "值班编辑"),
        step(90, Act.VERIFY, State.CORRECTED, State.VERIFIED),
    )

    assert time_to_correct([Weekly.of(told, MONDAY, END)], MONDAY, END, TIME).median == 1.0


def test_a_claim_that_did_not_hold_corrects_nothing():
    told = history(
        FOUND,
        step(10, Act.CLAIM, State.SUSPECTED, State.CORRECTED, "值班编辑"),
        step(33, Act.RETURN, State.CORRECTED, State.REOPENED),
        step(57, Act.VERIFY, State.REOPENED, State.VERIFIED),
    )
    week = [Weekly.of(told, MONDAY, END)]

    assert (counts(week, MONDAY, END).unmended, time_to_correct(week, MONDAY, END, TIME).median) == (1, 1.0)


def test_a_note_is_no_acknowledgement():
    told = history(FOUND, step(10, Act.NOTE, State.SUSPECTED, State.SUSPECTED, "值班编辑"))

    assert time_to_acknowledge([Weekly.of(told, MONDAY, END)], MONDAY, END, TIME).count == 0


def test_only_the_first_acknowledgement_counts_and_in_its_own_week():
    told = history(
        FOUND,
        step(33, Act.ACCEPT, State.SUSPECTED, State.ASSIGNED, "值班编辑"),
        step(200, Act.ACCEPT, State.ASSIGNED, State.ASSIGNED, "值班编辑"),
    )
    weeks = ((MONDAY, END), (END, END + timedelta(days=7)))

    assert [time_to_acknowledge([Weekly.of(told, *week)], *week, TIME).count for week in weeks] == [1, 0]


def test_nine_of_ten_are_within_the_ninetieth_percentile():
    every = [
        Weekly.of(history(FOUND, step(9 + 24 * n, Act.ACCEPT, State.SUSPECTED, State.ASSIGNED, "人")), MONDAY, END)
        for n in (0, 0, 1, 1, 1, 2, 2, 3, 3, 4)
    ]

    speed = time_to_acknowledge(every, MONDAY, END, TIME)

    assert (speed.count, speed.median, speed.p90) == (10, 1.5, 3.0)


def test_issues_past_their_day_are_counted_in_working_days():
    friday = datetime(2025, 3, 28, 23, 59, 59, tzinfo=ZONE)

    assert [TIME.past(friday, friday + timedelta(days=n)) for n in range(5)] == [0, 0, 0, 1, 2]
    assert date(2025, 3, 31).isoweekday() == 1
