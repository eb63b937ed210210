"""Who runs, and who was heard of last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from store.processes import SILENT, ProcessRow
from store.store import Store
from tests.store.samples import NOW, SITE

ONE = ProcessRow("one", "serve", "办公室", 12, "0.1", NOW, NOW, {"sites": [SITE]})


def test_a_process_that_beats_is_alive_until_it_was_silent_for_long(store: Store) -> None:
    store.beat(ONE)

    assert store.alive(NOW + SILENT) == [ONE]
    assert store.alive(NOW + SILENT + timedelta(seconds=1)) == []


def test_a_later_beat_brings_its_facts_up_to_date(store: Store) -> None:
    later = replace(ONE, beat_at=NOW + timedelta(seconds=15), facts={"sites": [], "refused": {SITE: ["第 3 行"]}})
    store.beat(ONE)
    store.beat(later)

    assert store.processes() == [later]


def test_who_says_goodbye_is_gone(store: Store) -> None:
    store.beat(ONE)
    store.beat(replace(ONE, id="two"))

    store.gone("one")

    assert [process.id for process in store.processes()] == ["two"]


def test_who_was_silent_for_a_week_is_forgotten(store: Store) -> None:
    store.beat(ONE)

    store.beat(replace(ONE, id="two", beat_at=NOW + timedelta(days=8)))

    assert [process.id for process in store.processes()] == ["two"]


def test_who_holds_a_lease_is_known_by_machine_and_number(store: Store) -> None:
    store.acquire(SITE, "somebody", NOW)

    (holder,) = store.holders()

    assert (holder.name, holder.acquired_at, holder.heartbeat_at) == (SITE, NOW, NOW)
    assert " " not in holder.machine


def test_the_clock_is_in_utc_and_goes_on(store: Store) -> None:
    first = store.clock()

    assert first.utcoffset() == timedelta(0)
    assert store.clock() >= first
