"""The nouns of a benchmark portal: its articles, its targets, and what is true of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.addresses import Addresses
from benchmarks.faults import Target
from inspection.addresses import normalise

ROWS = 20  # of a list page
MOVED_TO = "/raw/办事指南（新）.html"  # where /moved/ leads, in raw bytes


@dataclass(frozen=True, slots=True)
class Article:
    """One article before it is written."""

    path: str
    title: str
    date: str
    column: int


@dataclass(slots=True)
class Portal:
    """What was written, and what is true of it."""

    folder: Path
    addresses: Addresses
    pages: int = 0
    files: int = 0
    targets: list[Target] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    def truth(self) -> dict[str, dict[str, str]]:
        """{normalised address: {verdict, kind, what}} of every target that is special in some way."""
        return {
            address: {"verdict": t.sort.verdict, "kind": t.sort.kind, "what": t.sort.what}
            for t in self.targets
            if (address := normalise_on(self.addresses.home, t.href)) is not None
        }


def normalise_on(home: str, href: str) -> str | None:
    """The address that an absolute or root-relative `href` means on the portal."""
    return normalise(href if "://" in href else home.rstrip("/") + href)
