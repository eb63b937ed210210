"""Tests of the service as a process: it begins, takes up an edited plan, refuses a faulty one, stops, goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from store.store import Store
from tests.schedulers.timetable_office import until
from tests.spiders.server import Site

ROOT = Path(__file__).resolve().parents[2]
NAME = "甲市民政局"
PLAN = """
site: {{name: {name}, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: {delay}, retry_after: 0.05s, timeout: 3s}}
availability: {{enabled: false}}
rounds: {{daily: "{at}"}}
alerts: {{channels: {{hook: {{webhook: {{url: "{base}/hook"}}}}}}, routes: [{{to: [hook]}}], group_wait: 0s}}
"""


class Office:
    """A portal, a plan on disk, a database, and what the webhook was told."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.plan = folder / "plan.yaml"
        self.url = f"sqlite:///{folder / 'x.db'}"
        self.told: list[dict[str, Any]] = []
        self.lines: list[dict[str, Any]] = []
        site.page("/", "<title>甲市民政局</title>" + "".join(f"<a href='/{n}.html'>{n}</a>" for n in range(12)))
        for n in range(12):
            site.page(f"/{n}.html", f"<title>第{n}页</title>")
        site.answers["/hook"] = self._hook

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        body = b"".join([piece async for piece in request.content.iter_any()])  # the portal takes no bodies
        self.told.append(json.loads(body))
        return web.Response(text="ok")

    def write(self, at: str = "06:00", name: str = NAME, delay: float = 0) -> None:
        self.plan.write_text(PLAN.format(name=name, base=self.site.base, at=at, delay=delay), "utf-8")

    @asynccontextmanager
    async def serving(self, *more: str) -> AsyncIterator[asyncio.subprocess.Process]:
        self.lines.clear()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "xunjian", "serve", str(self.plan), *more, "--database", self.url),
            cwd=ROOT,
            env={**os.environ, "XUNJIAN_LISTEN": "off", "XUNJIAN_LOG_FORMAT": "json"},
            stderr=asyncio.subprocess.PIPE,
        )
        reading = asyncio.create_task(self._read(process))
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
            await reading

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            text = line.decode()
            self.lines.append(json.loads(text) if text.startswith("{") else {"event": text})

    async def said(self, *words: str) -> dict[str, Any]:
        """The first line that has these words."""
        await until(lambda: bool(self._with(words)), 30)
        return self._with(words)[0]

    def _with(self, words: tuple[str, ...]) -> list[dict[str, Any]]:
        return [line for line in self.lines if all(word in json.dumps(line, ensure_ascii=False) for word in words)]

    def rounds(self) -> list[tuple[str, bool]]:
        with Store.open(self.url) as store:
            return [(one.kind, one.complete) for one in store.rounds(NAME)]


@asynccontextmanager
async def office_in(folder: Path) -> AsyncIterator[Office]:
    async with Site() as site:
        office = Office(site, folder)
        office.write()
        yield office


async def ended(process: asyncio.subprocess.Process, by: signal.Signals = signal.SIGTERM) -> int:
    process.send_signal(by)
    return await asyncio.wait_for(process.wait(), 60)


slow = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: processes that wait for each other")


async def test_the_service_begins_with_a_full_round_and_ends_when_told(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office, office.serving() as process:
        await office.said("全面巡检结束")
        assert await ended(process) == 0

    assert office.rounds() == [("full", True)]


@slow
async def test_a_day_in_the_life_of_a_service(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        async with office.serving() as process:
            await office.said("全面巡检结束")
            office.write(at="25:99")
            await office.said("有错，没有采用")
            await until(lambda: bool(office.told), 30)
            office.write(at="07:00")
            await office.said("方案有改动，已采用")
            office.write(name="乙市民政局")
            await office.said("改了网站名称")
            office.write(at="07:00")
            assert await ended(process) == 0
        async with office.serving() as process:
            await office.said("本进程主持时间表")
            await asyncio.sleep(0.5)
            assert await ended(process, signal.SIGINT) == 0

    assert office.rounds() == [("full", True)]
    assert "第 5 行" in office.told[0]["text"]
    assert len({one["id"] for one in office.told}) == len(office.told)


@slow
async def test_a_round_that_is_cut_off_by_the_word_to_stop_is_taken_up_by_the_next_start(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        office.write(delay=0.2)
        async with office.serving() as process:
            await until(lambda: len(office.site.asked) > 4, 30)
            assert await ended(process) == 0
        assert office.rounds() == [("full", False)]
        async with office.serving() as process:
            await office.said("全面巡检结束", "finished")
            assert await ended(process) == 0

    assert office.rounds() == [("full", True)]
    assert office.site.asked.count(("GET", "/")) <= 2


@slow
async def test_of_two_services_on_one_database_one_leads_and_the_other_takes_over(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office, office.serving() as first:
        await office.said("全面巡检结束")
        second = Office(office.site, tmp_path)
        async with second.serving() as other:
            await second.said("服务已启动")
            await asyncio.sleep(0.5)
            assert not second._with(("本进程主持时间表",))
            first.kill()

            await second.said("本进程主持时间表")
            assert await ended(other) == 0

    assert office.rounds() == [("full", True)]


@slow
async def test_a_database_that_is_away_at_the_start_is_waited_for_in_clear_words(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        with Store.open(office.url):
            pass
        with sqlite3.connect(tmp_path / "x.db", isolation_level=None) as other:
            (tmp_path / "x.db").rename(tmp_path / "away.db")
            (tmp_path / "x.db").mkdir()
            async with office.serving() as process:
                said = await office.said("数据库暂不可用")
                (tmp_path / "x.db").rmdir()
                (tmp_path / "away.db").rename(tmp_path / "x.db")
                await office.said("本进程主持时间表")
                assert await ended(process) == 0
        other.close()

    assert str(tmp_path / "x.db") in said["error"]


def refused(folder: Path, *plans: Path, check: Callable[[str], bool]) -> bool:
    from typer.testing import CliRunner

    from xunjian.__main__ import app

    result = CliRunner().invoke(app, ["serve", *map(str, plans), "--database", f"sqlite:///{folder / 'x.db'}"])
    return result.exit_code == 2 and check(result.output + result.stderr)


def test_two_plans_of_one_site_are_refused_with_both_names(tmp_path: Path) -> None:
    files = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for file in files:
        file.write_text('site: {name: 甲, home: "https://a.example/"}\n', "utf-8")

    assert refused(tmp_path, *files, check=lambda said: all(str(file) in said for file in files))


def test_a_queue_without_postgresql_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text('site: {name: 甲, home: "https://a.example/"}\n', "utf-8")

    assert refused(tmp_path, file, Path("--queue"), check=lambda said: "PostgreSQL" in said)
