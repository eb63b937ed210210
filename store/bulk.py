"""Many rows at once: insert them, change them, or bring those with the same key up to date.

SQLAlchemy spends more time on a row's parameters than the database on the row; here they go to the driver bare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from store.values import UtcDateTime

T = TypeVar("T")
Row = Mapping[str, Any]  # all rows of one call name the same columns
CHUNK = 500  # values in one IN (...)


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time as one question may name."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """New rows."""
    if rows:
        _execute(connection, table, _dialect(connection).insert(table), rows, {name: name for name in rows[0]})


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Row],
    kept: Callable[[Any], Mapping[str, ColumnElement[Any]]] | None = None,
    key: Sequence[str] = (),
) -> None:
    """Rows with their whole key; every other column named is brought up to date where the key is known.

    `key` is the primary one, or names another that the table holds unique. `kept` says of which columns something else
    is made, from the row that is there and the new one that it is handed.
    """
    if rows:
        insertion = _dialect(connection).insert(table)
        key = key or [column.name for column in table.primary_key]
        rest: dict[str, Any] = {name: insertion.excluded[name] for name in rows[0] if name not in key}
        rest |= kept(insertion.excluded) if kept is not None else {}
        insertion = insertion.on_conflict_do_update(index_elements=key, set_=rest)
        _execute(connection, table, insertion, rows, {name: name for name in rows[0]})


def change(connection: Connection, table: Table, key: str, rows: Sequence[Row]) -> None:
    """Columns of known rows, each with its key."""
    if rows:
        bound = {f"to_{name}": name for name in rows[0]}  # a parameter named like a column would set it
        values: dict[Any, Any] = {table.c[name]: bindparam(to) for to, name in bound.items() if name != key}
        statement = update(table).where(table.c[key] == bindparam(f"to_{key}")).values(values)
        _execute(connection, table, statement, rows, bound)


def _dialect(connection: Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite


def _execute(
    connection: Connection, table: Table, statement: Any, rows: Sequence[Row], bound: Mapping[str, str]
) -> None:
    """`bound`: the column of each parameter."""
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(bound), for_executemany=True)
    names = [bound[parameter] for parameter in compiled.positiontup]
    times = [n for n, name in enumerate(names) if isinstance(table.c[name].type, UtcDateTime)]
    bind = UtcDateTime().bind_processor(connection.dialect)
    pick, bare = itemgetter(*names), []
    for row in rows:
        values = list(pick(row))
        for n in times:
            values[n] = bind(values[n])
        bare.append(tuple(values))
    connection.exec_driver_sql(str(compiled), bare)
