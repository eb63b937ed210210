"""What pages say, read in a round on a real local server: once a body, whatever becomes of the others."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from checks.run import select_checks
from inspection.contents import MADE_BY, Mark, PageContent
from inspection.plan_file import load_plan
from schedulers.contents import contents_of
from schedulers.round import Order, run_round
from schedulers.seeing import Seen
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", id_code: "9900000001", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s, browser: never}}
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 通知公告}}
"""
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
FOOT = "<div class='foot'>主办单位：甲市民政局　联系电话：021-00000000　网站标识码：9900000001</div>"
ARTICLE = (
    "<html><head><title>通知{n}</title><meta name='PubDate' content='2025-03-2{n} 09:00'></head><body>"
    "<h1>关于做好第{n}批社会救助工作的通知</h1><div>发布日期：2025-03-2{n}</div><div id=zoom><p>{text}</p></div>{foot}"
)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/", f"<title>甲市民政局</title><a href='/tzgg/'>通知公告</a>{FOOT}")
        rows = "".join(
            f"<li><a href='/tzgg/t2025032{n}_{n}.html'>关于做好第{n}批社会救助工作的通知</a><b>2025-03-2{n}</b></li>"
            for n in range(3)
        )
        site.page("/tzgg/", f"<title>通知公告</title><ul>{rows}</ul>{FOOT}")
        for n in range(3):
            site.page(
                f"/tzgg/t2025032{n}_{n}.html", ARTICLE.format(n=n, text=f"第{n}批有关事项通知如下。" * 9, foot=FOOT)
            )
        yield site


async def look(site: Site, folder: Path, kind: str = "full") -> dict[str, PageContent]:
    """The contents of a round, by path."""
    text, url = PLAN.format(base=site.base), f"sqlite:///{folder / 'x.db'}"
    plan = load_plan(text)
    with Store.open(url) as store:
        await run_round(Order(plan, text, kind, AS_OF), store, url)
        newest = store.newest_round("甲市民政局", kind=kind)
        assert newest is not None
        seen = SimpleNamespace(
            round_id=newest.id, readings=store.readings(newest.id), browsed=SimpleNamespace(kind=kind)
        )
        contents = contents_of(plan, store, cast(Seen, cast(Any, seen)))
        return {page.removeprefix(site.base): content for page, content in (contents or {}).items()}


def facts_in(folder: Path) -> int:
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        newest = store.newest_round("甲市民政局", kind="full")
        assert newest is not None
        return len(store.page_facts(newest.id, MADE_BY))


async def test_a_round_that_asks_nothing_of_what_pages_say_reads_none_for_it(site: Site, tmp_path: Path) -> None:
    text, url = PLAN.format(base=site.base), f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as store:
        await run_round(Order(load_plan(text), text, "full", AS_OF, checks=select_checks(["broken-link"])), store, url)

    assert facts_in(tmp_path) == 0


async def test_every_page_is_read_with_its_kind_and_column_and_hostile_ones_cost_the_others_nothing(
    site: Site, tmp_path: Path
) -> None:
    links = "<a href='/tzgg/'>通知公告</a><a href='/gone.html'>专题一</a><a href='/deep.html'>专题二</a>"
    site.page("/", f"<title>甲市民政局</title>{links}{FOOT}")
    site.page("/gone.html", f"<title>404</title><h1>您访问的页面不存在</h1>{FOOT}")
    site.page("/deep.html", "<html><title>专题专栏</title>" + "<div><table>" * 30_000 + "\0本专题内容")
    contents = await look(site, tmp_path)
    article = contents["/tzgg/t20250321_1.html"]

    kinds = {path: content.kind for path, content in contents.items() if path != "/deep.html"}
    assert kinds == {"/": "home", "/tzgg/": "list"} | {f"/tzgg/t2025032{n}_{n}.html": "article" for n in range(3)}
    assert (article.columns, article.title) == (("通知公告",), "关于做好第1批社会救助工作的通知")
    assert (article.id_codes, article.metas) == (("9900000001",), {"PubDate": "2025-03-21 09:00"})
    assert Mark.SPONSOR in article.marks


@pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="slow: three rounds")
async def test_later_rounds_know_what_pages_say_and_a_watch_round_does_not_ask(site: Site, tmp_path: Path) -> None:
    full = await look(site, tmp_path)
    daily = await look(site, tmp_path, "daily")

    assert {path: content.title for path, content in daily.items()} == {p: c.title for p, c in full.items()}
    assert await look(site, tmp_path, "watch") == {}
    assert facts_in(tmp_path) >= len(full)
