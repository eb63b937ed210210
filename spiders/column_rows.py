"""A column's rows as articles: what the row says, completed by the article's own page."""

from __future__ import annotations

from hashlib import blake2b

from inspection.records import Article, DateFrom, Entry, Reading
from spiders.column_dates import best_date


def article_of(column: str, at: int, entry: Entry, page: Reading | None, mark: str = "") -> Article:
    """One row as an article; `page`: its own page where that was read; `mark`: the row's, where it was asked for."""
    published, origin = best_date(entry, page)
    open_title = entry.truncated or not entry.title or entry.date_from is DateFrom.TITLE
    title = page.title if page and page.title and open_title else entry.title
    return Article(
        channel=column,
        title=title,
        url=entry.url,
        published_at=published,
        date_from=origin,
        document_number=(page.document_number if page else None) or entry.document_number,
        source=page.source if page else None,
        text=page.text if page else "",
        body_links=page.body_links if page else (),
        related=entry.related + (page.related if page else ()),
        position=at,
        read_in_full=page is not None,
        row_mark=mark,
    )


def mark_of(entry: Entry) -> str:
    """A row's mark: the same for the same row, whatever the list around it."""
    said = (entry.title, entry.url, entry.published_at, entry.date_from, entry.truncated, entry.related)
    return blake2b(repr((*said, entry.document_number, entry.year_inferred)).encode(), digest_size=8).hexdigest()
