"""What the plan no longer asks of labels and feet lapses; what it still asks stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspection.asking_pages import pages_no_longer_asked
from inspection.findings import Json, Severity
from inspection.issue import Issue
from inspection.plan_file import parse_plan

AT = datetime(2026, 3, 31, tzinfo=UTC)
SITE = "site: {name: 甲市民政局, home: 'https://mz.example.gov.cn/'}\n"


def issue_of(check: str, subject: str, **evidence: Json) -> Issue:
    return Issue(
        site="甲市民政局", fingerprint="v1:x", check=check, subject=subject, title="有问题", severity=Severity.ERROR,
        basis="", opened_at=AT, seen_at=AT, looked_at=AT, evidence=dict(evidence),
    )  # fmt: skip


BARE = issue_of("missing-label", "全部标签（稿件页）", labels_lost=["ArticleTitle", "PubDate", "ContentSource"])


@pytest.mark.parametrize(
    ("plan", "issue", "lapsed"),
    [
        ("", issue_of("missing-label", "PubDate（稿件页）"), False),
        ("labels: {enabled: false}", issue_of("wrong-label", "PubDate：不是日期"), True),
        ("labels: {exempt: [pubdate]}", issue_of("missing-label", "PubDate（稿件页）"), True),
        ("labels: {exempt: [SiteName]}", issue_of("missing-label", "PubDate（稿件页）"), False),
        ("labels: {exempt: [PubDate]}", BARE, False),
        ("labels: {exempt: [PubDate, ArticleTitle]}", BARE, True),
        ("identity: {enabled: false}", issue_of("missing-identity", "找错", missing="找错"), True),
        ("identity: {exempt: [找错]}", issue_of("missing-identity", "找错", missing="找错"), True),
        (
            "identity: {exempt: [找错]}",
            issue_of("missing-identity", "个别网页缺少：其他", missing="找错、标识码"),
            False,
        ),
        ("identity: {exempt: [找错]}", issue_of("missing-identity", "标识码与本站不符"), False),
    ],
)
def test_an_issue_lapses_with_the_plans_own_words(plan: str, issue: Issue, lapsed: bool) -> None:
    assert (pages_no_longer_asked(issue, parse_plan(SITE + plan)) is not None) is lapsed
