"""However a course of events went: what is open is told in the end, and what is over is settled."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from notifications.situation import WEIGHT
from tests.notifications.stories import EVENTS, FEW, PLANS, lived

SILENCED = {"site-down", "host-down", "column-unreachable", "not-confirmed-yet", "route-left"}


def two_weeks(world):
    """Some passes of each day, and no more news."""
    world.now = world.now.replace(hour=23, minute=0)
    for _ in range(14):
        world.later(hours=11)
        world.later(hours=1)
        world.later(hours=5)
        world.later(hours=7)


@FEW
@given(PLANS, EVENTS)
def test_whatever_is_open_and_routed_and_not_silenced_is_told_in_the_end(plan, events):
    world, _ = lived(plan, events)
    world.delivers = True
    for issue in list(world.issues.values()):
        world.issues[issue.fingerprint] = replace(issue, looked_at=world.now)
    two_weeks(world)

    for issue in world.issues.values():
        for channel in ("slack", "wecom"):
            telling = world.tellings.get((issue.id, channel))
            if telling is None or not issue.open or telling.reason in SILENCED:
                continue
            assert telling.told_at is not None
            assert telling.told_reopened == issue.reopened
            assert WEIGHT[telling.told_severity] >= WEIGHT[issue.severity]


@FEW
@given(PLANS, EVENTS)
def test_what_is_over_where_it_was_told_is_settled_in_the_end(plan, events):
    world, _ = lived(plan, events)
    world.delivers = True
    two_weeks(world)

    down = any(issue.check == "site-down" and issue.alive for issue in world.issues.values())
    left = [issue for issue in world.unsettled() if not issue.alive]

    assert down or left == []
