"""The browser's process is asked by the round: it answers, is started again, and stands in nobody's way."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from inspection.plan_file import parse_plan
from schedulers.headless import Headless
from schedulers.stopping import Stopping
from spiders.browser import find_browser
from spiders.headless import processes
from spiders.headless.tasks import CRASHED, NO_BROWSER, TOO_LONG, Kind
from spiders.leave import HaltedError
from tests.spiders.server import Site

slow = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: XUNJIAN_SLOW=1")
needs_browser = pytest.mark.skipif(find_browser() is None, reason="no Chromium or Chrome on this machine")


def headless_of(base: str, evidence: Path, browser: str = "auto") -> Headless:
    text = f"""
site: {{name: 试, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, browser: {browser}}}
"""
    return Headless(parse_plan(text), text, evidence, Stopping())


async def test_a_plan_without_a_browser_is_answered_so(tmp_path: Path) -> None:
    async with headless_of("http://a.example", tmp_path, browser="never") as headless:
        answer = await headless.ask(Kind.CLEAR, "http://a.example/")

    assert (headless.available, answer.reason, "crawl.browser" in answer.detail) == (False, NO_BROWSER, True)


async def test_a_machine_without_a_browser_is_told_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNJIAN_BROWSER", "/nowhere/chromium")
    async with headless_of("http://a.example", tmp_path) as headless:
        answer = await headless.ask(Kind.CLEAR, "http://a.example/")

    assert (answer.reason, "XUNJIAN_BROWSER" in answer.detail) == (NO_BROWSER, True)


async def test_who_is_told_to_stop_asks_nothing(tmp_path: Path) -> None:
    async with headless_of("http://a.example", tmp_path, browser="never") as headless:
        headless.halt()
        with pytest.raises(HaltedError):
            await headless.ask(Kind.CLEAR, "http://a.example/")


@slow
async def test_a_browser_that_does_not_start_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("XUNJIAN_BROWSER", str(program))
    async with headless_of("http://a.example", tmp_path) as headless:
        answer = await headless.ask(Kind.CLEAR, "http://a.example/")

        assert (answer.reason, str(program) in answer.detail, headless.available) == (NO_BROWSER, True, False)


@dataclass
class House:
    """A site, and the browser that looks at it."""

    site: Site
    headless: Headless

    @property
    def child(self) -> int:
        pid = self.headless.pid
        assert pid is not None
        return pid

    @property
    def browser(self) -> int:
        return next(
            kid for driver in children_of(self.child) for kid in children_of(driver) if processes.processes_of(kid)
        )


def children_of(pid: int) -> list[int]:
    return [
        int(one.name)
        for one in Path("/proc").iterdir()
        if one.name.isdigit() and processes.parent_of(int(one.name)) == pid
    ]


def nowhere() -> str:
    """Where nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/"


def most_memory_of(pid: int) -> int:
    """Kilobytes."""
    return int(Path(f"/proc/{pid}/status").read_text("ascii").partition("VmHWM:")[2].split()[0])


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response(text="<title>slow</title>late", content_type="text/html")

    async with Site() as site:
        site.page("/", "<title>home</title><p>hello")
        site.page("/gone", "<title>gone</title><p>nothing here", status=404)
        site.page("/file", "x" * 100, kind="application/octet-stream")
        site.page("/spin", "<title>spin</title><script>while (true);</script>")
        site.page("/restless", "<script>setTimeout(() => location.href = '/restless', 20)</script>")
        site.page("/alerts", "<title>a</title><script>for (let i = 0; i < 50; i++) alert(i)</script>")
        site.page("/halves", "<script>document.title = 'half \\ud83d'; document.write('half \\ud83d')</script>")
        site.page("/talks", "<script>for (let i = 0; i < 40; i++) console.log('x'.repeat(2e7))</script>")
        site.page("/astray", f"<title>a</title><script>location.replace('{nowhere()}')</script>")
        site.answers["/slow"] = slow
        async with headless_of(site.base, tmp_path_factory.mktemp("evidence")) as headless:
            yield House(site, headless)


