"""Search and consultation in a round with a real browser: what is asked, what is recorded, what is said of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from inspection.visits import View, Visit, form_facts, search_facts
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.headless.search_sites import HEAD, TITLES, SearchingServer, SearchSite

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: XUNJIAN_SLOW=1"),
]
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s}}
browser: {{pages: 0}}
columns:
  - {{name: 通知公告, url: /tzgg/}}
  - {{name: 工作动态, url: /gzdt/}}
"""
AS_OF = datetime(2025, 3, 25, 9, tzinfo=UTC)
FORM = "<form method=post><p>标题<input name=bt></p><textarea rows=9 cols=60></textarea><button>提交</button></form>"


async def run(site: SearchingServer, folder: Path) -> tuple[Outcome, Store]:
    """A full round of a portal whose columns list the titles."""
    rows = [
        f'<li><a href="{url}">{title}</a><span>{url[5:].rpartition("/")[0].replace("/", "-")}</span></li>'
        for url, title in TITLES.items()
    ]
    for path, some in (("/tzgg/", rows[:2]), ("/gzdt/", rows[2:])):
        site.page(path, f"{HEAD.format('栏目')}<ul>{''.join(some)}</ul></body></html>")
    for url, title in TITLES.items():
        site.page(url, f"{HEAD.format(title)}<h1>{title}</h1><p>发布日期：2025-03-01</p></body></html>")
    text = PLAN.format(base=site.base)
    database = f"sqlite:///{folder / 'x.db'}"
    store = Store.open(database)
    return await run_round(Order(load_plan(text), text, "full", as_of=AS_OF), store, database), store


def visit_of(store: Store, view: View) -> Visit:
    known = store.visits("甲市民政局", datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), [view])
    assert len(known) == 1
    return known[0]


@pytest.mark.parametrize(("wrong", "told"), [("", []), ("none", ["failing-search"])])
async def test_a_search_is_judged_by_the_sites_own_titles(wrong: str, told: list[str], tmp_path: Path) -> None:
    async with SearchingServer() as site:
        SearchSite(site, wrong=wrong).build(
            '<a href="/wyzx">我要咨询</a><a href="/tzgg/">通知</a><a href="/gzdt/">动态</a>'
        )
        site.page("/wyzx", f"{HEAD.format('我要咨询')}{FORM}</body></html>")
        outcome, store = await run(site, tmp_path)
        with store:
            search, form = visit_of(store, View.SEARCH), visit_of(store, View.FORM)

    assert [f.check for f in outcome.findings if f.check in ("failing-search", "missing-consultation")] == told
    assert len(search_facts(search).tries) >= 3
    assert form_facts(form).state == "form"
    assert ("POST", "/wyzx") not in site.asked


async def test_a_consultation_that_is_closed_is_told(tmp_path: Path) -> None:
    async with SearchingServer() as site:
        SearchSite(site, box="none").build('<a href="/wyzx">我要咨询</a>')
        site.page("/wyzx", f"{HEAD.format('我要咨询')}<p>系统维护中，暂停服务</p></body></html>")
        outcome, store = await run(site, tmp_path)
        store.close()

    assert [f.check for f in outcome.findings if f.check == "missing-consultation"] == ["missing-consultation"]
    assert [u.reason for u in outcome.undecided if u.check == "failing-search"] == ["no-search-box"]
