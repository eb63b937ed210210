"""Turns at a host that several machines ask: given out by the database, some at a time, so that they share one pace."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from store.errors import StoreError
from store.paces import Limits, Turn

AT_ONCE = 8  # turns that are asked for in one question
AHEAD = 2.0  # seconds of a host's time that one round may have in hand, used or not


class Paces(Protocol):
    """The part of the store that gives out turns."""

    def reserve(self, key: str, limits: Limits, *, now: datetime) -> Turn: ...
    def postpone(self, key: str, until: datetime, *, now: datetime) -> None: ...


@dataclass(slots=True)
class _Given:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    times: deque[float] = field(default_factory=deque)  # by the loop's clock


class Turns:
    """Every host's turns, for one round. Where the database is away the round keeps its own pace, and goes on."""

    def __init__(self, paces: Paces) -> None:
        self._paces = paces
        self._given: dict[str, _Given] = {}
        self._holding: set[asyncio.Task[None]] = set()
        self.questions = 0

    async def turn(self, host: str, delay: float, wanted: int) -> None:
        """Wait for a turn at this host; turns are `delay` seconds apart, whoever has them, and `wanted` more follow."""
        given, loop = self._given.setdefault(host, _Given()), asyncio.get_running_loop()
        async with given.lock:
            while given.times and given.times[0] < loop.time() - delay:
                given.times.popleft()  # an answer took long: what was not used in time is gone
            if not given.times:
                number = max(1, min(AT_ONCE, wanted, int(AHEAD / delay)))
                first = await self._reserved(host, timedelta(seconds=delay * number))
                given.times.extend(first + n * delay for n in range(number))
            wait = given.times.popleft() - loop.time()
        if wait > 0:
            await asyncio.sleep(wait)

    def hold(self, host: str, seconds: float) -> None:
        """The host asked to be left alone: nobody gets a turn before."""
        task = asyncio.create_task(self._hold(host, timedelta(seconds=seconds)))
        self._holding.add(task)
        task.add_done_callback(self._holding.discard)

    async def _hold(self, host: str, wait: timedelta) -> None:
        now = datetime.now(UTC)
        try:
            await asyncio.to_thread(self._paces.postpone, f"host:{host}", now + wait, now=now)
        except StoreError:
            return  # this round pauses in any case

    async def _reserved(self, host: str, spacing: timedelta) -> float:
        """When the first of the turns is, by the loop's clock."""
        loop = asyncio.get_running_loop()
        while True:
            self.questions += 1
            began, now = loop.time(), datetime.now(UTC)
            try:
                turn = await asyncio.to_thread(self._paces.reserve, f"host:{host}", Limits(spacing), now=now)
            except StoreError:
                return loop.time()
            if turn.wait is not None:
                return began + turn.wait.total_seconds()
            # Many machines wait for this host: in line again when most of them have had their turns.
            await asyncio.sleep(max(1.0, (turn.until - now).total_seconds() / 2) if turn.until else 1.0)
