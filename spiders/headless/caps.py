"""The browser's memory, watched: over the plan's limit the heaviest page is ended, else the whole browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from spiders import logs
from spiders.headless import processes

_EVERY = 0.5  # seconds
_FULL = 0.75  # of the limit: no further page is opened beside others
_HEAVY = 0.3  # of the limit: a page that has so much is the reason

log = logs.get(__name__)


class Caps:
    """`used` and `limit` in bytes."""

    def __init__(self, megabytes: int, browser: Callable[[], int | None], end_browser: Callable[[], None]) -> None:
        self.limit = megabytes * 1024 * 1024
        self.used = 0
        self.ended_at = -1e9  # when a page was ended for its memory, by the event loop's clock
        self._browser, self._end_browser = browser, end_browser

    async def watch(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(_EVERY)
            pid = self._browser()
            if pid is not None and await asyncio.to_thread(self.is_over, pid):
                self.ended_at = asyncio.get_running_loop().time()
                await asyncio.to_thread(self._relieve, pid)

    def is_over(self, pid: int) -> bool:
        """Whether the browser's processes have more than they may. What they share is counted once."""
        found = processes.processes_of(pid)
        self.used = sum(one.rss for one in found)
        if self.used > self.limit * _FULL:  # a rough sum, far too high for many small ones
            self.used = processes.memory_of([one.pid for one in found])
        return self.used > self.limit

    def _relieve(self, pid: int) -> None:
        pages = [one for one in processes.processes_of(pid) if one.kind == "renderer"]
        heaviest = max(pages, key=lambda one: one.rss - one.shared, default=None)
        megabytes = self.used // 1024 // 1024
        if heaviest is not None and heaviest.rss - heaviest.shared > self.limit * _HEAVY:
            log.warning("浏览器内存超过上限，关闭占用最多的网页", megabytes=megabytes)
            processes.end(heaviest.pid)
        else:
            log.warning("浏览器内存超过上限，重新启动浏览器", megabytes=megabytes)
            self._end_browser()

    async def room(self, others: Callable[[], int]) -> None:
        """Wait while memory is nearly full and other pages are open: they will give some back."""
        while self.used > self.limit * _FULL and others():  # noqa: ASYNC110 (a measurement, not an event)
            await asyncio.sleep(_EVERY)
