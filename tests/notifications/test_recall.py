"""What waits in the outbox and is no longer true."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import State
from inspection.telling import Kind, Message, Telling
from notifications.recall import TELLING_KINDS, still_fits, to_recall, undone
from tests.notifications.telling_world import TUESDAY, make_issue, make_plan

STATES = st.sampled_from(list(State))
ALERTS = make_plan().alerts


def message(kind=Kind.NEW, issues=(1,), attempts=0):
    return Message(
        "m1", "站", "wecom", kind, "g", Severity.ERROR, TUESDAY, TUESDAY, {}, tuple(issues), attempts=attempts
    )


def recalled(queued, issues):
    known = {issue.id: issue for issue in issues}
    return [why for _, why in to_recall([queued], known, lambda issue, channel, kind: still_fits(issue, kind))]


@given(st.lists(STATES, min_size=1, max_size=4), st.sampled_from(sorted(TELLING_KINDS)), st.integers(0, 2))
def test_what_was_tried_is_withdrawn_only_if_all_is_over(states, kind, attempts):
    issues = [make_issue(number, state=state) for number, state in enumerate(states)]

    why = recalled(message(kind, range(len(states)), attempts), issues)

    over = not any(issue.alive for issue in issues)
    assert (why == ["over-before-sent"]) == over
    assert attempts == 0 or over or why == []


@pytest.mark.parametrize(
    ("kind", "states", "why"),
    [
        (Kind.NEW, [State.CONFIRMED, State.CORRECTED], []),
        (Kind.REMINDER, [State.CONFIRMED, State.CORRECTED], ["replaced-by-newer"]),
        (Kind.REMINDER, [State.CORRECTED, State.CORRECTED], ["unwanted-before-sent"]),
        (Kind.NEW, [State.MUTED, State.VERIFIED], ["unwanted-before-sent"]),
        (Kind.RECOVERY, [State.VERIFIED, State.REOPENED], []),
        (Kind.RECOVERY, [State.REOPENED, State.REOPENED], ["replaced-by-newer"]),
        (Kind.UPDATE, [State.VERIFIED, State.VERIFIED], []),
    ],
)
def test_what_is_no_longer_wanted_is_withdrawn_with_a_reason(kind, states, why):
    issues = [make_issue(number, state=state) for number, state in enumerate(states)]

    assert recalled(message(kind, (0, 1)), issues) == why


def test_an_issue_that_is_settled_counts_as_over():
    assert recalled(message(), []) == ["over-before-sent"]


@pytest.mark.parametrize("kind", [Kind.DIGEST, Kind.NOTICE, Kind.TEST])
def test_what_is_about_no_issue_stays(kind):
    assert recalled(message(kind, ()), []) == []


def test_what_was_told_by_a_withdrawn_first_message_was_never_told():
    told = Telling(1, "wecom", told_at=TUESDAY, told_kind=Kind.NEW, told_severity=Severity.ERROR, times=1, group="g")

    before = undone(told, make_issue(), message(), ALERTS)

    assert (before.told_at, before.times, before.waiting_since) == (None, 0, TUESDAY - ALERTS.group_wait)


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        (Kind.REMINDER, {}, {"told_at": TUESDAY - ALERTS.repeat}),
        (Kind.ESCALATION, {"rung": 2}, {"rung": 1, "told_at": TUESDAY}),
        (Kind.RECOVERY, {"over_at": TUESDAY, "times": 0}, {"over_at": None, "times": 1}),
    ],
)
def test_an_earlier_telling_stays_told_and_the_withdrawn_one_falls_due_again(kind, more, expected):
    known = {"told_at": TUESDAY, "told_kind": Kind.NEW, "told_severity": Severity.ERROR, "times": 2}
    told = Telling(1, "wecom", **known | more)

    before = undone(told, make_issue(), message(kind), ALERTS)

    assert {name: getattr(before, name) for name in expected} == expected


@pytest.mark.parametrize(("reopened", "changed"), [(2, {"told_reopened": 1}), (0, {"told_severity": Severity.WARNING})])
def test_a_return_or_a_worsening_that_was_not_sent_is_told_again(reopened, changed):
    told = Telling(
        1, "wecom", told_at=TUESDAY, told_severity=Severity.ERROR, told_reopened=reopened, times=2, told_kind=Kind.NEW
    )

    before = undone(told, make_issue(reopened=reopened), message(), ALERTS)

    assert {name: getattr(before, name) for name in changed} == changed
    assert TUESDAY + timedelta(0) == before.told_at
