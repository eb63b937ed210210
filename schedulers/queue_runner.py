"""Rounds given to workers: the timetable's runner on many machines."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from inspection.plan_file import digest_of
from schedulers.cluster.jobs import defer, result_of
from schedulers.cluster.queue import AWAY, Queue
from schedulers.round_process import RoundAsk, RoundResult
from spiders import logs
from store.errors import StoreError
from store.store import Store

log = logs.get(__name__)
POLL = 2.0  # seconds between two looks at all jobs that are waited for


class QueueRunner:
    """Puts rounds into the queue and waits for what workers make of them. One question asks after all that wait."""

    def __init__(self, queue: Queue, store: Store, poll: float = POLL) -> None:
        self._queue, self._store, self._poll = queue, store, poll
        self._awaited: dict[int, list[asyncio.Future[RoundResult]]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def run(self, ask: RoundAsk, stop: asyncio.Event) -> RoundResult:
        """One round, to its end or until `stop`; a job that was given away stays with the workers then."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while (job := await self._deferred(ask)) is None:
                await asyncio.wait({stopping}, timeout=self._poll)
                if stop.is_set():
                    return RoundResult("stopped", words="尚未交给其他机器")
            over = self._over(job)
            either: set[asyncio.Future[Any]] = {over, stopping}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return over.result() if over.done() else RoundResult("stopped", words="已交给其他机器，由它们做完")
        finally:
            stopping.cancel()

    async def _deferred(self, ask: RoundAsk) -> int | None:
        """The job's id; None while the database is away."""
        try:
            digest = digest_of(ask.plan_text)
            await asyncio.to_thread(self._store.record_plan, ask.site, digest, ask.plan_text, datetime.now(UTC))
            return await defer(self._queue, ask)
        except (*AWAY, StoreError) as error:
            log.warning("暂时连不上数据库", error=str(error)[:200])
            return None

    def _over(self, job: int) -> asyncio.Future[RoundResult]:
        over: asyncio.Future[RoundResult] = asyncio.get_running_loop().create_future()
        self._awaited.setdefault(job, []).append(over)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return over

    async def _look(self) -> None:
        while self._awaited:
            await asyncio.sleep(self._poll)
            for waiting in self._awaited.values():
                waiting[:] = [one for one in waiting if not one.done()]
            self._awaited = {job: waiting for job, waiting in self._awaited.items() if waiting}
            try:
                states = await self._queue.states(self._awaited)
            except AWAY as error:
                log.warning("暂时连不上数据库", error=str(error)[:200])
                continue
            for job in list(self._awaited):
                state = states.get(job)
                if state is not None and not state.over:
                    continue
                result = (
                    RoundResult("failed", words="队列中的这一项已被删去")
                    if state is None
                    else result_of(state.args, well=state.status == "succeeded")
                )
                for one in self._awaited.pop(job):
                    one.set_result(result)
