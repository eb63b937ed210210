"""Which message may be sent now: order within a group, the channel's rate, and claims that lapse."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count as counted

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from inspection.telling import Message
from store import leases
from store.case_tables import messages
from store.claims import Limit
from store.leases import Process
from store.store import Store
from tests.store.samples import NOW, SITE, message, put

HOLD = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
ANY = (1000, SECOND)
SITES = counted()
ELSEWHERE = Process("another machine", 1, "1")


def claim(store: Store, at: datetime = NOW, limit: Limit = ANY, *more: str) -> str | None:
    taken = store.claim(SITE, at, dict.fromkeys(("one", *more), limit), HOLD)
    return None if taken is None else taken.id


def sent_by(store: Store, message_id: str, process: Process) -> None:
    """Let another process have the claim."""
    claimed = {"claimed_machine": process.machine, "claimed_pid": process.pid, "claimed_started": process.started}
    with store.writing() as connection:
        connection.execute(update(messages).where(messages.c.id == message_id).values(**claimed))


def test_the_oldest_message_that_is_due_goes_first(store: Store) -> None:
    put(store, message("m1", group="a", not_before=NOW + SECOND), message("m2", group="b"), message("m3", group="c"))

    assert [claim(store), claim(store, NOW + SECOND), claim(store), claim(store)] == ["m2", "m1", "m3", None]


def test_a_claimed_message_comes_whole(store: Store) -> None:
    made = message("m1", payload={"headline": "断链\x00"}, attempts=3, error="忙")
    put(store, made)

    assert store.claim(SITE, NOW, {"one": ANY}, HOLD) == store.message("m1") != made


def test_only_the_channels_asked_for_are_looked_at(store: Store) -> None:
    put(store, message("m1", "two"), message("m2", "one"))

    assert [claim(store), claim(store), claim(store, NOW, ANY, "two")] == ["m2", None, "m1"]


def test_a_message_waits_for_the_older_ones_of_its_group(store: Store) -> None:
    put(store, message("m1"), message("m2"), message("m3", "two"), message("m4", group="another"))

    first = [claim(store, NOW, ANY, "two") for _ in range(4)]
    store.delivered("m1", NOW, {})

    assert first == ["m1", "m3", "m4", None]
    assert claim(store) == "m2"


def test_one_that_is_put_off_holds_up_its_group_and_no_other(store: Store) -> None:
    put(store, message("m1"), message("m2"), message("m3", group="another"))
    claim(store)

    store.postponed("m1", NOW + MINUTE, "忙", NOW)

    assert [claim(store), claim(store), claim(store, NOW + MINUTE)] == ["m3", None, "m1"]


def test_messages_without_a_group_do_not_wait_for_each_other(store: Store) -> None:
    put(store, message("m1", group=""), message("m2", group=""))

    assert [claim(store), claim(store)] == ["m1", "m2"]


@pytest.mark.parametrize("ending", ["gave_up", "withdrawn"])
def test_what_is_over_no_longer_holds_up_its_group(store: Store, ending: str) -> None:
    put(store, message("m1"), message("m2"))
    claim(store)

    getattr(store, ending)("m1", NOW, "不再需要")

    assert claim(store) == "m2"


def test_a_channel_that_asked_us_to_wait_gets_nothing_until_then(store: Store) -> None:
    put(store, message("m1"), message("m2", group="b"), message("m3", "two"))
    claim(store)

    store.postponed("m1", NOW + SECOND, "太频繁", NOW, channel_until=NOW + MINUTE)

    assert [claim(store, NOW + MINUTE - SECOND, ANY, "two") for _ in range(2)] == ["m3", None]
    assert claim(store, NOW + MINUTE) == "m1"


@pytest.mark.parametrize("ending", ["delivered", "postponed", "gave_up", "still under way"])
def test_no_more_tries_than_the_channel_allows(store: Store, ending: str) -> None:
    put(store, *(message(f"m{number}", group=str(number)) for number in range(4)))
    for number in range(2):
        taken = claim(store, NOW + number * SECOND, (2, MINUTE))
        end(store, str(taken), ending, NOW + (number + 5) * SECOND)

    assert claim(store, NOW + 59 * SECOND, (2, MINUTE)) is None
    assert claim(store, NOW + 64 * SECOND, (2, MINUTE)) is None
    still = ending == "still under way"
    assert (claim(store, NOW + 65 * SECOND, (2, MINUTE)) is None) is still
    assert claim(store, NOW + 65 * SECOND, (2, MINUTE)) is None


def end(store: Store, message_id: str, how: str, at: datetime) -> None:
    if how == "delivered":
        store.delivered(message_id, at, {})
    elif how == "postponed":
        store.postponed(message_id, at + timedelta(days=1), "忙", at)
    elif how == "gave_up":
        store.gave_up(message_id, at, "不行")


@pytest.mark.parametrize("ending", ["held", "withdrawn", "release_message"])
def test_a_channel_that_was_not_tried_is_not_counted_as_tried(store: Store, ending: str) -> None:
    put(store, message("m1", group="a"), message("m2", group="b"))
    claim(store, NOW, (1, MINUTE))

    if ending == "held":
        store.held("m1", NOW + MINUTE, "免打扰时段")
    elif ending == "withdrawn":
        store.withdrawn("m1", NOW, "已恢复")
    else:
        store.release_message("m1")

    assert claim(store, NOW, (1, MINUTE)) == ("m1" if ending == "release_message" else "m2")


def test_each_try_of_one_message_counts(store: Store) -> None:
    put(store, message("m1"), message("m2", group="b"))
    for seconds in (0, 1):
        claim(store, NOW + seconds * SECOND, (2, MINUTE))
        store.postponed("m1", NOW + seconds * SECOND, "忙", NOW + seconds * SECOND)

    assert claim(store, NOW + 2 * SECOND, (2, MINUTE)) is None


def test_a_clock_that_was_a_year_ahead_stops_no_channel(store: Store) -> None:
    put(store, message("m1", group="a"), message("m2", group="b"))
    claim(store, NOW + timedelta(days=365), (1, MINUTE))
    store.delivered("m1", NOW + timedelta(days=365), {})

    assert claim(store, NOW, (1, MINUTE)) == "m2"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    waits=st.lists(st.integers(0, 20), min_size=5, max_size=40),
    count=st.integers(1, 4),
    span=st.integers(1, 30),
)
def test_in_no_span_is_a_channel_tried_more_often_than_allowed(
    store: Store, waits: list[int], count: int, span: int
) -> None:
    site, at, tried, per = str(next(SITES)), NOW, list[datetime](), timedelta(seconds=span)
    with store.casework(site) as work:
        work.enqueue(message(f"{site}-{n}", group=str(n), site=site) for n in range(len(waits)))

    for wait in waits:
        at += wait * SECOND
        taken = store.claim(site, at, {"one": (count, per)}, HOLD)
        if taken is not None:
            tried.append(at)
            store.delivered(taken.id, at, {})

    assert all(sum(first <= one < first + per for one in tried) <= count for first in tried)
    assert tried


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
