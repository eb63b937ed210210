"""What boards ask of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from inspection.issue import State
from inspection.media import Origin
from inspection.records import Article, ColumnReading, ColumnState
from store.store import Store
from tests.desk.samples import issue_of

SITE = "示例市民政局"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _round(store: Store, *readings: ColumnReading, at: datetime = NOW) -> str:
    id_ = store.begin_round(site=SITE, kind="daily", as_of=at, plan_digest="x", started_at=at)
    for one in readings:
        store.record_reading(id_, one)
    store.finish_round(id_, finished_at=at, complete=True, counters={})
    return id_


def test_a_slim_reading_is_the_reading_without_texts(store: Store) -> None:
    article = Article("a", "题", "https://x.example/1", date(2026, 11, 1), text="正文", origin=Origin.ORIGINAL)
    reading = ColumnReading("a", "https://x.example/", ColumnState.READ, articles=(article,), complete=True)

    found = store.slim_readings(_round(store, reading))

    assert found == {"a": replace(reading, articles=(replace(article, text=""),))}


def test_what_is_not_over_is_counted_by_column(store: Store) -> None:
    some = [
        issue_of("https://x.example/1", due_at=NOW - timedelta(days=1)),
        issue_of("https://x.example/2", state=State.MUTED, due_at=NOW - timedelta(days=1)),
        issue_of("https://x.example/3", state=State.VERIFIED),
        issue_of("https://x.example/4", column=None),
    ]
    with store.casework(SITE) as work:
        work.save([(one, ()) for one in some], NOW)

    counted = store.alive_by_column(SITE, NOW)

    assert {name: (one.count, one.overdue) for name, one in counted.items()} == {"工作动态": (2, 1), None: (1, 0)}


def test_a_finished_round_moves_the_mark(store: Store) -> None:
    before = store.mark(SITE)
    _round(store)

    assert store.mark(SITE) != before


def test_a_later_round_leaves_the_mark_of_an_earlier_time(store: Store) -> None:
    before = store.mark_until(SITE, NOW - timedelta(days=1))
    _round(store)

    assert store.mark_until(SITE, NOW - timedelta(days=1)) == before


@pytest.mark.parametrize(("closed_at", "kept"), [(NOW - timedelta(days=8), 0), (NOW - timedelta(days=6), 1), (None, 1)])
def test_what_was_over_before_is_left_out(store: Store, closed_at: datetime | None, kept: int) -> None:
    with store.casework(SITE) as work:
        work.save([(issue_of(state=State.VERIFIED, closed_at=closed_at), ())], NOW)

    assert len(store.issues_since(SITE, NOW - timedelta(days=7))) == kept
