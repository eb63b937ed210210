"""Dedup: what was told is told again only after the interval, or when it got worse or came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.telling import Kind, Telling
from notifications.dedup import wanted
from tests.notifications.telling_world import TUESDAY, make_issue

REPEAT = timedelta(days=3)
TOLD = Telling(1, "wecom", told_at=TUESDAY, told_kind=Kind.NEW, told_severity=Severity.ERROR, times=1)
AFTER = st.timedeltas(timedelta(0), timedelta(days=9))


def test_what_was_never_told_is_told_for_the_first_time():
    ruling = wanted(make_issue(), Telling(1, "wecom"), REPEAT, TUESDAY, in_outbox=False)

    assert (ruling.reason, ruling.kind) == ("first-time", Kind.NEW)


@given(AFTER, st.booleans())
def test_the_same_fault_is_a_reminder_once_the_interval_is_over_and_not_before(after, in_outbox):
    ruling = wanted(make_issue(), TOLD, REPEAT, TUESDAY + after, in_outbox=in_outbox)

    assert (ruling.kind is Kind.REMINDER) == (after >= REPEAT and not in_outbox)


@given(AFTER, st.sampled_from(list(Severity)), st.sampled_from(list(Severity)))
def test_only_a_heavier_fault_is_told_at_once(after, before, now):
    ruling = wanted(
        make_issue(severity=now), replace(TOLD, told_severity=before), REPEAT, TUESDAY + after, in_outbox=False
    )

    heavier = list(Severity).index(now) < list(Severity).index(before)
    assert (ruling.reason == "got-worse") == heavier


@given(AFTER, st.integers(0, 4), st.integers(0, 4))
def test_what_came_back_since_it_was_told_is_told_at_once(after, told, reopened):
    issue = make_issue(reopened=max(told, reopened))
    ruling = wanted(issue, replace(TOLD, told_reopened=told), REPEAT, TUESDAY + after, in_outbox=True)

    assert (ruling.reason == "came-back") == (reopened > told)


@pytest.mark.parametrize(("in_outbox", "reason"), [(False, "still-open"), (True, "waits-in-outbox")])
def test_no_reminder_is_put_behind_a_message_that_still_waits(in_outbox, reason):
    assert wanted(make_issue(), TOLD, REPEAT, TUESDAY + REPEAT, in_outbox=in_outbox).reason == reason


def test_a_hold_says_until_when():
    assert wanted(make_issue(), TOLD, REPEAT, TUESDAY, in_outbox=False).until == TUESDAY + REPEAT
