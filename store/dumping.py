"""A table's rows as lines of JSON and back: the same lines from SQLite and from PostgreSQL, at any revision."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Date,
    Float,
    LargeBinary,
    Table,
    Text,
    column,
    inspect,
    select,
    table,
)
from sqlalchemy import DateTime as AnyTime
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.types import TypeEngine

from store import bulk
from store.tables import metadata
from store.values import UtcDateTime

Column: TypeAlias = tuple[str, str]  # name and kind

_TYPES: dict[str, TypeEngine[Any]] = {
    "int": BigInteger(),
    "float": Float(),
    "bool": Boolean(),
    "time": UtcDateTime(),
    "date": Date(),
    "bytes": LargeBinary(),
    "text": Text(),
}
KINDS = tuple(_TYPES)
_ROWS = 500  # in one statement
_BYTES = 1 << 24  # of lines whose rows are in memory at once, and one line more
_WRITE: dict[str, Callable[[Any], Any]] = {
    "time": lambda value: value.isoformat(),
    "date": lambda value: value.isoformat(),
    "bytes": lambda value: b64encode(value).decode("ascii"),
}
_READ: dict[str, Callable[[Any], Any]] = {
    "time": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": lambda value: b64decode(value, validate=True),
}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def columns_of(connection: Connection, name: str) -> list[Column]:
    """The table's columns as they are in the database, which may be of an earlier revision than this program."""
    known: Table | None = metadata.tables.get(name)
    found = []
    for one in inspect(connection).get_columns(name):
        # SQLite keeps times as text: what a column means is known to the program alone.
        declared = known.c[one["name"]].type if known is not None and one["name"] in known.c else one["type"]
        found.append((str(one["name"]), _kind(declared)))
    return found


def _kind(declared: TypeEngine[Any]) -> str:
    if isinstance(declared, (UtcDateTime, AnyTime)):
        return "time"
    if isinstance(declared, Date):
        return "date"
    if isinstance(declared, LargeBinary):
        return "bytes"
    by_python: dict[type, str] = {bool: "bool", int: "int", float: "float"}
    return by_python.get(declared.python_type, "text")


def dump(connection: Connection, name: str, columns: Sequence[Column]) -> Iterator[bytes]:
    """Each row as one line, in the order of the primary key."""
    key = inspect(connection).get_pk_constraint(name)["constrained_columns"]
    source = _bare(name, columns)
    query = select(*source.c).order_by(*(source.c[one] for one in key))
    convert = [(place, _WRITE[kind]) for place, (_, kind) in enumerate(columns) if kind in _WRITE]
    with connection.execute(query, execution_options={"yield_per": _ROWS}) as rows:
        for row in rows:
            yield _encode(_converted(row, convert)).encode() + b"\n"


def load(connection: Connection, name: str, columns: Sequence[Column], lines: Iterable[bytes]) -> int:
    """Insert the rows that `dump` wrote; how many. Raises ValueError for a line that is none of its."""
    target: Any = _bare(name, columns)
    names = [one for one, _ in columns]
    convert = [(place, _READ[kind]) for place, (_, kind) in enumerate(columns) if kind in _READ]
    rows: list[dict[str, Any]] = []
    count = size = 0
    for line in lines:
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(names):
            raise ValueError(f"{name}: {len(names)} values expected in a row")
        rows.append(dict(zip(names, _converted(values, convert), strict=True)))
        count += 1
        size += len(line)
        if len(rows) == _ROWS or size > _BYTES:
            bulk.insert(connection, target, rows)
            rows, size = [], 0
    bulk.insert(connection, target, rows)
    return count


def _bare(name: str, columns: Sequence[Column]) -> TableClause:
    return table(name, *(column(one, _TYPES[kind]) for one, kind in columns))


def _converted(row: Sequence[Any], convert: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, change in convert:
        if values[place] is not None:
            values[place] = change(values[place])
    return values


def count_serials(connection: Connection) -> None:
    """After rows with numbers of their own: PostgreSQL goes on from the highest. SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for one in metadata.sorted_tables:
        for numbered in one.primary_key:
            ask = "SELECT pg_get_serial_sequence(%s, %s)"
            sequence = connection.exec_driver_sql(ask, (f'"{one.name}"', numbered.name)).scalar()
            if sequence is not None:
                quoted = connection.dialect.identifier_preparer.quote(numbered.name)
                highest = f'SELECT max({quoted}) FROM "{one.name}"'  # noqa: S608 (names of our own tables)
                connection.exec_driver_sql(f"SELECT setval(%s, ({highest}))", (sequence,))
