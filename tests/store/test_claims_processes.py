"""Whose a claim is: kept for a living process, free after a dead one, and never two processes' at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from store import leases
from store.leases import Process
from store.store import Store
from tests.store.claiming import ANY, ELSEWHERE, HOLD, MINUTE, SECOND, claim, sent_by
from tests.store.samples import NOW, SITE, message, put


@pytest.mark.parametrize("jump", [timedelta(0), timedelta(days=365), timedelta(days=-365)], ids=str)
def test_what_a_living_process_is_sending_is_never_taken(store: Store, jump: timedelta) -> None:
    put(store, message("m1"), message("m2"))
    claim(store)

    assert claim(store, NOW + jump) is None


def test_what_a_killed_process_was_sending_is_free_at_once(store: Store) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    put(store, message("m1"))
    claim(store)
    sent_by(store, "m1", Process(leases.this_process().machine, child.pid, leases._started(child.pid)))
    before = claim(store)

    child.kill()
    child.wait()

    assert (before, claim(store)) == (None, "m1")


def test_a_number_that_another_process_has_now_keeps_no_message(store: Store) -> None:
    put(store, message("m1"))
    claim(store)
    sent_by(store, "m1", Process(leases.this_process().machine, os.getpid(), "started before"))

    assert claim(store) == "m1"


def test_what_another_machine_is_sending_is_free_after_a_while(store: Store) -> None:
    put(store, message("m1"))
    claim(store)
    sent_by(store, "m1", ELSEWHERE)

    assert [claim(store, NOW + HOLD - SECOND), claim(store, NOW + HOLD)] == [None, "m1"]


def test_the_try_of_a_killed_process_counts_from_when_it_is_found_dead(store: Store) -> None:
    put(store, message("m1"))
    claim(store, NOW, (1, MINUTE))
    sent_by(store, "m1", Process(leases.this_process().machine, os.getpid(), "started before"))
    dead_at = NOW + timedelta(minutes=10)

    assert claim(store, dead_at, (1, MINUTE)) is None
    assert claim(store, dead_at + MINUTE - SECOND, (1, MINUTE)) is None
    assert claim(store, dead_at + MINUTE, (1, MINUTE)) == "m1"


def test_of_many_senders_each_message_has_one(store: Store) -> None:
    put(store, *(message(f"m{number:02}", group=str(number % 5)) for number in range(40)))
    taken: list[str] = []

    def send(_sender: int) -> None:
        while (one := store.claim(SITE, NOW, {"one": ANY}, HOLD)) is not None:
            taken.append(one.id)
            store.delivered(one.id, NOW, {})

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(send, range(6)))
    send(0)  # whoever found every group busy has gone home

    assert set(Counter(taken).values()) == {1}
    assert len(taken) == 40
    assert all(sorted(group) == group for group in in_groups(taken))


def in_groups(taken: list[str]) -> list[list[str]]:
    return [[one for one in taken if int(one[1:]) % 5 == group] for group in range(5)]
