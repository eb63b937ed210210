"""The stages together: over any course of events nobody is told twice, in vain, or not at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.issue import Act, State
from inspection.telling import Kind
from notifications.alert import from_payload
from notifications.quiet_hours import is_quiet
from notifications.situation import WEIGHT, Stood, Told
from notifications.telling import decide
from tests.notifications.telling_world import TELLING, TUESDAY, World, make_finding, make_issue, make_plan

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPANS = st.sampled_from((0, 1, 4, 6, 31, 61, 600, 1450, 4400, 12000))

PLANS = st.builds(
    make_plan,
    issues=st.sampled_from(
        (
            {},
            {"due": {"error": "0 workdays", "critical": "0 workdays"}},
            {
                "due": {"error": "1 workdays"},
                "escalation": [
                    {"after": "0 workdays", "tell": "unit"},
                    {"after": "1 workdays", "tell": "office", "to": ["boss"]},
                    {"after": "1 workdays", "tell": "leader", "to": ["wecom"]},
                ],
            },
        )
    ),
    group_wait=st.sampled_from(("0m", "5m", "45m")),
    group_interval=st.sampled_from(("0m", "30m")),
    repeat=st.sampled_from(("3h", "3d")),
    tell_from=st.sampled_from(("suspected", "confirmed")),
    quiet_hours=st.sampled_from(
        (
            None,
            {"from": "18:00", "to": "09:00"},
            {"workdays_only": True, "from": "12:00", "to": "13:00", "except": []},
            {"workdays_only": True, "except": ["critical", "error"]},
        )
    ),
    routes=st.sampled_from(
        (
            [{"to": ["wecom"]}, {"severity": "error", "to": ["slack", "wecom"]}],
            [{"units": ["宣传处"], "to": ["slack"]}, {"severity": "critical", "to": ["wecom"]}],
        )
    ),
)
USUALLY = st.sampled_from((True, True, True, True, False))
STOOD = st.sampled_from((Stood.ANSWERED,) * 8 + (Stood.DOWN, Stood.UNCLEAR))
CHANGES = st.lists(st.tuples(st.integers(1, 8), st.sampled_from((None, *Severity))), max_size=4)
DEEDS = (Act.ACCEPT, Act.CLAIM, Act.DISMISS, Act.WAIVE, Act.MUTE, Act.WAKE, Act.REOPEN)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("later"), SPANS),
        st.tuples(st.just("round"), CHANGES, USUALLY, STOOD, SPANS),
        st.tuples(st.just("round"), CHANGES, USUALLY, STOOD, SPANS),
        st.tuples(st.just("act"), st.integers(1, 6), st.sampled_from(DEEDS)),
        st.tuples(st.just("outbox"), USUALLY),
    ),
    min_size=4,
    max_size=30,
)


def step(world, broken, event):
    """One event. `broken` is what is wrong with the site, and how much: rounds change it, and find it if they can."""
    what, *args = event
    if what == "later":
        world.later(minutes=args[0])
    elif what == "round":
        changes, complete, seen, span = args
        broken |= dict(changes)
        world.now += timedelta(minutes=1)
        world.wake()
        faults = {0: Severity.CRITICAL} if seen is Stood.DOWN else {} if seen is Stood.UNCLEAR else broken
        found = [make_finding(number, severity) for number, severity in faults.items() if severity]
        world.round(found, complete=complete, seen=seen)
        world.later(minutes=span)
    elif what == "act":
        world.act(*args)
    else:
        world.delivers = args[0]
        if world.delivers:
            world.deliver()


def two_weeks(world):
    """Some passes of each day, and no more news."""
    world.now = world.now.replace(hour=23, minute=0)
    for _ in range(14):
        world.later(hours=11)
        world.later(hours=1)
        world.later(hours=5)
        world.later(hours=7)


def lived(plan, events):
    """The world after these events, with what was seen on the way."""
    world, seen, broken = World(plan), [], {}
    world.watch = lambda told, before: seen.append((world.now, told, dict(world.issues), before, world.look))
    for event in events:
        step(world, broken, event)
    return world, seen


@FEW
@given(PLANS, EVENTS)
def test_a_pass_that_is_repeated_decides_nothing_new(plan, events):
    world, _ = lived(plan, events)

    world.run()
    again = decide(world.situation())

    assert again == Told()


@FEW
@given(PLANS, EVENTS)
def test_equal_situations_are_decided_alike(plan, events):
    one, _ = lived(plan, events)
    other, _ = lived(plan, events)

    assert one.passes == other.passes


@FEW
@given(PLANS, EVENTS)
def test_nobody_is_told_twice_within_the_interval_unless_it_is_worse_or_came_back_or_late(plan, events):
    _, seen = lived(plan, events)
    early = []
    for now, told, issues, before, _ in seen:
        by_id = {issue.id: issue for issue in issues.values()}
        withdrawn = {number for number, _ in told.withdraw}
        for message in told.messages:
            for number in message.issues if message.kind in (Kind.NEW, Kind.REMINDER) else ():
                last, issue = before.get((number, message.channel)), by_id[number]
                if withdrawn or last is None or last.told_at is None or now - last.told_at >= plan.alerts.repeat:
                    continue
                worse = WEIGHT[issue.severity] > WEIGHT[last.told_severity]
                if not worse and issue.reopened == last.told_reopened:
                    early.append((now, message.id, number))

    assert early == []


@FEW
@given(PLANS, EVENTS)
def test_nothing_but_updates_is_told_in_quiet_hours(plan, events):
    _, seen = lived(plan, events)
    hours = plan.alerts.quiet_hours
    loud = [
        (now, message.kind, number)
        for now, told, issues, _, _ in seen
        for message in told.messages
        for number in message.issues
        if message.kind is not Kind.UPDATE and hours and is_quiet(hours, Workdays(), now)
        if next(i for i in issues.values() if i.id == number).severity not in hours.except_
    ]

    assert loud == []


@FEW
@given(PLANS, EVENTS)
def test_what_a_greater_fault_or_a_person_silences_is_not_told(plan, events):
    _, seen = lived(plan, events)
    wrong = []
    for now, told, issues, _, look in seen:
        down = [issue.id for issue in issues.values() if issue.check == "site-down" and issue.alive]
        unreachable = any(i.alive and i.subject == "https://h.gov.cn/gzdt/" for i in issues.values())
        for message in told.messages:
            for issue in (i for i in issues.values() if i.id in message.issues and message.kind in TELLING):
                blind = look and look.began_at > issue.looked_at
                if (
                    (down and issue.id not in down)
                    or not issue.open
                    or (unreachable and issue.subject == "工作动态")
                    or (blind and look.seen is Stood.UNCLEAR)
                    or (blind and not look.complete and message.kind is not Kind.NEW)
                    or (plan.alerts.tell_from == "confirmed" and issue.state is State.SUSPECTED)
                ):
                    wrong.append((now, message.kind, issue.id))

    assert wrong == []


@FEW
@given(PLANS, EVENTS)
def test_one_link_at_most_speaks_for_a_silent_host_on_each_channel(plan, events):
    _, seen = lived(plan, events)
    for _, told, issues, _, _ in seen:
        silent = [i for i in issues.values() if i.alive and i.subject.startswith("https://silent.example/")]
        speaking = defaultdict(set)
        for message in told.messages:
            if message.kind in TELLING:
                speaking[message.channel].update({issue.id for issue in silent} & set(message.issues))

        assert len(silent) < 3 or all(len(spoke) <= 1 for spoke in speaking.values())


@FEW
@given(PLANS, EVENTS)
def test_every_rung_is_told_at_most_once_in_one_life_of_an_issue(plan, events):
    _, seen = lived(plan, events)
    climbed, again = {}, []
    for _, told, issues, before, _ in seen:
        if told.withdraw:
            return  # a rung that was withdrawn unsent may be told again
        for issue in issues.values():
            if issue.state is State.VERIFIED:
                climbed = {key: rung for key, rung in climbed.items() if key[0] != issue.id}
        for telling in told.tellings:
            key, earlier = (telling.issue, telling.channel), before.get((telling.issue, telling.channel))
            if telling.told_kind is Kind.ESCALATION and (earlier is None or telling.times > earlier.times):
                again += [key] if telling.rung <= climbed.get(key, 0) else []
                climbed[key] = telling.rung

    assert again == []


@FEW
@given(PLANS, EVENTS)
def test_a_recovery_is_told_once_and_only_where_the_fault_was_told(plan, events):
    world, _ = lived(plan, events)
    for issue in world.issues.values():
        for channel in plan.alerts.channels:
            said = [message.kind for message in world.sent if message.channel == channel and issue.id in message.issues]
            said = [kind for kind in said if kind is not Kind.UPDATE]
            wrong = [n for n, kind in enumerate(said) if kind is Kind.RECOVERY and said[n - 1 : n] in ([], [kind])]

            assert wrong == [], said


@FEW
@given(PLANS, EVENTS)
def test_a_group_that_is_first_told_has_waited_for_what_might_heal(plan, events):
    _, seen = lived(plan, events)
    hasty = []
    for now, told, issues, before, _ in seen:
        for message in told.messages:
            known = [before.get((number, message.channel)) for number in message.issues]
            if message.kind in TELLING and not any(telling and telling.told_at for telling in known):
                oldest = min(issue.opened_at for issue in issues.values() if issue.id in message.issues)
                hasty += [message] if now - oldest < plan.alerts.group_wait else []

    assert hasty == []


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


SILENCED = {"site-down", "host-down", "column-unreachable", "not-confirmed-yet", "route-left"}


@FEW
@given(PLANS, EVENTS)
def test_what_is_over_where_it_was_told_is_settled_in_the_end(plan, events):
    world, _ = lived(plan, events)
    world.delivers = True
    two_weeks(world)

    down = any(issue.check == "site-down" and issue.alive for issue in world.issues.values())
    left = [issue for issue in world.unsettled() if not issue.alive]

    assert down or left == []


@FEW
@given(PLANS, EVENTS)
def test_every_message_can_be_read_back_and_lists_the_worst_first(plan, events):
    world, _ = lived(plan, events)
    for message in world.sent:
        alert = from_payload(message.payload)

        assert (alert.id, alert.kind, alert.group, alert.total) == (
            message.id,
            message.kind,
            message.group,
            len(message.issues),
        )
        assert [line.issue for line in alert.lines] == list(message.issues[: plan.alerts.top])
        assert alert.because
        assert alert.headline


def held(world, number=1, channel="wecom"):
    telling = world.tellings[number, channel]
    return telling.stage, telling.reason


def put(world, *issues):
    world.issues = {issue.fingerprint: issue for issue in issues}
    return world


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


def test_what_heals_while_its_group_waits_is_not_told_and_the_reason_is_kept():
    world = put(World(make_plan()), make_issue())
    world.run()

    put(world, make_issue(state=State.VERIFIED, closed_by_machine=True))
    world.later(minutes=5)

    assert (world.sent, held(world)) == ([], ("group", "healed-in-time"))


def test_an_issue_without_a_route_is_held_with_that_reason():
    world = put(World(make_plan(routes=[{"units": ["宣传处"], "to": ["wecom"]}])), make_issue())

    world.run()

    assert held(world, channel="") == ("route", "no-route")


def test_a_reminder_lists_only_what_is_still_wrong():
    world = put(World(make_plan(quiet_hours=None)), make_issue(1), make_issue(2), make_issue(3))
    world.run()
    world.later(minutes=5)

    put(world, make_issue(1), make_issue(2, state=State.CORRECTED), make_issue(3, state=State.VERIFIED))
    told = world.later(days=3)

    reminders = [message for message in told.messages if message.kind is Kind.REMINDER]
    assert [(m.channel, m.issues) for m in reminders] == [("wecom", (1,)), ("slack", (1,))]
    assert from_payload(reminders[0].payload).because == "已告知 3 天，仍未整改"


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


def test_when_who_speaks_for_a_silent_host_is_muted_before_it_was_sent_another_speaks():
    fault = {"evidence": {"reason": "timeout", "link_count": 1}, "severity": Severity.WARNING}
    links = [make_issue(n, subject=f"https://silent.example/{n}", **fault) for n in (1, 2, 3)]
    world = put(World(make_plan(group_wait="0m"), delivers=False), *links)
    world.run()

    told, again = world.act(1, Act.MUTE), world.run()

    assert [(message.group, message.issues) for message in told.messages] == [("host|silent.example", (2,))]
    assert again == Told()


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


def test_quiet_hours_hold_a_recovery_too():
    world = put(World(make_plan(quiet_hours={"from": "11:00", "to": "12:00"})), make_issue())
    world.run()
    world.later(minutes=5)
    put(world, make_issue(state=State.VERIFIED, closed_by_machine=True))

    told = world.later(hours=1)

    assert (told.messages, held(world)) == ((), ("quiet-hours", "quiet-hours"))
    assert {message.kind for message in world.later(hours=1).messages} == {Kind.RECOVERY}


def test_a_reminder_does_not_queue_behind_an_unsent_one():
    world = put(World(make_plan(), delivers=False), make_issue())
    world.run()
    world.later(minutes=5)

    told = world.later(days=3)

    assert (told.messages, held(world)) == ((), ("dedup", "waits-in-outbox"))


def test_a_post_is_brought_up_to_date_once_when_an_issue_moves():
    world = put(World(make_plan()), make_issue(1), make_issue(2))
    world.run()
    world.later(minutes=5)

    put(world, make_issue(1, state=State.ASSIGNED, person="值班编辑", version=2), make_issue(2))
    told, again = world.later(minutes=1), world.later(minutes=1)

    assert [(m.channel, m.kind, m.issues) for m in told.messages] == [("slack", Kind.UPDATE, (1, 2))]
    assert (told.decisions, again) == ((), Told())


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


def test_errors_call_the_units_contacts_and_warnings_call_nobody():
    world = put(World(make_plan()), make_issue(1), make_issue(2, severity=Severity.WARNING, column="工作动态"))
    world.run()
    world.later(minutes=5)

    called = {m.issues: [one.name for one in from_payload(m.payload).mentions] for m in world.sent}
    assert called == {(1,): ["值班编辑"], (2,): []}


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
