"""Exactly one leads, and another takes over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from schedulers.cluster.leader import TIMETABLE, Leader
from store import leases
from store.errors import StoreError
from store.leases import Process
from store.store import Store
from store.tables import leases as table

TTL = timedelta(seconds=1.2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


class Work:
    """Goes on until it is cancelled, and keeps how many did so at once."""

    def __init__(self) -> None:
        self.running = self.most = self.begun = 0
        self.at_work, self.ended = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        self.running += 1
        self.most = max(self.most, self.running)
        self.at_work.set()
        try:
            await asyncio.sleep(60)
        finally:
            self.running -= 1
            self.ended.set()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class Cut(Store):
    """A store whose line can be cut."""

    cut = False

    def renew(self, *args: object) -> bool:
        if self.cut:
            raise StoreError("打不开数据库")
        return super().renew(*args)  # type: ignore[arg-type]


async def test_of_two_one_leads_and_the_other_takes_over_when_it_ends(store: Store) -> None:
    work = Work()
    first, second = Leader(store, ttl=TTL), Leader(store, ttl=TTL)
    one = asyncio.create_task(first.lead(work))
    await asyncio.wait_for(work.at_work.wait(), 5)
    two = asyncio.create_task(second.lead(work))
    await asyncio.sleep(TTL.total_seconds() / 2)  # it has tried twice by now

    assert (first.leads, second.leads) == (True, False)
    one.cancel()
    work.at_work.clear()
    await asyncio.wait_for(work.at_work.wait(), 5)
    assert (first.leads, second.leads, work.most) == (False, True, 1)
    two.cancel()
    await asyncio.gather(one, two, return_exceptions=True)


async def test_the_lead_of_a_silent_machine_passes_when_its_time_is_over(store: Store) -> None:
    work, gone = Work(), Process("another machine", 1, "1")
    leader = Leader(store, ttl=TTL)
    with store.writing() as connection:
        assert leases.acquire(connection, TIMETABLE, "gone", leases.clock(connection), TTL, gone)
    waiting = asyncio.create_task(leader.lead(work))
    await asyncio.sleep(TTL.total_seconds() / 3)
    early = leader.leads
    await asyncio.wait_for(work.at_work.wait(), 5)

    assert not early
    waiting.cancel()


async def test_work_stops_before_another_may_begin_when_the_database_is_out_of_reach(tmp_path: Path) -> None:
    work = Work()
    with Cut.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        leader = Leader(store, ttl=TTL)
        leading = asyncio.create_task(leader.lead(work))
        await asyncio.wait_for(work.at_work.wait(), 5)
        store.cut = True
        at = asyncio.get_running_loop().time()
        await asyncio.wait_for(work.ended.wait(), 5)
        silent = asyncio.get_running_loop().time() - at

        assert silent < TTL.total_seconds()
        leading.cancel()
        await asyncio.gather(leading, return_exceptions=True)


async def test_a_lead_that_another_took_is_given_up(store: Store) -> None:
    work = Work()
    leader = Leader(store, ttl=TTL)
    leading = asyncio.create_task(leader.lead(work))
    await asyncio.wait_for(work.at_work.wait(), 5)
    with store.writing() as connection:
        ahead = leases.clock(connection) + timedelta(hours=1)
        connection.execute(update(table).values(owner="another", machine="elsewhere", heartbeat_at=ahead))
    await until(lambda: not leader.leads)

    assert (work.running, leading.done()) == (0, False)
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)
    assert store.renew(TIMETABLE, "another")


async def test_work_that_ends_by_itself_ends_the_lead(store: Store) -> None:
    async def nothing() -> None: ...

    await asyncio.wait_for(Leader(store, ttl=TTL).lead(nothing), 5)

    assert store.acquire(TIMETABLE, "another")


async def test_what_the_work_raises_is_raised_and_the_lead_given_back(store: Store) -> None:
    async def fail() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await Leader(store, ttl=TTL).lead(fail)

    assert store.acquire(TIMETABLE, "another")
