"""What a round vouches for of broken links, on pages and in articles of accounts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from inspection.findings import Finding, Undecided
from inspection.issue import Gone
from inspection.records import Verdict
from tests.inspection.judged import (
    ACCOUNT,
    BROKEN,
    HOME,
    PAGE,
    POST,
    Round,
    a_finding,
    doubt,
    issue,
    issue_of,
    kinds_of,
)

# What needs articles read in full, or two of them side by side.

SOUND, FAULTY, SKIPPED, UNDECIDED = Verdict.SOUND, Verdict.FAULTY, Verdict.SKIPPED, Verdict.UNDECIDED
NOT_FOUND, FAILING = "http-404", "http-503"


@pytest.mark.parametrize(
    ("verdicts", "findings", "doubts", "gone"),
    [
        ({BROKEN: SOUND}, (), (doubt("broken-link", PAGE),), True),  # it opens: nothing more need be known
        ({BROKEN: SKIPPED, PAGE: SOUND}, (), (), False),  # robots.txt, a limit: it was not tried
        ({BROKEN: UNDECIDED, PAGE: SOUND}, (), (), False),
        ({PAGE: SOUND}, (), (), True),  # the page was read and does not link to it any more
        ({PAGE: SKIPPED}, (), (), False),
        ({}, (), (), True),  # the page itself is not linked to any more, and nothing barred the way
        ({}, (), (doubt("broken-link", f"{HOME}tzgg/list_2.html"),), False),
        ({}, (), (doubt("broken-link", f"{HOME}a/1.pdf"),), True),  # a file leads nowhere
        ({}, (), (doubt("broken-link", "https://other.gov.cn/"),), True),  # nor is it ours
        ({}, (), (doubt("blank-column", "通知公告", "not-read"),), False),
        ({}, (), (doubt("blank-column", "概况", "static-column"),), True),  # it was read, and has no list
        ({PAGE: UNDECIDED}, (), (doubt("broken-link", PAGE, "blocked-by-firewall"),), False),
        ({PAGE: FAULTY}, (a_finding("broken-link", PAGE, None, HOME, reason=NOT_FOUND),), (), True),
        ({PAGE: FAULTY}, (a_finding("broken-link", PAGE, None, HOME, reason=FAILING),), (), False),
        (None, (), (doubt("broken-link", PAGE),), False),
        (None, (), (), True),
    ],
)
def test_a_broken_link_is_gone_where_it_opens_or_no_page_that_was_read_leads_to_it(
    verdicts: Mapping[str, Verdict] | None,
    findings: tuple[Finding, ...],
    doubts: tuple[Undecided, ...],
    gone: bool,
) -> None:
    told = Round(findings, doubts, verdicts=verdicts).means(issue("broken-link"))

    assert (Gone in kinds_of(told)) == gone


OTHER_POST = "https://mp.weixin.qq.com/s/2"
IN_ARTICLES = a_finding(
    "broken-link", BROKEN, ACCOUNT, POST, account=ACCOUNT, in_articles=["预约"], article_day="2025-03-18"
)
ON_BOTH = a_finding("broken-link", BROKEN, "通知公告", PAGE, POST, in_articles=["预约"])
LEADS, LEADS_ELSEWHERE = {POST: frozenset({BROKEN})}, {POST: frozenset({PAGE})}
WITHDRAWN: dict[str, frozenset[str]] = {POST: frozenset()}


@pytest.mark.parametrize(
    ("found", "verdicts", "articles", "gone"),
    [
        (IN_ARTICLES, {BROKEN: SOUND}, {}, True),
        (IN_ARTICLES, {BROKEN: UNDECIDED}, LEADS_ELSEWHERE, False),
        (IN_ARTICLES, {}, LEADS_ELSEWHERE, True),
        (IN_ARTICLES, {}, WITHDRAWN, True),  # its links are gone with it
        (IN_ARTICLES, {}, LEADS, False),  # one too many of its platform: it was not tried
        (IN_ARTICLES, {}, {}, False),  # nothing is known of the article
        (IN_ARTICLES, {POST: SOUND}, {}, False),  # the portal links to the article: that it opens says nothing
        (IN_ARTICLES, {POST: SOUND}, LEADS, False),
        (IN_ARTICLES, {}, {OTHER_POST: frozenset()}, False),
        (ON_BOTH, {PAGE: SOUND}, LEADS_ELSEWHERE, True),
        (ON_BOTH, {PAGE: SKIPPED}, LEADS_ELSEWHERE, False),
        (ON_BOTH, {PAGE: SOUND}, {}, False),
        (ON_BOTH, {PAGE: SOUND}, LEADS, False),
    ],
)
def test_a_link_in_an_article_is_gone_where_it_opens_or_the_article_is_known_to_lead_elsewhere(
    found: Finding, verdicts: Mapping[str, Verdict], articles: Mapping[str, frozenset[str]], gone: bool
) -> None:
    told = Round(verdicts=verdicts, articles=articles).means(issue_of(found))

    assert (Gone in kinds_of(told)) == gone
