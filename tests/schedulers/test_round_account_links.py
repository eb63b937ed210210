"""Rounds that try the links in articles of accounts, on real local servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from aiohttp import web

from inspection.findings import Finding
from inspection.issue import State
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.schedulers.account_site import NOW, open_portal, order_of, run
from tests.spiders.server import Site

NAME = "甲市民政"
# A platform whose own article pages are not opened: these tests ask nothing but loopback.
FEED = """
  - {{name: 甲市民政, platform: 客户端, unit: 宣传处, source: {{feed: "{base}/a.xml", pace: 0}}}}
units: [宣传处]
"""
ARTICLE = "https://mp.weixin.qq.com/s/Linking0000000001"
LONG = "关于开展救助补贴发放工作的说明。" * 10


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        open_portal(site)
        site.page("/sound.html", "<title>办事指南</title><h1>办事指南</h1><p>请携带证件到窗口办理。</p>")
        yield site


def told(site: Site, *links: tuple[str, str], article: str = ARTICLE, days: float = 1) -> None:
    """The feed with one article of these links: text and path, or a whole address."""
    body = LONG + "".join(f'<a href="{to if "://" in to else site.base + to}">{text}</a>' for text, to in links)
    date = format_datetime(NOW - timedelta(days=days))
    entry = f"<title>预约指南</title><link>{article}</link><pubDate>{date}</pubDate>"
    rss = f"<item>{entry}<description>{escape(f'<p>{body}</p>')}</description></item>"
    site.page("/a.xml", f'<rss version="2.0"><channel>{rss}</channel></rss>', kind="application/rss+xml")


def order(site: Site, kind: str = "full") -> Order:
    return order_of(site, FEED, kind)


def broken(outcome: Outcome) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.check == "broken-link"]


def asked(site: Site, path: str) -> int:
    return [asked for _, asked in site.asked].count(path)


async def stays(folder: Path, one: Order) -> Sequence[State]:
    """The states of the issues about broken links."""
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store, store.casework(one.plan.site.name) as work:
        return [issue.state for issue in work.unsettled() if issue.check == "broken-link"]


async def test_a_dead_link_in_an_article_is_the_accounts_and_says_where_it_stands(site: Site, tmp_path: Path) -> None:
    told(site, ("预约", "/gone.html"), ("指南", "/sound.html"))
    (found,) = broken(await run(order(site), tmp_path))

    assert (found.subject, found.column, found.unit) == (f"{site.base}/gone.html", NAME, "宣传处")
    assert (found.found_on, found.evidence["account"]) == ((ARTICLE,), NAME)
    assert found.title.startswith("“甲市民政”发布的“预约指南”中的链接")


async def test_each_address_is_asked_once_and_judged_by_where_it_leads(site: Site, tmp_path: Path) -> None:
    """The portal leads to one of them, too."""
    site.redirect("/t/good", f"{site.base}/sound.html")
    site.redirect("/t/bad", f"{site.base}/gone.html")
    told(
        site, ("好", "/t/good"), ("坏", "/t/bad"), ("简介", "/jj.html"), ("又", "/jj.html#top"), ("指南", "/sound.html")
    )
    found = broken(await run(order(site), tmp_path))

    assert [(one.subject, one.evidence["reason"]) for one in found] == [(f"{site.base}/t/bad", "http-404")]
    assert (asked(site, "/jj.html"), asked(site, "/sound.html"), asked(site, "/t/good")) == (1, 1, 1)


@pytest.mark.parametrize("how", ["the page is back", "the article leads elsewhere"])
async def test_a_mended_link_is_gone_in_the_next_round(site: Site, tmp_path: Path, how: str) -> None:
    told(site, ("预约", "/gone.html"))
    await run(order(site), tmp_path)
    before = await stays(tmp_path, order(site))
    if how == "the page is back":
        site.page("/gone.html", "<title>预约</title><h1>预约</h1><p>请在工作日办理预约。</p>")
    else:
        told(site, ("预约", "/sound.html"))
    outcome = await run(order(site), tmp_path)

    assert len(before) == 1
    assert (broken(outcome), await stays(tmp_path, order(site))) == ([], [])


async def test_an_account_that_cannot_be_read_mends_nothing(site: Site, tmp_path: Path) -> None:
    """What is known of its articles is tried all the same."""
    told(site, ("预约", "/gone.html"))
    await run(order(site), tmp_path)
    site.page("/a.xml", "<title>登录</title><form>请登录</form>")
    refused = broken(await run(order(site, "daily"), tmp_path))
    site.page("/a.xml", '<rss version="2.0"><channel></channel></rss>', kind="application/rss+xml")
    empty = broken(await run(order(site), tmp_path))

    assert [one.found_on for one in (*refused, *empty)] == [(ARTICLE,), (ARTICLE,)]
    assert len(await stays(tmp_path, order(site))) == 1


async def test_a_watch_round_tries_no_links_of_articles(site: Site, tmp_path: Path) -> None:
    told(site, ("预约", "/gone.html"))
    outcome = await run(order(site, "watch"), tmp_path)

    assert (asked(site, "/gone.html"), broken(outcome)) == (0, [])


async def test_an_article_on_the_portal_is_a_page_of_the_portal(site: Site, tmp_path: Path) -> None:
    """Its links are those that stand on it, whatever the feed says; it is asked once."""
    site.page("/", "<title>甲市民政局</title><h1>欢迎</h1><a href='/news.html'>新闻</a>")
    site.page("/news.html", "<title>新闻</title><h1>新闻</h1><p>今天召开会议。</p><a href='/dead.html'>详情</a>")
    told(site, ("旧", "/gone.html"), article=f"{site.base}/news.html")
    (found,) = broken(await run(order(site), tmp_path))

    assert (found.subject, found.found_on) == (f"{site.base}/dead.html", (f"{site.base}/news.html",))
    assert asked(site, "/news.html") == 1


async def test_while_the_portal_is_down_nothing_is_said_of_links_to_it(site: Site, tmp_path: Path) -> None:
    told(site, ("预约", "/gone.html"))

    async def cut(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    for path in ("/", "/jj.html", "/gone.html"):
        site.answers[path] = cut
    outcome = await run(order(site), tmp_path)

    assert broken(outcome) == []
    assert ("broken-link", f"{site.base}/gone.html") in {(one.check, one.subject) for one in outcome.undecided}


async def test_a_round_that_is_taken_up_tries_no_link_twice_and_opens_no_article(site: Site, tmp_path: Path) -> None:
    """It is cut off while it tries the links of articles."""
    article = f"{site.base}/elsewhere/article.html"
    told(site, ("预约", "/gone.html"), ("慢", "/slow.html"), article=article)
    reached, release = asyncio.Event(), asyncio.Event()

    async def slowly(_: web.Request) -> web.StreamResponse:
        reached.set()
        await release.wait()
        return web.Response(text="<title>慢</title><h1>慢</h1><p>终于打开。</p>", content_type="text/html")

    site.answers["/slow.html"] = slowly
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as store:
        halfway = asyncio.create_task(run_round(order(site), store, url))
        await asyncio.wait_for(reached.wait(), 30)
        await asyncio.sleep(1)  # what was answered before is in the store
        halfway.cancel()
        await asyncio.gather(halfway, return_exceptions=True)
    release.set()
    outcome = await run(order(site), tmp_path)

    assert outcome.resumed
    assert [(one.subject, one.found_on) for one in broken(outcome)] == [(f"{site.base}/gone.html", (article,))]
    assert [asked(site, path) for path in ("/elsewhere/article.html", "/a.xml", "/gone.html", "/jj.html")] == [
        0,
        1,
        1,
        1,
    ]
