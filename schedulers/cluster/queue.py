"""The queue: procrastinate's jobs in our own PostgreSQL, and the few things that are done with a job there.

Not procrastinate's own worker: that one ends when the database is away for half a minute, and it ends or puts back a
job whoever has it by then. Here a worker touches a job only while the job is still its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from schedulers.cluster.address import queue_url
from schedulers.cluster.tables import prepare
from store.engine import line_settings, place_of
from store.errors import StoreError
from store.store import Store

AWAY = (ConnectorException, psycopg.OperationalError)  # the database is out of reach: it may come back

_OURS: LiteralString = """
SELECT id FROM procrastinate_jobs WHERE id = %(job)s AND worker_id = %(worker)s AND status = 'doing' FOR UPDATE
"""
_STALLED: LiteralString = """
SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
 WHERE job.id = %(job)s AND job.status = 'doing'
   AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %(silent)s))
   FOR UPDATE OF job SKIP LOCKED
"""
_NOTE: LiteralString = "UPDATE procrastinate_jobs SET args = args || %(facts)s WHERE id = %(job)s"
_FINISH: LiteralString = "SELECT procrastinate_finish_job_v1(%(job)s, %(status)s, false)"
_RETRY: LiteralString = (
    "SELECT procrastinate_retry_job_v2(%(job)s, now() + make_interval(secs => %(wait)s), NULL, NULL, NULL)"
)
_STATES: LiteralString = "SELECT id, status::text, args FROM procrastinate_jobs WHERE id = ANY(%(ids)s)"
_BEAT: LiteralString = "UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = %(worker)s RETURNING id"


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job stands: todo, doing, succeeded, failed, cancelled, aborted; and its arguments with what was noted."""

    status: str
    args: Mapping[str, Any]

    @property
    def over(self) -> bool:
        """Nobody will touch it again."""
        return self.status not in {"todo", "doing"}


class Queue:
    """An open queue. Every method may raise one of AWAY."""

    def __init__(self, app: App, pool: AsyncConnectionPool) -> None:
        self.app = app
        self.jobs = app.job_manager
        self._pool = pool

    async def fetch(self, queues: Iterable[str], worker: int) -> Job | None:
        """The next job, which is this worker's from now on."""
        try:
            return await self.jobs.fetch_job(queues, worker)
        except UniqueViolation:  # two workers, two jobs of one site, the same moment
            return None

    async def beat(self, worker: int) -> bool:
        """This worker lives; False where it was silent for so long that it is forgotten."""
        return bool(await self.ask(_BEAT, worker=worker))

    async def note(self, job: Job, **facts: Any) -> bool:
        """Write facts beside the job's arguments, for whoever has it next. False: it is not ours any more."""
        return await self._if_ours(job, _NOTE, facts=Jsonb(facts))

    async def finish(self, job: Job, *, well: bool) -> bool:
        """The job is over. False: it is not ours any more."""
        return await self._if_ours(job, _FINISH, status="succeeded" if well else "failed")

    async def put_back(self, job: Job, wait: float = 0) -> bool:
        """Whoever is free takes it, not before so many seconds. False: it is not ours any more."""
        try:
            return await self._if_ours(job, _RETRY, wait=wait)
        except psycopg.errors.UniqueViolation:  # the same was asked for again meanwhile: one is enough
            return await self.finish(job, well=False)

    async def rescue(self, silent: float) -> list[int]:
        """Put back the jobs of workers that were not heard of for so many seconds, by the database's clock."""
        stalled = await self.jobs.get_stalled_jobs(seconds_since_heartbeat=silent)
        return [job.id for job in stalled if job.id is not None and await self._rescue(job.id, silent)]

    async def states(self, ids: Iterable[int]) -> dict[int, JobState]:
        """How these jobs stand; what is not named is no longer there."""
        return {row[0]: JobState(row[1], row[2]) for row in await self.ask(_STATES, ids=list(ids))}

    async def ask(self, query: LiteralString, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a question to procrastinate's tables."""
        async with self._pool.connection() as connection:
            return await (await connection.execute(query, values)).fetchall()

    async def _rescue(self, job: int, silent: float) -> bool:
        async with self._pool.connection() as connection:
            found = await connection.execute(_STALLED, {"job": job, "silent": silent})
            if await found.fetchone() is None:
                return False
            try:
                async with connection.transaction():
                    await connection.execute(_RETRY, {"job": job, "wait": 0})
            except psycopg.errors.UniqueViolation:
                await connection.execute(_FINISH, {"job": job, "status": "failed"})
            return True

    async def _if_ours(self, job: Job, then: LiteralString, **values: Any) -> bool:
        async with self._pool.connection() as connection:
            ours = await connection.execute(_OURS, {"job": job.id, "worker": job.worker_id})
            if await ours.fetchone() is None:
                return False
            await connection.execute(then, {"job": job.id, **values})
            return True


@asynccontextmanager
async def open_queue(database: str, store: Store) -> AsyncIterator[Queue]:
    """The queue in this database, its tables made where they are missing. `store`: the same database's.

    Raises StoreError: no PostgreSQL, the extra is missing, the database is out of reach.
    """
    url = queue_url(database)
    await asyncio.to_thread(prepare, store)
    connector = PsycopgConnector(
        conninfo=url.set(drivername="postgresql").render_as_string(hide_password=False),
        kwargs=line_settings(url.query),
        min_size=1,
        max_size=4,
        timeout=10,  # seconds that a question may wait for a connection
    )
    try:
        async with App(connector=connector).open_async() as app:
            yield Queue(app, connector.pool)
    except AWAY as error:
        raise StoreError(f"打不开数据库 {place_of(url)}，请检查地址、权限和数据库服务（{error}）") from error
