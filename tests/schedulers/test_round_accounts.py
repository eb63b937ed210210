"""Rounds that read accounts, on real local servers: from the plan's sources to what the checks are handed."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from inspection.observed import Observed
from inspection.plan_file import parse_plan
from inspection.records import ColumnReading, ColumnState
from schedulers.reading import STARTS
from schedulers.round import Order
from store.store import Store
from tests.schedulers.account_site import accounts_reader, feed, item, observed, open_portal, order_of, run, serve
from tests.spiders.server import Site

NAME = "甲市民政"
# A platform whose own article pages are not opened: these tests ask nothing but loopback.
ONE_FEED = '  - {{name: 甲市民政, platform: 客户端, source: {{feed: "{base}/a.xml", pace: 0}}}}'
TWO_FEEDS = """
  - name: 甲市民政
    platform: 客户端
    source: [{{feed: "{base}/a.xml", pace: 0}}, {{feed: "{base}/b.xml", pace: 0}}]
"""
SECRET_FEED = "  - {{name: 甲市民政, platform: 客户端, source: {{feed_env: KEYED_FEED, pace: 0}}}}"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        open_portal(site)
        yield site


def titles(reading: ColumnReading) -> list[str]:
    return [article.title[1] for article in reading.articles]


def refusals(found: Observed) -> list[str | None]:
    return [source.reason for source in found.sources[NAME]]


def asked(site: Site, path: str) -> int:
    return [asked for _, asked in site.asked].count(path)


async def test_an_article_that_two_feeds_tell_is_one(site: Site, tmp_path: Path) -> None:
    serve(site, "/a.xml", [item(2, 1), item(1, 3)])
    serve(site, "/b.xml", [item(3, 0.5, long=True), item(1, 3, long=True, minutes=20)])
    found, missing = await observed(order_of(site, TWO_FEEDS), tmp_path)

    reading = found.columns[NAME]
    assert (missing, reading.state) == ([], ColumnState.READ)
    assert [(one.title[1], one.sources) for one in reading.articles] == [
        ("3", ("feed-2",)),
        ("2", ("feed",)),
        ("1", ("feed", "feed-2")),
    ]


async def test_a_plan_on_one_line_is_read_like_any_other(site: Site, tmp_path: Path) -> None:
    serve(site, "/a.xml", [item(1, 3)])
    plan = order_of(site, ONE_FEED).plan.model_dump(mode="json", by_alias=True, exclude_unset=True)
    text = json.dumps(plan, ensure_ascii=False)
    found, missing = await observed(Order(parse_plan(text), text, "daily"), tmp_path)

    assert (missing, found.columns[NAME].state) == ([], ColumnState.READ)


async def test_where_one_feed_dies_the_account_is_read_and_the_source_says_why(site: Site, tmp_path: Path) -> None:
    serve(site, "/a.xml", [item(2, 1), item(1, 3)])
    serve(site, "/b.xml", [item(1, 3, long=True)])
    first, _ = await observed(order_of(site, TWO_FEEDS), tmp_path)
    site.page(
        "/a.xml", "<!DOCTYPE html><html><head><title>甲市民政局</title></head><body><p>欢迎访问</p></body></html>"
    )
    serve(site, "/b.xml", [item(3, 0.1, long=True), item(1, 3, long=True)])
    second, missing = await observed(order_of(site, TWO_FEEDS), tmp_path)

    assert refusals(second) == ["html-not-feed", None]
    assert (missing, second.columns[NAME].state, titles(second.columns[NAME])) == (
        [],
        ColumnState.READ,
        ["3", "2", "1"],
    )
    assert {one.url for one in first.columns[NAME].articles} < {one.url for one in second.columns[NAME].articles}


async def test_where_every_source_fails_nothing_is_called_blank_and_the_round_is_complete(
    site: Site, tmp_path: Path
) -> None:
    serve(site, "/a.xml", [item(1, 3)])
    await observed(order_of(site, ONE_FEED), tmp_path)
    site.page("/a.xml", "<title>环境异常</title><p>完成验证后即可继续访问</p>")
    outcome = await run(order_of(site, ONE_FEED), tmp_path)
    found, missing = await observed(order_of(site, ONE_FEED), tmp_path)

    assert outcome.facts.complete
    assert (missing, found.columns[NAME].state.value in {"unreadable", "blocked"}) == ([], True)
    assert titles(found.columns[NAME]) == ["1"]
    assert "stale-account" not in {finding.check for finding in outcome.findings}


async def test_what_rounds_have_seen_is_told_with_the_times_when(site: Site, tmp_path: Path) -> None:
    serve(site, "/a.xml", [item(2, 1), item(1, 3)])
    first, _ = await observed(order_of(site, ONE_FEED), tmp_path)
    serve(site, "/a.xml", [item(3, 0.1)])
    second, _ = await observed(order_of(site, ONE_FEED), tmp_path)

    seen = {one.article.title[1]: (one.first_seen_at, one.last_seen_at) for one in second.known[NAME]}
    before = {one.article.title[1]: (one.first_seen_at, one.last_seen_at) for one in first.known[NAME]}
    assert seen["1"] == before["1"]
    assert seen["3"][0] > before["2"][1]


async def test_an_accounts_articles_are_no_business_of_the_sweep(site: Site, tmp_path: Path) -> None:
    link = item(1, 1)
    site.page("/a.xml", feed([link]).replace(link.link, f"{site.base}/account-article"), kind="application/rss+xml")

    async def last(_: web.Request) -> web.StreamResponse:
        await _recorded(tmp_path)
        return web.Response(text="<title>机构简介</title>", content_type="text/html")

    site.answers["/jj.html"] = last
    found, _ = await observed(order_of(site, ONE_FEED, "full"), tmp_path)

    assert [one.url for one in found.columns[NAME].articles] == [f"{site.base}/account-article"]
    assert asked(site, "/account-article") == 0


@pytest.mark.parametrize("kind", ["watch", "daily", "full"])
async def test_rounds_of_every_kind_read_accounts(site: Site, tmp_path: Path, kind: str) -> None:
    serve(site, "/a.xml", [item(1, 1)])
    found, _ = await observed(order_of(site, ONE_FEED, kind), tmp_path)

    assert titles(found.columns[NAME]) == ["1"]


async def test_a_key_in_a_feeds_address_is_kept_nowhere(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "k3y-0f-the-feed-9f8e7d"
    monkeypatch.setenv("KEYED_FEED", f"{site.base}/a.xml?key={key}")
    body = feed([item(1, 1)]).replace("<channel>", f"<channel><link>{site.base}/a.xml?key={key}</link>")
    site.page(f"/a.xml?key={key}", body, kind="application/rss+xml")
    found, _ = await observed(order_of(site, SECRET_FEED), tmp_path)

    kept = _contents(tmp_path)
    assert titles(found.columns[NAME]) == ["1"]
    assert any(path.endswith(".gz") for path in kept)
    assert [path for path, content in kept.items() if key.encode() in content] == []


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file, evidence unpacked."""
    files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: gzip.decompress(body) if path.endswith(".gz") else body for path, body in files.items()}


