"""Where the database is, and a connection to it with the settings that it needs."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from store.errors import StoreError

BUSY_TIMEOUT = 15.0  # seconds that one writer waits for another
_WRITES = "xunjian_writes"
_MORE = 75  # connections beside the pool's five: writers that wait for another must not keep readers waiting

_SETTINGS = (
    "PRAGMA synchronous=NORMAL",  # with WAL: a killed process loses nothing that was committed
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16000",  # 16 MB; the unique indexes are written at random places
    "PRAGMA journal_size_limit=67108864",
)


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's data folder for this tool, by the XDG rules: a relative XDG_DATA_HOME is ignored."""
    named = environ.get("XDG_DATA_HOME", "")
    base = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"
    return base / "xunjian"


def default_database_url(environ: Mapping[str, str] = os.environ) -> str:
    """XUNJIAN_DATABASE, else SQLite in the user's data folder."""
    named = environ.get("XUNJIAN_DATABASE", "").strip()
    if named:
        return named
    return URL.create("sqlite", database=str(data_folder(environ) / "xunjian.db")).render_as_string()


def parse_url(text: str) -> URL:
    """A database address that this store supports. Raises StoreError with the mend otherwise."""
    example = "请写成 sqlite:///文件路径 或 postgresql://用户@主机/库名"
    try:
        url = make_url(text)
    except ArgumentError:
        raise StoreError(f"数据库地址无法识别，{example}") from None
    name = url.get_backend_name()
    if name == "postgres":  # how hosting services write it
        url, name = url.set(drivername="postgresql"), "postgresql"
    if name not in ("sqlite", "postgresql"):
        raise StoreError(f"不支持 {name} 数据库，{example}")
    if name == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("内存数据库保存不了巡检结果，请写成 sqlite:///文件路径")
    return url


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL, and for SQLite's own `file:` addresses."""
    database = url.database or ""
    if url.get_backend_name() != "sqlite" or database.startswith("file:"):
        return None
    return Path(database)


def place_of(url: URL) -> str:
    """The database's name for people: a path, or an address without its password."""
    path = sqlite_file(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


def line_settings(stated: Mapping[str, object]) -> dict[str, str]:
    """How libpq and the server notice a line that was cut: within half a minute, where they would wait for hours.

    The server, too: what a machine that is gone had locked would stay locked. `stated`: what the address says itself.
    """
    here = {
        "connect_timeout": "10",
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "4",
        "tcp_user_timeout": "30000",
        "options": (
            "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4 -c tcp_user_timeout=30000"
        ),
    }
    return {name: value for name, value in here.items() if name not in stated}


def connect(url: URL, busy_timeout: float = BUSY_TIMEOUT) -> Engine:
    """An engine. Nothing is opened yet; `busy_timeout` in seconds, for SQLite."""
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite_engine(url, busy_timeout)
        return create_engine(url, paramstyle="format", pool_pre_ping=True, connect_args=line_settings(url.query))
    except ModuleNotFoundError as error:
        raise StoreError(f"使用 PostgreSQL 需要先安装 {error.name}：pip install 'psycopg[binary,pool]'") from error


def writer(engine: Engine) -> Engine:
    """The same engine, for transactions that write: SQLite takes its write lock at the beginning of each.

    A deferred transaction that reads first and writes later fails at once when another writer came between.
    """
    return engine.execution_options(**{_WRITES: True})


def _sqlite_engine(url: URL, busy_timeout: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_timeout}, max_overflow=_MORE)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN is deferred; ours is below
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(busy_timeout * 1000)}")
        _write_ahead(cursor, busy_timeout)
        for setting in _SETTINGS:
            cursor.execute(setting)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(cursor: sqlite3.Cursor, patience: float) -> None:
    """Switch to WAL. SQLite does not wait for this lock by itself, so two first openings would quarrel."""
    deadline = time.monotonic() + patience
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
            if error.sqlite_errorname.startswith("SQLITE_READONLY"):
                return  # reading works in any mode
            if not busy or time.monotonic() > deadline:
                raise
        time.sleep(0.02)
