"""Tests of second looks in the store: one of a site at a time, so many of a person, one answer each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from inspection.findings import Severity, fingerprint
from inspection.issue import Issue
from store.second_looks import LookOutcome, Refused
from store.store import Store

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
SITE = "甲"


def issue_in(store: Store, name: str = "a", site: str = SITE) -> Issue:
    """Kept, with its number."""
    issue = Issue(
        site=site,
        fingerprint=fingerprint(site, "broken-link", name),
        check="broken-link",
        subject=name,
        title="断链",
        severity=Severity.ERROR,
        basis="",
        opened_at=NOW,
        seen_at=NOW,
        looked_at=NOW,
    )
    with store.casework(site) as work:
        return work.save([(issue, ())], NOW)[0]


def begin(store: Store, issue: Issue, who: str = "王芳", at: datetime = NOW) -> int | Refused:
    since = at - timedelta(minutes=1)
    return store.begin_second_look(
        site=issue.site, issue=issue.id, version=1, who=who, process="p", at=at, since=since, most=2
    )


def begun(store: Store, issue: Issue, who: str = "王芳", at: datetime = NOW) -> int:
    number = begin(store, issue, who, at)
    assert isinstance(number, int)
    return number


def test_a_look_is_kept_as_it_was_asked(store: Store) -> None:
    look = store.second_look(begun(store, issue_in(store)))

    assert look is not None
    assert (look.who, look.asked_at, look.open, look.words) == ("王芳", NOW, True, "")


def test_an_answer_is_kept_with_its_facts(store: Store) -> None:
    number = begun(store, issue_in(store))
    store.finish_second_look(number, LookOutcome.STILL, "还在\x00", {"found_on": ["a"]}, NOW)

    look = store.second_look(number)
    assert look is not None
    assert (look.outcome, look.facts, look.open) == (LookOutcome.STILL, {"found_on": ["a"]}, False)


def test_what_is_over_is_told_no_further(store: Store) -> None:
    number = begun(store, issue_in(store))
    store.finish_second_look(number, LookOutcome.GONE, "没有了", {}, NOW)
    store.tell_second_look(number, "正在打开首页")

    assert store.second_looks_of(store.second_look(number).issue)[0].words == "没有了"  # type: ignore[union-attr]


def test_two_who_ask_at_once_begin_one_look(store: Store) -> None:
    first, second = issue_in(store), issue_in(store, "b")
    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda issue: begin(store, issue, issue.subject), (first, second)))

    assert sorted(isinstance(one, int) for one in said) == [False, True]


def test_sites_do_not_wait_for_each_other(store: Store) -> None:
    begun(store, issue_in(store))

    assert isinstance(begin(store, issue_in(store, "b", "乙"), "李"), int)


def test_who_asked_too_often_may_ask_again_after_a_while(store: Store) -> None:
    issue = issue_in(store)
    for _ in range(2):
        store.finish_second_look(begun(store, issue), LookOutcome.GONE, "", {}, NOW)

    assert [begin(store, issue), isinstance(begin(store, issue, at=NOW + timedelta(minutes=2)), int)] == [
        Refused(),
        True,
    ]


def test_numbers_beyond_any_are_nobodys(store: Store) -> None:
    assert (store.second_look(2**70), store.second_looks_of(-1)) == (None, [])
