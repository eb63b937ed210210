"""What the plan no longer asks of validity, days of publication and wordings lapses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspection.asking import no_longer_asked
from inspection.plan import Plan
from tests.inspection.judged import PLAN, a_finding, issue_of

TODAY = date(2025, 3, 25)
WORDS = [{"wrong": "残废人", "right": "残疾人"}]


def why(check: str, column: str, evidence: dict[str, Any], **plan: Any) -> str | None:
    finding = a_finding(check, "https://example.gov.cn/1.html", column, **evidence)
    return no_longer_asked(issue_of(finding), Plan.model_validate({**PLAN, **plan}), TODAY)


@pytest.mark.parametrize(
    ("check", "column", "evidence", "plan"),
    [
        ("expiring-document", "通知公告", {"title": "某办法"}, {}),
        ("expiring-document", "政策文件", {"title": "某办法"}, {"validity": {"columns": ["通知公告"]}}),
        ("expiring-document", "政策文件", {"title": "某批复"}, {"validity": {"exempt": ["批复"]}}),
        ("inconsistent-date", "没有的栏目", {"title": "某通知"}, {}),
        ("inconsistent-date", "通知公告", {"title": "某通知"}, {"dating": {"exempt": ["通知"]}}),
        ("inconsistent-date", "通知公告", {"title": "某通知", "first_seen_on": "2024-09-01"}, {}),
        ("wrong-wording", "通知公告", {"wordings": WORDS}, {"wording": {"exempt": ["残废人"]}}),
    ],
)
def test_what_is_not_asked_any_more_lapses(
    check: str, column: str, evidence: dict[str, Any], plan: dict[str, Any]
) -> None:
    assert why(check, column, evidence, **plan)


@pytest.mark.parametrize(
    ("check", "column", "evidence"),
    [
        ("expiring-document", "政策文件", {"title": "某办法"}),
        ("inconsistent-date", "通知公告", {"title": "某通知", "first_seen_on": "2025-03-20"}),
        ("wrong-wording", "通知公告", {"wordings": WORDS}),
        ("stale-home", "", {}),
    ],
)
def test_what_is_still_asked_stays(check: str, column: str, evidence: dict[str, Any]) -> None:
    assert why(check, column, evidence) is None
