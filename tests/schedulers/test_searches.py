"""When a search is due, what a round leaves to the next, and what two queries for one title come to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from inspection.visits import SearchFacts, SearchTry, View, Visit, to_facts
from schedulers.searches import begun, better, is_due, may_have_box

NOW = datetime(2025, 3, 25, 9, tzinfo=UTC)


def tried(outcome: str, number: int = 0, reason: str | None = None) -> SearchTry:
    return SearchTry(f"标题{number}", f"https://a.example/{number}", "标题", outcome, reason)


def asked(*outcomes: str, hours: float = 5, reason: str | None = None, round_: str = "r1") -> Visit:
    facts = SearchFacts(tuple(tried(one, n) for n, one in enumerate(outcomes)))
    return Visit("https://a.example/", View.SEARCH, NOW - timedelta(hours=hours), round_, reason, facts=to_facts(facts))


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (asked("found", "found", "absent"), False),
        (asked("found", "found", "absent", hours=23), True),
        (asked("found", "unclear", "unclear"), True),
        (asked(reason="no-search-box"), True),
        (asked(reason="no-search-box", round_="r2"), False),
    ],
)
def test_a_search_that_was_judged_is_left_alone_for_a_day(last: Visit | None, due: bool) -> None:
    assert is_due(last, NOW, "r2", 3) is due


@pytest.mark.parametrize(
    ("last", "left"),
    [
        (asked("found", "unclear"), 1),
        (asked("found", "absent", "broken", hours=23), 0),
        (asked("found", hours=60), 0),
        (asked(reason="robots"), 0),
        (None, 0),
    ],
)
def test_what_a_round_had_no_time_for_the_next_one_finishes(last: Visit | None, left: int) -> None:
    assert len(begun(last, NOW, 3)) == left


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("absent", "found", "found"),
        ("broken", "found", "found"),
        ("absent", "unclear", "unclear"),
        ("absent", "absent", "absent"),
        ("broken", "broken", "broken"),
        ("broken", "absent", "absent"),
    ],
)
def test_only_what_fails_twice_fails(first: str, second: str, said: str) -> None:
    assert better(tried(first), tried(second)).outcome == said


@pytest.mark.parametrize(
    ("html", "may"),
    [
        ("<a href=/>首页</a>" * 20 + "<form><input name=q></form>", True),
        ("<a href=/s>搜索</a>", True),
        ("<div id=app></div><script src=app.js></script>", True),
        ("<a href=/>首页</a>" * 20 + "<script src=a.js></script>", False),
        ("<p>某某局</p>", False),
    ],
)
def test_a_home_page_without_any_sign_of_a_search_is_not_opened_for_it(html: str, may: bool) -> None:
    assert may_have_box(html) is may
