"""A round's figures over all processes that worked at it: what an earlier one had counted is counted on."""

from __future__ import annotations

import time

from spiders.fetch import Fetcher
from store.rounds import Counters


class Figures:
    """Requests, bytes, links, seconds. Of a process that was killed at most the last half second is missing."""

    def __init__(self, earlier: Counters, fetcher: Fetcher) -> None:
        self._earlier = earlier
        self._fetcher = fetcher
        self._began = time.monotonic()

    def so_far(self, links: int) -> dict[str, int | float]:
        """`links`: how many this process has recorded. May be asked from any thread."""
        mine = {
            "requests": self._fetcher.requests,
            "bytes": self._fetcher.bytes,
            "links": links,
            "seconds": time.monotonic() - self._began,
        }
        return {name: round(self._earlier.get(name, 0) + value, 3) for name, value in mine.items()}
