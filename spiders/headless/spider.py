"""The Scrapy spider of the browser's process: it waits for tasks, and turns each into a page."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import scrapy

from spiders import logs
from spiders.headless.attempt import Attempt
from spiders.headless.caps import Caps
from spiders.headless.gate import Gate
from spiders.headless.handler import BrowserDownloadHandler
from spiders.headless.launch import Launcher, NoBrowserError
from spiders.headless.surroundings import Surroundings
from spiders.headless.tasks import CRASHED, NO_BROWSER, Answer, Task

_BEAT = 5.0  # seconds between two signs of life
_LATELY = 3.0  # seconds: a page that breaks so soon after one was ended for its memory is that one

log = logs.get(__name__)


class HeadlessSpider(scrapy.Spider):
    """Does what it is asked, some things at once, and says what came of each."""

    name = "headless"

    def __init__(
        self,
        surroundings: Surroundings,
        launcher: Launcher,
        gate: Gate,
        caps: Caps,
        tasks: asyncio.Queue[Task],
        at_once: int,
        keep: Callable[[bytes], str],
        say: Callable[[Answer], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.pages: BrowserDownloadHandler | None = None  # the download handler, when there is one
        self._tasks = tasks
        self._surroundings, self._launcher, self._gate, self._caps = surroundings, launcher, gate, caps
        self._keep, self._say = keep, say
        self._seats = asyncio.Semaphore(at_once)
        self._open = 0
        self._again = asyncio.Lock()  # what broke the browser once does not break it for another that is tried again
        self._running: set[asyncio.Task[None]] = set()

    async def start(self) -> AsyncIterator[Any]:
        """For ever: this process ends with its parent."""
        await self._gate.__aenter__()
        await self._warm()
        for watching in (self._caps.watch(), self._beat()):
            self._begin(watching)
        while True:
            self._begin(self._do(await self._tasks.get()))
        yield  # an iterator, that gives nothing to be fetched

    def _begin(self, work: Any) -> None:
        running = asyncio.create_task(work)
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def _warm(self) -> None:
        assert self.pages is not None
        try:
            await self.pages.warm()
        except NoBrowserError as error:
            self._say(Answer(id=0, reason=NO_BROWSER, detail=str(error)))
        else:
            self._say(Answer(id=0))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            self._say(Answer(id=0, detail="beat"))

    async def _do(self, task: Task) -> None:
        async with self._seats:
            await self._caps.room(lambda: self._open)
            self._open += 1
            try:
                answer = await self._attempt(task)
                if answer.reason == CRASHED and self._launcher.is_lost:
                    log.error("浏览器的驱动程序中断")
                    os._exit(1)  # the round begins another process, and asks again what was in hand
                if answer.reason == CRASHED and not answer.detail.startswith("内存"):
                    async with self._again:
                        answer = await self._attempt(task)
            finally:
                self._open -= 1
        self._say(answer)

    async def _attempt(self, task: Task) -> Answer:
        assert self.crawler.engine is not None
        attempt = Attempt(task, self._surroundings, self.crawler.engine.download_async, self._keep, self._gate.why_not)
        try:
            answer = await attempt.answer()
        finally:
            await self._leave(task, attempt)
        now = asyncio.get_running_loop().time()
        if answer.reason == CRASHED and now - self._caps.ended_at < _LATELY:
            return replace(answer, detail="内存超过上限（browser.memory），网页已关闭")
        return answer

    async def _leave(self, task: Task, attempt: Attempt) -> None:
        assert self.pages is not None
        own = None if self._surroundings.is_shared(task) else attempt.context
        if not await self.pages.drop(attempt.page, own):
            log.warning("浏览器没有应答，重新启动", url=task.url)
            self._launcher.end_browser()
