"""Tests of rounds as processes: whatever befalls one, the service gets an answer, and nothing is left running."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schedulers import round_process
from schedulers.child_process import ROOT
from schedulers.round_process import RoundAsk, RoundResult, run_round_process
from schedulers.runner import LocalRunner
from store.store import Store
from tests.schedulers.timetable_office import until
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: {delay}, retry_after: 0.05s, timeout: 3s}}
"""


def ask_of(site: Site, folder: Path, delay: float = 0, **more: object) -> RoundAsk:
    text = PLAN.format(base=site.base, delay=delay)
    return RoundAsk("甲市民政局", "full", text, str(folder), f"sqlite:///{folder / 'x.db'}", **more)  # type: ignore[arg-type]


def open_portal(site: Site, pages: int) -> None:
    links = "".join(f"<a href='/{n}.html'>第{n}页</a>" for n in range(pages))
    site.page("/", f"<title>甲市民政局</title>{links}")
    for n in range(pages):
        site.page(f"/{n}.html", f"<title>第{n}页</title><a href='/gone.html'>旧</a>")


def test_what_is_asked_is_read_as_it_was_written() -> None:
    ask = RoundAsk("甲", "daily", "site: 甲\n", "/x", "sqlite:///x.db", datetime(2026, 1, 1, tzinfo=UTC))

    assert RoundAsk.read(ask.line()) == ask


async def test_a_round_runs_to_its_end_and_says_what_it_came_to(tmp_path: Path) -> None:
    async with Site() as site:
        open_portal(site, 3)
        result = await run_round_process(ask_of(site, tmp_path), asyncio.Event())

    assert (result.status, result.complete, result.findings > 0) == ("finished", True, True)
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        assert store.round(str(result.round_id)).complete


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: two rounds that ask slowly")
async def test_a_round_that_is_asked_to_stop_stays_open_and_the_next_takes_it_up(tmp_path: Path) -> None:
    async with Site() as site:
        open_portal(site, 20)
        stop = asyncio.Event()
        running = asyncio.create_task(run_round_process(ask_of(site, tmp_path, 0.1), stop))
        await until(lambda: len(site.asked) > 5, 20)
        stop.set()
        stopped = await running
        again = await run_round_process(ask_of(site, tmp_path, 0.1), stop=asyncio.Event())

    assert stopped.status == "stopped"
    assert again.status == "finished"
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        assert [(one.complete, one.resumes) for one in store.rounds("甲市民政局")] == [(True, 1)]


async def test_a_child_that_dies_is_a_failed_round(tmp_path: Path) -> None:
    async with Site() as site:
        open_portal(site, 60)
        running = asyncio.create_task(run_round_process(ask_of(site, tmp_path, 0.2), asyncio.Event()))
        await until(lambda: len(site.asked) > 2, 20)
        (child,) = [pid for pid in _children() if _is_round(pid)]
        os.kill(child, signal.SIGKILL)
        result = await running

    assert result.status == "failed"
    assert "信号 9" in result.words


async def test_what_a_dead_child_left_running_is_not_waited_for(tmp_path: Path) -> None:
    async with Site() as site:
        ask = ask_of(site, tmp_path)

    result = await asyncio.wait_for(
        run_round_process(ask, asyncio.Event(), module="tests.schedulers.leaves_a_child"), timeout=10
    )

    assert (result.status, "信号 9" in result.words) == ("failed", True)


async def test_a_process_that_cannot_be_begun_is_a_failed_round(tmp_path: Path) -> None:
    async with Site() as site:
        ask = ask_of(site, tmp_path)

    result = await run_round_process(ask, asyncio.Event(), module="x" * 10**6)  # longer than the system takes

    assert (result.status, "不能启动" in result.words) == ("failed", True)


async def test_when_the_service_is_killed_its_round_ends_by_itself(tmp_path: Path) -> None:
    """A process in between starts the round and is killed: nobody is left to say stop."""
    code = (
        "import asyncio, sys; from schedulers.round_process import *;"
        "asyncio.run(run_round_process(RoundAsk.read(sys.stdin.readline()), asyncio.Event()))"
    )
    async with Site() as site:
        open_portal(site, 200)
        service = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stdin=asyncio.subprocess.PIPE, cwd=ROOT
        )
        assert service.stdin is not None
        service.stdin.write(ask_of(site, tmp_path, 0.2).line().encode())
        await until(lambda: len(site.asked) > 2, 20)
        (child,) = [pid for pid in _children(service.pid) if _is_round(pid)]
        service.kill()
        await service.wait()

        await until(lambda: not _is_round(child), 20)


async def test_so_many_run_at_once_and_the_others_wait_for_their_turn(tmp_path: Path) -> None:
    now, most = 0, 0

    async def process(_: RoundAsk, __: asyncio.Event) -> RoundResult:
        nonlocal now, most
        now, most = now + 1, max(most, now + 1)
        await asyncio.sleep(0.01)
        now -= 1
        return RoundResult("finished")

    runner, ask = LocalRunner(2, process), RoundAsk("甲", "full", "", str(tmp_path), "")
    results = await asyncio.gather(*(runner.run(ask, asyncio.Event()) for _ in range(9)))

    assert (most, {one.status for one in results}) == (2, {"finished"})


async def test_who_waits_for_a_turn_can_be_stopped_and_keeps_nobody_elses(tmp_path: Path) -> None:
    held, stop = asyncio.Event(), asyncio.Event()

    async def process(_: RoundAsk, __: asyncio.Event) -> RoundResult:
        await held.wait()
        return RoundResult("finished")

    runner, ask = LocalRunner(1, process), RoundAsk("甲", "full", "", str(tmp_path), "")
    first = asyncio.create_task(runner.run(ask, asyncio.Event()))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(runner.run(ask, stop))
    await asyncio.sleep(0.01)
    stop.set()
    assert (await waiting).status == "stopped"

    held.set()
    assert (await first).status == "finished"
    assert (await asyncio.wait_for(runner.run(ask, asyncio.Event()), 1)).status == "finished"


def _children(of: int | None = None) -> list[int]:
    me = of or os.getpid()
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and _parent(int(pid)) == me]  # noqa: PTH208


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _is_round(pid: int) -> bool:
    try:
        return round_process.MODULE.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
