"""How long this machine itself kept the browser waiting for a processor: not every slow page is the site's fault.

Linux counts for each process how long it stood in the queue for a processor; a sampler notes these counts, so that a
page's share of them can be told afterwards. Where there are no such counts, the lag of our own loop stands in.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

_EVERY = 0.2  # seconds between two samples
_KEPT = 600  # samples: two minutes
_PROC = Path("/proc")


class Busy:
    """Samples of one process and of all its descendants. Times are seconds since the epoch."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float, dict[int, float]]] = deque(maxlen=_KEPT)  # when, lag so far, waits
        self._lag = 0.0
        self._sampler: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """Sample from now on, for as long as the loop runs. To be called as early as possible; again does no harm."""
        if self._sampler is None or self._sampler.done():
            self._sampler = asyncio.get_running_loop().create_task(self._sample())

    async def _sample(self) -> None:
        while True:
            due = time.monotonic() + _EVERY
            self._samples.append((time.time(), self._lag, _waits()))
            await asyncio.sleep(max(due - time.monotonic(), 0.01))
            self._lag += max(time.monotonic() - due - 0.02, 0.0)

    def between(self, begun: float, ended: float) -> float:
        """Seconds that the busiest process had to wait within that time; all its waits where nobody sampled before."""
        first = next((sample for sample in reversed(self._samples) if sample[0] <= begun), None)
        last = next((sample for sample in self._samples if sample[0] >= ended), None)
        waits = last[2] if last is not None else _waits()
        lag = last[1] if last is not None else self._lag
        before = first[2] if first is not None else {}
        waited = max((wait - before.get(pid, 0.0) for pid, wait in waits.items()), default=0.0)
        lagged = lag - (first[1] if first is not None else 0.0)
        return round(min(max(waited, lagged, 0.0), max(ended - begun, 0.0)), 3)


def _waits() -> dict[int, float]:
    """Seconds that each descendant's first thread, the one that lays out and paints, waited for a processor so far."""
    found: dict[int, float] = {}
    for pid in _descendants(os.getpid()):
        with suppress(OSError, ValueError, IndexError):
            found[pid] = int((_PROC / str(pid) / "schedstat").read_text().split()[1]) / 1e9
    return found


def _descendants(pid: int) -> list[int]:
    """Children and theirs, at most 200."""
    found: list[int] = []
    waiting = [pid]
    while waiting and len(found) < 200:
        one = waiting.pop()
        with suppress(OSError, ValueError):
            for thread in (_PROC / str(one) / "task").iterdir():
                told = (thread / "children").read_text()
                waiting.extend(int(child) for child in told.split())
        if one != pid:
            found.append(one)
    return found


BUSY = Busy()
