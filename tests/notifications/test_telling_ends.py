"""What is told, and what is not, when an issue is over."""

from __future__ import annotations

from inspection.findings import Severity
from inspection.issue import State
from inspection.telling import Kind
from tests.notifications.telling_world import World, held, make_issue, make_plan, put


def test_what_heals_while_its_group_waits_is_not_told_and_the_reason_is_kept():
    world = put(World(make_plan()), make_issue())
    world.run()

    put(world, make_issue(state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=5)

    assert (world.sent, held(world)) == ([], ("group", "healed-in-time"))


def test_each_life_of_an_issue_ends_with_a_recovery():
    fault = {"severity": Severity.WARNING}
    world = put(World(make_plan()), make_issue(**fault))
    for life in range(1, 4):
        world.later(minutes=31)
        world.later(minutes=31)
        put(world, make_issue(**fault, state=State.VERIFIED, closed_by_machine=True, reopened=life - 1))
        world.later(minutes=1)
        put(world, make_issue(**fault, state=State.REOPENED, reopened=life))

    assert [message.kind for message in world.sent] == [Kind.NEW, Kind.RECOVERY] * 3


def test_quiet_hours_hold_a_recovery_too():
    world = put(World(make_plan(quiet_hours={"from": "11:00", "to": "12:00"})), make_issue())
    world.run()
    world.later(minutes=5)
    put(world, make_issue(state=State.VERIFIED, closed_by_machine=True))

    told = world.later(hours=1)

    assert (told.messages, held(world)) == ((), ("quiet-hours", "quiet-hours"))
    assert {message.kind for message in world.later(hours=1).messages} == {Kind.RECOVERY}


def test_what_a_person_dismissed_ends_without_a_word_but_in_the_post():
    world = put(World(make_plan()), make_issue())
    world.run()
    world.later(minutes=5)

    put(world, make_issue(state=State.FALSE_ALARM, version=2))
    told = world.later(minutes=1)

    assert [(m.channel, m.kind) for m in told.messages] == [("slack", Kind.UPDATE)]
    assert (held(world), world.unsettled()) == (("recover", "closed-by-person"), [])


def test_a_channel_that_the_plan_no_longer_has_does_not_keep_an_issue_unsettled():
    world = put(World(make_plan()), make_issue())
    world.run()
    world.later(minutes=5)

    world.plan = make_plan(channels={"boss": {"email": {"to": ["boss@example.org"]}}}, routes=[{"to": ["boss"]}])
    put(world, make_issue(state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=1)

    assert (held(world), world.unsettled()) == (("route", "channel-gone"), [])
