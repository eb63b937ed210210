"""What a round read of each column, with its articles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from inspection.records import Article, ColumnReading, ColumnState
from store import bulk
from store.article_rows import article_row, to_article
from store.rounds import IS_FINISHED
from store.tables import articles, readings, rounds
from store.values import AnyRow, clean, clean_or_none, day_from_text, day_to_text, from_json, to_json

_LIVE = timedelta(days=1)  # a round whose clock of judgement is further from the machine's is a rehearsal
_LAST = 50  # rounds


class Covered(NamedTuple):
    """How far back an earlier round knew all of an account, and when that was (aware)."""

    since: date
    as_of: datetime  # never after the round itself


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
            covers_since=day_to_text(reading.covers_since),
            visited=to_json(reading.visited),
            by_day=reading.by_day,
        )
    )
    here = {"round": round_, "column": column}
    rows = [{**here, "row_mark": article.row_mark or None, **article_row(article)} for article in reading.articles]
    bulk.insert(connection, articles, rows)


def of_round(connection: Connection, round_: int, columns: Collection[str] | None = None) -> dict[str, ColumnReading]:
    """The round's readings by the column's name, in the order in which they were recorded; or of these columns."""
    in_order = select(articles).where(articles.c.round == round_).order_by(articles.c.column, articles.c.id)
    query = select(readings).where(readings.c.round == round_).order_by(readings.c.id)
    if columns is not None:
        named = [clean(name) for name in columns]
        in_order, query = in_order.where(articles.c.column.in_(named)), query.where(readings.c.column.in_(named))
    grouped = groupby(connection.execute(in_order), key=lambda row: row.column)
    by_column = {
        name: tuple(to_article(row, row.text, row_mark=row.row_mark) for row in rows) for name, rows in grouped
    }
    return {row.column: to_reading(row, by_column.get(row.column, ())) for row in connection.execute(query)}


def to_reading(row: AnyRow, of_column: tuple[Article, ...] = ()) -> ColumnReading:
    """From a row of `readings`."""
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
        covers_since=day_from_text(row.covers_since),
        visited=tuple(from_json(row.visited)) if row.visited else (),
        by_day=bool(row.by_day),
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


def covered_before(connection: Connection, site: str, account: str, before: int) -> Covered | None:
    """What the newest earlier, finished round said that could say how far back it knew all of the account.

    Rounds that judged by another day than their own (rehearsals) count only where no other is among the last ones:
    they look as far back from another day. What is read is never newer than the round itself, whatever it judged by.
    """
    query = (
        select(readings.c.covers_since, rounds.c.as_of, rounds.c.started_at)
        .join(rounds, rounds.c.key == readings.c.round)
        .where(rounds.c.site == clean(site), IS_FINISHED, rounds.c.key < before)
        .where(readings.c.column == clean(account), readings.c.covers_since.is_not(None))
        .order_by(rounds.c.key.desc())
        .limit(_LAST)
    )
    rows = connection.execute(query).all()
    row = next((row for row in rows if abs(row.as_of - row.started_at) <= _LIVE), next(iter(rows), None))
    if row is None:
        return None
    return Covered(date.fromisoformat(row.covers_since), min(row.as_of, row.started_at))
