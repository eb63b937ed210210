"""A store in which rounds have run lately."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.store import Store
from store.tables import metadata
from tests.schedulers.pruning.rounds import a_round


@pytest.fixture(scope="module")
def postgres(new_postgres_database: Callable[[], str]) -> str:
    return new_postgres_database()


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Rounds ran on the last days, so that the clock is believed. A test may ask for PostgreSQL."""
    kind = getattr(request, "param", "sqlite")
    url = f"sqlite:///{tmp_path / 'x.db'}" if kind == "sqlite" else request.getfixturevalue("postgres")
    with Store.open(url, tmp_path / "evidence") as store:
        for days in (0.2, 1.3, 2.4):
            for sort in ("daily", "watch"):
                a_round(store, days, sort)
        yield store
        if kind == "postgresql":
            with store.writing() as connection:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                names = ", ".join(f'"{name}"' for name in metadata.tables)
                connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
