"""What is dear to work out, kept while nothing has changed, and worked out once where many ask at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, Timer
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")


class Remembered(Generic[_Answer]):
    """The last few answers by their key; the key says all that the answer rests on."""

    def __init__(self, most: int, idle: float | None = None) -> None:
        """`idle`: seconds after which what nobody asks for is forgotten; None: it is kept."""
        self._most, self._idle = most, idle
        self._timer: Timer | None = None
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer, made by the first who asks while the others wait; what `make` raises is raised, and not kept."""
        try:
            return self._get(key, make)
        finally:
            self._forget_later()

    def has(self, key: Hashable) -> bool:
        """Whether the answer is at hand."""
        with self._lock:
            return key in self._kept

    def _get(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            working = self._working.setdefault(key, Lock())
        with working:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                answer = make()
                with self._lock:
                    self._kept[key] = answer
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
                return answer
            finally:
                with self._lock:
                    self._working.pop(key, None)

    def _forget_later(self) -> None:
        if self._idle is None:
            return
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = Timer(self._idle, self._forget)
            self._timer.daemon = True
            self._timer.start()

    def _forget(self) -> None:
        with self._lock:
            self._kept.clear()
