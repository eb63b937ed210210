"""Recovery: told once, where the fault was told."""

from __future__ import annotations

import pytest

from inspection.issue import State
from inspection.telling import Kind, Telling
from notifications.recover import ended
from tests.notifications.telling_world import TUESDAY, make_issue

NEVER = Telling(1, "wecom")
WAITING = Telling(1, "wecom", waiting_since=TUESDAY)
TOLD = Telling(1, "wecom", told_at=TUESDAY, times=1)
SETTLED = Telling(1, "wecom", told_at=TUESDAY, times=1, over_at=TUESDAY)
RETURNED = Telling(1, "wecom", told_at=TUESDAY, times=1, over_at=TUESDAY, waiting_since=TUESDAY)


@pytest.mark.parametrize(
    ("telling", "state", "by_machine", "reason"),
    [
        (TOLD, State.VERIFIED, True, "recovered"),
        (TOLD, State.WAIVED, True, "recovered"),
        (TOLD, State.WAIVED, False, "closed-by-person"),
        (TOLD, State.FALSE_ALARM, False, "closed-by-person"),
        (WAITING, State.VERIFIED, True, "healed-in-time"),
        (WAITING, State.FALSE_ALARM, False, "closed-by-person"),
        (RETURNED, State.VERIFIED, True, "healed-in-time"),
        (NEVER, State.VERIFIED, True, None),
        (SETTLED, State.VERIFIED, True, None),
        (SETTLED, State.FALSE_ALARM, False, None),
    ],
)
def test_the_end_of_an_issue_means_to_a_channel_what_it_was_told_before(telling, state, by_machine, reason):
    ruling = ended(make_issue(state=state, closed_by_machine=by_machine), telling)

    assert (ruling and ruling.reason) == reason


def test_only_a_recovery_makes_a_message():
    ruling = ended(make_issue(state=State.VERIFIED, closed_by_machine=True), TOLD)

    assert ruling is not None
    assert ruling.kind is Kind.RECOVERY
