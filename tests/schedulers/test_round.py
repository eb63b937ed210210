"""One round from a plan to findings, on a real local server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from schedulers.lease import BusyError
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s}}
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 通知公告}}
  - {{name: 工作动态, url: /gzdt/, kind: 动态要闻}}
labels: {{enabled: false}}
identity: {{enabled: false}}
"""
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
NAV = '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a><a href="/gzdt/">工作动态</a></div>'


def rows(day: str, folder: str, count: int = 6) -> str:
    items = "".join(
        f'<li><a href="/{folder}/{n}.html">关于做好第{n}批社会救助工作的通知</a><span>{day}</span></li>'
        for n in range(count)
    )
    return f"<ul class='list'>{items}</ul>"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/", f"<title>甲市民政局</title>{NAV}<h1>欢迎</h1>")
        for folder, name, day in (("tzgg", "通知公告", "2025-03-20"), ("gzdt", "工作动态", "2025-02-01")):
            site.page(f"/{folder}/", f"<title>{name}</title>{NAV}<h2>{name}</h2>{rows(day, folder)}")
            for n in range(6):
                site.page(f"/{folder}/{n}.html", f"<title>通知{n}</title>{NAV}<p>{'正文' * 80}{n}</p>")
        yield site


async def run(site: Site, folder: Path, kind: str = "full", **more: object) -> Outcome:
    text = PLAN.format(base=site.base)
    order = replace(Order(load_plan(text), text, kind, AS_OF), **more)  # type: ignore[arg-type]
    url = f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        return await run_round(order, store, url)


def said(outcome: Outcome) -> set[tuple[str, str]]:
    return {(finding.check, finding.subject) for finding in outcome.findings}


async def test_a_full_round_finds_the_stale_column_and_the_broken_link(site: Site, tmp_path: Path) -> None:
    site.page("/tzgg/0.html", f'<title>通知0</title>{NAV}<p>见<a href="/gone.doc">附件</a></p>')
    outcome = await run(site, tmp_path)

    assert said(outcome) == {("stale-column", "工作动态"), ("broken-link", f"{site.base}/gone.doc")}
    assert outcome.facts.complete


async def test_a_watch_round_reads_first_pages_alone(site: Site, tmp_path: Path) -> None:
    outcome = await run(site, tmp_path, "watch")
    opened = {path for _, path in site.asked if path.startswith(("/tzgg/", "/gzdt/"))}

    assert said(outcome) == {("stale-column", "工作动态")}
    assert opened == {"/tzgg/", "/gzdt/"}


async def test_rows_that_only_data_holds_are_swept_like_any_other(site: Site, tmp_path: Path) -> None:
    data = [{"title": f"关于第{n}批救助的公告", "url": f"/tzgg/{n}.html", "pubDate": "2025-03-20"} for n in range(6)]
    data.append({"title": "关于撤下的公告", "url": "/tzgg/withdrawn.html", "pubDate": "2025-03-19"})
    frame = f"<title>通知公告</title>{NAV}<div id='list'></div><iframe src='/tzgg/data.json'></iframe>"
    site.page("/tzgg/", frame)
    site.page("/tzgg/data.json", json.dumps(data, ensure_ascii=False), kind="application/json")

    outcome = await run(site, tmp_path)

    assert ("broken-link", f"{site.base}/tzgg/withdrawn.html") in said(outcome), outcome.facts.missing


async def test_a_silent_site_is_one_finding(site: Site, tmp_path: Path) -> None:
    await site.__aexit__()
    outcome = await run(site, tmp_path)

    assert said(outcome) == {("site-down", "甲市民政局")}
    assert outcome.undecided


async def test_a_firewalled_site_is_undecided_and_the_round_incomplete(site: Site, tmp_path: Path) -> None:
    links = "".join(f'<a href="/p{n}.html">x</a>' for n in range(80))
    site.page("/", f"<title>甲市民政局</title>{NAV}{links}")
    for path in [f"/p{n}.html" for n in range(80)] + ["/tzgg/", "/gzdt/"]:
        site.page(path, "<title>安全验证</title><h1>请完成安全验证</h1>", 403)
    outcome = await run(site, tmp_path)

    assert not outcome.findings
    assert not outcome.facts.complete
    assert "检测受阻" in outcome.facts.missing[0]


async def test_a_site_is_inspected_by_one_process_at_a_time(site: Site, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as store:
        store.acquire("甲市民政局", "another", datetime.now(UTC))
        text = PLAN.format(base=site.base)
        with pytest.raises(BusyError):
            await run_round(Order(load_plan(text), text), store, url)


async def test_an_interrupted_round_is_taken_up_and_asks_for_the_rest_only(site: Site, tmp_path: Path) -> None:
    (tmp_path / "undisturbed").mkdir()
    undisturbed = await run(site, tmp_path / "undisturbed")
    halfway = asyncio.create_task(run(site, tmp_path))
    await asyncio.sleep(0.3)
    halfway.cancel()
    await asyncio.gather(halfway, return_exceptions=True)
    resumed = await run(site, tmp_path)

    assert said(resumed) == said(undisturbed)


async def test_a_round_with_another_clock_starts_clean(site: Site, tmp_path: Path) -> None:
    await run(site, tmp_path)
    later = datetime.fromisoformat("2026-03-25T09:00:00+08:00")
    outcome = await run(site, tmp_path, as_of=later)

    assert {check for check, _ in said(outcome)} == {"stale-column", "stale-home"}
    assert not outcome.resumed
