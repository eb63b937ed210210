"""Tests of the alarm clock: it rings on time, and when somebody sets the clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from inspection.timing import Timing
from schedulers.clockwork import Clockwork
from schedulers.timetable import Entry
from tests.schedulers.timetable_office import ZONE, until

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SOON = Entry("watch", Timing(every=timedelta(seconds=0.2)), ZONE, "")
LATE = Entry("daily", Timing(every=timedelta(days=300)), ZONE, "")


class Clocks:
    """Both clocks, and a sleep that lets the test say what happened meanwhile."""

    def __init__(self, *jumps: float) -> None:
        self.wall, self.steady, self.jumps = START, 0.0, list(jumps)
        self.over = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        if not self.jumps:
            self.over.set()
            await asyncio.Event().wait()
        self.steady += seconds
        self.wall += timedelta(seconds=seconds + self.jumps.pop(0))


async def heard(*jumps: float) -> tuple[list[float], int]:
    """The jumps that were noticed, in seconds; how often it rang."""
    clocks, seen, rings = Clocks(*jumps), list[float](), list[int]()
    clockwork = Clockwork(
        lambda by: seen.append(by.total_seconds()), lambda: clocks.wall, lambda: clocks.steady, clocks.sleep
    )
    clockwork.set("甲", [LATE], lambda: rings.append(1))
    running = asyncio.create_task(clockwork.run())
    await clocks.over.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return seen, len(rings)


async def test_it_rings_when_an_entry_is_due_and_not_after_it_was_taken_out() -> None:
    rings: list[int] = []
    clockwork = Clockwork(lambda _: None)
    clockwork.set("甲", [SOON], lambda: rings.append(1))
    running = asyncio.create_task(clockwork.run())
    await until(lambda: len(rings) >= 2)

    clockwork.set("甲", [LATE], lambda: rings.append(1))
    await asyncio.sleep(0.05)
    count = len(rings)
    await asyncio.sleep(0.5)

    assert len(rings) == count
    running.cancel()


@pytest.mark.parametrize("jump", [3600.0, -3600.0, 86400.0 * 400, -86400.0 * 400, 10.0])
async def test_a_clock_that_was_set_is_noticed_once(jump: float) -> None:
    seen, _ = await heard(0, jump, 0, 0)

    assert seen == [jump]


async def test_a_clock_that_is_put_right_little_by_little_is_no_jump() -> None:
    seen, _ = await heard(*[0.5, -0.5, 1.0] * 5)

    assert seen == []


async def test_everybody_is_rung_once_a_minute_besides() -> None:
    _, rings = await heard(*[0.0] * 24)

    assert rings == 2
