"""What one issue's page says, arranged."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.issue_facts import address_of, due_of, evidence_rows, history, may_do, places, why_so_heavy
from inspection.calendar import Workdays
from inspection.deeds import possible
from inspection.findings import Severity
from inspection.issue import MACHINE, Act, State, Step
from inspection.people import Person, Role
from tests.desk.samples import issue_of

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "fields", "kind", "words"),
    [
        (MONDAY + timedelta(days=2), {}, "ahead", "还有 2 个工作日"),
        (MONDAY + timedelta(hours=9), {}, "today", "今日到期"),
        (MONDAY - timedelta(hours=1), {}, "over", "已逾期"),
        (MONDAY - timedelta(days=4), {}, "over", "逾期 1 个工作日"),  # Thursday; Friday has passed
        (None, {}, "none", "没有规定期限"),
        (MONDAY, {"state": State.CORRECTED}, "waits", "已申报整改，待下一轮巡检复核"),
        (MONDAY, {"state": State.MUTED}, "waits", "静默中，到期自动恢复"),
        (MONDAY, {"state": State.VERIFIED, "closed_by_machine": True}, "done", "已办结（巡检判定）"),
    ],
)
def test_what_is_left_is_told_in_working_days(
    due: datetime | None, fields: dict[str, Any], kind: str, words: str
) -> None:
    said = due_of(issue_of(due_at=due, **fields), MONDAY, Workdays(), ZONE)

    assert (said.kind, said.words) == (kind, words)


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("https://a.example/x", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example/x", False),
        ("某账号", False),
        ("https://a.example/" + "a" * 3000, False),
        ("https://a.example/\u202egnp.exe", False),
        ("https://a.example\\@evil.example/", False),
    ],
)
def test_only_whole_addresses_of_the_web_become_links(text: str, is_link: bool) -> None:
    assert address_of(text).open is is_link


def test_pages_beyond_the_first_are_counted() -> None:
    shown, more = places(issue_of(found_on=tuple(f"https://a.example/{n}" for n in range(13))))

    assert (len(shown), more) == (10, 3)


def test_evidence_has_chinese_names_and_neither_digests_nor_what_is_empty() -> None:
    rows = evidence_rows({"reason": "http-404", "body": "f" * 64, "detail": "", "final_url": "https://a.example/"})

    assert rows == [("情况", "服务器回答 404（找不到）", False), ("最终地址", "https://a.example/", True)]


def test_history_is_told_newest_first_with_what_moved_and_what_is_new() -> None:
    steps = [
        Step(MONDAY, MACHINE, Act.FOUND, None, State.SUSPECTED, "发现", "r1"),
        Step(MONDAY, "某人", Act.ASSIGN, State.SUSPECTED, State.ASSIGNED, "", None, {"unit": "养老处", "person": "乙"}),
        Step(
            MONDAY, "某人", Act.MUTE, State.ASSIGNED, State.MUTED, "改版", None, {"until": "2026-12-01T00:00:00+00:00"}
        ),
    ]

    told = history(steps, ZONE, seen=2)

    assert [(event.who, event.moved, event.why, event.fresh) for event in told] == [
        ("某人", "已分派 → 静默", "至 2026-12-01 08:00；改版", True),
        ("某人", "疑似 → 已分派", "交给 养老处，乙", False),
        ("巡检", "疑似", "发现", False),
    ]


def test_a_severity_other_than_usual_is_explained() -> None:
    issue = issue_of(severity=Severity.CRITICAL, evidence={"home": True})

    assert "首页" in why_so_heavy(issue, Severity.ERROR)
    assert "单项否决" in why_so_heavy(issue, Severity.CRITICAL)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("role", list(Role))
def test_whatever_one_may_not_do_is_explained(role: Role, state: State) -> None:
    issue, person = issue_of(state=state), Person("p", "某人", role, "办公室")

    mine, why = may_do(person, issue, possible(state))

    assert (mine == possible(state)) is (why == "")
