"""Whose turn it is where a round looks at a few of many. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from inspection.visits import Visit

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turns:
    """What is looked at first: what an issue is about, then what was never seen, then the longest unseen."""

    doubted: Collection[str]
    last: Mapping[str, Visit]

    def of(self, urls: Iterable[str], most: int) -> list[str]:
        """At most so many. Issues have half of the places at first: many of them must not keep the rest unseen."""
        waiting = sorted(urls, key=lambda url: self.last[url].visited_at if url in self.last else NEVER)
        doubted = [url for url in waiting if url in self.doubted]
        others = [url for url in waiting if url not in self.doubted]
        early = doubted[: max(most // 2, most - len(others))]
        return [*early, *others][:most]
