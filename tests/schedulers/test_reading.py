"""The readers' processes: deaf to signals, obedient to the round, and gone when the round is."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from schedulers.reading import ReadingProcess
from spiders.job import Job
from spiders.leave import HaltedError
from store.store import Store
from tests.resilience.processes import children
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true, owned: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 5s}}
columns: [{{name: 通知公告, url: /tzgg/, kind: 通知公告}}]
"""
AS_OF = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        # Rows without a date: their articles must be opened.
        rows = "".join(f'<li><a href="/tzgg/{n}.html">关于发放第{n}批救助金的公告</a></li>' for n in range(6))
        site.page("/tzgg/", f"<title>通知公告</title><ul class='list'>{rows}</ul>")
        for n in range(6):
            head = f'<title>公告{n}</title><meta name="PubDate" content="2025-03-20">'
            site.page(f"/tzgg/{n}.html", f"{head}<p>{'正文' * 60}</p>")
        yield site


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def job(site: Site, store: Store) -> Job:
    """The sweep of this round has recorded nothing: the reader asks the site itself."""
    plan = PLAN.format(base=site.base)
    store.record_plan("甲市民政局", "p", plan, AS_OF)
    round_id = store.begin_round(site="甲市民政局", kind="full", as_of=AS_OF, plan_digest="p", started_at=AS_OF)
    url, evidence = f"sqlite:///{store.place}", str(store.evidence.root)
    return Job(
        plan=plan,
        database=url,
        evidence=evidence,
        round=round_id,
        site="甲市民政局",
        as_of=AS_OF.isoformat(),
        kind="full",
    )


async def test_signals_that_ask_to_end_are_for_the_round_alone(site: Site, store: Store) -> None:
    asked, others = job(site, store), set(children(os.getpid()))  # of tests before it: a browser that is shared
    reader = await ReadingProcess.begin(asked)
    (child,) = set(children(os.getpid())) - others
    for pause in (0, 0.1, 0.5):  # before Python runs in it, while it imports, while it works
        await asyncio.sleep(pause)
        os.kill(child, signal.SIGTERM)
        os.kill(child, signal.SIGINT)
    wrong = await reader.go(60)
    await reader.end()

    assert wrong is None
    assert len(store.readings(asked.round)["通知公告"].articles) == 6


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="starts processes; set XUNJIAN_SLOW=1")
async def test_told_to_stop_a_reader_finishes_the_request_in_hand_and_keeps_no_half_reading(
    site: Site, store: Store
) -> None:
    reached, answered = asyncio.Event(), []
    whole = site.answers["/tzgg/"]

    async def slowly(request: web.Request) -> web.StreamResponse:
        reached.set()
        await asyncio.sleep(0.5)
        answered.append(request.transport is not None and not request.transport.is_closing())
        return await whole(request)

    site.answers["/tzgg/"] = slowly
    asked = job(site, store)
    reader = await ReadingProcess.begin(asked)
    going = asyncio.create_task(reader.go())
    await asyncio.wait_for(reached.wait(), 60)
    reader.stop()

    with pytest.raises(HaltedError):
        await asyncio.wait_for(going, 20)
    await reader.end()
    assert answered == [True]
    assert [path for _, path in site.asked] == ["/tzgg/"]


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="starts processes; set XUNJIAN_SLOW=1")
async def test_a_reader_ends_when_nobody_is_at_the_other_end(site: Site, store: Store) -> None:
    reached, released = asyncio.Event(), asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        reached.set()
        await released.wait()
        return web.Response()

    site.answers["/tzgg/"] = never
    reader = await ReadingProcess.begin(job(site, store))
    going = asyncio.create_task(reader.go())
    await asyncio.wait_for(reached.wait(), 60)
    process = reader._process
    assert process.stdin is not None
    process.stdin.close()  # as when the round is killed

    status = await asyncio.wait_for(process.wait(), 10)
    released.set()
    await asyncio.wait({going})
    assert status == 3
