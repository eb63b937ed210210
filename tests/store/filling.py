"""Rows in every table there is, of any value that its columns take: what is kept must not depend on their meaning."""

from __future__ import annotations

import random
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
    select,
)

from store.store import Store
from store.tables import metadata
from store.values import UtcDateTime, clean

_SIGNS = "巡检abc'\"\\\n\t\x00\ud800😀{}[],:"


def fill(store: Store, rows: int = 3, seed: int = 1) -> None:
    """So many rows in each table; the numbers of those that have their own begin at seven."""
    chance = random.Random(seed)
    with store.writing() as connection:
        for table in metadata.sorted_tables:
            connection.execute(insert(table), [_row(table, number, chance) for number in range(7, 7 + rows)])


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with store.reading() as connection:
        return {table.name: _rows(connection, table) for table in metadata.sorted_tables}


def _rows(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]


def _row(table: Table, number: int, chance: random.Random) -> dict[str, Any]:
    return {column.name: _value(column, number, chance) for column in table.c}


def _value(column: Column[Any], number: int, chance: random.Random) -> Any:
    if column.foreign_keys or (column.primary_key and isinstance(column.type, (Integer, BigInteger))):
        return number
    if column.nullable and chance.random() < 0.3:
        return None
    if column.name in ("evidence", "snapshot", "har") and isinstance(column.type, String) and column.type.length == 64:
        return secrets.token_hex(32)
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return datetime(1970, 1, 2, tzinfo=UTC) + timedelta(microseconds=chance.randrange(4 * 10**15))
    if isinstance(kind, Date):
        return date(1970, 1, 2) + timedelta(days=chance.randrange(40_000))
    if isinstance(kind, LargeBinary):
        return chance.randbytes(chance.randrange(200))
    if isinstance(kind, Boolean):
        return chance.random() < 0.5
    if isinstance(kind, Float):
        return chance.uniform(-1e9, 1e9)
    if isinstance(kind, (Integer, BigInteger)):
        return chance.randrange(2**31)
    text = f"{number} " + "".join(chance.choices(_SIGNS, k=chance.randrange(12)))
    return clean(text)[: getattr(kind, "length", None) or None]
