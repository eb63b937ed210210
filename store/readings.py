"""What a round read of each column, with its articles."""

from __future__ import annotations

import zlib
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from inspection.records import Article, ColumnReading, ColumnState, DateFrom
from store.tables import articles, readings, rounds
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


def record(connection: Connection, round_: int, reading: ColumnReading) -> None:
    """Write the reading with its articles; what this round read of the column before is replaced."""
    column = clean(reading.column)
    for table in (articles, readings):
        connection.execute(delete(table).where(table.c.round == round_, table.c.column == column))
    connection.execute(
        insert(readings).values(
            round=round_,
            column=column,
            url=clean(reading.url),
            state=str(reading.state),
            reason=clean_or_none(reading.reason),
            rows=len(reading.articles),
            pages=reading.pages,
            complete=reading.complete,
            most_before=reading.most_before,
            evidence=reading.evidence,
        )
    )
    if reading.articles:
        rows = [{"round": round_, "column": column, **_to_row(article)} for article in reading.articles]
        connection.execute(insert(articles), rows)


def _to_row(article: Article) -> dict[str, Any]:
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
    }


def to_article(row: AnyRow, text: bytes = b"") -> Article:
    """From a row that has the columns of `articles`; the body is handed in where it was asked for."""
    return Article(
        channel=row.channel,
        title=row.title,
        url=row.url,
        published_at=published_from_text(row.published_at),
        date_from=None if row.date_from is None else DateFrom(row.date_from),
        document_number=row.document_number,
        source=row.source,
        text=zlib.decompress(text).decode() if text else "",
        body_links=tuple(from_json(row.body_links)),
        related=related_from_json(row.related),
        position=row.position,
        read_in_full=row.read_in_full,
    )


def of_round(connection: Connection, round_: int) -> dict[str, ColumnReading]:
    """The round's readings by the column's name, in the order in which they were recorded."""
    in_order = select(articles).where(articles.c.round == round_).order_by(articles.c.column, articles.c.id)
    grouped = groupby(connection.execute(in_order), key=lambda row: row.column)
    by_column = {name: tuple(to_article(row, row.text) for row in rows) for name, rows in grouped}
    rows = connection.execute(select(readings).where(readings.c.round == round_).order_by(readings.c.id))
    return {row.column: _to_reading(row, by_column.get(row.column, ())) for row in rows}


def _to_reading(row: AnyRow, of_column: tuple[Article, ...]) -> ColumnReading:
    return ColumnReading(
        column=row.column,
        url=row.url,
        state=ColumnState(row.state),
        reason=row.reason,
        articles=of_column,
        pages=row.pages,
        complete=row.complete,
        most_before=row.most_before,
        evidence=row.evidence,
    )


def most_before(connection: Connection, site: str, column: str, before: int) -> int:
    """The most rows that an earlier, finished round of this site read in that column; 0 without history."""
    query = (
        select(func.max(readings.c.rows))
        .join(rounds, rounds.c.key == readings.c.round)
        .where(rounds.c.site == clean(site), rounds.c.finished_at.is_not(None), rounds.c.key < before)
        .where(readings.c.column == clean(column))
    )
    return connection.execute(query).scalar() or 0
