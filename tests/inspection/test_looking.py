"""What a judged round means for the issues: absence is evidence only where the round could see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.asking import OF_ACCOUNTS, OF_AVAILABILITY, OF_COUNTERPARTS
from inspection.issue import Gone, Seen
from inspection.records import Verdict
from inspection.vouching import OF_VISITS
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES
from tests.inspection.judged import (
    BROKEN,
    FAULTS,
    NAMES,
    PAGE,
    POLICY,
    SITE,
    Round,
    a_finding,
    doubt,
    issue,
    issue_of,
    kinds_of,
)

# What needs articles read in full, or two of them side by side.
COMPARED = {
    "undated-column",
    "low-originality",
    "withdrawn-article",
    "unanswered-comment",
    "missing-crosspost",
    "conflicting-facts",
    *OF_VISITS,
    *OF_CONTENTS,
    *OF_PROMISES,
}
every_check = pytest.mark.parametrize("check", sorted(NAMES))


def test_every_check_has_a_fault_here() -> None:
    assert FAULTS.keys() >= NAMES


@every_check
def test_what_has_no_issue_yet_is_seen_without_one(check: str) -> None:
    ((none, event),) = Round((FAULTS[check],)).means()

    assert isinstance(event, Seen)
    assert (none, event.finding) == (None, FAULTS[check])


@every_check
@pytest.mark.parametrize("kind", ["full", "daily"])
def test_what_is_found_again_is_seen_with_its_issue_however_little_else_was(check: str, kind: str) -> None:
    cut_short = Round((FAULTS[check],), kind=kind, complete=False, checks=frozenset())

    assert [(i, type(e)) for i, e in cut_short.means(issue(check))] == [(issue(check), Seen)]


@every_check
def test_a_watch_round_finds_what_a_glance_can_tell(check: str) -> None:
    """It reads few articles: what pairs a policy with its interpretation is not in sight."""
    plain = check not in COMPARED and not check.endswith("-interpretation")

    assert kinds_of(Round((FAULTS[check],), kind="watch").means(issue(check))) == ([Seen] if plain else [])


def test_a_watch_round_cannot_tell_that_what_was_published_is_not_interpreted() -> None:
    unread = a_finding("missing-publication", "清明祭扫", None, missing="interpretation", occurrence="2025年清明")

    assert Round((unread,), kind="watch").means() == []


@every_check
@pytest.mark.parametrize("kind", ["full", "daily"])
def test_what_a_whole_round_no_longer_finds_is_gone(check: str, kind: str) -> None:
    assert kinds_of(Round(kind=kind).means(issue(check))) == [Gone]


@every_check
def test_a_watch_round_vouches_for_what_a_glance_at_home_page_columns_and_accounts_can_tell(check: str) -> None:
    vouched = check in {"site-down", "stale-column", "blank-column", "stale-account", "silent-source"}
    vouched = vouched or check in {"expired-credential", "overdue-duty"} or check in OF_AVAILABILITY

    assert kinds_of(Round(kind="watch").means(issue(check))) == ([Gone] if vouched else [])


APART = OF_ACCOUNTS | OF_AVAILABILITY | {"overdue-duty"}  # what rests on no page of the portal
# What bars the sight of every check, whatever else is well.
ALWAYS = [{"checks": frozenset()}, {"kind": "spot"}]
# What bars the sight of the portal.
BARS = [
    *ALWAYS,
    {"complete": False},
    {"checks": NAMES - {"site-down"}},
    {"undecided": (doubt("site-down", SITE, "blocked-by-firewall"),)},
    {"undecided": (doubt("site-down", SITE, "home-not-tried"),)},
    {"findings": (FAULTS["site-down"],)},
]


@every_check
@given(data=st.data(), kind=st.sampled_from(["full", "daily", "watch"]))
def test_a_round_that_could_not_see_says_nothing(check: str, data: st.DataObject, kind: str) -> None:
    bar: dict[str, Any] = data.draw(st.sampled_from(ALWAYS if check in APART else BARS))
    told = Round(kind=kind).but(**bar).means(issue(check))

    assert Gone not in kinds_of(told)


@pytest.mark.parametrize("check", sorted(OF_AVAILABILITY))
@pytest.mark.parametrize("kind", ["full", "daily", "watch"])
def test_where_nobody_watches_any_more_nothing_is_mended(check: str, kind: str) -> None:
    assert Round(kind=kind, watched=False).means(issue(check)) == []


@pytest.mark.parametrize("check", sorted(OF_AVAILABILITY))
def test_an_outage_that_could_not_be_judged_again_is_not_over(check: str) -> None:
    assert Round(undecided=(doubt(check, SITE, "too-few-probes"),)).means(issue(check)) == []


@pytest.mark.parametrize("check", sorted(APART))
@pytest.mark.parametrize("bar", [bar for bar in BARS if bar not in ALWAYS])
def test_what_became_of_the_portal_says_nothing_of_what_is_looked_at_by_itself(check: str, bar: dict[str, Any]) -> None:
    assert Gone in kinds_of(Round().but(**bar).means(issue(check)))


@pytest.mark.parametrize("check", sorted(OF_COUNTERPARTS & NAMES))
@pytest.mark.parametrize(
    "blind",
    [
        {"undecided": (doubt("stale-account", "某市民政", "captcha"),)},
        {"undecided": (doubt("blank-column", "通知公告", "not-read"),)},
        {"findings": (FAULTS["blank-column"],)},
        {"checks": NAMES - {"stale-account"}},
        {"checks": NAMES - {"blank-column"}},
    ],
)
def test_what_stands_in_two_places_is_vouched_for_where_both_were_read(check: str, blind: dict[str, Any]) -> None:
    assert Gone not in kinds_of(Round(**blind).means(issue(check)))


@every_check
@given(said=st.sampled_from(sorted(NAMES)), reason=st.sampled_from(["not-read", "incomplete", "undecided"]))
def test_a_doubt_about_the_thing_itself_or_its_column_leaves_it_as_it_is(check: str, said: str, reason: str) -> None:
    it = issue(check)
    doubts = (doubt(check, it.subject, reason), doubt(said, "别的", reason))
    by_column = (doubt(check, it.column or it.subject, reason),)

    assert Round(undecided=doubts).means(it) == Round(undecided=by_column).means(it) == []


@every_check
def test_a_check_that_broke_or_did_not_run_vouches_for_nothing(check: str) -> None:
    assert Round(checks=NAMES - {check}).means(issue(check)) == []


@pytest.mark.parametrize("check", ["stale-column", "undated-column", "future-date"])
@pytest.mark.parametrize(
    "blind",
    [
        {"undecided": (doubt("blank-column", "通知公告", "blocked-by-firewall"),)},
        {"undecided": (doubt("blank-column", "通知公告", "could-not-be-read"),)},
        {"findings": (FAULTS["blank-column"],)},
        {"checks": NAMES - {"blank-column"}},
    ],
)
def test_a_column_that_shows_nothing_proves_nothing_of_what_stood_in_it(check: str, blind: dict[str, Any]) -> None:
    assert Gone not in kinds_of(Round(**blind).means(issue(check)))


@pytest.mark.parametrize("check", ["missing-interpretation", "late-interpretation", "unlinked-interpretation"])
@pytest.mark.parametrize(
    "blind",
    [
        {"undecided": (doubt("blank-column", "政策解读", "scripted"),)},
        {"undecided": (doubt("blank-column", "政策文件", "not-read"),)},
        {"undecided": (doubt("missing-interpretation", "政策文件", "incomplete"),)},
        {"undecided": (doubt("missing-interpretation", POLICY, "interpretations-not-read"),)},
        {"checks": NAMES - {"missing-interpretation"}},
    ],
)
def test_an_interpretation_that_could_not_be_read_is_not_taken_for_mended(check: str, blind: dict[str, Any]) -> None:
    assert Gone not in kinds_of(Round(**blind).means(issue(check)))


@pytest.mark.parametrize("check", ["late-interpretation", "unlinked-interpretation"])
def test_an_interpretation_that_vanished_is_neither_in_time_nor_linked(check: str) -> None:
    told = Round((FAULTS["missing-interpretation"],)).means(issue(check))

    assert kinds_of(told) == [Seen]


def test_a_missing_interpretation_that_came_late_is_no_longer_missing() -> None:
    told = Round((FAULTS["late-interpretation"],)).means(issue("missing-interpretation"))

    assert kinds_of(told) == [Seen, Gone]


SOUND, FAULTY, SKIPPED, UNDECIDED = Verdict.SOUND, Verdict.FAULTY, Verdict.SKIPPED, Verdict.UNDECIDED


def test_a_page_of_a_host_that_the_plan_named_no_more_bars_nothing() -> None:
    elsewhere = a_finding("broken-link", BROKEN, None, "https://old.example.gov.cn/1.html")

    assert kinds_of(Round(verdicts={}).means(issue_of(elsewhere))) == [Gone]


def test_an_articles_date_needs_somebody_to_have_tried_the_article() -> None:
    assert Round(checks=NAMES - {"broken-link"}).means(issue("future-date")) == []


@pytest.mark.parametrize(
    ("verdicts", "gone"), [({PAGE: SOUND}, True), ({PAGE: SKIPPED}, False), ({PAGE: UNDECIDED}, False), ({}, True)]
)
def test_an_articles_date_is_right_where_the_article_was_read(verdicts: Mapping[str, Verdict], gone: bool) -> None:
    assert bool(Round(verdicts=verdicts).means(issue("future-date"))) == gone


def test_another_sites_issues_are_left_alone() -> None:
    assert Round().means(replace(issue("stale-column"), site="另一个网站")) == []


def test_one_round_speaks_of_each_issue_once() -> None:
    issues = [issue(check) for check in sorted(NAMES)]
    found = (FAULTS["stale-column"], FAULTS["broken-link"])

    told = Round(found).means(*issues)

    assert [i.check for i, _ in told if i] == [f.check for f in found] + [
        i.check for i in issues if i.check not in {f.check for f in found}
    ]
