"""Links off a large site, looked at by other workers: the verdicts are those that the round would have come to."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from inspection.addresses import host_of
from inspection.plan_file import digest_of, parse_plan
from inspection.records import Probe, Verdict
from schedulers.cluster.queue import JobState, Queue
from schedulers.cluster.slices import Cutting, Slices
from spiders.fetch import Fetcher
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.settle import Settlement
from spiders.shared_sweep import SharedSweep
from store.errors import StoreError
from store.store import Store
from tests.schedulers.cluster.office import Office
from tests.spiders.server import Site

PLAN = """
site: {{name: 民政局, home: "{base}/", allow_private_hosts: true, owned: true}}
crawl: {{delay: 0, retry_after: 0.01s, timeout: 2s}}
columns: []
"""
HOSTS = 6
ADDRESSES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 10**6)), unique=True, max_size=80)


@given(ADDRESSES, st.integers(0, 20), st.integers(1, 12))
def test_every_address_goes_to_one_place_and_a_hosts_stay_together(
    addresses: list[tuple[int, int]], own: int, size: int
) -> None:
    cutting = Cutting(own, size)
    urls = [f"https://h{host}.cn/{page}" for host, page in addresses]
    away = [url for url in urls if cutting.take(url)]
    slices = cutting.rest()
    hosts_at_home = {host_of(url) for url in urls} - {host_of(url) for url in away}

    assert sorted(url for one in slices for url in one) == sorted(away)
    assert len(urls) - len(away) >= min(own, len(urls))
    assert not hosts_at_home & {host_of(url) for url in away}
    assert max(Counter(host for one in slices for host in {host_of(url) for url in one}).values(), default=1) == 1


@pytest.fixture
async def elsewhere() -> AsyncIterator[list[Site]]:
    """Other sites, each with a sound page, one that is gone, one that moved, and one that says that it is missing."""
    async with AsyncExitStack() as open_sites:
        sites = [await open_sites.enter_async_context(Site()) for _ in range(HOSTS)]
        for site in sites:
            for n in range(6):
                site.page(f"/ok/{n}.html", f"<title>文章{n}</title><p>{'正文' * 50}{n}</p>")
            site.page("/says.html", "<title>页面不存在</title><h1>您访问的页面不存在或已删除</h1>")
            site.redirect("/moved.html", "/ok/1.html")
        yield sites


def addresses(sites: list[Site], home: str) -> list[str]:
    """Host after host; two of the second lead back to the portal: to a page that is there, and to none."""
    of_each = [*(f"/ok/{n}.html" for n in range(6)), "/gone.html", "/says.html", "/moved.html"]
    sites[1].redirect("/home.html", f"{home}/")
    sites[1].redirect("/lost.html", f"{home}/lost.html")
    back = ["/lost.html", "/home.html"]
    return [f"{one.base}{path}" for one in sites for path in [*(back if one is sites[1] else []), *of_each]]


async def verdicts(
    store: Store, portal: Site, urls: list[str], slices: Slices | None, round_id: str
) -> dict[str, Verdict]:
    """A round that finds these links on its home page."""
    plan = parse_plan(PLAN.format(base=portal.base))
    async with Fetcher(FetchPolicy.of(plan)) as fetcher:
        sweep = SharedSweep(plan, fetcher.policy, fetcher, Recorder(store, round_id))
        sweep.others = slices
        await sweep.run([])
        await Settlement(sweep).run()
    return {url: probe.verdict for url in urls if (probe := store.probe(round_id, url)) is not None}


@pytest.mark.parametrize("workers", [0, 2])
async def test_verdicts_are_the_same_with_and_without_other_workers(
    workers: int, office: Office, queue: Queue, store: Store, elsewhere: list[Site], tmp_path: Path
) -> None:
    async with Site() as portal:
        urls = addresses(elsewhere, portal.base)
        portal.answers["/slow.html"] = slowly  # the round itself has work for a while
        links = "".join(f'<a href="{url}">链接</a>' for url in [*urls, "/slow.html"])
        portal.page("/", f"<title>民政局</title>{links}")
        text = PLAN.format(base=portal.base)
        store.record_plan("民政局", digest_of(text), text, datetime.now(UTC))
        rounds = [begin(store) for _ in range(2)]
        alone = await verdicts(store, portal, urls, None, rounds[0])

        async def opened() -> Queue:
            return queue

        for n in range(workers):
            office.hire(str(n))
        store.acquire("民政局", "owner")
        store.fence("民政局", "owner")
        slices = Slices(opened, store, "民政局", rounds[1], digest_of(text), cutting=Cutting(own=5, size=8))
        asked = sum(len(site.asked) for site in elsewhere)
        given = Counter(await asyncio.wait_for(_statuses(verdicts(store, portal, urls, slices, rounds[1]), queue), 60))
        shared = {url: probe.verdict for url in urls if (probe := store.probe(rounds[1], url)) is not None}
        again = sum(len(site.asked) for site in elsewhere) - asked

    assert shared == alone
    assert len(shared) == len(urls)
    assert set(given) <= {"cancelled"} if not workers else "succeeded" in given
    assert again < asked * 1.5


async def _statuses(round_, queue: Queue) -> list[str]:  # type: ignore[no-untyped-def]
    await round_
    return [row[0] for row in await queue.ask("SELECT status::text FROM procrastinate_jobs")]


async def slowly(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(0.7)
    return web.Response(text=f"<title>文章</title><p>{'正文' * 50}</p>", content_type="text/html")


def begin(store: Store) -> str:
    now = datetime.now(UTC)
    return store.begin_round(site="民政局", kind="full", as_of=now, plan_digest="p", started_at=now)


async def test_a_slice_of_a_round_that_another_has_taken_up_is_not_written(
    office: Office, store: Store, elsewhere: list[Site]
) -> None:
    text = PLAN.format(base=elsewhere[1].base)
    store.record_plan("民政局", digest_of(text), text, datetime.now(UTC))
    round_id = begin(store)
    store.acquire("民政局", "the new owner")
    office.hire("a")
    job = await office.queue.app.configure_task("xunjian.slice", allow_unknown=True, queue="slices").defer_async(
        site="民政局",
        round=round_id,
        plan=digest_of(text),
        owner="the former owner",
        urls=[f"{elsewhere[0].base}/gone.html"],
    )

    assert await office.until(job, "failed", "succeeded") == "failed"
    assert list(store.probes(round_id)) == []


class Played:
    """A queue whose jobs are all over, and a store without a verdict, which goes away once in the middle."""

    owner, asked, given = "owner", 0, 0

    def __init__(self) -> None:
        self.app = self.jobs = self
        self.looked: list[str] = []
        self.leave = SimpleNamespace(wait=lambda: asyncio.sleep(0))

    def configure_task(self, *_: object, **__: object) -> Played:
        return self

    async def defer_async(self, **_: object) -> int:
        self.given += 1
        return self.given

    async def states(self, jobs: dict[int, list[str]]) -> dict[int, JobState]:
        return {job: JobState("failed", {}) for job in jobs}

    def probe(self, _: str, __: str) -> Probe | None:
        self.asked += 1
        if self.asked == 3:
            raise StoreError("连不上")
        return None

    async def look_oneself(self, urls: list[str]) -> None:
        self.looked += urls


async def test_no_address_is_lost_when_the_database_goes_while_slices_are_taken_back() -> None:
    played: Any = Played()

    async def queue() -> Any:
        return played

    slices = Slices(queue, played, "民政局", "r", "p", cutting=Cutting(own=0, size=2))
    urls = [f"https://h{host}.cn/{page}" for host in range(3) for page in range(2)]
    assert all(slices.take(url) for url in urls)
    await slices.collect(played)

    assert sorted(played.looked) == urls
