"""What is dear to work out, kept while nothing has changed, and worked out once where many ask at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")


class Remembered(Generic[_Answer]):
    """The last few answers by their key; the key says all that the answer rests on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer, made by the first who asks while the others wait; what `make` raises is raised, and not kept."""
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

    def has(self, key: Hashable) -> bool:
        """Whether the answer is at hand."""
        with self._lock:
            return key in self._kept
