"""A round that was cut short is taken up, unless a wrong clock began it; database trouble on the way is waited out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from inspection.plan_file import load_plan
from schedulers.round import Order, run_round
from schedulers.state import State
from schedulers.stopping import StoppedError, Stopping
from store.errors import StoreError
from store.store import Store
from tests.spiders.server import Answer, Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true, owned: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s}}
labels: {{enabled: false}}
identity: {{enabled: false}}
"""


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/", "<title>甲市民政局</title><h1>欢迎</h1><a href='/a.html'>甲</a><a href='/gone.html'>乙</a>")
        site.page("/a.html", "<title>甲</title><p>正文</p>")
        yield site


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'x.db'}", busy_timeout=0.05)


def order(site: Site, **more: object) -> Order:
    text = PLAN.format(base=site.base)
    return Order(load_plan(text), text, **more)  # type: ignore[arg-type]


def begin(store: Store, asked: Order, started: datetime) -> str:
    digest = hashlib.sha256(asked.plan_text.encode()).hexdigest()
    return store.begin_round(site="甲市民政局", kind="full", as_of=started, plan_digest=digest, started_at=started)


@pytest.mark.parametrize(("hours", "resumed"), [(-1, True), (-23, True), (-25, False), (0.1, True), (2, False)])
async def test_a_round_is_taken_up_within_a_day_and_not_from_the_future(
    site: Site, store: Store, hours: float, resumed: bool
) -> None:
    asked = order(site)
    earlier = begin(store, asked, datetime.now(UTC) + timedelta(hours=hours))

    outcome = await run_round(asked, store, f"sqlite:///{store.place}")

    assert (outcome.resumed, outcome.facts.id == earlier) == (resumed, resumed)
    assert outcome.facts.finished_at >= outcome.facts.started_at


async def test_figures_are_counted_on_from_the_process_before(site: Site, store: Store) -> None:
    asked = order(site)
    store.count(begin(store, asked, datetime.now(UTC)), {"requests": 100, "links": 10, "bytes": 1000, "seconds": 50.0})

    outcome = await run_round(asked, store, f"sqlite:///{store.place}")

    facts = outcome.facts
    assert (facts.requests, facts.links) == (100 + len(site.asked), 10 + 2)
    assert facts.bytes > 1000
    assert 50 < facts.seconds < 60


def after(begun: asyncio.Event, answer: Answer) -> Answer:
    """This answer comes when that has begun."""

    async def late(request: web.Request) -> web.StreamResponse:
        await begun.wait()
        return await answer(request)

    return late


async def held_for(store: Store, seconds: float, begun: asyncio.Event) -> None:
    """Another program writes for so long."""
    with Store.open(f"sqlite:///{store.place}") as other, other.writing():
        begun.set()
        await asyncio.sleep(seconds)


async def test_a_database_that_is_busy_in_the_middle_is_waited_for_and_said(site: Site, store: Store) -> None:
    said: list[State] = []
    begun = asyncio.Event()
    holding: list[asyncio.Task[None]] = []

    def watch(state: State) -> None:
        said.append(state)
        if state.stage == "sweep" and not holding:
            holding.append(asyncio.get_running_loop().create_task(held_for(store, 0.8, begun)))

    site.answers["/a.html"] = after(begun, site.answers["/a.html"])
    outcome = await run_round(order(site), store, f"sqlite:///{store.place}", watch)

    assert [finding.subject for finding in outcome.findings] == [f"{site.base}/gone.html"]
    assert any(state.note.startswith("数据库正被其他程序占用") for state in said)
    assert not said[-1].note


async def test_whoever_stops_a_round_that_waits_for_the_database_need_not_wait(site: Site, store: Store) -> None:
    stopping, begun, loop = Stopping(), asyncio.Event(), asyncio.get_running_loop()
    holding: list[asyncio.Task[None]] = []

    def watch(state: State) -> None:
        if state.stage == "sweep" and not holding:
            holding.append(asyncio.get_running_loop().create_task(held_for(store, 8, begun)))
        if state.note:
            loop.call_soon_threadsafe(stopping.asked.set)

    site.answers["/a.html"] = after(begun, site.answers["/a.html"])
    with pytest.raises(StoppedError):
        await asyncio.wait_for(run_round(order(site), store, f"sqlite:///{store.place}", watch, stopping), 5)
    holding[0].cancel()


async def test_a_database_that_stays_busy_is_said_and_what_was_recorded_stays(site: Site, store: Store) -> None:
    begun = asyncio.Event()
    holding: list[asyncio.Task[None]] = []

    def watch(state: State) -> None:
        if state.stage == "sweep" and not holding:
            holding.append(asyncio.get_running_loop().create_task(held_for(store, 8, begun)))

    site.answers["/a.html"] = after(begun, site.answers["/a.html"])
    with pytest.raises(StoreError, match="正被其他程序占用"):
        await run_round(order(site, patience=0.3), store, f"sqlite:///{store.place}", watch)
    holding[0].cancel()
    await asyncio.gather(*holding, return_exceptions=True)
    again = await run_round(order(site), store, f"sqlite:///{store.place}")

    assert again.resumed
    assert [finding.subject for finding in again.findings] == [f"{site.base}/gone.html"]
