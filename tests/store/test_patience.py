"""Passing trouble is waited out; what does not pass, or takes too long, is said."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import PASSING, LeaseLostError, Reason, StoreError
from store.patience import Patience, none

REASONS: tuple[Reason, ...] = ("cannot-open", "read-only", "disk-full", "newer", "locked", "damaged", "not-found")


class World:
    """Work that meets trouble so many times, by a clock that only waiting moves."""

    def __init__(self, *troubles: StoreError, limit: float = 600) -> None:
        self.now = 0.0
        self.tries = 0
        self.said: list[str] = []
        self._troubles = list(troubles)
        self.patience = Patience(limit, self.said.append, lambda: self.now, self._wait)

    def _wait(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def work(self) -> str:
        self.tries += 1
        if self._troubles:
            raise self._troubles.pop(0)
        return "done"


def trouble(reason: Reason = "locked") -> StoreError:
    return StoreError("坏了", reason)


@given(st.lists(st.sampled_from(sorted(PASSING)), max_size=30))
def test_trouble_that_passes_in_time_costs_only_time(reasons: list[Reason]) -> None:
    world = World(*map(trouble, reasons))

    assert world.patience.persist(world.work) == "done"
    assert world.tries == len(reasons) + 1


@pytest.mark.parametrize("reason", sorted(set(REASONS) - PASSING))
def test_trouble_that_does_not_pass_is_said_at_once(reason: Reason) -> None:
    world = World(trouble(reason))

    with pytest.raises(StoreError):
        world.patience.persist(world.work)
    assert (world.tries, world.now) == (1, 0)


def test_a_lost_lease_is_not_waited_for() -> None:
    world = World(LeaseLostError("没了"))

    with pytest.raises(LeaseLostError):
        world.patience.persist(world.work)
    assert world.tries == 1


@given(st.floats(0, 3000))
def test_it_waits_as_long_as_it_says_and_no_longer(limit: float) -> None:
    world = World(*(trouble() for _ in range(1000)), limit=limit)

    with pytest.raises(StoreError) as failed:
        world.patience.persist(world.work)
    assert world.now == pytest.approx(limit)
    assert failed.value.final


def test_whoever_is_around_waits_not_a_second_time() -> None:
    world = World(*(trouble() for _ in range(1000)))

    with pytest.raises(StoreError):
        world.patience.persist(lambda: world.patience.persist(world.work))
    assert world.now == pytest.approx(600)


def test_waits_grow_and_stay_short_enough_to_go_on_soon() -> None:
    world = World(*(trouble() for _ in range(40)))
    moments = [0.0]

    def wait(seconds: float) -> None:
        world.now += seconds
        moments.append(world.now)

    patience = Patience(600, clock=lambda: world.now, wait=wait)

    patience.persist(world.work)

    pauses = [b - a for a, b in itertools.pairwise(moments)]
    assert pauses == sorted(pauses)
    assert (pauses[0], max(pauses)) == (0.25, 15)


def test_what_is_waited_for_is_said_and_that_it_is_over() -> None:
    world = World(trouble("disk-full"), trouble("cannot-open"))

    world.patience.persist(world.work)

    assert [words.partition("，")[0] for words in world.said] == ["磁盘已满", "数据库连不上", ""]


def test_told_to_end_it_waits_no_longer() -> None:
    patience = Patience(600)
    patience.end()
    world = World(trouble(), trouble())

    with pytest.raises(StoreError):
        patience.persist(world.work)
    assert world.tries == 1


def test_without_patience_it_is_tried_once() -> None:
    world = World(trouble())

    with pytest.raises(StoreError):
        none().persist(world.work)
    assert world.tries == 1
