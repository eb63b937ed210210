"""Tests of what the timetable has done: taken by one, finished by its taker, adopted once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from store.store import Store
from tests.store.samples import NOW, SITE

HOUR = timedelta(hours=1)


def test_of_many_that_ask_at_once_exactly_one_takes_what_is_due(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(lambda n: store.claim_due(SITE, "daily", NOW, f"p{n}", NOW), range(8)))

    assert sum(won) == 1


def test_what_is_left_out_is_taken_by_nobody_else(store: Store) -> None:
    assert store.skip_due(SITE, "watch", NOW, "p1", NOW, "全面巡检正在进行")

    assert not store.claim_due(SITE, "watch", NOW, "p2", NOW)
    (run,) = store.recent_dues(SITE)
    assert (run.result, run.words, run.finished_at) == ("skipped", "全面巡检正在进行", NOW)


def test_an_open_run_is_adopted_once_and_its_old_owner_can_no_longer_finish_it(store: Store) -> None:
    store.claim_due(SITE, "full", NOW, "dead", NOW)
    (orphan,) = store.open_dues(SITE)

    assert [store.take_over_due(orphan, who) for who in ("a", "b")] == [True, False]
    assert not store.finish_due(orphan, NOW, "done")
    (mine,) = store.open_dues(SITE)
    assert store.finish_due(mine, NOW + HOUR, "done", "3 个问题")
    assert store.open_dues(SITE) == []
    assert store.newest_dues(SITE)["full"].words == "3 个问题"


def test_what_a_clock_that_was_ahead_took_does_not_count_as_the_last(store: Store) -> None:
    store.claim_due(SITE, "watch", NOW, "p", NOW)
    store.claim_due(SITE, "watch", NOW + HOUR, "p", NOW + HOUR)

    assert store.last_claimed_dues(SITE, NOW) == {"watch": NOW}
    assert store.newest_claims(SITE) == {"watch": NOW + HOUR}


def test_only_what_is_finished_and_from_a_time_to_come_is_forgotten(store: Store) -> None:
    for hours in (0, 1, 2):
        store.claim_due(SITE, "watch", NOW + hours * HOUR, "p", NOW + hours * HOUR)
    for run in store.open_dues(SITE)[:2]:
        store.finish_due(run, NOW, "done")

    assert store.forget_dues_ahead(SITE, "watch", NOW) == 1
    assert [run.due_at for run in store.recent_dues(SITE)] == [NOW + 2 * HOUR, NOW]


def test_the_newest_run_of_each_entry_is_one_that_ran(store: Store) -> None:
    store.claim_due(SITE, "watch", NOW, "p", NOW)
    store.skip_due(SITE, "watch", NOW + HOUR, "p", NOW, "全面巡检正在进行")
    store.claim_due("别的网站", "watch", NOW + HOUR, "p", NOW)

    assert {name: run.due_at for name, run in store.newest_dues(SITE).items()} == {"watch": NOW}
