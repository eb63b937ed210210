"""What becomes of a message that still waits in the outbox when things change."""

from __future__ import annotations

from dataclasses import replace

from inspection.findings import Severity
from inspection.issue import Act, State
from inspection.telling import Kind
from notifications.alert import from_payload
from notifications.situation import Told
from tests.notifications.telling_world import World, held, make_issue, make_plan, put


def test_a_queued_message_whose_issues_are_over_is_withdrawn_and_nobody_hears_of_a_recovery():
    world = put(World(make_plan(), delivers=False), make_issue())
    world.run()
    world.later(minutes=5)

    put(world, make_issue(state=State.VERIFIED, closed_by_machine=True))
    told = world.later(minutes=1)

    assert [why for _, why in told.withdraw] == ["over-before-sent", "over-before-sent"]
    assert (world.sent, held(world)) == ([], ("recover", "over-before-sent"))


def test_a_queued_message_is_made_anew_without_what_healed():
    world = put(World(make_plan(), delivers=False), make_issue(1), make_issue(2))
    world.run()
    world.later(minutes=5)

    put(world, make_issue(1), make_issue(2, state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=1)

    assert [(m.channel, m.kind, m.issues) for m in world.sent] == [
        ("wecom", Kind.NEW, (1,)),
        ("slack", Kind.NEW, (1,)),
    ]


def test_a_message_that_may_have_arrived_is_not_made_anew():
    world = put(World(make_plan(), delivers=False), make_issue(1), make_issue(2))
    world.run()
    world.later(minutes=5)
    world.queued = [replace(message, attempts=1) for message in world.queued]

    put(world, make_issue(1), make_issue(2, state=State.VERIFIED, closed_by_machine=True))
    told = world.later(minutes=1)

    assert told.withdraw == ()
    assert [(m.kind, m.issues) for m in told.messages] == [(Kind.RECOVERY, (2,))] * 2


def test_a_return_that_is_over_before_it_was_sent_is_no_second_recovery():
    world = put(World(make_plan()), make_issue(severity=Severity.WARNING))
    world.run()
    world.later(minutes=5)
    put(world, make_issue(severity=Severity.WARNING, state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=1)

    world.delivers = False
    put(world, make_issue(severity=Severity.WARNING, state=State.REOPENED, reopened=1))
    world.later(hours=1)
    world.later(minutes=5)
    put(world, make_issue(severity=Severity.WARNING, state=State.VERIFIED, closed_by_machine=True, reopened=1))
    world.later(minutes=1)

    assert [message.kind for message in world.sent] == [Kind.NEW, Kind.RECOVERY]


def test_a_recovery_that_was_not_sent_is_withdrawn_when_the_fault_comes_back():
    world = put(World(make_plan()), make_issue(severity=Severity.WARNING))
    world.run()
    world.later(minutes=5)
    world.delivers = False
    put(world, make_issue(severity=Severity.WARNING, state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=1)

    put(world, make_issue(severity=Severity.WARNING, state=State.REOPENED, reopened=1))
    world.later(hours=1)
    world.later(minutes=5)

    assert [from_payload(message.payload).because for message in world.sent] == ["首次发现", "再次出现"]


def test_when_who_speaks_for_a_silent_host_is_muted_before_it_was_sent_another_speaks():
    fault = {"evidence": {"reason": "timeout", "link_count": 1}, "severity": Severity.WARNING}
    links = [make_issue(n, subject=f"https://silent.example/{n}", **fault) for n in (1, 2, 3)]
    world = put(World(make_plan(group_wait="0m"), delivers=False), *links)
    world.run()

    told, again = world.act(1, Act.MUTE), world.run()

    assert [(message.group, message.issues) for message in told.messages] == [("host|silent.example", (2,))]
    assert again == Told()


def test_a_reminder_does_not_queue_behind_an_unsent_one():
    world = put(World(make_plan(), delivers=False), make_issue())
    world.run()
    world.later(minutes=5)

    told = world.later(days=3)

    assert (told.messages, held(world)) == ((), ("dedup", "waits-in-outbox"))


def test_a_newer_update_takes_the_place_of_a_queued_one():
    world = put(World(make_plan()), make_issue())
    world.run()
    world.later(minutes=5)
    world.delivers = False
    put(world, make_issue(state=State.ASSIGNED, version=2))
    first = world.later(minutes=1)

    put(world, make_issue(state=State.CORRECTED, version=3))
    second = world.later(minutes=1)

    assert second.withdraw == ((first.messages[0].id, "replaced-by-newer"),)
    assert [line["state"] for line in second.messages[0].payload["lines"]] == ["corrected"]
