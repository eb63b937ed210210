"""Workers in one process whose rounds are played: they take a moment, and end as the test says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from schedulers.cluster.jobs import defer
from schedulers.cluster.queue import Queue
from schedulers.cluster.worker import Rhythm, Worker
from schedulers.queue_runner import QueueRunner
from schedulers.round_process import RoundAsk, RoundResult
from store.store import Store

RHYTHM = Rhythm(beat=0.1, silent=0.8, poll=0.05, busy=0.1, failed=0.05)
PATIENT = replace(RHYTHM, silent=60.0)  # where nobody falls silent, a busy machine must not look like it
Ending = Callable[[RoundAsk], RoundResult]


def well(ask: RoundAsk) -> RoundResult:
    return RoundResult("finished", f"{ask.site} {ask.kind}", complete=True, findings=2)


class Office:
    """Several workers on one queue, and what their rounds were asked."""

    def __init__(self, queue: Queue, store: Store, database: str) -> None:
        self.queue, self.store, self.database = queue, store, database
        self.asked: list[RoundAsk] = []
        self.by: list[str] = []
        self.at_once: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.seconds = 0.05
        self.ending: Ending = well
        self.begun = asyncio.Event()
        self._stops: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._runner = QueueRunner(queue, store, poll=0.05)

    def hire(self, name: str, at_once: int = 2, rhythm: Rhythm = RHYTHM) -> Worker:
        """One more worker, at work."""

        async def play(ask: RoundAsk, stop: asyncio.Event) -> RoundResult:
            self.asked.append(ask)
            self.by.append(name)
            self.begun.set()
            self.at_once[ask.site] += 1
            self.most[ask.site] = max(self.most[ask.site], self.at_once[ask.site])
            try:
                await asyncio.wait_for(stop.wait(), self.seconds)
                return RoundResult("stopped")
            except TimeoutError:
                return self.ending(ask)
            finally:
                self.at_once[ask.site] -= 1

        worker = Worker(self.queue, self.store, self.database, at_once, rhythm=rhythm, run=play)
        self._stops[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(worker.work(self._stops[name]))
        return worker

    async def stop(self, name: str) -> None:
        """As SIGTERM does."""
        self._stops.pop(name).set()
        await self._tasks.pop(name)

    async def kill(self, name: str, worker: Worker) -> None:
        """As SIGKILL does: nothing more is said to the queue."""
        task = self._tasks.pop(name)
        for one in [*worker.working, task]:
            one.cancel()
        await asyncio.gather(task, *worker.working, return_exceptions=True)

    def ask(self, site: str, kind: str = "full", due_at: str = "") -> RoundAsk:
        return RoundAsk(site, kind, f"plan of {site}", "", self.database, due_at=due_at)

    async def give(self, site: str, kind: str = "full", due_at: str = "") -> int:
        """A job, without waiting for it."""
        ask = self.ask(site, kind, due_at)
        self.store.record_plan(site, digest(ask), ask.plan_text, datetime.fromisoformat("2025-03-25T09:00+08:00"))
        return await defer(self.queue, ask)

    async def run(self, site: str, kind: str = "full", due_at: str = "") -> RoundResult:
        """As the timetable does."""
        return await asyncio.wait_for(self._runner.run(self.ask(site, kind, due_at), asyncio.Event()), 20)

    async def status(self, job: int) -> str:
        return (await self.queue.states([job]))[job].status

    async def until(self, job: int, *statuses: str) -> str:
        """Wait until the job stands so."""
        async with asyncio.timeout(20):
            while True:
                if (status := await self.status(job)) in statuses:
                    return status
                await asyncio.sleep(0.02)

    async def close(self) -> None:
        for name in list(self._stops):
            if name in self._tasks:
                await self.stop(name)


def digest(ask: RoundAsk) -> str:
    from inspection.plan_file import digest_of

    return digest_of(ask.plan_text)
