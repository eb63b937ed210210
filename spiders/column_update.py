"""What a round may take over from an earlier reading of a column: all of it, or single articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, Protocol

from inspection.records import Article, ColumnReading, ColumnState, Entry, Published
from spiders.column_order import ColumnOrder
from spiders.column_rows import mark_of

Why = Literal["never-read", "undecided", "plan", "day", "source", "list", "article", "scripted"]


class Row(Protocol):
    """An article of the earlier reading."""

    @property
    def url(self) -> str: ...
    @property
    def published_at(self) -> Published | None: ...
    @property
    def wanted(self) -> bool:
        """Whether its page was asked for, had or not."""
        ...


def why_read(
    order: ColumnOrder,
    before: ColumnOrder | None,
    earlier: ColumnReading | None,
    rows: Sequence[Row],
    changed: Collection[str],
    recorded: Collection[str],
) -> Why | None:
    """Why a column must be read again; None where the earlier reading is what a full walk would come to today.

    `order` and `before`: what is asked today, and what was asked for the earlier reading, with its day. `rows`: its
    articles. `changed`: addresses whose page, verdict or redirect is another than then. `recorded`: the addresses
    that the earlier reading rests on which its round had in its record, so that a change of them would be known.
    """
    if earlier is None or not earlier.visited:
        return "never-read"
    if earlier.state not in {ColumnState.READ, ColumnState.BLANK}:
        return "undecided"
    if before is None or not is_asked_alike(order, before):
        return "plan"
    if earlier.by_day and before.today != order.today:
        return "day"
    if not all(url in recorded for url in earlier.visited):
        return "source"
    if any(url in changed for url in earlier.visited):
        return "list"
    if any(row.wanted and (row.url not in recorded or row.url in changed) for row in rows):
        return "article"
    if order.in_full and any(row.wanted and _ages(row, order, before) for row in rows):
        return "article"
    return None


def is_asked_alike(order: ColumnOrder, before: ColumnOrder | None) -> bool:
    """Whether nothing but the day is another than it was asked then: no more articles are opened."""
    if before is None or replace(before, today=order.today, in_full_since=order.in_full_since) != order:
        return False
    return not order.in_full or _of(order.in_full_since) >= _of(before.in_full_since)


def may_be_taken(order: ColumnOrder, same: Collection[str], article: Article) -> bool:
    """Whether an article of an unchanged row is what it was, without a look at the row. `same`: pages as they were."""
    if not article.row_mark:
        return True
    aged = order.in_full and order.is_old(article.published_at)
    return article.read_in_full and article.url in same and not aged


def _of(since: date | None) -> date:
    return date.min if since is None else since


def _ages(row: Row, order: ColumnOrder, before: ColumnOrder) -> bool:
    """Whether the row has become too old to be opened for its own sake."""
    return order.is_old(row.published_at) != before.is_old(row.published_at)


class Earlier:
    """Articles of an earlier reading that were read in full, to be taken over where row and page are as they were."""

    def __init__(self, articles: Mapping[str, Article], is_same: Callable[[str], bool], *, settled: bool) -> None:
        """`is_same`: whether the page of an address is what it was. `settled`: years settled then stand, too."""
        self._articles = {url: article for url, article in articles.items() if article.read_in_full}
        self._is_same = is_same
        self._settled = settled

    def __call__(self, entry: Entry) -> Article | None:
        """The article as it was read, or None: its page must be read."""
        article = self._articles.get(entry.url)
        if article is None or article.row_mark != mark_of(entry) or not self._is_same(entry.url):
            return None
        return None if entry.year_inferred and not self._settled else article
