"""The lease of a round: one machine at a time, whatever number its process has, and no more once it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from schedulers.lease import BusyError, leased
from store import leases
from store.store import Store
from store.tables import leases as table

SITE = "甲市民政局"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


async def _long() -> str:
    await asyncio.sleep(30)
    return "done"


async def _short() -> str:
    return "done"


def _seen_from_elsewhere(store: Store) -> None:
    """As if another container, whose processes have the same numbers, held the lease."""
    with store.writing() as connection:
        connection.execute(update(table).values(machine="another machine"))


async def test_the_lease_is_given_back_after_the_work(store: Store) -> None:
    assert await leased(store, SITE, _short) == "done"
    assert await leased(store, SITE, _short) == "done"


async def test_a_process_of_the_same_number_on_another_machine_is_another(store: Store) -> None:
    first = asyncio.create_task(leased(store, SITE, _long))
    await asyncio.sleep(0.05)
    _seen_from_elsewhere(store)

    with pytest.raises(BusyError):
        await leased(store, SITE, _short)

    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_work_whose_lease_was_taken_over_stops_and_leaves_the_other_alone(store: Store) -> None:
    first = asyncio.create_task(leased(store, SITE, _long, heartbeat=0.02))
    await asyncio.sleep(0.05)
    _seen_from_elsewhere(store)
    later, third = datetime.now(UTC) + 2 * leases.TTL, leases.Process("a third machine", 1, "1")
    with store.writing() as connection:
        assert leases.acquire(connection, SITE, "another", later, leases.TTL, third)

    with pytest.raises(BusyError, match="接着巡检"):
        await asyncio.wait_for(first, 5)

    assert store.renew(SITE, "another", later)


async def test_work_that_is_cancelled_ends_before_its_lease_is_given_back(store: Store) -> None:
    free_at_the_end: list[bool] = []

    async def work() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            free_at_the_end.append(store.acquire(SITE, "another", datetime.now(UTC)))

    first = asyncio.create_task(leased(store, SITE, work))
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    assert free_at_the_end == [False]
    assert store.acquire(SITE, "another", datetime.now(UTC))
