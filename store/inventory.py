"""What a database holds and what an earlier revision of it would not, looked at without changing anything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, func, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from store import engine, schema
from store.database_errors import told
from store.errors import StoreError
from store.leases import TTL
from store.service_tables import processes
from store.tables import leases, metadata

_ALIVE = timedelta(minutes=2)  # since a process was last heard of


@dataclass(frozen=True, slots=True)
class Inventory:
    """One database. `rows` by table, in the order in which tables refer to each other."""

    place: str
    revision: str | None  # None: it has no tables of ours
    bytes: int
    free_bytes: int  # of these: SQLite keeps the space of removed rows for new ones
    rows: dict[str, int] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)  # Chinese: who uses it at this moment


@dataclass(frozen=True, slots=True)
class Lost:
    """What an earlier revision has no place for."""

    tables: dict[str, int]  # with their rows
    columns: list[str]  # table.column


def inventory(url: URL, now: datetime) -> Inventory:
    """Raises StoreError; a database file that is not there is not made."""
    with _opened(url) as (opened, place), opened.connect() as connection:
        revision = schema.revision(connection)
        there = set(inspect(connection).get_table_names())
        ours = [one.name for one in metadata.sorted_tables if one.name in there] if revision is not None else []
        rows = {name: _count(connection, name) for name in ours}
        running = list(_running(connection, there, now)) if revision is not None else []
        return Inventory(place, revision, *_size(connection), rows, running)


def lost(url: URL, to: str) -> Lost:
    """What going down to this revision removes: the database beside an empty one of that revision."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = engine.connect(engine.parse_url(f"sqlite:///{Path(folder) / 'x.db'}"))
        try:
            schema.move(engine.writer(scratch), to)
            with scratch.connect() as connection:
                then = _columns(connection)
        finally:
            scratch.dispose()
    with _opened(url) as (opened, _), opened.connect() as connection:
        now = {name: columns for name, columns in _columns(connection).items() if name in metadata.tables}
        tables = {name: _count(connection, name) for name in now if name not in then}
        columns = [f"{name}.{one}" for name in now if name in then for one in now[name] if one not in then[name]]
    return Lost(tables, columns)


def move(url: URL, to: str) -> None:
    """Bring the schema up or down to this revision, and no further. Raises StoreError."""
    if to not in schema.REVISIONS:
        raise StoreError(f"没有版本 {to}；本程序认识的有：{'、'.join(schema.REVISIONS)}", "not-found")
    with _opened(url) as (opened, place):
        with opened.connect() as connection:
            found = schema.revision(connection)
        if found is None:
            raise StoreError(f"{place} 里没有巡检的数据", "not-found")
        if found not in schema.REVISIONS:
            raise StoreError(f"数据库由更新版本的巡检程序建立（版本 {found}），请用该版本的程序操作", "newer")
        schema.move(engine.writer(opened), to)


def compact(url: URL) -> None:
    """Give the space of removed rows back to the disk. It takes long, and nobody else writes meanwhile (SQLite)."""
    with _opened(url) as (opened, _):
        bare = opened.raw_connection()  # no transaction may be open, and SQLAlchemy would begin one
        try:
            if opened.dialect.name == "postgresql":
                bare.driver_connection.autocommit = True  # type: ignore[union-attr]
            bare.cursor().execute("VACUUM")
        except opened.dialect.loaded_dbapi.Error as error:  # busy, or no room for the second copy
            raise DBAPIError("VACUUM", None, error) from error
        finally:
            bare.invalidate()


@contextmanager
def _opened(url: URL) -> Iterator[tuple[Engine, str]]:
    place, file = engine.place_of(url), engine.sqlite_file(url)
    if file is not None and not file.exists():
        raise StoreError(f"没有数据库 {place}")
    opened = engine.connect(url)
    try:
        with told(place):
            yield opened, place
    finally:
        opened.dispose()


def _columns(connection: Connection) -> dict[str, list[str]]:
    seen = inspect(connection)
    return {name: [str(one["name"]) for one in seen.get_columns(name)] for name in seen.get_table_names()}


def _count(connection: Connection, name: str) -> int:
    return int(connection.execute(select(func.count()).select_from(table(name))).scalar_one())


def _size(connection: Connection) -> tuple[int, int]:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()), 0
    facts = [connection.exec_driver_sql(f"PRAGMA {one}").scalar_one() for one in ("page_size", "page_count")]
    return facts[0] * facts[1], facts[0] * connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()


def _running(connection: Connection, there: set[str], now: datetime) -> Iterator[str]:
    if processes.name in there:
        query = select(processes.c.role, processes.c.machine, processes.c.pid).where(processes.c.beat_at > now - _ALIVE)
        for role, machine, pid in connection.execute(query):
            yield f"xunjian {role}（{machine}，进程 {pid}）"
    query = select(leases.c.site, leases.c.machine, leases.c.pid).where(leases.c.heartbeat_at > now - TTL)
    for site, machine, pid in connection.execute(query):
        if site.strip() != site:
            continue  # no site, but the lead of the timetable; its process is named above
        yield f"“{site}”的一轮巡检（{machine.split()[0]}，进程 {pid}）"
