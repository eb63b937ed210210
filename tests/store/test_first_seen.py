"""Since when articles are there, where an earlier look proves that they were not."""

from __future__ import annotations

from datetime import timedelta

from inspection.records import ColumnReading, ColumnState
from store.store import Store
from tests.store.samples import HOST, NOW, article, reading


def look(store: Store, day: int, *readings: ColumnReading, complete: bool = True, kind: str = "full") -> str:
    at = NOW + timedelta(days=day)
    id_ = store.begin_round(site="民政局", kind=kind, as_of=at, plan_digest="p", started_at=at)
    for one in readings:
        store.record_reading(id_, one)
    store.finish_round(id_, finished_at=at, complete=complete, counters={})
    return id_


def since(store: Store, round_id: str, *columns: str) -> dict[str, tuple[int, int]]:
    """By the end of the address: the days of the first look that had it, and of the last that lacked it."""
    found = store.first_seen(round_id, columns or ["通知公告"])
    return {url.removeprefix(HOST): ((a - NOW).days, (b - NOW).days) for url, (a, b) in found.items()}


def column(*paths: str, name: str = "通知公告", **more: object) -> ColumnReading:
    return reading(name, *(article(path) for path in paths), **{"complete": True, **more})


def test_an_article_is_there_since_the_first_look_that_had_it(store: Store) -> None:
    look(store, 0, column("1"))
    look(store, 1, column("1"))
    look(store, 2, column("1", "2"))
    last = look(store, 3, column("1", "2", "3"))
    assert since(store, last) == {"2": (2, 1), "3": (3, 2)}


def test_of_what_the_oldest_look_had_nothing_is_known(store: Store) -> None:
    assert since(store, look(store, 0, column("1"))) == {}


def test_a_look_that_did_not_read_the_column_to_its_end_proves_nothing(store: Store) -> None:
    look(store, 0, column("1", complete=False))
    look(store, 1, column(state=ColumnState.BLOCKED, complete=False))
    assert since(store, look(store, 2, column("1", "2"))) == {}


def test_rounds_that_were_cut_short_and_watch_rounds_prove_nothing(store: Store) -> None:
    look(store, 0, column("1"))
    look(store, 5, column("1"), complete=False)
    look(store, 6, column("1"), kind="watch")
    assert since(store, look(store, 7, column("1", "2"))) == {"2": (7, 0)}


def test_an_article_that_another_column_had_before_is_not_new(store: Store) -> None:
    look(store, 0, column("1"), column("2", name="动态"))
    last = look(store, 1, column("1", "2"), column("2", name="动态"))
    assert since(store, last, "通知公告", "动态") == {}


def test_an_article_that_moved_to_another_address_is_not_new(store: Store) -> None:
    look(store, 0, column("1"))
    moved = reading("通知公告", article("new", title="稿件 1"), complete=True)
    assert since(store, look(store, 1, moved)) == {}


def test_a_column_that_is_read_for_the_first_time_proves_nothing(store: Store) -> None:
    look(store, 0, column("1"))
    last = look(store, 1, column("1"), column("8", "9", name="新栏目"))
    assert since(store, last, "通知公告", "新栏目") == {}


def test_another_sites_looks_prove_nothing(store: Store) -> None:
    at = NOW - timedelta(days=1)
    other = store.begin_round(site="甲局", kind="full", as_of=at, plan_digest="p", started_at=at)
    store.record_reading(other, column("1"))
    store.finish_round(other, finished_at=at, complete=True, counters={})
    assert since(store, look(store, 1, column("1", "2"))) == {}


def test_a_rehearsal_of_a_later_day_proves_nothing_of_that_day(store: Store) -> None:
    look(store, 0, column("1"))
    ahead = NOW + timedelta(days=90)
    id_ = store.begin_round(
        site="民政局", kind="full", as_of=ahead, plan_digest="p", started_at=NOW + timedelta(days=1)
    )
    store.record_reading(id_, column("1"))
    store.finish_round(id_, finished_at=ahead, complete=True, counters={})
    last = look(store, 100, column("1", "2"))
    assert since(store, last) == {"2": (100, 1)}


def test_what_is_older_than_half_a_year_is_forgotten(store: Store) -> None:
    look(store, 0, column("1"))
    look(store, 10, column("1", "2"))
    assert since(store, look(store, 185, column("1", "2"))) == {}