browsing = [pytest.mark.browser, needs_browser, pytest.mark.asyncio(loop_scope="module")]


class TestBrowser:
    """One browser for all of these."""

    pytestmark = browsing

    async def test_a_page_is_answered_with_what_it_says_of_itself(self, house: House) -> None:
        answer = await house.headless.ask(Kind.CLEAR, f"{house.site.base}/")

        assert (answer.reason, answer.status, answer.title, answer.facts["passed"]) == (None, 200, "home", True)

    async def test_an_error_page_is_a_page(self, house: House) -> None:
        answer = await house.headless.ask(Kind.CLEAR, f"{house.site.base}/gone")

        assert (answer.reason, answer.status, answer.title) == (None, 404, "gone")

    async def test_a_page_that_holds_half_a_character_is_a_page(self, house: House) -> None:
        answer = await house.headless.ask(Kind.CLEAR, f"{house.site.base}/halves")

        assert (answer.reason, answer.status, answer.title[:4]) == (None, 200, "half")

    @pytest.mark.parametrize(
        "kind", [Kind.CLEAR, pytest.param(Kind.LIST, marks=slow), pytest.param(Kind.VISIT, marks=slow)]
    )
    async def test_what_the_browser_shows_itself_is_not_the_sites(self, house: House, kind: Kind) -> None:
        answer = await house.headless.ask(kind, f"{house.site.base}/astray")

        assert (answer.reason, answer.facts) == ("refused", {})

    @slow
    async def test_what_a_page_tells_its_console_is_not_listened_to(self, house: House) -> None:
        await house.headless.ask(Kind.CLEAR, f"{house.site.base}/talks")

        assert most_memory_of(house.child) < 400_000

    async def test_a_download_is_said_to_be_none(self, house: House) -> None:
        answer = await house.headless.ask(Kind.CLEAR, f"{house.site.base}/file")

        assert (answer.reason, answer.status) == ("not-a-page", 200)

    async def test_a_host_without_an_address_has_the_houses_reason(self, house: House) -> None:
        answer = await house.headless.ask(Kind.CLEAR, "http://no-such-name.invalid/")

        assert answer.reason == "dns"

    @pytest.mark.parametrize("path", ["/spin", pytest.param("/restless", marks=slow)])
    async def test_a_page_without_end_costs_its_own_seconds_alone(self, house: House, path: str) -> None:
        hanging = asyncio.create_task(house.headless.ask(Kind.CLEAR, f"{house.site.base}{path}", seconds=2))
        other = await house.headless.ask(Kind.CLEAR, f"{house.site.base}/alerts")

        assert ((await hanging).reason in {TOO_LONG, CRASHED, None}, other.title) == (True, "a")

    async def test_nothing_is_opened_while_the_round_is_held(self, house: House) -> None:
        house.headless.hold(True)
        asking = asyncio.create_task(house.headless.ask(Kind.CLEAR, f"{house.site.base}/"))
        await asyncio.wait({asking}, timeout=0.5)
        waited = not asking.done()
        house.headless.hold(False)

        assert (waited, (await asking).title) == (True, "home")

    @pytest.mark.parametrize("whose", ["browser", pytest.param("child", marks=slow)])
    async def test_whoever_is_killed_nothing_is_lost(self, house: House, whose: str) -> None:
        asking = [asyncio.create_task(house.headless.ask(Kind.CLEAR, f"{house.site.base}/slow")) for _ in range(3)]
        await asyncio.sleep(0.6)
        browser = house.browser
        os.kill(house.child if whose == "child" else browser, signal.SIGKILL)
        answers = await asyncio.gather(*asking)

        assert ([one.title for one in answers], processes.processes_of(browser)) == (["slow"] * 3, [])
