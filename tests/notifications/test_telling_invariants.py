"""Over any course of events nobody is told twice, in vain, or at the wrong time."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given

from inspection.calendar import Workdays
from inspection.issue import State
from inspection.telling import Kind
from notifications import route
from notifications.alert import from_payload
from notifications.quiet_hours import is_quiet
from notifications.situation import WEIGHT, Stood, Told
from notifications.telling import decide
from tests.notifications.stories import EVENTS, FEW, PLANS, lived
from tests.notifications.telling_world import TELLING


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
        columns = [i for i in issues.values() if i.alive and i.subject == "https://h.gov.cn/gzdt/"]
        for message in told.messages:
            unreachable = any(message.channel in route.channels(plan.alerts, i.unit, i.severity) for i in columns)
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
