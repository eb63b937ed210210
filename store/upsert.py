"""Insert a row, or bring the one with the same key up to date; both databases say it alike, SQLAlchemy twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
CHUNK = 500  # values in one IN (...)


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time as one question may name."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Every row with its whole primary key and every other column."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(table)
    key = [column.name for column in table.primary_key]
    rest = {name: insertion.excluded[name] for name in rows[0] if name not in key}
    connection.execute(insertion.on_conflict_do_update(index_elements=key, set_=rest), rows)
