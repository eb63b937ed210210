"""Two machines, one cut off mid-round: the other takes its round over, and the first writes no more. Slow, as root."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from schedulers.child_process import ROOT
from schedulers.cluster.queue import open_queue
from schedulers.queue_runner import QueueRunner
from schedulers.round_process import RoundAsk
from store.store import Store
from tests.schedulers.cluster.machines import HERE, Machine, machines, postgres_on_tcp
from tests.schedulers.cluster.portal import Portal

pytestmark = pytest.mark.skipif(
    "XUNJIAN_SLOW" not in os.environ or os.geteuid() != 0 or not shutil.which("ip"),
    reason="takes minutes and makes network namespaces; set XUNJIAN_SLOW=1, as root",
)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def database() -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder,
        postgres_on_tcp(Path(folder), free_port()) as url,
    ):
        yield url


async def begin(machine: Machine, database: str, evidence: Path) -> asyncio.subprocess.Process:
    log = (evidence.parent / f"{machine.name}.log").open("ab")
    return await asyncio.create_subprocess_exec(
        *machine.prefix,
        sys.executable,
        "-m",
        "xunjian",
        "worker",
        "--database",
        database,
        cwd=ROOT,
        env={**os.environ, "XUNJIAN_EVIDENCE": str(evidence), "XUNJIAN_LOG_FORMAT": "text"},
        stderr=log,
        start_new_session=True,
    )


def recorded(store: Store, round_id: str) -> set[str]:
    return {page.url for page in store.pages(round_id)}


async def until_pages(store: Store, site: str, count: int) -> str:
    async with asyncio.timeout(60):
        while True:
            rounds = store.rounds(site)
            if rounds and len(recorded(store, rounds[0].id)) >= count:
                return rounds[0].id
            await asyncio.sleep(0.2)


@pytest.mark.parametrize("evidence", ["shared", "apart"])
async def test_a_machine_that_is_cut_off_mid_round_is_taken_over(evidence: str, database: str, tmp_path: Path) -> None:
    folders = [tmp_path / ("evidence" if evidence == "shared" else f"evidence{n}") for n in range(2)]
    processes: list[asyncio.subprocess.Process] = []
    with machines(2) as (first, second), Store.open(database, tmp_path / "here") as store:
        async with Portal("民政局", pages=120, seconds=0.4, host=HERE) as portal, open_queue(database, store) as queue:
            ask = RoundAsk(portal.name, "full", portal.plan(), str(tmp_path), database)
            running = asyncio.create_task(QueueRunner(queue, store).run(ask, asyncio.Event()))
            try:
                processes.append(await begin(first, database, folders[0]))
                round_id = await until_pages(store, portal.name, 30)
                first.cut()
                cut_at, before = time.monotonic(), recorded(store, round_id)
                asked_before = dict(portal.asked)
                processes.append(await begin(second, database, folders[1]))
                result = await asyncio.wait_for(running, 240)
                taken = time.monotonic() - cut_at
                portal_after = dict(portal.asked)
                first.mend()
                await asyncio.sleep(45)  # the first notices that the round is not its own any more, and lives
                alive = [process.returncode for process in processes]
            finally:
                for process in processes:
                    if process.returncode is None:
                        process.send_signal(signal.SIGTERM)
                await asyncio.wait_for(asyncio.gather(*(process.wait() for process in processes)), 90)
                for name in (first.name, second.name):
                    sys.stderr.write((tmp_path / f"{name}.log").read_text("utf-8", "replace") + "\n")

        rounds = store.rounds(portal.name)
        after = recorded(store, round_id)
    again = sum(portal_after[url] > times for url, times in asked_before.items() if url.startswith("/list/"))
    sys.stderr.write(f"taken over and finished after {taken:.0f} s; {len(before)} pages before, {again} asked again\n")
    assert (result.status, result.complete, result.findings, result.round_id) == ("finished", True, 1, round_id)
    assert (len(rounds), rounds[0].resumes) == (1, 1)
    assert before <= after
    assert len(after) == 122
    assert dict(portal.asked) == portal_after, "the machine that came back asked the site"
    assert alive == [None, None]
    assert [process.returncode for process in processes] == [0, 0]
    assert again <= (12 if evidence == "shared" else len(before) + 12)
