"""Quiet hours: by the wall clock, over midnight, over holidays and over the clock's own leaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.alerting import QuietHours
from inspection.calendar import Workdays
from inspection.findings import Severity
from notifications.quiet_hours import is_quiet, next_allowed, quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
CLOCKS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
WINDOWS = st.one_of(
    st.builds(lambda start, end: {"from": start, "to": end}, CLOCKS, CLOCKS),
    st.just({}),
)
HOURS = st.builds(
    lambda window, workdays_only: QuietHours.model_validate(window | {"workdays_only": workdays_only}),
    WINDOWS,
    st.booleans(),
)
# Around the days on which clocks are put forward and back, and around the Spring Festival and its 调休.
NEAR = st.sampled_from((datetime(2025, 3, 9), datetime(2025, 3, 30), datetime(2025, 4, 6), datetime(2025, 10, 5)))
NEAR |= st.sampled_from((datetime(2025, 10, 26), datetime(2025, 11, 2), datetime(2025, 1, 25), datetime(2025, 2, 8)))
MOMENTS = st.builds(
    lambda day, minutes, zone: (day.replace(tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)),
    NEAR,
    st.integers(-1500, 3000),
    st.sampled_from(ZONES),
)
HOURS_OF_OFFICE = QuietHours.model_validate({"workdays_only": True, "from": "18:00", "to": "09:00"})


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def between(start, end):
    """Every quarter of an hour from one to the other, on the clock that never leaps."""
    moment = start.astimezone(UTC)
    while moment < end.astimezone(UTC):
        yield moment.astimezone(start.tzinfo)
        moment += timedelta(minutes=15)


@settings(max_examples=150, deadline=None)
@given(HOURS, MOMENTS)
def test_the_next_allowed_moment_is_allowed_and_everything_before_it_is_quiet(hours, now):
    until = next_allowed(hours, Workdays(), now)

    assert not is_quiet(hours, Workdays(), until)
    assert [moment for moment in between(now, until) if not is_quiet(hours, Workdays(), moment)] == []


@settings(max_examples=150, deadline=None)
@given(HOURS, MOMENTS)
def test_the_minute_before_the_next_allowed_one_is_quiet(hours, now):
    until = next_allowed(hours, Workdays(), now).astimezone(UTC)
    before = (until - timedelta(minutes=1)).astimezone(now.tzinfo)

    # In UTC: of an hour that the clock shows twice, Python calls times of two zones never equal.
    assert until == now.astimezone(UTC) or is_quiet(hours, Workdays(), before)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2025-03-25T17:59", None),
        ("2025-03-25T18:00", "2025-03-26T09:00"),
        ("2025-03-26T08:59", "2025-03-26T09:00"),
        ("2025-03-26T09:00", None),
        ("2025-03-28T18:30", "2025-03-31T09:00"),  # Friday evening
        ("2025-01-27T20:00", "2025-02-05T09:00"),  # before the Spring Festival
        ("2025-02-08T10:00", None),  # a Saturday that is a working day
        ("2025-09-30T19:00", "2025-10-09T09:00"),
    ],
)
def test_an_office_is_left_in_peace_until_its_next_working_morning(now, until):
    held = quiet(HOURS_OF_OFFICE, Workdays(), Severity.ERROR, at(now))

    assert (held and held.until) == (at(until) if until else None)


def test_the_plans_own_working_days_count():
    workdays = Workdays({date(2025, 3, 29): True})

    assert quiet(HOURS_OF_OFFICE, workdays, Severity.ERROR, at("2025-03-29T10:00")) is None


@pytest.mark.parametrize("severity", list(Severity))
def test_what_the_plan_excepts_passes_and_nothing_else(severity):
    hours = QuietHours.model_validate({"workdays_only": True, "except": ["critical", "error"]})
    held = quiet(hours, Workdays(), severity, at("2025-03-29T10:00"))

    assert (held is None) == (severity in (Severity.CRITICAL, Severity.ERROR))


def test_without_quiet_hours_nothing_is_held():
    assert quiet(None, Workdays(), Severity.WARNING, at("2025-03-29T03:00")) is None


def test_a_plan_without_any_working_day_is_looked_at_again_some_day():
    workdays = Workdays({date(2025, 1, 1) + timedelta(days=n): False for n in range(1200)})

    held = quiet(HOURS_OF_OFFICE, workdays, Severity.ERROR, at("2025-03-29T10:00"))

    assert held is not None
    assert held.until > at("2026-03-29T10:00")
