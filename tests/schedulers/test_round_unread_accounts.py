"""A round whose reader of accounts died: it is not complete, and the portal's verdicts stay whole."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from inspection.plan_file import load_plan
from schedulers.reading import STARTS
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.schedulers.account_site import NOW, accounts_reader
from tests.spiders.server import Site

NAME, POLICIES, INTERPRETATIONS = "甲市民政", "政策文件", "政策解读"
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 3s}}
columns:
  - {{name: 政策文件, url: /zcwj/, kind: 政策文件}}
  - {{name: 政策解读, url: /zcjd/, kind: 政策解读}}
accounts:
  - {{name: 甲市民政, platform: 客户端, source: {{feed: "{base}/a.xml", pace: 0}}}}
interpretation: {{policies: [政策文件], interpretations: {interpretations}, within: 3 workdays}}
"""
NAV = '<div class="nav"><a href="/">首页</a><a href="/zcwj/">政策文件</a><a href="/zcjd/">政策解读</a></div>'
FOLDERS = [("zcwj", POLICIES, "关于印发《{}管理办法》的通知", 6), ("zcjd", INTERPRETATIONS, "《{}管理办法》解读", 5)]
TITLES = ["养老服务补贴", "临时救助", "殡葬服务", "慈善捐赠", "儿童福利", "社会组织登记"]


def fill(site: Site, *, dead: str) -> None:
    """Six policies, the last of which nobody interprets; the home page leads to `dead` too."""
    old = (NOW - timedelta(days=60)).date().isoformat()
    site.page("/", f"<title>甲市民政局</title>{NAV}<h1>欢迎</h1><a href='{dead}'>下载</a>")
    for folder, name, shape, count in FOLDERS:
        titles = [shape.format(title) for title in TITLES[:count]]
        rows = "".join(f'<li><a href="/{folder}/{n}.html">{t}</a><span>{old}</span></li>' for n, t in enumerate(titles))
        site.page(f"/{folder}/", f"<title>{name}</title>{NAV}<h2>{name}</h2><ul class='list'>{rows}</ul>")
        for n, title in enumerate(titles):
            body = f"<p>{title}。{'各区县民政局应当认真执行。' * 20}{n}</p>"
            site.page(f"/{folder}/{n}.html", f"<title>{title}</title>{NAV}<h1>{title}</h1><p>发布日期：{old}</p>{body}")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site


async def run(site: Site, folder: Path, interpretations: str = "[政策解读]", *, kill: bool) -> Outcome:
    text = PLAN.format(base=site.base, interpretations=interpretations)
    url = f"sqlite:///{folder / 'x.db'}"
    reached, released = asyncio.Event(), asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        reached.set()
        await released.wait()
        return web.Response()

    site.page("/a.xml", '<rss version="2.0"><channel></channel></rss>', kind="application/rss+xml")
    if kill:
        site.answers["/a.xml"] = never
    with Store.open(url) as store:
        halfway = asyncio.create_task(run_round(Order(load_plan(text), text, "full", NOW), store, url))
        for _ in range(STARTS if kill else 0):  # one that is killed is begun again
            await asyncio.wait_for(reached.wait(), 30)
            reached.clear()
            os.kill(accounts_reader(), signal.SIGKILL)
        outcome = await halfway
    released.set()
    return outcome


def undecided(outcome: Outcome, check: str) -> list[tuple[str, str]]:
    return [(one.subject, one.reason) for one in outcome.undecided if one.check == check]


def found(outcome: Outcome) -> set[tuple[str, str]]:
    return {(one.check, one.subject) for one in outcome.findings}


async def test_the_portal_is_judged_and_its_mended_links_are_gone(site: Site, tmp_path: Path) -> None:
    fill(site, dead="/gone.doc")
    whole = await run(site, tmp_path, kill=False)
    fill(site, dead="/zcwj/0.html")
    blind = await run(site, tmp_path, kill=True)
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        with store.casework("甲市民政局") as work:
            open_links = [issue.subject for issue in work.unsettled() if issue.check == "broken-link"]
        assert store.rounds("甲市民政局")[0].complete

    link = ("broken-link", f"{site.base}/gone.doc")
    policy = ("missing-interpretation", f"{site.base}/zcwj/5.html")
    assert {link, policy} <= found(whole)
    assert (link in found(blind), policy in found(blind), open_links) == (False, True, [])
    assert undecided(blind, "missing-interpretation") == []


async def test_the_round_says_what_it_lacks_and_leaves_the_account_undecided(site: Site, tmp_path: Path) -> None:
    """Whoever counts the account's articles as interpretations cannot tell either."""
    fill(site, dead="/zcwj/0.html")
    outcome = await run(site, tmp_path, f"[{INTERPRETATIONS}, {NAME}]", kill=True)

    assert not outcome.facts.complete
    assert [one.partition("：")[0] for one in outcome.facts.missing] == ["新媒体账号没有全部读完"]
    assert undecided(outcome, "stale-account") == [(NAME, "not-read")]
    assert (f"{site.base}/zcwj/5.html", "interpretations-not-read") in undecided(outcome, "missing-interpretation")