async def test_a_refused_login_is_not_used_again_before_it_changes(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYED_FEED", f"{site.base}/a.xml?key=old-key-1234")
    site.page("/a.xml?key=old-key-1234", "no", 401)
    order = order_of(site, SECRET_FEED)
    first, _ = await observed(order, tmp_path)
    second, _ = await observed(order, tmp_path)
    before = asked(site, "/a.xml?key=old-key-1234")
    monkeypatch.setenv("KEYED_FEED", f"{site.base}/a.xml?key=new-key-5678")
    serve(site, "/a.xml?key=new-key-5678", [item(1, 1)])
    third, _ = await observed(order, tmp_path)

    assert refusals(first) == refusals(second) == ["credential-refused"]
    assert second.sources[NAME][0].detail.endswith("（登录信息未更新，已停止请求）")
    assert before == 1
    assert third.columns[NAME].state is ColumnState.READ


async def test_a_reader_that_is_killed_again_and_again_is_told_and_harms_nothing(site: Site, tmp_path: Path) -> None:
    serve(site, "/a.xml", [item(1, 3)])
    await observed(order_of(site, ONE_FEED), tmp_path)
    reached = asyncio.Event()

    released = asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        reached.set()
        await released.wait()
        return web.Response()

    site.answers["/a.xml"] = never
    halfway = asyncio.create_task(run(order_of(site, ONE_FEED), tmp_path))
    for _ in range(STARTS):
        await asyncio.wait_for(reached.wait(), 20)
        reached.clear()
        os.kill(accounts_reader(), signal.SIGKILL)
    outcome = await halfway
    released.set()
    serve(site, "/a.xml", [item(2, 1), item(1, 3)])
    found, missing = await observed(order_of(site, ONE_FEED), tmp_path)

    assert [one.partition("：")[0] for one in outcome.facts.missing] == ["新媒体账号没有全部读完"]
    assert (missing, titles(found.columns[NAME])) == ([], ["2", "1"])


async def _recorded(folder: Path) -> None:
    """Until the account's reading is in the store."""
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        while not (rounds := store.rounds("甲市民政局")) or not store.readings(rounds[0].id):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_a_round_that_is_taken_up_reads_no_account_twice(site: Site, tmp_path: Path) -> None:
    serve(site, "/a.xml", [item(1, 1)])
    order = order_of(site, ONE_FEED)
    release = asyncio.Event()

    async def slowly(_: web.Request) -> web.StreamResponse:
        await release.wait()
        return web.Response(text="<title>慢</title>", content_type="text/html")

    site.page("/", "<title>甲市民政局</title><a href='/slow.html'>慢</a>")
    site.answers["/slow.html"] = slowly
    halfway = asyncio.create_task(run(order, tmp_path))
    await _recorded(tmp_path)
    halfway.cancel()
    await asyncio.gather(halfway, return_exceptions=True)
    release.set()
    outcome = await run(order, tmp_path)

    assert outcome.resumed
    assert asked(site, "/a.xml") == 1
