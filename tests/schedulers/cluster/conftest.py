"""What tests of the queue are given: a database of its own on PostgreSQL, and workers whose rounds are played."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from schedulers.cluster.queue import Queue, open_queue
from store.store import Store
from tests.schedulers.cluster.office import Office


@pytest.fixture(scope="session")
def cluster_database(new_postgres_database: Callable[[], str]) -> str:
    return new_postgres_database()


@pytest.fixture
def database(cluster_database: str) -> Iterator[str]:
    """A database whose queue is empty, and that knows no round."""
    yield cluster_database
    with Store.open(cluster_database) as store, store.writing() as connection:
        connection.exec_driver_sql(
            "TRUNCATE rounds, leases, plans, procrastinate_jobs, procrastinate_workers, procrastinate_events, "
            "procrastinate_periodic_defers CASCADE"
        )


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(database, tmp_path / "evidence") as opened:
        yield opened


@pytest.fixture
async def queue(database: str, store: Store) -> AsyncIterator[Queue]:
    async with open_queue(database, store) as opened:
        yield opened


@pytest.fixture
async def office(queue: Queue, store: Store, database: str) -> AsyncIterator[Office]:
    made = Office(queue, store, database)
    yield made
    await asyncio.wait_for(made.close(), 20)
