"""Columns in daily rounds: what is carried, what is read again, and that both say what a full round says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from inspection.records import ColumnReading, ColumnState
from schedulers.round import Order, run_round
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s}}
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 通知公告}}
  - {{name: 政策文件, url: /zcwj/, kind: 政策文件}}
  - {{name: 工作动态, url: /gzdt/, kind: 动态要闻}}
interpretation: {{policies: [政策文件], interpretations: [工作动态], within: 3 workdays, since: 2025-01-01}}
rounds: {{daily: "06:00", full: 周日 02:00}}
"""
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
NAV = "".join(f'<a href="/{at}/">{at}</a>' for at in ("tzgg", "zcwj", "gzdt"))


class Portal:
    """Two columns of markup, of which one is read in full, and one whose rows come as data."""

    def __init__(self, site: Site, source: str = "/api/list.json") -> None:
        self.site, self.source = site, source
        site.page("/", f"<title>甲市民政局</title><div>{NAV}</div><h1>欢迎</h1>")
        for folder in ("tzgg", "zcwj"):
            self.list(folder, 6)
        script = f"<script>$.get('{source}', function (d) {{ $('#list').html(d) }})</script>"
        site.page("/gzdt/", f'<title>工作动态</title><div>{NAV}</div><ul id="list"></ul>{script}')
        self.data(6)

    def list(self, folder: str, count: int) -> None:
        items = "".join(
            f'<li><a href="/{folder}/{n}.html">{_title(folder, n)}</a><span>2025-03-{n + 15:02d}</span></li>'
            for n in reversed(range(count))
        )
        self.site.page(f"/{folder}/", f"<title>{folder}</title><div>{NAV}</div><ul class='list'>{items}</ul>")
        for n in range(count):
            self.article(folder, n)

    def data(self, count: int) -> None:
        rows = [
            {"title": _title("gzdt", n), "url": f"/gzdt/{n}.html", "pubDate": f"2025-03-{n + 15:02d}"}
            for n in reversed(range(count))
        ]
        self.site.page(self.source, json.dumps({"data": rows}), kind="application/json")
        for n in range(count):
            self.article("gzdt", n)

    def article(self, folder: str, n: int, more: str = "") -> None:
        said = f"{f'正文{folder}{n}' * 40}{more}"
        text = f"<h1>{_title(folder, n)}</h1><p>发布日期：2025-03-{n + 15:02d}</p><p>{said}</p>"
        self.site.page(f"/{folder}/{n}.html", f"<title>{_title(folder, n)}</title><div>{NAV}</div>{text}")


def _title(folder: str, n: int) -> str:
    return f"关于做好{folder}第{n}批社会救助工作的通知"


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    async with Site() as site:
        yield Portal(site)


async def read(portal: Portal, folder: Path, kind: str = "full", day: int = 0) -> dict[str, ColumnReading]:
    """What one round read of the columns."""
    text, url = PLAN.format(base=portal.site.base), f"sqlite:///{folder / 'x.db'}"
    portal.site.asked.clear()
    with Store.open(url) as store:
        order = Order(load_plan(text), text, kind, AS_OF + timedelta(days=day))
        return store.readings((await run_round(order, store, url)).facts.id)


def asked(portal: Portal, path: str) -> int:
    return sum(there == path for _, there in portal.site.asked)


async def test_the_rows_that_data_holds_are_carried_when_the_data_are_the_same(portal: Portal, tmp_path: Path) -> None:
    first = await read(portal, tmp_path)
    second = await read(portal, tmp_path, "daily", 1)
    by_daily = asked(portal, portal.source)
    portal.data(8)
    third = await read(portal, tmp_path, "daily", 2)

    assert first["工作动态"].state is ColumnState.READ
    assert {name: replace(one, most_before=6) for name, one in first.items()} == second
    assert by_daily == 1
    assert len(third["工作动态"].articles) == 8


async def test_a_daily_round_reads_of_columns_what_a_full_round_reads(portal: Portal, tmp_path: Path) -> None:
    await read(portal, tmp_path)
    portal.list("tzgg", 7)
    portal.article("zcwj", 2, "，另行通知")
    daily = await read(portal, tmp_path, "daily", 1)
    full = await read(portal, tmp_path, "full", 1)

    assert daily == {name: replace(one, most_before=6) for name, one in full.items()}
    assert "另行通知" in daily["政策文件"].articles[3].text


async def test_a_page_whose_evidence_is_gone_is_fetched_again(portal: Portal, tmp_path: Path) -> None:
    first = await read(portal, tmp_path)
    for file in (tmp_path / "x.db.evidence").rglob("*.gz"):
        file.unlink()
    portal.list("zcwj", 7)
    second = await read(portal, tmp_path, "daily", 1)

    assert [one.text for one in second["政策文件"].articles][1:] == [one.text for one in first["政策文件"].articles]
    assert second["政策文件"].complete


@pytest.mark.parametrize("source", ["/api/list?column=3", "/api/list.json"])
async def test_a_watch_round_asks_for_data_once_and_reads_what_is_new(
    portal: Portal, tmp_path: Path, source: str
) -> None:
    portal = Portal(portal.site, source)
    await read(portal, tmp_path, "watch")
    portal.data(7)
    second = await read(portal, tmp_path, "watch", 1)

    assert len(second["工作动态"].articles) == 7
    assert asked(portal, portal.source) == 1
