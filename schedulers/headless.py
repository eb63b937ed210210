"""The browser of one round: a child process that is started when it is first asked, or a little before."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import TracebackType

from inspection.addresses import host_of
from inspection.findings import Json
from inspection.plan import Plan
from schedulers.headless_child import HeadlessChild
from schedulers.stopping import Stopping
from spiders import logs
from spiders.browser import find_browser
from spiders.headless.tasks import CRASHED, NO_BROWSER, Answer, Kind, Order, Task
from spiders.leave import HaltedError
from spiders.sweep import Sweep

STARTS = 3  # of the process in one round
NOT_INSTALLED = "没有找到浏览器：请安装 chromium，或用环境变量 XUNJIAN_BROWSER 指明浏览器程序的位置"
NOT_WANTED = "巡检方案规定不用浏览器（crawl.browser: never）"
GAVE_UP = "浏览器进程几次中断，本轮不再启动"

log = logs.get(__name__)


class Headless:
    """Asks the browser's process, and starts it again where it ended by itself."""

    def __init__(self, plan: Plan, plan_text: str, evidence: Path, stopping: Stopping) -> None:
        self._plan = plan
        self._order = Order(plan=plan_text, evidence=str(evidence), site=plan.site.name)
        self._turn: Callable[[str], Awaitable[None]] | None = None
        self._why_not = self._reason_against()
        self._numbers = itertools.count(1)
        self._sweep: Sweep | None = None
        self._child: HeadlessChild | None = None
        self._starts = 0
        self._starting = asyncio.Lock()
        self._warming: asyncio.Task[object] | None = None
        self._free, self._halted = asyncio.Event(), asyncio.Event()
        self._free.set()
        stopping.on_stop(self.halt)
        stopping.on_hold(self.hold)

    def _reason_against(self) -> str:
        if self._plan.crawl.browser == "never":
            return NOT_WANTED
        return NOT_INSTALLED if find_browser() is None else ""

    @property
    def available(self) -> bool:
        """Whether there is a browser, and the plan lets it be used. To ask anyway is answered NO_BROWSER."""
        return not self._why_not

    def halt(self) -> None:
        """The round is told to stop: whoever waits for an answer hears it at once."""
        self._halted.set()

    def hold(self, held: bool) -> None:
        """Pages that are open are finished; no further one is opened meanwhile."""
        if held:
            self._free.clear()
        else:
            self._free.set()

    @property
    def pid(self) -> int | None:
        """Of the process that has the browser; None while there is none."""
        return self._child.pid if self._child is not None else None

    def share(self, sweep: Sweep) -> None:
        """Take turns with the sweep, and by it with other machines, at the hosts that it asks, too."""

        async def turn(name: str) -> None:
            host = sweep.hosts.get(name)
            if host is not None:
                await host.turn()

        self._turn, self._sweep = turn, sweep

    def warm(self) -> None:
        """Somebody will ask soon: start the process, which takes a second or two. Returns at once."""
        if self.available and self._child is None and self._warming is None and not self._halted.is_set():
            self._warming = asyncio.create_task(self._running())

    async def ask(
        self,
        kind: Kind,
        url: str,
        *,
        seconds: float | None = None,
        phone: bool = False,
        light: bool = False,
        options: Mapping[str, Json] | None = None,
    ) -> Answer:
        """Do one thing; several may be asked at once. A task whose page or browser broke is tried once more.

        Raises HaltedError when the round is told to stop; nothing else.
        """
        seconds = self._plan.browser.seconds.total_seconds() if seconds is None else seconds
        task = Task(
            id=next(self._numbers),
            kind=kind,
            url=url,
            seconds=seconds,
            phone=phone,
            light=light,
            options=self._cookies(url) | dict(options or {}),
        )
        return await self._unless_halted(self._answer(task))

    def _cookies(self, url: str) -> dict[str, Json]:
        """Those by which a firewall let the round through: each page need not pass it anew."""
        passes = self._sweep.fetcher.passes if self._sweep is not None else None
        held = passes.jar.cookies_for(url) if passes is not None else {}
        return {"cookies": dict(held)} if held else {}

    async def _answer(self, task: Task) -> Answer:
        for _ in range(2):
            if not self.available:
                break
            await self._free.wait()
            if self._turn is not None:
                await self._turn(host_of(task.url))
            child = await self._running()
            if child is None:
                break
            answer = await child.ask(task)
            if answer is None:  # the process has ended
                continue
            if answer.reason == NO_BROWSER:
                self._give_up(answer.detail)
            return answer
        if not self.available:
            return Answer(id=task.id, reason=NO_BROWSER, detail=self._why_not)
        return Answer(id=task.id, reason=CRASHED, detail="浏览器进程中断")

    async def _running(self) -> HeadlessChild | None:
        """The process; None when there is none to be had."""
        async with self._starting:
            if self._child is not None and self._child.alive:
                return self._child
            if self._child is not None:
                log.warning("浏览器进程中断", words=(await self._child.end())[-500:])
                self._child = None
            if self._starts >= STARTS:
                self._give_up(GAVE_UP)
            if not self.available:
                return None
            self._starts += 1
            child = await HeadlessChild.begin(self._order)
            self._child = child
            if (refused := await child.ready()) is not None:
                self._give_up(refused)
                return None
            return child

    def _give_up(self, why: str) -> None:
        if not self._why_not:
            self._why_not = why or NOT_INSTALLED
            log.error("浏览器不可用", reason=self._why_not)

    async def _unless_halted(self, work: Awaitable[Answer]) -> Answer:
        doing, halting = asyncio.ensure_future(work), asyncio.ensure_future(self._halted.wait())
        try:
            await asyncio.wait({doing, halting}, return_when=asyncio.FIRST_COMPLETED)
            if self._halted.is_set():
                raise HaltedError
            return doing.result()
        finally:
            doing.cancel()
            halting.cancel()
            await asyncio.gather(doing, halting, return_exceptions=True)

    async def __aenter__(self) -> Headless:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, if one was started."""
        if self._warming is not None:
            self._warming.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await self._warming
        if self._child is not None:
            await self._child.end()
            self._child = None
