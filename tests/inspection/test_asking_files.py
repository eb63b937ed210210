"""Leaks and attachments that the plan does not ask about any more; and when a leak in a file counts as gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspection.asking_files import files_no_longer_asked
from inspection.files import FileFacts
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.visits import View, Visit, to_facts
from inspection.vouching_contents import file_was_read
from tests.inspection.judged import a_finding, issue_of

FILE = "https://example.gov.cn/f/mingdan.xlsx"
PLAN = {"site": {"name": "某某局", "home": "https://example.gov.cn/"}}


def an_issue(check: str, subject: str, **evidence: str) -> Issue:
    return issue_of(a_finding(check, subject, None, **evidence))


def plan(**more: object) -> Plan:
    return Plan.model_validate(PLAN | more)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"privacy": {"exempt": ["mingdan"]}}, "巡检方案规定不查这里的个人信息"),
        ({"privacy": {"files": 0}}, "巡检方案规定不通读附件"),
    ],
)
def test_a_leak_lapses_when_the_plan_exempts_it_or_reads_no_files(more: dict[str, object], why: str | None) -> None:
    issue = an_issue("personal-data", FILE, file="名单.xlsx")

    assert files_no_longer_asked(issue, plan(**more)) == why


def test_an_attachment_lapses_with_its_expectation() -> None:
    issue = an_issue("faulty-attachment", "部门决算")
    asked = {"name": "部门决算", "due": {"yearly": "08-31"}, "all_of": ["部门决算"]}

    assert files_no_longer_asked(issue, plan(expectations=[asked | {"attachments": "required"}])) is None
    assert files_no_longer_asked(issue, plan(expectations=[asked])) == "巡检方案已不要求“部门决算”带附件"
    assert files_no_longer_asked(issue, plan()) == "巡检方案中已没有应发稿件“部门决算”"


@pytest.mark.parametrize(
    ("look", "reason", "is_settled"),
    [(FileFacts("pdf"), None, True), (FileFacts("pdf", unread="scanned"), None, False), (None, "timeout", False)],
)
def test_a_leak_in_a_file_is_gone_only_when_the_file_was_read_again(
    look: FileFacts | None, reason: str | None, is_settled: bool
) -> None:
    visit = Visit(
        FILE, View.FILE, datetime(2025, 3, 25, tzinfo=UTC), "r2", reason, facts=to_facts(look) if look else {}
    )
    issue = an_issue("personal-data", FILE)

    assert file_was_read(issue, {(FILE, View.FILE): visit}) is is_settled
    assert file_was_read(issue, {}) is True
