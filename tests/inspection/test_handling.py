"""The plan's `issues`, and the keys of `alerts` that say how often people are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inspection.alerting import Alerts
from inspection.errors import PlanError
from inspection.findings import Severity
from inspection.handling import LADDER, DueTimes, Handling
from inspection.plan_file import load_plan

WHOLE = (Path(__file__).parent / "whole_plan.yaml").read_text(encoding="utf-8")


def mistakes(old: str, new: str) -> list[tuple[str, int | None, str]]:
    """Key, line and message of what is wrong with the whole plan after this change."""
    assert WHOLE.count(old) == 1
    with pytest.raises(PlanError) as wrong:
        load_plan(WHOLE.replace(old, new))
    return [(m.key, m.line, m.message) for m in wrong.value.mistakes]


def line_of(text: str) -> int:
    return WHOLE[: WHOLE.index(text)].count("\n") + 1


def test_a_whole_plan_says_who_answers_and_by_when() -> None:
    said = load_plan(WHOLE).issues

    assert (said.default_unit, said.office) == ("传媒中心", "办公室")
    assert [said.due.of(severity).days for severity in Severity] == [0, 3, 8]
    assert [(rung.after.days, rung.tell, rung.to) for rung in said.escalation] == [
        (1, "unit", ()),
        (3, "office", ("mail-office",)),
        (6, "leader", ("slack-media", "wecom-office")),
    ]


def test_a_whole_plan_says_how_often_people_are_told() -> None:
    said = load_plan(WHOLE).alerts

    assert said is not None
    assert (said.tell_from, said.top, said.desk) == ("confirmed", 5, "https://desk.mzj.example.gov.cn/")
    assert (said.group_wait, said.group_interval, said.repeat) == (
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(days=5),
    )


def test_a_plan_that_says_nothing_has_sound_defaults() -> None:
    said = Handling()

    assert [said.due.of(severity).days for severity in Severity] == [1, 5, 10]
    assert (said.default_unit, said.office, said.escalation) == (None, None, LADDER)
    assert [(rung.after.days, rung.tell) for rung in LADDER] == [(0, "unit"), (2, "office"), (5, "leader")]


def test_alerts_that_say_nothing_have_sound_defaults() -> None:
    said = Alerts()

    assert (said.tell_from, said.top, said.desk) == ("suspected", 8, None)
    assert said.group_wait < said.group_interval < said.repeat


def test_heavier_faults_are_due_sooner() -> None:
    days = [DueTimes().of(severity).days for severity in Severity]
    assert days == sorted(days)


def test_a_plan_may_have_no_ladder() -> None:
    plan = load_plan("site: {name: 局, home: 'http://a.gov.cn/'}\nissues: {escalation: []}\n")
    assert plan.issues.escalation == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("default_unit: 传媒中心", "default_unit: 传媒中心处", "issues.default_unit"),
        ("office: 办公室", "office: 办公厅", "issues.office"),
        ("tell: office, to: [mail-office]", "tell: office, to: [mail-ofice]", "issues.escalation[1].to[0]"),
        ("tell: leader", "tell: mayor", "issues.escalation[2].tell"),
        ("after: 3 workdays", "after: 3d", "issues.escalation[1].after"),
        ("error: 3个工作日", "error: 3", "issues.due.error"),
        ("tell_from: confirmed", "tell_from: rumour", "alerts.tell_from"),
        ("group_wait: 10m", "group_wait: 10", "alerts.group_wait"),
        ("top: 5", "top: 21", "alerts.top"),
        ("top: 5", "top: 0", "alerts.top"),
        ("desk: https://desk", "desk: desk", "alerts.desk"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, key: str) -> None:
    assert [(found, line) for found, line, _ in mistakes(old, new)] == [(key, line_of(old))]


def test_a_ladder_rises() -> None:
    assert "先后不对" in mistakes("after: 6 workdays", "after: 2 workdays")[0][2]
