"""From issues to a message: the worst first, the rest counted, the right people called."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.issue import State
from inspection.telling import Kind
from notifications.alert import from_payload
from notifications.composing import Composer, Member, Parcel
from notifications.escalate import Lateness
from notifications.situation import WEIGHT
from tests.notifications.samples import WORDS
from tests.notifications.telling_world import TUESDAY, ZONE, make_issue, make_plan

KINDS = (Kind.NEW, Kind.REMINDER, Kind.ESCALATION, Kind.RECOVERY, Kind.UPDATE)


def composed(parcel, plan=None):
    plan = plan or make_plan(top=3, issues={"office": "宣传处"})
    lateness = Lateness(Workdays(), TUESDAY, ZONE)
    return Composer(plan, plan.alerts, TUESDAY, lateness, "宣传处", lambda: "m1").message(parcel)


def parcel(*issues, kind=Kind.NEW, rung=1, reason="first-time"):
    return Parcel(kind, "wecom", "g", [Member(issue, reason) for issue in issues], rung)


@given(st.lists(st.tuples(st.sampled_from(list(Severity)), st.integers(1, 9)), min_size=1, max_size=12))
def test_the_top_lines_are_the_worst_and_then_those_on_most_pages(faults):
    issues = [
        make_issue(number, severity=severity, evidence={"link_count": pages})
        for number, (severity, pages) in enumerate(faults, 1)
    ]

    message = composed(parcel(*issues))

    ranked = sorted(issues, key=lambda issue: (-WEIGHT[issue.severity], -issue.evidence["link_count"], issue.id))
    assert message.issues == tuple(issue.id for issue in ranked)
    assert message.severity is ranked[0].severity
    assert [line.issue for line in from_payload(message.payload).lines] == list(message.issues[:3])


@settings(deadline=None)
@given(WORDS, WORDS, st.sampled_from(KINDS))
def test_hostile_words_go_into_the_outbox_as_they_are_and_come_out_again(title, address, kind):
    message = composed(parcel(make_issue(title=title, found_on=(address,)), kind=kind))

    alert = from_payload(message.payload)
    assert (alert.lines[0].title, alert.lines[0].address) == (title, address)


@pytest.mark.parametrize(
    ("kind", "severity", "rung", "called"),
    [
        (Kind.NEW, Severity.CRITICAL, 0, ["值班编辑"]),
        (Kind.NEW, Severity.ERROR, 0, ["值班编辑"]),
        (Kind.NEW, Severity.WARNING, 0, []),
        (Kind.REMINDER, Severity.CRITICAL, 0, []),
        (Kind.RECOVERY, Severity.CRITICAL, 0, []),
        (Kind.UPDATE, Severity.CRITICAL, 0, []),
        (Kind.ESCALATION, Severity.WARNING, 1, ["值班编辑"]),
        (Kind.ESCALATION, Severity.WARNING, 3, ["值班领导"]),
    ],
)
def test_people_are_called_where_it_matters(kind, severity, rung, called):
    message = composed(parcel(make_issue(severity=severity), kind=kind, rung=rung))

    assert [mention.name for mention in from_payload(message.payload).mentions] == called


@pytest.mark.parametrize(
    ("kind", "state", "still"),
    [
        (Kind.NEW, State.CONFIRMED, True),
        (Kind.UPDATE, State.CORRECTED, True),
        (Kind.UPDATE, State.VERIFIED, False),
        (Kind.RECOVERY, State.VERIFIED, False),
    ],
)
def test_people_can_act_while_something_is_left_to_do(kind, state, still):
    assert from_payload(composed(parcel(make_issue(state=state), kind=kind)).payload).open == still


def test_what_is_done_comes_after_what_is_left_in_a_post():
    done = make_issue(1, severity=Severity.CRITICAL, state=State.VERIFIED)

    assert composed(parcel(done, make_issue(2), kind=Kind.UPDATE)).issues == (2, 1)


def test_where_more_is_to_be_seen_the_message_says_how():
    issues = [make_issue(number) for number in range(1, 6)]

    assert from_payload(composed(parcel(*issues)).payload).more.startswith("xunjian issues list --unit 办公室")


def test_an_overdue_line_says_how_late_it_is():
    late = make_issue(due_at=TUESDAY - timedelta(days=5))

    assert from_payload(composed(parcel(late)).payload).lines[0].note == "逾期 2 个工作日"


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.REMINDER, Kind.ESCALATION, Kind.RECOVERY])
def test_in_a_message_for_many_units_each_unit_has_its_turn_and_its_count(kind):
    units = [{"name": f"{n}处", "contacts": [{"name": f"{n}处{who}"} for who in "甲乙"]} for n in range(4)]
    issues = [make_issue(n * 10 + k, unit=f"{n}处") for n in range(4) for k in range(1, 6)]

    alert = from_payload(composed(parcel(*issues, kind=kind), make_plan(top=4, units=units)).payload)

    assert [line.unit for line in alert.lines] == ["0处", "1处", "2处", "3处"]
    assert alert.text == "各单位：0处 5 项、1处 5 项、2处 5 项、3处 5 项"
    assert [called.name[-1] for called in alert.mentions] in ([], ["甲"] * 4 + ["乙"] * 4)


def test_the_rest_of_what_is_over_is_listed_by_its_state():
    issues = [make_issue(number, state=State.VERIFIED) for number in range(1, 6)]

    alert = from_payload(composed(parcel(*issues, kind=Kind.RECOVERY)).payload)

    assert alert.more.endswith("--state 已复核")
    assert {line.due_at for line in alert.lines} == {None}
