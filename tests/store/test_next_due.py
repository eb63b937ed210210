"""When a sender has to look again."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from inspection.telling import Message
from store import leases
from store.leases import Process
from store.store import Store
from tests.store.claiming import ELSEWHERE, HOLD, MINUTE, claim, sent_by
from tests.store.samples import NOW, SITE, message, put


def due(store: Store, *made: Message) -> datetime | None:
    put(store, *made)
    return store.next_due(SITE, ["one"])


def test_nothing_is_due_where_nothing_waits(store: Store) -> None:
    assert due(store, message("m1", "two")) is None


def test_next_due_is_the_earliest_head_of_a_group(store: Store) -> None:
    late, later = NOW + MINUTE, NOW + timedelta(hours=1)
    some = [message("m1", group="a", not_before=later), message("m2", group="a"), message("m3", not_before=late)]

    assert due(store, *some) == late


def test_next_due_knows_when_the_channel_wants_to_wait(store: Store) -> None:
    put(store, message("m1"))
    claim(store)
    store.postponed("m1", NOW, "太频繁", NOW, channel_until=NOW + MINUTE)

    assert store.next_due(SITE, ["one"]) == NOW + MINUTE


def test_next_due_leaves_to_a_living_process_what_it_is_sending(store: Store) -> None:
    put(store, message("m1"))
    claim(store)

    mine = store.next_due(SITE, ["one"])
    sent_by(store, "m1", ELSEWHERE)
    theirs = store.next_due(SITE, ["one"], HOLD)
    sent_by(store, "m1", Process(leases.this_process().machine, os.getpid(), "started before"))
    dead = store.next_due(SITE, ["one"])

    assert (mine, theirs, dead) == (None, NOW + HOLD, NOW)
