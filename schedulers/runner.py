"""Who runs rounds: this machine, in processes of its own, or workers that take them from a queue."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from schedulers.round_process import RoundAsk, RoundResult, run_round_process

Process = Callable[[RoundAsk, asyncio.Event], Awaitable[RoundResult]]


class Runner(Protocol):
    """Runs rounds, and says what each came to."""

    async def run(self, ask: RoundAsk, stop: asyncio.Event) -> RoundResult:
        """One round, to its end or until `stop`."""
        ...


class LocalRunner:
    """Runs rounds as processes of this machine, so many at once; the others wait for their turn."""

    def __init__(self, at_once: int, process: Process = run_round_process) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._process = process

    async def run(self, ask: RoundAsk, stop: asyncio.Event) -> RoundResult:
        """One round, to its end or until `stop`."""
        waiting = asyncio.create_task(self._turns.acquire())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({waiting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set() or not waiting.done():
                return RoundResult("stopped", words="尚未开始")
            return await self._process(ask, stop)
        finally:
            stopping.cancel()
            if not waiting.cancel():  # it had its turn
                self._turns.release()
