"""Groups: what belongs together, and how long it waits."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.telling import Kind, Telling
from notifications.group import group_of, host_group, waits
from tests.notifications.telling_world import TUESDAY, make_issue, make_plan

ALERTS = make_plan(group_wait="5m", group_interval="30m").alerts
NAMES = st.none() | st.text(st.sampled_from("办|-%7C"), min_size=1, max_size=4)
MINUTES = st.integers(0, 60)


def member(minutes_ago, severity=Severity.ERROR):
    since = TUESDAY - timedelta(minutes=minutes_ago)
    return make_issue(severity=severity), Telling(1, "wecom", waiting_since=since)


@given(st.tuples(NAMES, NAMES), st.tuples(NAMES, NAMES))
def test_groups_differ_exactly_where_unit_or_column_do(one, other):
    first, second = (make_issue(unit=unit, column=column) for unit, column in (one, other))

    same = tuple(part or "-" for part in one) == tuple(part or "-" for part in other)
    assert (group_of(first) == group_of(second)) == same


def test_a_group_can_be_read():
    assert group_of(make_issue()) == "办公室|broken-link|通知公告"


def test_a_hosts_group_is_nobody_elses():
    assert host_group("x.example:81") == "host|x.example:81"


@given(st.lists(MINUTES, min_size=1), MINUTES, st.sampled_from(list(Severity)))
def test_new_issues_wait_from_the_first_of_them_and_for_the_interval_unless_one_is_critical(ago, told_ago, severity):
    members = [member(minutes, severity) for minutes in ago]
    held = waits(members, Kind.NEW, TUESDAY - timedelta(minutes=told_ago), ALERTS, TUESDAY)

    critical = severity is Severity.CRITICAL
    assert (held is None) == (max(ago) >= 5 and (told_ago >= 30 or critical))


@given(MINUTES)
def test_reminders_wait_for_the_interval_only(told_ago):
    held = waits([member(0)], Kind.REMINDER, TUESDAY - timedelta(minutes=told_ago), ALERTS, TUESDAY)

    assert (held and held.until) == (TUESDAY + timedelta(minutes=30 - told_ago) if told_ago < 30 else None)


@given(st.sampled_from((Kind.ESCALATION, Kind.RECOVERY)))
def test_escalations_and_recoveries_do_not_wait(kind):
    assert waits([member(0)], kind, TUESDAY, ALERTS, TUESDAY) is None
