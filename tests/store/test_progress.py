"""How far rounds are is known to whoever asks."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from store.store import Store
from tests.store.samples import NOW, SITE, another_round

LONG_AGO = NOW - timedelta(days=1)


def tell(store: Store, round_id: str, done: int, after: int = 0) -> None:
    at = NOW + timedelta(seconds=after)
    store.record_progress(
        round_id, stage="sweep", done=done, waiting=5, pages=3, faulty=1, at=at, note="慢", process="7"
    )


def test_the_newest_state_of_an_open_round_is_known(store: Store) -> None:
    one = another_round(store)
    tell(store, one, 10)
    tell(store, one, 20, after=2)

    (row,) = store.open_rounds(LONG_AGO)

    said = {name: value for name, value in asdict(row).items() if name in {"round", "site", "done", "waiting", "note"}}
    assert said == {"round": one, "site": SITE, "done": 20, "waiting": 5, "note": "慢"}
    assert row.updated_at == NOW + timedelta(seconds=2)


def test_a_round_that_said_nothing_yet_is_open_all_the_same(store: Store) -> None:
    one = another_round(store)

    (row,) = store.open_rounds(LONG_AGO)

    assert (row.round, row.stage, row.updated_at) == (one, "", None)


def test_a_finished_and_an_abandoned_round_are_not_running(store: Store) -> None:
    tell(store, another_round(store, finish=True), 1)
    store.abandon_round(another_round(store, days=2))

    assert store.open_rounds(LONG_AGO) == []


def test_a_round_whose_site_nobody_holds_was_cut_short(store: Store) -> None:
    tell(store, another_round(store), 1)
    tell(store, another_round(store, site="教育局"), 1)
    store.acquire(SITE, "one")

    held = {row.site: row.machine is not None for row in store.open_rounds(LONG_AGO)}

    assert held == {SITE: True, "教育局": False}


def test_only_one_site_is_told_when_only_it_is_asked_for(store: Store) -> None:
    another_round(store)
    another_round(store, site="教育局")

    assert [row.site for row in store.open_rounds(LONG_AGO, "教育局")] == ["教育局"]
