"""A round that another machine takes up without the first one's evidence: what must be compared is fetched again."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from inspection.plan_file import parse_plan
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true, owned: true}}
crawl: {{delay: 0.07, concurrency: 1, retry_after: 0.05s, timeout: 2s}}
columns: [{{name: 通知公告, url: /list/, kind: 通知公告}}]
"""
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
NAV = '<div class="nav"><a href="/">首页</a><a href="/list/">通知公告</a></div>'
LOST = (
    f"<title>甲市民政局</title>{NAV}<p>您访问的内容不见了，请从首页重新查找。</p>"  # an answer 200 to what is not there
)


def furnish(site: Site) -> None:
    rows = "".join(
        f'<li><a href="/list/{n}.html">关于做好第{n}批工作的通知</a><span>2025-03-20</span></li>' for n in range(16)
    )
    site.page("/", f"<title>甲市民政局</title>{NAV}<h1>欢迎</h1><p>{'介绍' * 80}</p>")
    site.page("/list/", f"<title>通知公告</title>{NAV}<ul class='list'>{rows}</ul>")
    for n in range(16):
        body = LOST if n in {1, 15} else f"<title>通知{n}</title>{NAV}<p>{f'第{n}批的正文' * 60}</p>"
        site.page(f"/list/{n}.html", body)


async def run(site: Site, database: str, evidence: Path) -> Outcome:
    text = PLAN.format(base=site.base)
    with Store.open(database, evidence) as store:
        return await run_round(Order(parse_plan(text), text, "full", AS_OF), store, database)


def said(outcome: Outcome) -> set[tuple[str, str]]:
    return {(finding.check, finding.subject) for finding in outcome.findings}


async def test_findings_are_those_of_an_undisturbed_round(tmp_path: Path) -> None:
    async with Site() as site:
        furnish(site)
        undisturbed = await run(site, f"sqlite:///{tmp_path / 'whole.db'}", tmp_path / "whole")
        database = f"sqlite:///{tmp_path / 'x.db'}"
        halfway = asyncio.create_task(run(site, database, tmp_path / "one"))
        asked = len(site.asked)
        while len(site.asked) < asked + 6:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.6)  # what was seen is written half a second later
        halfway.cancel()
        await asyncio.gather(halfway, return_exceptions=True)
        resumed = await run(site, database, tmp_path / "another")

    assert resumed.resumed
    assert said(resumed) == said(undisturbed)
    assert ("broken-link", f"{site.base}/list/1.html") in said(undisturbed)
