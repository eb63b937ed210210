"""The lease on a site while its round runs: two must not ask one site, nor write one site's round."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from threading import Event, Thread
from typing import Any, TypeVar

from store.errors import LeaseLostError, StoreError
from store.leases import TTL
from store.patience import Patience
from store.store import Store

T = TypeVar("T")

HEARTBEAT = 15.0  # seconds; the lease outlasts several
UNSURE = 0.75 * TTL.total_seconds()  # seconds without a heartbeat: somebody else may have the site soon
_GIVING_BACK = 3.0  # seconds that it may take where the database is away
_LOOK = 1.0  # seconds between two looks at the clocks

Hold = Callable[[bool], None]
_left: dict[tuple[str, str], str] = {}  # leases of this process that could not be given back: database, site → owner


class BusyError(StoreError):
    """Another process runs a round of the same site on the same store."""


class Heart(Thread):
    """Beats from a thread of its own: the loop may be judging for minutes, or the database may not answer."""

    def __init__(self, store: Store, site: str, owner: str, every: float) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.lost = False
        self._store, self._site, self._owner, self._every = store, site, owner, every
        self._ended = Event()
        self._beat_at = _clocks()

    @property
    def silent(self) -> float:
        """Seconds since the last beat that arrived; a machine that slept was silent all the while."""
        return max(now - then for now, then in zip(_clocks(), self._beat_at, strict=True))

    def run(self) -> None:
        """Beat until the end, or until another machine, which heard nothing for too long, has the lease."""
        while not self._ended.wait(min(_LOOK, self._every)):
            if self.silent < self._every:
                continue
            began = _clocks()
            with suppress(StoreError):  # the database is busy or away just then: the next beat is soon enough
                if not self._store.renew(self._site, self._owner):
                    self.lost = True
                    return
                self._beat_at = began

    def end(self) -> None:
        """No further beat."""
        self._ended.set()


def _clocks() -> tuple[float, float]:
    return time.monotonic(), time.time()  # the one stands still while a machine sleeps, the other can be set


async def leased(
    store: Store,
    site: str,
    work: Callable[[], Coroutine[Any, Any, T]],
    heartbeat: float = HEARTBEAT,
    hold: Hold = lambda _: None,
    unsure: float = UNSURE,
) -> T:
    """Do the work while the site's lease is held; what it writes is fenced by it. `heartbeat` in seconds.

    `hold` is told to ask the site nothing while no heartbeat has arrived for `unsure` seconds, and when to go on. The
    work is stopped when the lease is lost. Raises BusyError when another process has the lease, or took it over.
    """
    owner = uuid.uuid4().hex  # a process's number would not do: in containers every inspection is process 1
    if (left := _left.get((store.place, site))) is not None:
        store.release(site, left)
        del _left[store.place, site]
    if not store.acquire(site, owner):
        raise BusyError(f"“{site}”正由另一个进程巡检，请等它结束后再运行", "locked")
    store.fence(site, owner)
    heart = Heart(store, site, owner, heartbeat)
    heart.start()
    lost = asyncio.create_task(_lost(heart, heartbeat, hold if store.is_shared else lambda _: None, unsure))
    running = asyncio.create_task(work())
    try:
        await asyncio.wait((running, lost), return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            raise BusyError(f"“{site}”已由另一台机器接着巡检，这里的一轮到此为止", "locked")
        return running.result()
    except LeaseLostError as error:
        raise BusyError(error.message, "locked") from error
    finally:
        store.patience.end()  # what nobody waits for any more need not wait for the database
        for task in (running, lost):
            task.cancel()
        await asyncio.gather(running, lost, return_exceptions=True)
        store.fence(site, "")
        await _give_back(store, site, owner, heart)


async def _give_back(store: Store, site: str, owner: str, heart: Heart) -> None:
    """Where the database is away, the lease ends with this process, or with its next round of the site."""
    heart.end()
    patience = Patience(_GIVING_BACK)
    try:
        await asyncio.shield(asyncio.to_thread(patience.persist, lambda: store.release(site, owner)))
    except StoreError:
        _left[store.place, site] = owner


async def _lost(heart: Heart, heartbeat: float, hold: Hold, unsure: float) -> None:
    """Ends when another machine has the lease."""
    held = False
    while not heart.lost:
        await asyncio.sleep(min(_LOOK, heartbeat))
        if (heart.silent >= unsure) is not held:
            held = not held
            hold(held)
