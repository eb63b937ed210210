"""The lease on a site while its round runs: two must not write one site's round."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from store.errors import StoreError
from store.store import Store

T = TypeVar("T")

HEARTBEAT = 15.0  # seconds; the lease outlasts several


class BusyError(StoreError):
    """Another process runs a round of the same site on the same store."""


async def leased(
    store: Store, site: str, work: Callable[[], Coroutine[Any, Any, T]], heartbeat: float = HEARTBEAT
) -> T:
    """Do the work while the site's lease is held; stop it when the lease is lost. `heartbeat` in seconds.

    Raises BusyError when another process has the lease, or took it over.
    """
    owner = uuid.uuid4().hex  # a process's number would not do: in containers every inspection is process 1
    if not store.acquire(site, owner, datetime.now(UTC)):
        raise BusyError(f"“{site}”正由另一个进程巡检，请等它结束后再运行", "locked")
    lost = asyncio.create_task(_lost(store, site, owner, heartbeat))
    running = asyncio.create_task(work())
    try:
        await asyncio.wait((running, lost), return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            raise BusyError(f"“{site}”已由另一台机器接着巡检，这里的一轮到此为止", "locked")
        return running.result()
    finally:
        for task in (running, lost):
            task.cancel()
        await asyncio.gather(running, lost, return_exceptions=True)
        store.release(site, owner)


async def _lost(store: Store, site: str, owner: str, heartbeat: float) -> None:
    """Ends when another machine, which heard nothing for too long, has taken the lease."""
    kept = True
    while kept:
        await asyncio.sleep(heartbeat)
        with suppress(StoreError):  # the database is busy just then: the next beat is soon enough
            kept = await asyncio.to_thread(store.renew, site, owner, datetime.now(UTC))
