"""Ctrl-C and SIGTERM to the command, as a terminal, an operator and a service manager send them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.resilience.processes import children, living
from tests.spiders.server import Site

ROOT = Path(__file__).resolve().parents[2]
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true, owned: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 5s, concurrency: 2}}
columns: [{{name: 通知公告, url: /tzgg/, kind: 通知公告}}]
"""
ROWS = 40
BROKEN = "/tzgg/gone.doc"


class SlowSite(Site):
    """From the twentieth on a page takes its time; who does not wait for the answer is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.8
        self.left = 0
        self.reached = asyncio.Event()  # twenty pages were asked for

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if len(self.asked) >= 20:
            self.reached.set()
            await asyncio.sleep(self.seconds)
        self.left += request.transport is None or request.transport.is_closing()
        return await super()._handle(request)


@pytest.fixture
async def site() -> AsyncIterator[SlowSite]:
    site = SlowSite()
    async with site:
        rows = "".join(
            f'<li><a href="/tzgg/{n}.html">关于做好第{n}批社会救助工作的通知</a><span>2025-03-20</span></li>'
            for n in range(ROWS)
        )
        site.page("/", "<title>甲市民政局</title><h1>欢迎</h1><a href='/tzgg/'>通知公告</a>")
        site.page("/tzgg/", f"<title>通知公告</title><h2>通知公告</h2><ul>{rows}</ul>")
        for n in range(ROWS):
            site.page(f"/tzgg/{n}.html", f"<title>通知{n}</title><p>{'正文' * 80}{n}</p><a href='{BROKEN}'>附件</a>")
        yield site


async def begin(site: Site, folder: Path) -> Process:
    (folder / "plan.yaml").write_text(PLAN.format(base=site.base), "utf-8")
    command = ["inspect", str(folder / "plan.yaml"), "--as-of", "2025-03-25T09:00:00+08:00", "--quiet"]
    kept = ["--database", f"sqlite:///{folder / 'x.db'}", "--report", str(folder / "report.json")]
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "xunjian", *command, *kept, cwd=ROOT, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


async def ended(process: Process) -> tuple[int | None, str]:
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, errors.decode()


def report(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text("utf-8"))


async def test_told_to_stop_it_finishes_the_page_in_hand_and_the_next_start_takes_it_up(
    site: SlowSite, tmp_path: Path
) -> None:
    first = await begin(site, tmp_path)
    await asyncio.wait_for(site.reached.wait(), 60)
    readers = children(first.pid)
    os.killpg(first.pid, signal.SIGTERM)  # to the children, too, as a service manager does
    status, words = await ended(first)
    asked_first, cut = len(site.asked), site.left
    site.seconds = 0
    second = await begin(site, tmp_path)
    finished, _ = await ended(second)
    pages = [path for method, path in site.asked if method == "GET" and path.endswith(".html")]
    told = report(tmp_path)

    assert status == 3
    assert "已停止；已记录" in words
    assert cut == 0
    assert asked_first < ROWS
    assert not living(readers)
    assert finished == 1
    assert [one["subject"] for one in told["findings"] if one["check"] == "broken-link"] == [site.base + BROKEN]
    assert len(pages) == len(set(pages)) + _unknown_asked(site)  # no page was fetched twice
    # Pages, files and what the baseline costs, over both processes; the home page's address is asked by each.
    assert told["round"]["requests"] == len(site.asked)
    assert told["round"]["pages"] == ROWS + 2


def _unknown_asked(site: SlowSite) -> int:
    """Addresses that do not exist are asked by each process, for comparison."""
    named = {f"/tzgg/{n}.html" for n in range(ROWS)}
    unknown = [path for _, path in site.asked if path.endswith(".html") and path not in named]
    return len(unknown) - len(set(unknown))


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="starts processes; set XUNJIAN_SLOW=1")
async def test_a_second_word_ends_it_at_once(site: SlowSite, tmp_path: Path) -> None:
    hanging = asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        hanging.set()
        await asyncio.sleep(4)
        return web.Response(text="<title>慢</title>", content_type="text/html")

    site.answers["/"] = never
    process = await begin(site, tmp_path)
    await asyncio.wait_for(hanging.wait(), 60)
    readers = children(process.pid)
    process.send_signal(signal.SIGINT)
    await asyncio.sleep(0.2)
    still = process.returncode is None
    process.send_signal(signal.SIGINT)
    status, words = await ended(process)
    for _ in range(100):
        if not living(readers):
            break
        await asyncio.sleep(0.05)

    assert (still, status) == (True, 3)
    assert "已立即结束" in words
    assert not living(readers)
