"""A worker: takes jobs from the queue, runs each round in a process of its own, and puts back what it cannot end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from procrastinate.jobs import Job

from schedulers.cluster.jobs import ROUND, ROUNDS, RoundJob
from schedulers.cluster.queue import AWAY, Queue
from schedulers.cluster.slices import SLICE, SLICES, work_on_slice
from schedulers.round import RESUME_WITHIN
from schedulers.round_process import RoundAsk, RoundResult, run_round_process
from spiders import logs
from store.errors import StoreError
from store.leases import TTL
from store.store import Store

log = logs.get(__name__)
Run = Callable[[RoundAsk, asyncio.Event], Awaitable[RoundResult]]

MOST_FAILURES = 4
_FORGET = 7 * 24  # hours that jobs that are over are kept
_ONCE = 3600.0  # seconds between two tidyings


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Times in seconds."""

    beat: float = 10.0
    silent: float = TTL.total_seconds()  # a worker not heard of for so long is gone: so is its lease on the site
    poll: float = 2.0
    busy: float = 30.0  # before a site that another process inspects is tried again
    failed: float = 60.0  # after the first failure; each further one doubles it


class Worker:
    """Runs until it is stopped; then its rounds end what they have in hand, and their jobs are put back."""

    def __init__(
        self,
        queue: Queue,
        store: Store,
        database: str,
        at_once: int,
        *,
        rhythm: Rhythm | None = None,
        run: Run = run_round_process,
    ) -> None:
        self._queue, self._store, self._database, self._run = queue, store, database, run
        self._rhythm = rhythm or Rhythm()
        self._free = asyncio.Semaphore(at_once)
        self.working: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._broken: BaseException | None = None
        self._id = 0
        self.rounds: dict[str, None] = {}  # sites whose rounds this worker runs just now

    async def work(self, stop: asyncio.Event) -> None:
        """Until `stop`. Raises StoreError when the queue cannot be reached at the very beginning."""
        self._stop = stop
        self._id = await self._queue.jobs.register_worker()
        log.info("工作进程开始", worker=self._id)
        beside = [asyncio.create_task(self._every(*one)) for one in self._duties()]
        try:
            await self._take_jobs(beside)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            with suppress(*AWAY):  # else it is forgotten when it was silent for long enough
                await self._queue.jobs.unregister_worker(self._id)
            log.info("工作进程结束", worker=self._id)

    def _duties(self) -> list[tuple[float, Callable[[], Coroutine[Any, Any, None]]]]:
        return [
            (self._rhythm.beat, self._beat),
            (self._rhythm.silent / 4, self._rescue),
            (_ONCE, self._tidy),
        ]

    async def _every(self, seconds: float, duty: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            await asyncio.sleep(seconds * random.uniform(0.8, 1.0))  # workers that were started together spread out
            try:
                await duty()
            except AWAY as error:
                log.warning("暂时连不上数据库", error=str(error)[:200])

    async def _beat(self) -> None:
        if not await self._queue.beat(self._id):
            self._id = await self._queue.jobs.register_worker()

    async def _rescue(self) -> None:
        for job in await self._queue.rescue(self._rhythm.silent):
            log.warning("失去联系的机器所做的一项已放回队列", job=job)

    async def _tidy(self) -> None:
        await self._queue.jobs.prune_stalled_workers(24 * 3600)
        await self._queue.jobs.delete_old_jobs(
            _FORGET, include_failed=True, include_cancelled=True, include_aborted=True
        )

    async def _take_jobs(self, beside: list[asyncio.Task[None]]) -> None:
        """Jobs, as long as there is room; ends when all that were taken are over or put back."""
        stopped = asyncio.create_task(self._stop.wait())
        try:
            while not self._stop.is_set():
                job = await self._next(stopped)
                if job is not None:
                    task = asyncio.create_task(self._do(job))
                    self.working.add(task)
                    task.add_done_callback(self._done)
                for task in beside:
                    if task.done():
                        task.result()
                if self._broken is not None:
                    raise self._broken  # a fault of ours: the worker ends, and its jobs are rescued
        finally:
            stopped.cancel()
            self._stop.set()  # where it ends by a fault of ours, its rounds are told so, too
            while self.working:
                await asyncio.wait(self.working)

    async def _next(self, stopped: asyncio.Task[Any]) -> Job | None:
        """The next job, with room kept for it; None after a while without."""
        room = asyncio.create_task(self._free.acquire())
        await asyncio.wait({room, stopped}, return_when=asyncio.FIRST_COMPLETED)
        job = None
        try:
            if room.done() and not self._stop.is_set():
                job = await self._queue.fetch([ROUNDS, SLICES], self._id)
        except AWAY as error:
            log.warning("暂时连不上数据库", error=str(error)[:200])
        finally:
            if job is None and not room.cancel():
                self._free.release()
        if job is None:
            await asyncio.wait({stopped}, timeout=self._rhythm.poll * random.uniform(0.5, 1.0))
        return job

    def _done(self, task: asyncio.Task[None]) -> None:
        self.working.discard(task)
        self._free.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._broken = error

    async def _do(self, job: Job) -> None:
        """One job, from its arguments to its end."""
        if job.task_name == SLICE:
            well = await work_on_slice(job.task_kwargs, self._store, self._database, self._stop)
            await self._surely(lambda: self._queue.finish(job, well=well))
            return
        try:
            if job.task_name != ROUND:
                raise TypeError(job.task_name)
            asked = RoundJob.read(job.task_kwargs)
        except TypeError as error:  # of a program that is newer, or not ours
            log.error("队列中的这一项无法识别", job=job.id, error=str(error)[:200])
            await self._surely(lambda: self._queue.finish(job, well=False))
            return
        self.rounds[asked.site] = None
        try:
            begun = await self._begun(job, asked)
            if begun is None:
                return
            result = await asyncio.to_thread(self._already, begun)
            if result is None:
                text = await asyncio.to_thread(self._store.plan_of_digest, asked.plan)
                result = (
                    RoundResult("failed", words="数据库里没有这一轮的方案")
                    if text is None
                    else await self._run(begun.ask(text, self._database), self._stop)
                )
        except (*AWAY, StoreError, OSError) as error:  # OSError: no process could be started
            result = RoundResult("failed", words=" ".join(str(error).split())[:500])
        finally:
            self.rounds.pop(asked.site, None)
        log.info("一轮结束", site=asked.site, kind=asked.kind, status=result.status, words=result.words)
        await self._surely(lambda: self._end(job, asked, result))

    async def _begun(self, job: Job, asked: RoundJob) -> RoundJob | None:
        """With its `as_of`, by which every further attempt knows its round; None where the job is not ours any more.

        A round of the same plan that was left open by something else is taken up.
        """
        if asked.as_of:
            return asked
        now = datetime.now(UTC)
        left = await asyncio.to_thread(
            self._store.unfinished_round,
            site=asked.site,
            kind=asked.kind,
            plan_digest=asked.plan,
            since=now - RESUME_WITHIN,
        )
        begun = replace(asked, as_of=(left.as_of if left else now).isoformat())
        return begun if await self._queue.note(job, as_of=begun.as_of) else None

    def _already(self, asked: RoundJob) -> RoundResult | None:
        """The round of this job, where it was finished by a worker that could not say so."""
        as_of = datetime.fromisoformat(asked.as_of)
        for row in self._store.rounds(asked.site, 200):
            if row.kind == asked.kind and row.as_of == as_of and row.finished_at is not None:
                return RoundResult("finished", row.id, row.complete, len(self._store.findings(row.id)))
        return None

    async def _end(self, job: Job, asked: RoundJob, result: RoundResult) -> bool:
        if result.status == "stopped":
            return await self._queue.put_back(job)
        if result.status == "busy":
            return await self._queue.put_back(job, self._rhythm.busy)
        failures = asked.failures + 1
        if result.status == "failed" and failures < MOST_FAILURES:
            await self._queue.note(job, failures=failures)
            return await self._queue.put_back(job, self._rhythm.failed * 2 ** (failures - 1))
        await self._queue.note(job, result=asdict(result))
        return await self._queue.finish(job, well=result.status == "finished")

    async def _surely(self, say: Callable[[], Awaitable[bool]]) -> None:
        """Say it to the queue as soon as it can be reached; when we are stopped before, another rescues the job."""
        while True:
            try:
                await say()
                return
            except AWAY as error:
                log.warning("暂时连不上数据库", error=str(error)[:200])
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._rhythm.poll)
            if self._stop.is_set():
                return
