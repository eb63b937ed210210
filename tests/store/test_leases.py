"""The lease on a site: one round at once, and never stuck."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from store import leases
from store.leases import Process
from store.store import Store
from tests.store.samples import NOW

TTL = timedelta(seconds=60)
ELSEWHERE = Process("another machine", 1, "1")


def take(store: Store, owner: str, after: timedelta = timedelta(0), process: Process = ELSEWHERE) -> bool:
    with store.writing() as connection:
        return leases.acquire(connection, "民政局", owner, NOW + after, TTL, process)


def test_only_one_owner_has_a_site(store: Store) -> None:
    assert store.acquire("民政局", "one", NOW)

    assert not store.acquire("民政局", "two", NOW)
    assert store.acquire("别处", "two", NOW)


def test_a_released_site_is_free(store: Store) -> None:
    store.acquire("民政局", "one", NOW)

    store.release("民政局", "one")

    assert store.acquire("民政局", "two", NOW)


def test_nobody_releases_or_renews_what_is_not_theirs(store: Store) -> None:
    store.acquire("民政局", "one", NOW)

    store.release("民政局", "two")

    assert not store.renew("民政局", "two", NOW)
    assert store.renew("民政局", "one", NOW)


def test_the_lease_of_another_machine_expires(store: Store) -> None:
    take(store, "far")

    assert not store.acquire("民政局", "here", NOW + TTL - timedelta(seconds=1), TTL)
    assert store.acquire("民政局", "here", NOW + TTL, TTL)
    assert not store.renew("民政局", "far", NOW + TTL)


def test_heartbeats_keep_the_lease_of_another_machine(store: Store) -> None:
    take(store, "far")
    store.renew("民政局", "far", NOW + timedelta(seconds=50))

    assert not store.acquire("民政局", "here", NOW + timedelta(seconds=100), TTL)


def test_a_killed_process_of_this_machine_loses_its_lease_at_once(store: Store) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    here = leases.this_process()
    alive = Process(here.machine, child.pid, leases._started(child.pid))
    take(store, "killed", process=alive)
    before = store.acquire("民政局", "next", NOW, TTL)

    child.kill()
    child.wait()

    assert (before, store.acquire("民政局", "next", NOW, TTL)) == (False, True)


def test_a_process_that_is_dead_but_not_yet_waited_for_is_dead(store: Store) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    take(store, "zombie", process=Process(leases.this_process().machine, child.pid, leases._started(child.pid)))
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

    taken = store.acquire("民政局", "next", NOW, TTL)

    child.wait()
    assert taken


def test_a_number_that_another_process_has_now_does_not_keep_the_lease(store: Store) -> None:
    here = leases.this_process()
    take(store, "dead", process=Process(here.machine, here.pid, "started before the other one"))

    assert store.acquire("民政局", "next", NOW, TTL)


@pytest.mark.parametrize("jump", [timedelta(days=365), timedelta(hours=-5), timedelta(days=-365)], ids=str)
def test_a_clock_that_jumps_takes_no_lease_from_a_living_process_of_this_machine(store: Store, jump: timedelta) -> None:
    take(store, "living", process=leases.this_process())

    assert not store.acquire("民政局", "next", NOW + jump, TTL)


def test_a_clock_that_was_a_year_ahead_blocks_no_site_for_a_year(store: Store) -> None:
    take(store, "far", after=timedelta(days=365))

    assert store.acquire("民政局", "here", NOW, TTL)


def test_clocks_of_two_machines_that_differ_by_minutes_do_not_break_a_lease(store: Store) -> None:
    take(store, "far", after=timedelta(minutes=10))

    assert not store.acquire("民政局", "here", NOW, TTL)


def test_of_many_who_ask_at_once_one_gets_it(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda number: store.acquire("民政局", str(number), NOW), range(8)))

    assert got.count(True) == 1
