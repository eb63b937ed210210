"""What the plan no longer asks for lapses; it is never called mended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from inspection.asking import OF_ACCOUNTS
from inspection.issue import Event, Gone, Lapsed
from tests.inspection.judged import ACCOUNT, AT, BROKEN, HOME, PLAN, POST, Round, a_finding, issue, issue_of, kinds_of


def without(key: str, name: str) -> dict[str, Any]:
    kept = {key: [one for one in PLAN[key] if one["name"] != name]}
    return {**kept, "interpretation": None} if key == "columns" else kept


static = {"columns": [{**PLAN["columns"][0], "kind": "静态"}, *PLAN["columns"][1:]]}
paused = {"interpretation": {**PLAN["interpretation"], "policies": ["通知公告"]}}
later = {"interpretation": {**PLAN["interpretation"], "since": "2025-03-04"}}


no_accounts: dict[str, Any] = {"accounts": [], "crossposts": []}


def account(**more: Any) -> dict[str, Any]:
    return {"accounts": [{**PLAN["accounts"][0], **more}]}


@pytest.mark.parametrize(
    ("check", "plan"),
    [
        ("blank-column", without("columns", "通知公告")),
        ("stale-column", without("columns", "通知公告")),
        ("undated-column", static),
        ("stale-column", static),
        ("future-date", without("columns", "通知公告")),
        ("missing-interpretation", {"interpretation": None}),
        ("late-interpretation", paused),
        ("unlinked-interpretation", without("columns", "政策文件")),
        ("missing-interpretation", later),
        ("missing-publication", {"expectations": []}),
        ("broken-link", {"crawl": {"exclude": ["/files/"]}}),
        *((check, no_accounts) for check in sorted(OF_ACCOUNTS)),
        ("silent-source", account(source={"feed": "https://rss.example.org/"})),
        ("expired-credential", account(source={"feed": "https://rss.example.org/"})),
        ("low-originality", account(originality=None)),
        ("unanswered-comment", account(replying=None)),
        ("unanswered-comment", account(replying={"back": "6d"})),
        ("missing-crosspost", {"crossposts": []}),
        ("missing-crosspost", {"crossposts": [{**PLAN["crossposts"][0], "from": ["政策文件"]}]}),
        ("missing-crosspost", {"crossposts": [{**PLAN["crossposts"][0], "since": "2025-03-19"}]}),
        ("missing-crosspost", {**without("columns", "通知公告"), "crossposts": []}),
        ("conflicting-facts", without("columns", "通知公告")),
        ("conflicting-facts", no_accounts),
        ("broken-link", {"crawl": {"exclude": [f"{HOME}files/"]}}),
    ],
)
def test_what_the_plan_no_longer_asks_for_lapses_even_where_the_round_saw_nothing(
    check: str, plan: dict[str, Any]
) -> None:
    told = Round(plan=plan, complete=False, checks=frozenset()).means(issue(check))

    assert kinds_of(told) == [Lapsed]


@pytest.mark.parametrize(("days", "event"), [(0, Gone), (10, Gone), (24, Gone), (25, Lapsed), (300, Lapsed)])
def test_a_season_that_is_over_was_never_seen_to_be_mended(days: int, event: type[Event]) -> None:
    """清明 was 4 April; what was owed for it counts as late for fourteen days."""
    assert kinds_of(Round(at=AT + timedelta(days=days)).means(issue("missing-publication"))) == [event]


def test_an_interpretation_that_the_plan_does_not_require_any_more_lapses() -> None:
    unread = a_finding("missing-publication", "清明祭扫", None, missing="interpretation", occurrence="2025年清明")

    assert kinds_of(Round().means(issue_of(unread))) == [Lapsed]


def test_a_policy_of_the_first_day_is_asked_for() -> None:
    first = {"interpretation": {**PLAN["interpretation"], "since": "2025-03-03"}}

    assert kinds_of(Round(plan=first).means(issue("missing-interpretation"))) == [Gone]


@pytest.mark.parametrize(("days", "event"), [(0, Gone), (-20, Lapsed)])
def test_what_the_plan_does_not_warn_of_yet_was_not_looked_for(days: int, event: type[Event]) -> None:
    """An early word of 21 days before 4 April, and a fault that does not say which season it is about."""
    nameless = issue_of(a_finding("missing-publication", "清明祭扫", None))
    named = issue("missing-publication")

    told = Round(at=AT + timedelta(days=days)).means(nameless, named)

    assert kinds_of(told) == [event, event]


@pytest.mark.parametrize(("days", "event"), [(25, Gone), (26, Lapsed)])
def test_what_was_withdrawn_a_month_ago_is_not_called_mended(days: int, event: type[Event]) -> None:
    """It was found withdrawn five days before this round."""
    assert kinds_of(Round(at=AT + timedelta(days=days)).means(issue("withdrawn-article"))) == [event]


@pytest.mark.parametrize(
    ("check", "days", "event"),
    [
        ("conflicting-facts", 180, Gone),
        ("conflicting-facts", 181, Lapsed),
        ("missing-crosspost", 365, Gone),
        ("missing-crosspost", 366, Lapsed),
    ],
)
def test_what_is_too_old_to_be_compared_is_not_called_mended(check: str, days: int, event: type[Event]) -> None:
    """What was published so many days ago; the plan has no `since`."""
    published = (AT.date() - timedelta(days=days)).isoformat()
    old = issue_of(a_finding(check, f"{HOME}tzgg/1.html", "通知公告", published=published))

    assert kinds_of(Round(plan={"crossposts": [{**PLAN["crossposts"][0], "since": None}]}).means(old)) == [event]


@pytest.mark.parametrize(("days", "event"), [(23, Gone), (24, Lapsed)])
def test_a_comment_under_an_article_that_is_no_longer_looked_at_is_not_called_answered(
    days: int, event: type[Event]
) -> None:
    """The article is of seven days before this round; the plan looks thirty days back."""
    assert kinds_of(Round(at=AT + timedelta(days=days)).means(issue("unanswered-comment"))) == [event]


def _in_articles(**more: Any) -> Any:
    return issue_of(a_finding("broken-link", BROKEN, ACCOUNT, POST, in_articles=["预约"], **more))


@pytest.mark.parametrize(("days", "lapses"), [(173, False), (174, True), (400, True)])
def test_links_in_an_article_that_is_no_longer_looked_at_are_not_called_mended(days: int, lapses: bool) -> None:
    """The article is of seven days before this round; links are tried for 180 days."""
    link = _in_articles(account=ACCOUNT, article_day="2025-03-18")
    told = Round(at=AT + timedelta(days=days), articles={POST: frozenset()}).means(link)

    assert kinds_of(told) == [Lapsed if lapses else Gone]


def test_links_in_articles_of_an_account_that_the_plan_has_no_more_lapse() -> None:
    link = _in_articles(account=ACCOUNT, article_day="2025-03-18")

    assert kinds_of(Round(plan=no_accounts).means(link)) == [Lapsed]


def test_a_link_that_the_portal_has_too_is_asked_for_however_old_the_article_is() -> None:
    told = Round(at=AT + timedelta(days=400), articles={POST: frozenset()}).means(_in_articles())

    assert kinds_of(told) == [Gone]


NO_DUTY: dict[str, Any] = {"duties": []}
NO_TICK: dict[str, Any] = {"duties": [{"number": "24", "name": "培训"}]}


@pytest.mark.parametrize("plan", [NO_DUTY, NO_TICK], ids=["no duty", "no tick"])
def test_a_word_that_the_plan_no_longer_asks_for_lapses(plan: dict[str, Any]) -> None:
    assert kinds_of(Round(plan=plan).means(issue("overdue-duty"))) == [Lapsed]


def test_a_word_that_nobody_gave_lapses_with_its_year() -> None:
    later = datetime.fromisoformat("2026-03-25T09:00:00+08:00")

    assert kinds_of(Round(at=later).means(issue("overdue-duty"))) == [Lapsed]
