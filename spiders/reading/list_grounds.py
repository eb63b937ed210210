"""Grounds: a page with its links and dates located, and what a group of rows on it is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spiders.reading.anchors import Anchor
from spiders.reading.list_marks import dated_texts
from spiders.reading.tree import Tree


@dataclass(slots=True)
class Row:
    """Nodes `start` to `end`; its links are the anchors `first` to `last` of the page."""

    start: int
    end: int
    first: int
    last: int
    primary: int  # which of them is the article's
    dated: bool = False


@dataclass(slots=True)
class Group:
    """Rows of one shape. `containers` are the nodes that hold them directly."""

    rows: list[Row]
    containers: list[int]
    shape: str
    score: float = 0.0
    reasons: dict[str, float] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return min(self.rows[0].start, self.containers[0])

    @property
    def end(self) -> int:
        return self.rows[-1].end


@dataclass(slots=True)
class Grounds:
    """A page with its links and the places where it states something like a date."""

    tree: Tree
    anchors: list[Anchor]
    starts: list[int]
    dates: list[int]

    def links(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def date_count(self, start: int, end: int) -> int:
        return bisect_left(self.dates, end) - bisect_left(self.dates, start)


def survey(tree: Tree, anchors: list[Anchor]) -> Grounds:
    starts = [anchor.node for anchor in anchors]
    return Grounds(tree, anchors, starts, list(dated_texts(tree)))
