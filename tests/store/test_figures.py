"""What a monitor is told agrees with what the store holds."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest

from inspection.findings import Finding, Severity
from inspection.issue import State
from store.store import Store
from tests.store.samples import NOW, SITE, another_round, issue, message, open_issues, put

KINDS = list(product(State, Severity))


def test_issues_are_counted_by_state_and_severity(store: Store) -> None:
    some = [issue(str(n), state=state, severity=severity) for n, (state, severity) in enumerate(KINDS * 2)]
    open_issues(store, *some)

    counted = store.figures(NOW).issues

    assert counted == Counter((SITE, one.state.value, one.severity.value) for one in some)


def test_rounds_are_counted_by_how_they_ended(store: Store) -> None:
    another_round(store, finish=True)
    another_round(store, days=2)
    store.abandon_round(another_round(store, days=3))
    cut = another_round(store, days=4)
    store.finish_round(cut, finished_at=NOW, complete=False, counters={})

    assert store.figures(NOW).rounds == {
        (SITE, "full", outcome): 1 for outcome in ("complete", "open", "abandoned", "incomplete")
    }


def test_the_newest_finished_round_of_each_site_and_kind_is_told(store: Store) -> None:
    another_round(store, finish=True)
    newest = another_round(store, days=2, finish=True)
    another_round(store, days=3)
    other = another_round(store, site="教育局", finish=True)

    assert {row.id for row in store.newest_rounds()} == {newest, other}


def test_a_message_is_due_since_it_could_have_been_sent(store: Store) -> None:
    put(store, message("a", not_before=NOW), message("b", not_before=NOW - timedelta(hours=1)))
    put(store, message("c", channel="two", not_before=NOW + timedelta(hours=1)))

    assert store.due_messages(NOW) == {(SITE, "one"): NOW - timedelta(hours=1)}


def test_findings_of_a_round_are_counted_by_check_and_severity(store: Store) -> None:
    one = another_round(store)
    found = [
        Finding(
            check=check,
            severity=severity,
            subject=f"https://x.example/{n}",
            title="x",
            basis="y",
            fingerprint=f"v1:{n}",
        )
        for n, (check, severity) in enumerate(product(("broken-link", "stale-column"), Severity))
    ]
    store.record_findings(one, [*found, *found[:1]], [])

    counted = store.finding_counts(one)

    assert counted == Counter((finding.check, finding.severity.value) for finding in [*found, *found[:1]])


def test_the_size_of_the_database_is_more_than_nothing(store: Store) -> None:
    assert store.database_bytes() > 10_000


@pytest.mark.parametrize("table", ["issues", "messages"])
def test_what_may_be_fifty_thousand_rows_is_counted_in_an_index_alone(store: Store, table: str) -> None:
    by = {"issues": "site, state, severity", "messages": "site, channel, status"}[table]
    if store.is_shared:
        pytest.skip("the planner of PostgreSQL goes by the table's size")

    with store.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN SELECT {by}, count(*) FROM {table} GROUP BY {by}")
        said = " ".join(row[3] for row in plan)

    assert "COVERING INDEX" in said
