"""What becomes of issues about notices, tables, boards and libraries when the plan, or the season, is another one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspection.asking import no_longer_asked
from inspection.plan import Plan
from tests.inspection.judged import HOME, a_finding, issue_of

TODAY = date(2025, 3, 25)
PLAN: dict[str, Any] = {
    "expectations": [{"name": "清明祭扫", "due": {"before": "清明"}, "all_of": ["清明"], "mentions": ["高峰"]}],
    "tables": [{"name": "名录", "url": "/ml/", "headings": ["名称"]}],
    "messages": [{"name": "局长信箱", "url": "/jzxx/"}],
    "libraries": [{"name": "养老库", "urls": ["/yl/"], "any_of": ["养老"], "since": "2021-01-01"}],
}
ISSUES: dict[str, tuple[str, dict[str, Any]]] = {
    "incomplete-notice": ("清明祭扫", {"occurrence": "2025年清明"}),
    "outdated-notice": (f"{HOME}1.html", {"expectation": "清明祭扫"}),
    "incomplete-table": ("名录", {}),
    "overdue-reply": (f"{HOME}2.html", {"board": "局长信箱", "asked": "2025-01-02"}),
    "library-gap": (f"{HOME}3.html", {"library": "养老库", "published": "2024-01-02"}),
}


def why(
    check: str, subject: str, evidence: dict[str, Any], today: date = TODAY, plan: dict[str, Any] | None = None
) -> str | None:
    whole = Plan.model_validate({"site": {"name": "某市民政局", "home": HOME}, **PLAN, **(plan or {})})
    return no_longer_asked(issue_of(a_finding(check, subject, None, f"{HOME}1.html", **evidence)), whole, today)


@pytest.mark.parametrize("check", ISSUES)
def test_what_the_plan_asks_for_is_asked_for(check: str) -> None:
    assert why(check, *ISSUES[check]) is None


@pytest.mark.parametrize(
    ("check", "section"),
    [
        ("incomplete-notice", "expectations"),
        ("outdated-notice", "expectations"),
        ("incomplete-table", "tables"),
        ("overdue-reply", "messages"),
        ("library-gap", "libraries"),
    ],
)
def test_what_the_plan_has_no_more_is_not(check: str, section: str) -> None:
    assert "已没有" in (why(check, *ISSUES[check], plan={section: []}) or "")


def test_a_season_that_is_over_asks_for_nothing() -> None:
    assert "已过时" in (why("incomplete-notice", "清明祭扫", {"occurrence": "2025年清明"}, date(2025, 4, 6)) or "")


def test_a_notice_of_an_account_is_asked_for_with_its_expectation() -> None:
    assert why("incomplete-notice", "清明祭扫：某市民政", {"occurrence": "2025年清明"}) is None


def test_an_expectation_without_a_checklist_asks_for_no_contents() -> None:
    bare = [{"name": "清明祭扫", "due": {"before": "清明"}, "all_of": ["清明"]}]

    assert "不要求" in (why("incomplete-notice", *ISSUES["incomplete-notice"], plan={"expectations": bare}) or "")


def test_a_letter_too_old_to_be_looked_at_was_not_answered_by_that() -> None:
    assert "不再查看" in (why("overdue-reply", f"{HOME}2.html", {"board": "局长信箱", "asked": "2023-01-02"}) or "")


def test_a_policy_from_before_the_plans_day_is_not_asked_for() -> None:
    assert "起始日期" in (why("library-gap", f"{HOME}3.html", {"library": "养老库", "published": "2020-01-02"}) or "")
