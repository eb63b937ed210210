"""A turn looks once at the moment that is due, from this machine, and keeps what it saw."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.availability import Answering, AvailabilityProbe
from inspection.plan import Plan
from schedulers.availability import ENDPOINT_AGAIN, ENDPOINT_EVERY, probe_due, spread
from schedulers.settings import ServiceSettings
from store.store import Store
from tests.spiders.server import Site

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
NONE = timedelta(0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.page("/", "<h1>某某局</h1>" + "<a href='/'>首页</a>" * 9)
        yield running


def plan(home: str, **availability: Any) -> Plan:
    whole = {"site": {"name": "某某局", "home": home, "allow_private_hosts": True}, "availability": availability}
    return Plan.model_validate(whole)


async def turn(
    store: Store, of: Plan, now: datetime = NOW, vantage: str = "甲", jitter: timedelta | None = NONE
) -> AvailabilityProbe | None:
    return await probe_due(of, store, ServiceSettings(vantage=vantage), now, jitter=jitter)


def kept(store: Store) -> list[AvailabilityProbe]:
    return store.probes_between("某某局", NOW - timedelta(days=2), NOW + timedelta(days=2))


async def test_a_turn_keeps_what_it_saw_under_the_moment_that_was_due(store: Store, site: Site) -> None:
    seen = await turn(store, plan(site.base))

    assert seen is not None
    assert (seen.slot, seen.vantage, seen.outcome) == (NOW.replace(minute=0), "甲", Answering.UP)
    assert kept(store) == [seen]


async def test_a_moment_is_looked_at_once_however_often_the_service_begins_anew(store: Store, site: Site) -> None:
    await turn(store, plan(site.base))
    asked = len(site.asked)

    assert await turn(store, plan(site.base), NOW + timedelta(minutes=5)) is None
    assert len(site.asked) == asked


async def test_the_next_moment_is_looked_at_again(store: Store, site: Site) -> None:
    for minutes in (0, 30, 60):
        await turn(store, plan(site.base), NOW + timedelta(minutes=minutes))

    assert len(kept(store)) == 3


async def test_a_clock_that_was_set_back_makes_no_second_probe(store: Store, site: Site) -> None:
    for minutes in (0, 30, 0, 30):
        await turn(store, plan(site.base), NOW + timedelta(minutes=minutes))

    assert len(kept(store)) == 2


async def test_every_machine_looks_for_itself_at_the_same_moment(store: Store, site: Site) -> None:
    for vantage in ("甲", "乙"):
        await turn(store, plan(site.base), vantage=vantage)

    assert [(one.slot, one.vantage) for one in kept(store)] == [(NOW.replace(minute=0), name) for name in ("乙", "甲")]


async def test_a_plan_that_wants_no_watch_has_none(store: Store, site: Site) -> None:
    assert await turn(store, plan(site.base, enabled=False)) is None
    assert (kept(store), site.asked) == ([], [])


async def test_the_plans_own_address_elsewhere_tells_whose_fault_it_is(store: Store, site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"

        down = await turn(store, plan(closed, control=[site.base]))
        ours = await turn(store, plan(closed, control=[closed]), vantage="乙")

    assert down is not None
    assert ours is not None
    assert (down.outcome, ours.outcome, ours.reason) == (Answering.DOWN, Answering.UNKNOWN, "own-line")


async def test_the_plans_limit_holds(store: Store) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        seen = await turn(store, plan(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.2))

    assert seen is not None
    assert (seen.outcome, seen.reason) == (Answering.DOWN, "timeout")


async def test_what_stands_behind_the_address_is_looked_at_once_in_a_while(store: Store, site: Site) -> None:
    looked = []
    for hours in (0.0, 1.0, 5.5, 6.5):
        await turn(store, plan(site.base), NOW + timedelta(hours=hours))
        looked.append(store.endpoints("某某局")[0].looked_at)

    assert looked[0] == looked[1] == looked[2] < looked[3]
    assert looked[3] - looked[0] >= ENDPOINT_EVERY


async def test_what_could_not_be_seen_of_it_is_looked_at_again_sooner(store: Store) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        of = plan(f"https://127.0.0.1:{taken.getsockname()[1]}/", timeout=1)
        await turn(store, of)
        first = store.endpoints("某某局")[0].looked_at
        await turn(store, of, NOW + ENDPOINT_AGAIN + timedelta(minutes=1))

    assert store.endpoints("某某局")[0].looked_at > first


async def test_a_clock_that_was_set_back_does_not_keep_old_knowledge_for_ever(store: Store, site: Site) -> None:
    await turn(store, plan(site.base), NOW + timedelta(days=300))
    await turn(store, plan(site.base))

    assert store.endpoints("某某局")[0].looked_at < NOW + timedelta(days=1)


@given(
    vantage=st.text(min_size=1, max_size=8),
    site=st.text(min_size=1, max_size=8),
    every=st.integers(1, 72).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_a_machine_waits_a_little_always_as_long_and_never_into_the_next_moment(
    vantage: str, site: str, every: timedelta
) -> None:
    waits = spread(vantage, site, every)

    assert NONE <= waits <= min(every / 4, timedelta(seconds=30))
    assert waits == spread(vantage, site, every)


def test_machines_and_sites_are_spread() -> None:
    waits = {spread(f"机器{n}", f"网站{n % 7}", timedelta(minutes=30)) for n in range(50)}

    assert len(waits) == 50


async def test_a_database_that_does_not_answer_holds_up_nothing_else(store: Store, site: Site) -> None:
    asked, go = Event(), Event()

    class Slow(Store):
        def was_probed(self, *args: Any) -> bool:
            asked.set()
            assert go.wait(5), "the loop stood still"
            return super().was_probed(*args)

    with Slow.open(f"sqlite:///{store.place}") as slow:
        looking = asyncio.create_task(turn(slow, plan(site.base)))
        await asyncio.to_thread(asked.wait, 5)
        go.set()

        assert await looking is not None
