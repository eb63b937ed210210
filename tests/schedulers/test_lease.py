"""The lease of a round: one machine at a time, whatever number its process has, and no more once it is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from schedulers.lease import BusyError, leased
from store import leases
from store.errors import StoreError
from store.store import Store
from store.tables import leases as table
from tests.schedulers.timetable_office import until

SITE = "甲市民政局"
NOW = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)


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


async def test_hearts_beat_while_the_loop_is_busy(store: Store) -> None:
    beats: list[datetime] = []

    def beat_at() -> datetime:
        with store.reading() as connection:
            beat: datetime = connection.execute(select(table.c.heartbeat_at)).scalar_one()
            return beat

    async def judging() -> None:
        beats.append(beat_at())
        time.sleep(0.5)  # noqa: ASYNC251 (the loop is to stand still)
        beats.append(beat_at())

    await leased(store, SITE, judging, heartbeat=0.05)

    assert beats[1] - beats[0] >= timedelta(seconds=0.2)


class AwayStore(Store):
    """On a server that can be away, and that other machines reach, too."""

    away = False

    @property
    def is_shared(self) -> bool:
        return True

    def renew(self, site: str, owner: str, now: datetime | None = None) -> bool:
        if self.away:
            raise StoreError("连不上")
        return super().renew(site, owner, now)


async def test_a_site_is_not_asked_while_nobody_hears_the_heart_and_is_again_when_the_lease_is_still_ours(
    tmp_path: Path,
) -> None:
    told: list[bool] = []
    with AwayStore.open(f"sqlite:///{tmp_path / 'x.db'}") as store:

        async def work() -> str:
            store.away = True
            await until(lambda: told == [True])
            store.away = False
            await until(lambda: told == [True, False])
            return "done"

        assert await leased(store, SITE, work, heartbeat=0.02, hold=told.append, unsure=0.5) == "done"


async def test_a_database_on_one_machine_holds_nobody_up(store: Store) -> None:
    told: list[bool] = []

    async def work() -> None:
        with store.writing():
            await asyncio.sleep(0.5)

    await leased(store, SITE, work, heartbeat=0.02, hold=told.append, unsure=0.2)

    assert told == []


async def test_what_a_round_writes_after_its_lease_is_lost_is_refused(store: Store) -> None:
    async def work() -> None:
        with store.writing() as connection:
            connection.execute(update(table).values(owner="another"))
        store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="x", started_at=NOW)
        store.record_findings(store.rounds(SITE)[0].id, [], [])

    with pytest.raises(BusyError, match="接着"):
        await leased(store, SITE, work)


async def test_after_the_work_the_store_is_anybodys_again(store: Store) -> None:
    await leased(store, SITE, _short)

    round_id = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="x", started_at=NOW)
    store.record_findings(round_id, [], [])
