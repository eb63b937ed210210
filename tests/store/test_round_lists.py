"""Tests of rounds as lists: pages in both directions, what each found and could not judge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.findings import Finding, Severity, Undecided, fingerprint
from store.store import Store
from tests.store.test_second_looks import SITE, issue_in

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def round_in(store: Store, hours: int, kind: str = "full") -> str:
    at = NOW + timedelta(hours=hours)
    return store.begin_round(site=SITE, kind=kind, as_of=at, plan_digest="x", started_at=at)


def found(name: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("broken-link", severity, name, "断链", "", fingerprint(SITE, "broken-link", name))


def test_rounds_are_listed_the_newest_first_in_both_directions(store: Store) -> None:
    a, b, c = (round_in(store, n) for n in range(3))

    older = [line.row.id for line in store.round_lines(SITE, before=c, limit=1)]
    newer = [line.row.id for line in store.round_lines(SITE, after=a)]

    assert (older, newer) == ([b], [c, b])


def test_rounds_of_one_kind_alone_are_listed(store: Store) -> None:
    round_in(store, 0)
    watch = round_in(store, 1, "watch")

    assert [line.row.id for line in store.round_lines(SITE, "watch")] == [watch]


def test_with_each_round_stands_what_it_found(store: Store) -> None:
    id_ = round_in(store, 0)
    store.record_findings(id_, [found("a"), found("b", Severity.CRITICAL)], [Undecided("broken-link", "c", "timeout")])

    (line,) = store.round_lines(SITE)

    assert (line.found, line.findings, line.undecided) == ({Severity.ERROR: 1, Severity.CRITICAL: 1}, 2, 1)


def test_what_could_not_be_judged_is_counted_by_its_reason(store: Store) -> None:
    id_ = round_in(store, 0)
    doubts = [Undecided("broken-link", name, "timeout", "超时") for name in "ab"]
    store.record_findings(id_, [], [*doubts, Undecided("broken-link", "c", "robots")])

    assert [(one.reason, one.count, one.subject) for one in store.doubt_counts(id_)] == [
        ("timeout", 2, "a"),
        ("robots", 1, "c"),
    ]


def test_a_finding_leads_to_its_issue(store: Store) -> None:
    issue, id_ = issue_in(store, "a"), round_in(store, 0)
    store.record_findings(id_, [found("a"), found("b")], [])

    assert [one.issue for one in store.found_here(id_, "broken-link")] == [issue.id, None]


def test_a_round_of_which_nothing_is_kept_has_no_details(store: Store) -> None:
    bare, full = round_in(store, 0), round_in(store, 1)
    store.record_findings(full, [found("a")], [])

    assert (store.has_details(bare), store.has_details(full)) == (False, True)
