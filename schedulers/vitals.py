"""The pulse of one service: its loops say each time that they came round, and one that falls silent is known."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from schedulers.troubles import Trouble


@dataclass(slots=True)
class _Loop:
    title: str
    within: float
    turned_at: float


class Vitals:
    """What `/healthz` knows of this process itself. Times in seconds, by a clock that nobody sets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._loops: dict[str, _Loop] = {}

    def expect(self, name: str, title: str, within: float) -> None:
        """This loop will say at least so often that it came round; `title` is its name for people."""
        self._loops[name] = _Loop(title, within, self._clock())

    def turned(self, name: str) -> None:
        """The loop came round, and nothing was wrong."""
        if name in self._loops:
            self._loops[name].turned_at = self._clock()

    def over(self, name: str) -> None:
        """Nothing more is expected of it: its work went to another process, or is done."""
        self._loops.pop(name, None)

    def age(self, name: str) -> float | None:
        """Seconds since it last came round; None: nothing is expected of it."""
        loop = self._loops.get(name)
        return None if loop is None else self._clock() - loop.turned_at

    def troubles(self) -> list[Trouble]:
        """Loops that have been silent for too long."""
        now = self._clock()
        return [
            Trouble("loop-silent", f"{loop.title}已停滞 {now - loop.turned_at:.0f} 秒", grave=True)
            for loop in self._loops.values()
            if now - loop.turned_at > loop.within
        ]
