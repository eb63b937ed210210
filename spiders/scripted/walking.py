"""A column's walk over rows that are at hand already: what the browser showed, or what the list's source said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspection.records import Entry, ListState, Reading
from spiders.column_earlier import Knowledge
from spiders.column_order import ColumnOrder
from spiders.column_pages import Fetched
from spiders.column_walk import ColumnWalk
from spiders.reading.reader import read_page


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a column. `pages`: how many views or answers they were gathered from; `evidence`: the first one's."""

    entries: tuple[Entry, ...]
    pages: int
    complete: bool
    evidence: str | None = None
    state: ListState = ListState.ENTRIES


def gathered(lists: Sequence[Sequence[Entry]]) -> tuple[Entry, ...]:
    """The rows of several views in their order, each once: as it was first seen, with what a later view adds."""
    found: dict[str, Entry] = {}
    for entries in lists:
        for entry in entries:
            known = found.setdefault(entry.url, entry)
            if known is not entry and known.published_at is None and entry.published_at is not None:
                found[entry.url] = entry
    return tuple(found.values())


def walk_over(order: ColumnOrder, rows: Rows, known: Knowledge | None) -> ColumnWalk:
    """The column's walk, its list taken: what it still wants are articles."""

    def read(body: bytes, url: str, content_type: str, what: str, base: str | None) -> Reading:
        del base
        if what != "article":
            return _listed(order, rows)
        return read_article(body, url, content_type, order.today)

    walk = ColumnWalk(order, read)
    if known is not None:
        walk.known = known.known
    want = walk.next()
    assert want is not None
    walk.take(want, Fetched(order.url, b"", evidence=rows.evidence))
    return walk


def read_article(body: bytes, url: str, content_type: str, today: date) -> Reading:
    """As the reader reads any article."""
    return read_page(body, url, content_type=content_type, today=today, kind="article", links=False)


def _listed(order: ColumnOrder, rows: Rows) -> Reading:
    return replace(
        Reading(url=order.url, kind="list", charset="utf-8"),
        entries=rows.entries,
        list_state=rows.state,
        cut=not rows.complete,
    )
