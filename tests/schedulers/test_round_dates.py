"""Rounds on a real local server: backdated articles, expired documents, wordings and a home page that stands still."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.findings import Finding
from inspection.plan_file import load_plan
from schedulers.round import Order, run_round
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s, browser: never}}
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 通知公告}}
  - {{name: 政策文件, url: /zcwj/, kind: 政策文件}}
wording: {{lexicons: [词表/*.txt]}}
"""
AS_OF = datetime.fromisoformat("2025-03-20T09:00:00+08:00")
NAV = '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a><a href="/zcwj/">政策文件</a></div>'
CHECKS = ("inconsistent-date", "stale-home", "expiring-document", "wrong-wording")
BODY = "各有关单位要按照职责分工，认真抓好落实，及时报告工作进展情况，切实保障群众基本生活。" * 4


@dataclass
class World:
    """An office's site: two columns and a home page that shows what they list."""

    site: Site
    folder: Path
    days: int = 0
    rows: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: {"tzgg": [], "zcwj": []})

    def article(self, column: str, name: str, day: str, title: str, text: str = BODY, shown: str = "") -> None:
        """At the head of its column."""
        url = f"/{column}/{name}.html"
        self.rows[column].insert(0, (url, title, day))
        head = f"<head><title>{title}</title><meta name='ArticleTitle' content='{title}'></head>"
        info = f"<div class='info'>发布日期：{shown or day} 来源：甲市民政局</div>"
        self.site.page(
            url, f"<html>{head}<body>{NAV}<h1>{title}</h1>{info}<div id='zoom'><p>{text}</p></div></body></html>"
        )
        for one, rows in self.rows.items():
            self.site.page(f"/{one}/", f"<html><body>{NAV}<ul class='list'>{_rows(rows)}</ul></body></html>")
        newest = sorted((row for rows in self.rows.values() for row in rows), key=lambda row: row[2], reverse=True)
        self.site.page("/", f"<html><body>{NAV}<ul class='news'>{_rows(newest)}</ul></body></html>")

    async def round(self, after: int = 1) -> dict[tuple[str, str], Finding]:
        """What the four checks find so many days after the last round, by check and the end of the subject."""
        self.days += after
        text = PLAN.format(base=self.site.base)
        url = f"sqlite:///{self.folder / 'x.db'}"
        with Store.open(url) as store:
            order = Order(load_plan(text), text, "full", AS_OF + timedelta(days=self.days), folder=self.folder)
            outcome = await run_round(order, store, url)
        return {(one.check, one.subject.rpartition("/")[2]): one for one in outcome.findings if one.check in CHECKS}


def _rows(rows: list[tuple[str, str, str]]) -> str:
    return "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for url, title, day in rows
    )


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with Site() as site:
        world = World(site, tmp_path)
        (tmp_path / "词表").mkdir()
        (tmp_path / "词表" / "本局.txt").write_text("某某中心站 -> 某某服务中心 | 更名", "gbk")
        for n in range(1, 6):
            world.article("tzgg", f"a{n}", f"2025-03-0{n}", f"关于做好第{n}批养老服务工作的通知")
        yield world


SAME = {("expiring-document", "old.html"), ("wrong-wording", "word.html"), ("inconsistent-date", "differs.html")}


async def first_round(world: World) -> dict[tuple[str, str], Finding]:
    term = "本办法自2020年1月1日起施行，有效期5年。"
    world.article("zcwj", "old", "2020-01-02", "甲市养老机构管理办法", f"{BODY}</p><p>{term}")
    world.article(
        "zcwj", "good", "2023-05-06", "甲市社区食堂管理办法", f"{BODY}</p><p>本办法自2023年6月1日起施行，有效期5年。"
    )
    world.article("tzgg", "word", "2025-03-15", "关于调整办理地点的通知", f"{BODY}请到某某中心站办理。")
    world.article("tzgg", "differs", "2025-03-16", "关于开展年检工作的通知", shown="2025-01-16")
    return await world.round()


async def test_a_round_finds_what_contradicts_itself_and_what_is_over(world: World) -> None:
    assert set(await first_round(world)) == SAME


@pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="two rounds: XUNJIAN_SLOW=1")
async def test_the_next_round_finds_what_was_dated_back_and_a_home_page_that_stands_still(world: World) -> None:
    await first_round(world)
    world.article("tzgg", "late", "2025-03-01", "关于领取补贴的补充通知")
    second = await world.round(after=9)

    backdated = ("inconsistent-date", "late.html")
    assert set(second) == SAME | {backdated, ("stale-home", "甲市民政局")}
    assert second[backdated].severity == "error"
