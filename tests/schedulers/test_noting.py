"""A round on real local servers, where what is hijacked, tampered with and hidden is found, and is gone when mended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s, browser: never}}
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 静态}}
"""
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
NAV = '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a><a href="/yl/">养老服务</a></div>'
BAD = (
    "<html><head><title>澳门新葡京娱乐_真人百家乐_官方网站</title>"
    "<meta name='description' content='注册送彩金，首存优惠'></head><body><h1>在线赌场</h1>老虎机 百家乐</body></html>"
)
CLEAN = f"<title>某某协会</title><h1>某某协会</h1><p>{'协会简介。' * 60}</p>"


@dataclass
class World:
    """An office's site, and somebody else's."""

    own: Site
    other: Site
    folder: Path
    day: int = 0

    def home(self, more: str = "", title: str = "甲市民政局") -> None:
        text = "办事指南和通知公告。" * 30
        self.own.page("/", f"<html><head><title>{title}</title></head><body>{NAV}{more}<p>{text}</p></body></html>")

    async def round(self, kind: str = "full", plan: str = "") -> Outcome:
        text = PLAN.format(base=self.own.base) + plan
        order = Order(load_plan(text), text, kind, AS_OF + timedelta(days=self.day))
        self.day += 1
        url = f"sqlite:///{self.folder / 'x.db'}"
        with Store.open(url) as store:
            return await run_round(order, store, url)

    def alive(self) -> set[tuple[str, str]]:
        with Store.open(f"sqlite:///{self.folder / 'x.db'}") as store, store.casework("甲市民政局") as work:
            return {(issue.check, issue.subject) for issue in work.unsettled() if issue.alive}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with Site() as own, Site("127.0.0.2") as other:
        world = World(own, other, tmp_path)
        world.home()
        for path, name in (("/tzgg/", "通知公告"), ("/yl/", "养老服务")):
            own.page(path, f"<html><title>{name}</title>{NAV}<p>{name + '，本栏目发布有关信息。' * 30}</p></html>")
        other.page("/", CLEAN)
        other.page("/bad", BAD)
        yield world


def found(outcome: Outcome) -> set[tuple[str, str]]:
    of_bodies = ("hijacked-link", "hidden-link", "tampered-page")
    return {(f.check, f.subject) for f in outcome.findings if f.check in of_bodies}


async def test_a_hijacked_target_is_one_finding_with_the_page_that_links_to_it(world: World) -> None:
    bad = f"{world.other.base}/bad"
    world.home(f'<a href="{bad}">某某协会</a><a href="{world.other.base}/">友好单位</a>')
    outcome = await world.round()

    assert found(outcome) == {("hijacked-link", bad)}
    [finding] = [one for one in outcome.findings if one.check == "hijacked-link"]
    assert (finding.severity, finding.found_on) == ("critical", (f"{world.own.base}/",))
    assert "某某协会" in finding.title


async def test_what_a_redirect_or_a_script_leads_to_is_looked_at(world: World) -> None:
    async with Site("127.0.0.3") as third:
        third.page("/land", BAD)
        world.other.redirect("/old", f"{third.base}/land")
        world.other.page("/shell", f"<script>window.location.href='{third.base}/land'</script>")
        world.home(f'<a href="{world.other.base}/old">甲</a><a href="{world.other.base}/shell">乙</a>')
        outcome = await world.round()

    expected = {("hijacked-link", f"{world.other.base}{path}") for path in ("/old", "/shell")}
    assert found(outcome) == expected


async def test_a_harmful_title_is_tampering_and_a_link_off_the_screen_is_hidden(world: World) -> None:
    link = f'<div style="position:absolute;left:-9999px"><a href="{world.other.base}/">合作伙伴</a></div>'
    world.home(link, title="澳门金沙娱乐_在线赌场_甲市民政局")
    expected = {("tampered-page", f"{world.own.base}/"), ("hidden-link", f"{world.other.base}/")}

    assert found(await world.round()) == expected


async def test_a_daily_round_says_again_what_it_did_not_look_at_again(world: World) -> None:
    bad = f"{world.other.base}/bad"
    world.home(f'<a href="{bad}">某某协会</a>', title="澳门金沙娱乐_在线赌场")
    first = found(await world.round())

    expected = {("hijacked-link", bad), ("tampered-page", f"{world.own.base}/")}
    assert found(await world.round("daily")) == first == expected


async def test_what_is_mended_is_gone(world: World) -> None:
    bad = f"{world.other.base}/bad"
    hidden = f'<p style="font-size:1px"><a href="{world.other.base}/">甲</a></p>'
    world.home(f'<a href="{bad}">某某协会</a>{hidden}', title="澳门金沙娱乐_在线赌场")
    outcome = await world.round()
    assert len(found(outcome)) == 3
    assert found(outcome) <= world.alive()

    world.other.page("/bad", CLEAN)
    world.home(f'<a href="{bad}">某某协会</a><a href="{world.other.base}/">甲</a>')
    assert not found(await world.round())

    assert not found(outcome) & world.alive()
