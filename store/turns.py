"""Writers of one process that PostgreSQL would let in one after the other wait here, where they hold no connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from store.errors import StoreError

WAIT = 30.0  # seconds
_BUSY = "数据库正忙，前面的办理还没有完成，请稍后再试"


class Turns:
    """By name. With a connection each, those who wait would leave none to who only reads."""

    def __init__(self, wait: float = WAIT) -> None:
        self.wait = wait
        self._lock = Lock()
        self._locks: dict[str, Lock] = {}

    @contextmanager
    def turn(self, name: str, persist: Callable[[Callable[[], None]], None]) -> Iterator[None]:
        """Raises StoreError where one's turn does not come; `persist` may try again (patience.py)."""
        with self._lock:
            lock = self._locks.setdefault(name, Lock())

        def take() -> None:
            if not lock.acquire(timeout=self.wait):
                raise StoreError(_BUSY, "locked")

        persist(take)
        try:
            yield
        finally:
            lock.release()
