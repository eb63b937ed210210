"""Readings that a round takes over from an earlier one, without looking into their articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from inspection.records import ColumnReading, Published, Verdict
from store import bulk, sightings
from store.database import Database
from store.readings import to_reading
from store.rounds import IS_FINISHED
from store.tables import articles, readings, rounds
from store.values import clean, published_from_text


class Row(NamedTuple):
    """One article of a reading: what decides whether its column must be read again."""

    url: str
    published_at: Published | None
    wanted: bool  # its page was asked for, had or not


class Outline(NamedTuple):
    """A reading without its articles, which are rows here."""

    reading: ColumnReading | None
    rows: list[Row]


class ReadingStore(Database):
    """The part of the store that hands readings on from round to round."""

    def outlines(self, round_id: str) -> dict[str, Outline]:
        """The round's readings by the column's name, without the articles' texts."""
        return self._read(outlines, round_id)

    def carry_readings(self, round_id: str, base_id: str, columns: Iterable[str]) -> None:
        """What the base read of these columns is the round's reading too, replacing what it read of them before."""
        self._write(carry, round_id, self._key(base_id), columns)

    def verdicts(self, round_id: str, addresses: Iterable[str]) -> dict[str, Verdict]:
        """The verdicts of those of the addresses that were tried."""
        return self._read(sightings.verdicts, round_id, addresses)


def outlines(connection: Connection, round_: int) -> dict[str, Outline]:
    """The round's readings by the column's name, without the articles' texts."""
    columns = readings.select().where(readings.c.round == round_).order_by(readings.c.id)
    found = {row.column: Outline(to_reading(row), []) for row in connection.execute(columns)}
    query = select(articles.c.column, articles.c.url, articles.c.published_at, articles.c.row_mark)
    for column, url, published, mark in connection.execute(query.where(articles.c.round == round_)):
        found[column].rows.append(Row(url, published_from_text(published), mark is not None))
    return found


def carry(connection: Connection, round_: int, base: int, columns: Iterable[str]) -> None:
    """Copy what `base` read of these columns; what the round read of them before is replaced."""
    for chunk in bulk.chunks([clean(column) for column in columns]):
        for table in (articles, readings):
            mine = (table.c.round == round_) & table.c.column.in_(chunk)
            connection.execute(delete(table).where(mine))
            names = [column.name for column in table.c if column.name not in ("id", "round")]
            of_base = (table.c.round == base) & table.c.column.in_(chunk)
            copied = select(literal(round_), *(table.c[name] for name in names)).where(of_base).order_by(table.c.id)
            connection.execute(insert(table).from_select(["round", *names], copied))
        _bring_history_up_to_date(connection, round_, base, chunk)


def _bring_history_up_to_date(connection: Connection, round_: int, base: int, columns: Sequence[str]) -> None:
    """`most_before` of a carried reading counts the base itself, and what was finished since."""
    since = (
        select(readings.c.column, func.max(readings.c.rows))
        .join(rounds, rounds.c.key == readings.c.round)
        .where(IS_FINISHED, rounds.c.key >= base, rounds.c.key < round_, readings.c.column.in_(columns))
        .where(rounds.c.site == select(rounds.c.site).where(rounds.c.key == round_).scalar_subquery())
        .group_by(readings.c.column)
    )
    for column, most in connection.execute(since).all():
        fewer = (readings.c.round == round_) & (readings.c.column == column) & (readings.c.most_before < most)
        connection.execute(update(readings).where(fewer).values(most_before=most))
