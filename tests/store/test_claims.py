"""Which message may be sent now: order within a group, and the channel's rate."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count as counted

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.store import Store
from tests.store.claiming import ANY, HOLD, MINUTE, SECOND, claim
from tests.store.samples import NOW, SITE, message, put

SITES = counted()


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


@pytest.mark.parametrize("ending", ["held", "withdrawn"])
def test_a_channel_that_was_not_tried_is_not_counted_as_tried(store: Store, ending: str) -> None:
    put(store, message("m1", group="a"), message("m2", group="b"))
    claim(store, NOW, (1, MINUTE))

    if ending == "held":
        store.held("m1", NOW + MINUTE, "免打扰时段")
    else:
        store.withdrawn("m1", NOW, "已恢复")

    assert claim(store, NOW, (1, MINUTE)) == "m2"


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
