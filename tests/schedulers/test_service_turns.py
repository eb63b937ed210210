"""Few looks a round: issues do not keep the rest unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.visits import View, Visit
from schedulers.service_turns import Turns

NOW = datetime(2025, 3, 25, 8, tzinfo=UTC)


def visit(url: str, days_ago: int) -> Visit:
    return Visit(url, View.SERVICE, NOW - timedelta(days=days_ago), "r1")


def test_many_issues_leave_half_of_the_places_to_what_was_never_seen() -> None:
    issues = [f"issue{n}" for n in range(30)]
    new = [f"new{n}" for n in range(30)]
    turns = Turns(set(issues), {url: visit(url, 1) for url in issues})

    chosen = turns.of([*new, *issues], 20)

    assert sum(url in new for url in chosen) == 10
    assert chosen[0] in issues


def test_few_issues_all_come_and_issues_fill_what_nobody_else_needs() -> None:
    turns = Turns({"a", "b", "c"}, {url: visit(url, 1) for url in "abc"})

    assert set(turns.of(["a", "b", "c", "x"], 4)) == {"a", "b", "c", "x"}


def test_what_was_never_seen_comes_before_what_was_seen_longest_ago() -> None:
    turns = Turns((), {"old": visit("old", 9), "newer": visit("newer", 2)})

    assert turns.of(["newer", "old", "never"], 2) == ["never", "old"]


def test_every_link_is_seen_within_so_many_rounds_however_many_are_broken() -> None:
    urls = [f"u{n}" for n in range(95)]
    last: dict[str, Visit] = {}
    for day in range(9):
        doubted = set(last)  # all that was opened is broken
        for url in Turns(doubted, last).of(urls, 20):
            last[url] = visit(url, 30 - day)

    assert set(last) == set(urls)
