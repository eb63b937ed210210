"""The stages together, one course of events at a time: what is told, to whom, and when again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inspection.findings import Severity
from inspection.issue import State
from inspection.telling import Kind
from notifications.alert import from_payload
from notifications.situation import Told
from tests.notifications.telling_world import TUESDAY, World, held, make_issue, make_plan, put


def test_a_group_waits_and_is_then_told_in_one_message():
    world = put(World(make_plan(top=3)), *(make_issue(n) for n in range(1, 201)))

    first, second = world.run(), world.later(minutes=5)

    assert first.messages == ()
    assert [(m.channel, m.kind, len(m.issues)) for m in second.messages] == [
        ("wecom", Kind.NEW, 200),
        ("slack", Kind.NEW, 200),
    ]
    alert = from_payload(second.messages[0].payload)
    assert (alert.headline, alert.because, len(alert.lines), alert.total) == (
        "通知公告：断链 200 项（办公室）",
        "首次发现",
        3,
        200,
    )


def test_an_issue_without_a_route_is_held_with_that_reason():
    world = put(World(make_plan(routes=[{"units": ["宣传处"], "to": ["wecom"]}])), make_issue())

    world.run()

    assert held(world, channel="") == ("route", "no-route")


def test_errors_call_the_units_contacts_and_warnings_call_nobody():
    world = put(World(make_plan()), make_issue(1), make_issue(2, severity=Severity.WARNING, column="工作动态"))
    world.run()
    world.later(minutes=5)

    called = {m.issues: [one.name for one in from_payload(m.payload).mentions] for m in world.sent}
    assert called == {(1,): ["值班编辑"], (2,): []}


def test_a_reminder_lists_only_what_is_still_wrong():
    world = put(World(make_plan(quiet_hours=None)), make_issue(1), make_issue(2), make_issue(3))
    world.run()
    world.later(minutes=5)

    put(world, make_issue(1), make_issue(2, state=State.CORRECTED), make_issue(3, state=State.VERIFIED))
    told = world.later(days=3)

    reminders = [message for message in told.messages if message.kind is Kind.REMINDER]
    assert [(m.channel, m.issues) for m in reminders] == [("wecom", (1,)), ("slack", (1,))]
    assert from_payload(reminders[0].payload).because == "已告知 3 天，仍未整改，以3月25日巡检所见为准"


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"severity": Severity.CRITICAL}, "等级升高"),
        ({"state": State.REOPENED, "reopened": 1}, "再次出现"),
    ],
)
def test_what_got_worse_or_came_back_is_told_again_at_once(more, because):
    world = put(World(make_plan()), make_issue())
    world.run()
    world.later(minutes=5)

    put(world, make_issue(**more, version=2))
    world.later(minutes=31)
    told = world.later(minutes=5)

    assert [from_payload(m.payload).because for m in told.messages if m.kind is Kind.NEW] == [because, because]


def test_several_rungs_due_at_once_are_told_as_the_highest_and_count_as_done():
    world = put(World(make_plan()), make_issue(due_at=TUESDAY - timedelta(days=30)))
    world.run()
    told = world.later(minutes=5)
    later = world.later(days=1)

    assert [(m.channel, m.kind) for m in told.messages] == [("wecom", Kind.ESCALATION), ("slack", Kind.ESCALATION)]
    alert = from_payload(told.messages[0].payload)
    assert (alert.because, [one.name for one in alert.mentions]) == (
        "逾期 21 个工作日，升级告知负责人",
        ["值班领导"],
    )
    assert later.messages == ()


def test_what_returns_climbs_the_ladder_anew():
    late = {"due_at": TUESDAY - timedelta(days=30), "severity": Severity.WARNING}
    world = put(World(make_plan()), make_issue(**late))
    world.run()
    world.later(minutes=5)
    put(world, make_issue(**late, state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=1)

    put(world, make_issue(**late, state=State.REOPENED, reopened=1))
    world.later(minutes=31)
    world.later(minutes=31)

    assert [message.kind for message in world.sent] == [Kind.ESCALATION, Kind.RECOVERY, Kind.ESCALATION]


def test_a_post_is_brought_up_to_date_once_when_an_issue_moves():
    world = put(World(make_plan()), make_issue(1), make_issue(2))
    world.run()
    world.later(minutes=5)

    put(world, make_issue(1, state=State.ASSIGNED, person="值班编辑", version=2), make_issue(2))
    told, again = world.later(minutes=1), world.later(minutes=1)

    assert [(m.channel, m.kind, m.issues) for m in told.messages] == [("slack", Kind.UPDATE, (1, 2))]
    assert (told.decisions, again) == ((), Told())
