"""Workers as real processes on a real PostgreSQL, killed mid-round: slow, `XUNJIAN_SLOW=1`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from schedulers.child_process import ROOT
from schedulers.cluster.queue import Queue
from schedulers.queue_runner import QueueRunner
from schedulers.round_process import RoundAsk, RoundResult
from store.store import Store
from tests.schedulers.cluster.portal import Portal

pytestmark = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="takes a minute; set XUNJIAN_SLOW=1")
SILENT = 4.0


Begin = Callable[[], Awaitable[asyncio.subprocess.Process]]


@pytest.fixture
async def begin(database: str, tmp_path: Path) -> AsyncIterator[Begin]:
    """Begins workers; those that are left at the end are killed, and what they said is shown when the test fails."""
    begun: list[asyncio.subprocess.Process] = []

    async def one() -> asyncio.subprocess.Process:
        begun.append(await worker(database, tmp_path / "evidence"))
        return begun[-1]

    yield one
    for process in begun:
        if process.returncode is None:
            process.kill()
            await process.wait()
    sys.stderr.write((tmp_path / "workers.log").read_text("utf-8", "replace"))


async def worker(database: str, evidence: Path) -> asyncio.subprocess.Process:
    """A worker in a group of its own."""
    log = (evidence.parent / "workers.log").open("ab")
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.schedulers.cluster.worker_process",
        database,
        str(evidence),
        str(SILENT),
        cwd=ROOT,
        start_new_session=True,
        stderr=log,
    )


async def ended(process: asyncio.subprocess.Process, how: signal.Signals = signal.SIGTERM) -> None:
    if process.returncode is None:
        process.send_signal(how)
    await asyncio.wait_for(process.wait(), 60)


async def busiest(store: Store) -> int:
    """The process of a worker whose round has recorded some pages and is not over."""
    async with asyncio.timeout(60):
        while True:
            with store.reading() as connection:
                holder = connection.exec_driver_sql(
                    "SELECT l.pid FROM rounds r JOIN pages p ON p.round = r.key JOIN leases l ON l.site = r.site "
                    "WHERE r.finished_at IS NULL GROUP BY l.pid HAVING count(*) BETWEEN 5 AND 40 ORDER BY l.pid LIMIT 1"
                ).scalar()
            if holder is not None:
                return parent_of(int(holder))
            await asyncio.sleep(0.1)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.parametrize("how", ["the worker", "the worker and its rounds"])
async def test_six_sites_three_workers_one_killed(
    how: str, begin: Begin, queue: Queue, store: Store, database: str, tmp_path: Path
) -> None:
    runner, nobody = QueueRunner(queue, store, poll=0.2), asyncio.Event()
    async with AsyncExitStack() as portals:
        sites = [await portals.enter_async_context(Portal(f"{n}号网站", seconds=0.2)) for n in range(6)]
        workers = [await begin() for _ in range(3)]
        asks = [RoundAsk(site.name, "full", site.plan(), str(tmp_path), database) for site in sites]
        running = [asyncio.create_task(runner.run(ask, nobody)) for ask in asks]
        pid = await busiest(store)
        victim = next(one for one in workers if one.pid == pid)
        if how == "the worker":
            victim.kill()
        else:
            kill_family(victim.pid)
        await victim.wait()
        results: list[RoundResult] = await asyncio.wait_for(asyncio.gather(*running), 120)
        for one in workers:
            await ended(one)

    assert [(result.status, result.complete, result.findings) for result in results] == [("finished", True, 1)] * 6
    assert [len(store.rounds(site.name)) for site in sites] == [1] * 6
    assert sum(store.rounds(site.name)[0].resumes for site in sites) >= 1
    twice = [url for site in sites for url, times in site.asked.items() if times > 3 and url.startswith("/list/")]
    assert twice == []
    assert sorted(str(one.returncode) for one in workers) == ["-9", "0", "0"]


def kill_family(pid: int) -> None:
    """SIGKILL to a process and all that it started, whatever groups they made."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    family = [pid]
    for one in family:
        family += children.get(one, [])
    for one in family:
        os.kill(one, signal.SIGKILL)


async def test_a_worker_that_is_asked_to_stop_gives_its_round_to_another(
    begin: Begin, queue: Queue, store: Store, database: str, tmp_path: Path
) -> None:
    runner = QueueRunner(queue, store, poll=0.2)
    async with Portal("民政局", seconds=0.2) as portal:
        first = await begin()
        ask = RoundAsk(portal.name, "full", portal.plan(), str(tmp_path), database)
        running = asyncio.create_task(runner.run(ask, asyncio.Event()))
        await busiest(store)
        await ended(first)
        second = await begin()
        result = await asyncio.wait_for(running, 90)
        await ended(second)

    round_ = store.rounds(portal.name)[0]
    assert (result.status, result.findings, round_.resumes) == ("finished", 1, 1)
    assert (first.returncode, second.returncode) == (0, 0)
    assert [url for url, times in portal.asked.items() if times > 2 and url.startswith("/list/")] == []
