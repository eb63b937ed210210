"""Passing trouble with the database is waited out: it is locked, it cannot be reached, its disk is full."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from threading import Event
from typing import TypeVar

from inspection.durations import parse_duration
from store.errors import PASSING, StoreError

T = TypeVar("T")
LIMIT = 600.0  # seconds: a database server's restart, somebody who clears a disk
_FIRST, _LONGEST = 0.25, 15.0  # seconds between two tries
_WORDS = {
    "locked": "数据库正被其他程序占用",
    "cannot-open": "数据库连不上",
    "disk-full": "磁盘已满，请清理空间",
}


class Patience:
    """How long trouble is waited out, and who is told meanwhile. Any thread may wait; `limit` in seconds.

    Work that is tried again may have been done the first time (a connection lost while it commits): doing it twice
    must come to the same.
    """

    def __init__(
        self,
        limit: float = LIMIT,
        tell: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self.limit = limit
        self.tell = tell  # a Chinese sentence about what is waited for; "" when it is over
        self._clock = clock
        self._ended = Event()
        self._wait = wait or self._ended.wait

    def end(self) -> None:
        """Wait no longer: who waits fails with the trouble as it is. May be called from a signal handler."""
        self._ended.set()

    def persist(self, work: Callable[[], T]) -> T:
        """What the work returns, in the end. Raises StoreError when it is no passing trouble, or did not pass."""
        began: float | None = None
        pause = _FIRST
        while True:
            try:
                result = work()
            except StoreError as error:
                now = self._clock()
                began = now if began is None else began
                if error.final or error.reason not in PASSING:
                    raise
                if self._ended.is_set() or now - began >= self.limit:
                    error.final = True  # whoever is around this has been patient by now
                    raise
                self.tell(f"{_WORDS[error.reason]}，已等 {now - began:.0f} 秒，恢复后自动继续")
                self._wait(min(pause, self.limit - (now - began)))
                pause = min(pause * 2, _LONGEST)
            else:
                if began is not None:
                    self.tell("")
                return result


def patience_of(
    limit: float | None = None, tell: Callable[[str], None] = lambda _: None, environ: Mapping[str, str] = os.environ
) -> Patience:
    """So many seconds; by default what XUNJIAN_PATIENCE says (10m, 90s, 0s). Raises StoreError when it says nothing."""
    stated = environ.get("XUNJIAN_PATIENCE", "").strip()
    if limit is None and stated:
        try:
            limit = parse_duration(stated).total_seconds()
        except ValueError:
            raise StoreError(f"环境变量 XUNJIAN_PATIENCE 写的是“{stated}”，请写成 10m、90s 这样的时长") from None
    return Patience(LIMIT if limit is None else limit, tell)


def none() -> Patience:
    """Trouble is told at once, as somebody who waits at a prompt wants it."""
    return Patience(limit=0)
