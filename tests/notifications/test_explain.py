"""Why an issue was told, or was not."""

from __future__ import annotations

from hypothesis import given

from inspection.findings import Severity
from notifications.explain import explain
from tests.notifications.samples import WORDS
from tests.notifications.telling_world import ZONE, World, make_issue, make_plan


def explained(world, number=1):
    issue = next(issue for issue in world.issues.values() if issue.id == number)
    decisions = sorted(world.decisions, key=lambda decision: -decision.at.timestamp())
    return explain(issue, [t for t in world.tellings.values() if t.issue == number], decisions, ZONE)


def test_each_channel_says_how_things_stand_and_why_the_latest_first():
    world = World(make_plan(quiet_hours={"from": "12:00", "to": "13:00"}))
    world.issues = {"1": make_issue(severity=Severity.WARNING)}
    world.run()
    world.later(minutes=5)
    world.later(days=3, hours=1, minutes=57)

    assert explained(world) == [
        "第 1 号问题单（确认）：附件“1”打不开",
        "渠道“wecom”：已告知 1 次，最近 2025-03-25 10:05（告知）",
        "  2025-03-28 12:02 免打扰：免打扰时段，至 2025-03-28 13:00",
        "  2025-03-25 10:05 发送：首次发现〔消息 m000001〕",
        "  2025-03-25 10:00 合并：等待合并，至 2025-03-25 10:05",
    ]


def test_until_when_nothing_is_repeated_is_said():
    world = World(make_plan())
    world.issues = {"1": make_issue(severity=Severity.WARNING)}
    world.run()
    world.later(minutes=5)

    assert explained(world)[1].endswith("；此后 2025-03-28 10:05 前不再重复")


def test_an_issue_that_goes_nowhere_says_so():
    world = World(make_plan(routes=[]))
    world.issues = {"1": make_issue()}
    world.run()

    assert explained(world)[1:] == ["通知路线：", "  2025-03-25 10:00 路线：没有适用的通知路线"]


def test_without_any_decision_the_cause_is_guessed_at():
    assert "没有通知路线" in explain(make_issue(), [], [], ZONE)[1]


@given(WORDS)
def test_hostile_titles_stay_on_one_line(title):
    lines = explain(make_issue(title=title), [], [], ZONE)

    assert len("\n".join(lines).splitlines()) == 2
