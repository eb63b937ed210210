"""An article as a row, of a round or of what is known of an account; what only accounts' articles have is one JSON."""

from __future__ import annotations

import zlib
from typing import Any

from inspection.media import NO_COUNTS, Counts, Origin
from inspection.records import Article, DateFrom
from store.values import (
    AnyRow,
    clean,
    clean_or_none,
    from_json,
    published_from_text,
    published_to_text,
    related_from_json,
    related_to_json,
    to_json,
)

_COUNTS = ("reads", "likes", "comments", "reposts")


def article_row(article: Article) -> dict[str, Any]:
    """Every column but those that say where the row belongs."""
    return {
        "channel": clean(article.channel),
        "position": article.position,
        "url": clean(article.url),
        "title": clean(article.title),
        "published_at": published_to_text(article.published_at),
        "date_from": None if article.date_from is None else str(article.date_from),
        "document_number": clean_or_none(article.document_number),
        "source": clean_or_none(article.source),
        "body_links": to_json(article.body_links),
        "related": related_to_json(article.related),
        "read_in_full": article.read_in_full,
        "text": zlib.compress(clean(article.text).encode(), 1) if article.text else b"",
        "media": media_to_json(article),
    }


def to_article(row: AnyRow, text: bytes = b"", channel: str | None = None, row_mark: str | None = None) -> Article:
    """From a row with these columns; the body is handed in where it was asked for, the channel where it has none."""
    return Article(
        channel=row.channel if channel is None else channel,
        title=row.title,
        url=row.url,
        published_at=published_from_text(row.published_at),
        date_from=None if row.date_from is None else DateFrom(row.date_from),
        document_number=row.document_number,
        source=row.source,
        text=zlib.decompress(text).decode() if text else "",
        body_links=tuple(from_json(row.body_links)) if row.body_links != "[]" else (),
        related=related_from_json(row.related) if row.related != "[]" else (),
        position=row.position,
        read_in_full=row.read_in_full,
        row_mark=row_mark or "",
        **media_from_json(row.media),
    )


def media_to_json(article: Article) -> str | None:
    """What the article has of an account's; None where it has nothing, as a column's articles."""
    counts = {name: value for name in _COUNTS if (value := getattr(article.counts, name)) is not None}
    said = {
        "author": article.author,
        "cover": article.cover,
        "origin": None if article.origin is None else str(article.origin),
        "original_url": article.original_url,
        "counts": counts or None,
        "pinned": article.pinned or None,
        "sources": article.sources or None,
        "platform_id": article.platform_id,
    }
    kept = {name: value for name, value in said.items() if value is not None}
    return to_json(kept) if kept else None


def media_from_json(text: str | None) -> dict[str, Any]:
    """What `media_to_json` wrote, as an article's fields."""
    if text is None:
        return {}
    said: dict[str, Any] = from_json(text)
    if "origin" in said:
        said["origin"] = Origin(said["origin"])
    if "sources" in said:
        said["sources"] = tuple(said["sources"])
    said["counts"] = Counts(**said["counts"]) if "counts" in said else NO_COUNTS
    return said
