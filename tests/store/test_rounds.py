"""Rounds: begun, resumed or abandoned, finished."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.errors import StoreError
from store.rounds import RoundRow
from store.store import Store
from tests.store.samples import NOW, another_round


def unfinished(store: Store, **changes: object) -> RoundRow | None:
    asked = {"site": "民政局", "kind": "full", "plan_digest": "p1", "since": NOW - timedelta(days=1), **changes}
    return store.unfinished_round(**asked)  # type: ignore[arg-type]


def test_ids_sort_by_the_time_at_which_rounds_began(store: Store) -> None:
    ids = [another_round(store, days) for days in (1, 9, 10, 200)]

    assert ids == sorted(ids)


def test_times_come_back_as_the_same_moments(store: Store) -> None:
    as_of = datetime(2025, 3, 25, 9, 0, 0, 123456, tzinfo=ZoneInfo("Asia/Shanghai"))

    id_ = store.begin_round(site="民政局", kind="full", as_of=as_of, plan_digest="p1", started_at=as_of)

    row = store.round(id_)
    assert (row.as_of, row.started_at) == (as_of, as_of)
    assert row.as_of.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="no time zone"):
        store.begin_round(site="s", kind="full", as_of=datetime(2025, 3, 25), plan_digest="p", started_at=NOW)


def test_a_finished_round_keeps_its_figures(store: Store, round_id: str) -> None:
    store.finish_round(round_id, finished_at=NOW, complete=True, counters={"pages": 273, "seconds": 6.2})

    row = store.round(round_id)
    assert (row.complete, row.finished_at, row.counters) == (True, NOW, {"pages": 273, "seconds": 6.2})


def test_the_newest_open_round_is_offered_for_resuming(store: Store, round_id: str) -> None:
    newer = another_round(store)

    found = unfinished(store)

    assert found is not None
    assert found.id == newer


@pytest.mark.parametrize(
    "changes",
    [{"site": "别处"}, {"kind": "watch"}, {"plan_digest": "p2"}, {"since": NOW + timedelta(seconds=1)}],
    ids=["another site", "another kind", "another plan", "too long ago"],
)
def test_a_round_of_something_else_is_not_offered(store: Store, round_id: str, changes: dict[str, object]) -> None:
    assert unfinished(store, **changes) is None


def test_neither_a_finished_nor_an_abandoned_round_is_offered(store: Store, round_id: str) -> None:
    store.abandon_round(round_id, NOW)
    another_round(store, finish=True)

    assert unfinished(store) is None


def test_resuming_is_counted(store: Store, round_id: str) -> None:
    store.resume_round(round_id)

    assert store.resume_round(round_id).resumes == 2


def test_an_abandoned_round_can_be_neither_resumed_nor_finished(store: Store, round_id: str) -> None:
    store.abandon_round(round_id)

    with pytest.raises(StoreError, match="已放弃"):
        store.resume_round(round_id)
    with pytest.raises(StoreError, match="已放弃"):
        store.finish_round(round_id, finished_at=NOW, complete=True, counters={})


def test_an_unknown_round_is_named_in_the_error(store: Store) -> None:
    with pytest.raises(StoreError, match="20250101T000000Z-000000"):
        store.round("20250101T000000Z-000000")


def test_rounds_of_a_site_are_listed_newest_first(store: Store, round_id: str) -> None:
    newer = another_round(store)
    another_round(store, site="别处")

    assert [row.id for row in store.rounds("民政局", 10)] == [newer, round_id]
