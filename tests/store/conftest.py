"""Every test of the store runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.store import Store
from store.tables import metadata
from tests.store.samples import NOW


@pytest.fixture(scope="session")
def postgres_database(new_postgres_database: Callable[[], str]) -> str:
    """One database for all tests: making one for each takes half a minute."""
    return new_postgres_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'x.db'}"
    return str(request.getfixturevalue("new_postgres_database")())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any row."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'x.db'}"
        return
    url = request.getfixturevalue("postgres_database")
    yield url
    with Store.open(url, tmp_path / "evidence") as store, store.writing() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # what can only be appended, too
        # Not TRUNCATE: that makes new files for every table and index, few of which have any row.
        connection.exec_driver_sql("; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables))


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(database_url, tmp_path / "evidence") as opened:
        yield opened


@pytest.fixture
def round_id(store: Store) -> str:
    return store.begin_round(site="民政局", kind="full", as_of=NOW, plan_digest="p1", started_at=NOW)
