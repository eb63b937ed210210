"""Who lost the lease on a site writes no more into its rounds; who has it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest

from store import leases
from store.errors import LeaseLostError
from store.leases import Process
from store.recording import Batch
from store.store import Store
from tests.store.samples import NOW, SITE, page, probe, reading

TTL = timedelta(seconds=60)
ELSEWHERE = Process("another machine", 1, "1")


def change_issues(store: Store, _round_id: str) -> None:
    with store.casework(SITE):
        pass


WRITES: dict[str, Callable[[Store, str], object]] = {
    "record": lambda store, round_id: store.record(round_id, Batch(pages=[(page(), [])], probes=[probe()])),
    "record_reading": lambda store, round_id: store.record_reading(round_id, reading()),
    "record_sources": lambda store, round_id: store.record_sources(round_id, []),
    "save_known": lambda store, _: store.save_known(SITE, "甲", []),
    "record_findings": lambda store, round_id: store.record_findings(round_id, [], []),
    "record_pairings": lambda store, round_id: store.record_pairings(round_id, []),
    "count": lambda store, round_id: store.count(round_id, {"requests": 1}),
    "resume": lambda store, round_id: store.resume_round(round_id),
    "abandon": lambda store, round_id: store.abandon_round(round_id),
    "casework": change_issues,
    "finish": lambda store, round_id: store.finish_round(round_id, finished_at=NOW, complete=True, counters={}),
}


def take_over(store: Store, owner: str = "another") -> bool:
    """As another machine does that heard nothing for long."""
    with store.writing() as connection:
        return leases.acquire(connection, SITE, owner, NOW + 2 * TTL, TTL, ELSEWHERE)


@pytest.fixture
def held(store: Store) -> Store:
    """A store that writes under its own lease, which another machine gave it."""
    with store.writing() as connection:
        leases.acquire(connection, SITE, "mine", NOW, TTL, Process("a machine", 1, "1"))
    store.fence(SITE, "mine")
    return store


@pytest.mark.parametrize("name", WRITES)
def test_whoever_has_the_lease_writes(held: Store, round_id: str, name: str) -> None:
    WRITES[name](held, round_id)


@pytest.mark.parametrize("name", WRITES)
def test_whoever_lost_the_lease_does_not_write(held: Store, round_id: str, name: str) -> None:
    take_over(held)

    with pytest.raises(LeaseLostError, match="另一个进程"):
        WRITES[name](held, round_id)


def test_what_is_refused_leaves_nothing(held: Store, round_id: str) -> None:
    take_over(held)

    with pytest.raises(LeaseLostError):
        held.record(round_id, Batch(pages=[(page(), [])], probes=[probe()]))
    assert list(held.pages(round_id)) == []


def test_a_lease_that_was_given_back_is_lost(held: Store, round_id: str) -> None:
    held.release(SITE, "mine")

    with pytest.raises(LeaseLostError):
        held.record_findings(round_id, [], [])


def test_without_a_fence_nothing_is_asked(held: Store, round_id: str) -> None:
    take_over(held)
    held.fence(SITE, "")

    held.record_findings(round_id, [], [])


def test_heartbeats_go_on_while_a_round_writes(held: Store) -> None:
    if not held.is_shared:
        pytest.skip("SQLite has one writer at a time")
    with held.writing_round():
        assert held.renew(SITE, "mine")


def test_a_takeover_waits_for_what_is_being_written(held: Store, round_id: str) -> None:
    taking = Thread(target=take_over, args=(held,), daemon=True)
    with held.writing_round() as connection:
        taking.start()
        taking.join(0.3)
        waited = taking.is_alive()
        assert leases.renew(connection, SITE, "mine", NOW)
    taking.join(20)

    assert waited
    with pytest.raises(LeaseLostError):
        held.record_findings(round_id, [], [])
