"""Plans are read by a few at once: a long one takes a core for seconds, and every other page would wait."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Condition

from fastapi import HTTPException

AT_ONCE = 2
PATIENCE = 10.0  # seconds
_LONGEST = 256 * 1024  # bytes of a plan that is looked at as one types
_MOST = 5000  # entries of it
_ENTRY = re.compile(r"^[ \t]*-[ \t]+\{?|\{", re.MULTILINE)
TOO_LONG = "方案超过 256 kB 或 5000 项，输入时不再随时检查；点“查看改动”和保存时仍会全部检查"


class Turns:
    """Of one desk: two readings at once, and one of each person, whose newest wins."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._at_once, self.patience = at_once, patience
        self._changed = Condition()
        self._working = set[Hashable]()
        self._newest = dict[Hashable, object]()

    @contextmanager
    def turn(self, person: Hashable) -> Iterator[None]:
        """Raises 429 where it is not one's turn in time, or the same person asks anew meanwhile."""
        mine = object()
        with self._changed:
            self._newest[person] = mine
            self._changed.notify_all()
            free = self._changed.wait_for(lambda: self._overtaken(person, mine) or self._free(person), self.patience)
            overtaken = self._overtaken(person, mine)
            if not overtaken:
                del self._newest[person]
            if overtaken or not free:
                words = "您又发出了新的一次检查，以新的为准" if overtaken else "正在检查方案的人较多，这次没有检查"
                raise HTTPException(429, words, {"Retry-After": "3"})
            self._working.add(person)
        try:
            yield
        finally:
            with self._changed:
                self._working.discard(person)
                self._changed.notify_all()

    def _overtaken(self, person: Hashable, mine: object) -> bool:
        return self._newest.get(person) is not mine

    def _free(self, person: Hashable) -> bool:
        return person not in self._working and len(self._working) < self._at_once


def is_too_long(text: str) -> bool:
    """Whether it is left until it is to be saved. Counted without reading it as YAML, which is what takes long."""
    if len(text.encode(errors="replace")) > _LONGEST:
        return True
    return any(number >= _MOST for number, _ in enumerate(_ENTRY.finditer(text)))
