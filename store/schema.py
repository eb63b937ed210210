"""The database's schema, brought to this program's by Alembic, run in code."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

import store.account_tables
import store.case_tables
import store.desk_tables
import store.duty_tables
import store.headless_tables
import store.service_tables  # noqa: F401 (their tables are known to the metadata once they are imported)
from store.errors import StoreError
from store.tables import metadata

HEAD = "0007"
REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
)  # a test compares them with the files
VERSION_TABLE = "xunjian_version"  # our own: a PostgreSQL database may be shared with other applications
_LOCK = 0x78756E6A69616E  # "xunjian": PostgreSQL's advisory lock while migrating


def revision(connection: Connection) -> str | None:
    """The schema's revision; None for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return None if found is None else str(found)


def bring_to_head(engine: Engine, writer: Engine) -> None:
    """Migrate to HEAD in one transaction; two processes that open at once migrate once.

    Raises StoreError when the schema is newer than this program.
    """
    with engine.connect() as connection:
        found = revision(connection)
    if found == HEAD:
        return
    if found is not None and found not in REVISIONS:
        raise StoreError(f"数据库由更新版本的巡检程序建立（版本 {found}，本程序只认识到 {HEAD}），请升级程序", "newer")
    if found is None:
        create(writer)
    else:
        move(writer, HEAD)


def create(writer: Engine) -> None:
    """An empty database gets the tables as they are today, marked as at HEAD; a test holds them to the migrations."""
    with writer.begin() as connection:
        lock(connection)
        if revision(connection) is None:
            create_in(connection)


def create_in(connection: Connection) -> None:
    """The same in a transaction that writes, where there is no table yet."""
    metadata.create_all(connection)
    connection.execute(
        text(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES (:head)"), {"head": HEAD})  # noqa: S608


def lock(connection: Connection) -> None:
    """One process at a time changes the schema, until the transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def move(writer: Engine, to: str) -> None:
    """Upgrade or downgrade to a revision; `base` removes every table."""
    with writer.begin() as connection:
        lock(connection)
        move_in(connection, to)


def move_in(connection: Connection, to: str) -> None:
    """The same in a transaction that writes."""
    from alembic import command  # late: a tenth of a second that an up-to-date database need not cost
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    found = revision(connection)
    if found == to:
        return
    down = to == "base" or (found in REVISIONS and REVISIONS.index(to) < REVISIONS.index(found))
    (command.downgrade if down else command.upgrade)(config, to)
