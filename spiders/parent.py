"""The process that started this one, on the other end of standard input: it alone says when to stop.

A terminal's Ctrl-C and a service manager's SIGTERM reach the children of a round, too: they would end with a page in
hand, before the round has decided what to do.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from spiders import logs
from spiders.job import STOP
from store.errors import PASSING, StoreError

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess  # a second to import: whoever has one has imported it

AGAIN = 75  # exit status: the database came and went (sysexits: a temporary failure); begun again, it may be there
GONE = 3  # exit status: told to stop, or the parent has ended, be it by a kill

log = logs.get(__name__)


class ToldToStopError(Exception):
    """What is not read yet stays unread, for the round's resumption."""


class Told:
    """The parent's word to stop. It comes in another thread."""

    def __init__(self) -> None:
        self.stopped = False
        self._stops: list[Callable[[], None]] = []

    def on_stop(self, stop: Callable[[], None]) -> None:
        """Call this when the word comes; at once where it has come already. It may be called twice."""
        self._stops.append(stop)
        if self.stopped:
            stop()

    def stop(self) -> None:
        """The word has come."""
        self.stopped = True
        for stop in self._stops:
            stop()


def listen(told: Told, hear: Callable[[str], None] = lambda _: None) -> None:
    """In a thread: each line that the parent says, and its word to stop; this process ends when the parent has."""
    Thread(target=_listen, args=(told, hear), daemon=True).start()


def _listen(told: Told, hear: Callable[[str], None]) -> None:
    for line in sys.stdin:
        if line.strip() == STOP:
            told.stop()
        else:
            hear(line.strip())
    os._exit(GONE)  # what it was writing is written whole or not at all, as after a kill


def status_of(error: StoreError) -> int:
    """The exit status of a child that the database failed; what went wrong is said on standard error."""
    log.error(str(error), reason=error.reason)
    return AGAIN if error.reason in PASSING and not error.final else 1


async def end_gently(process: AsyncCrawlerProcess) -> None:
    """Every crawler finishes the requests that it has in hand, and begins none."""
    while any(crawler.engine is None or not crawler.engine.running for crawler in process.crawlers):  # noqa: ASYNC110
        await asyncio.sleep(0.05)  # one that is starting would not hear it
    await process.stop()
