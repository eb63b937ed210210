"""A leak that nobody links to any more is no less open: rounds look there as long as its issue lives."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from aiohttp import web

from inspection.issue import Issue, State
from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from store.issue_lists import IssueFilter
from store.store import Store
from tests.spiders.contents.personal_cases import id_number
from tests.spiders.files.making import xlsx_of
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.01s, timeout: 5s, browser: never{more}}}
functions: {{downloads: 0}}
columns: [{{name: 公示, url: /gs/, kind: 其他}}]
"""
DAY = datetime.now(UTC).replace(microsecond=0)
PAGE, FILE = "/gs/a.html", "/f/mingdan.xlsx"
ROWS = [["姓名", "身份证号"], *[["张三", id_number(Random(n))] for n in range(5)]]
LEAK = "<title>低保名单</title><h1>低保名单</h1><table>{}</table>".format(
    "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
)
OTHERS = "".join(
    f"<li><a href='/gs/o{n}.html'>关于开展第{n}次走访的通知</a><span>2025-08-2{n}</span></li>" for n in range(5)
)
several_rounds = pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="several rounds: XUNJIAN_SLOW=1")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/", "<title>甲市民政局</title><a href='/gs/'>公示</a>")
        for n in range(5):
            site.page(f"/gs/o{n}.html", f"<title>关于开展第{n}次走访的通知</title><p>第{n}次走访的安排。</p>")
        site.page(PAGE, LEAK)
        site.answers[FILE] = lambda _: served(xlsx_of("低保名单", ROWS))
        linked(site)
        yield site


def linked(site: Site, *, still: bool = True) -> None:
    links = f"<li><a href='{PAGE}'>低保名单</a></li><li><a href='{FILE}'>名单下载</a></li>" if still else ""
    site.page("/gs/", f"<title>公示</title><ul>{OTHERS}{links}</ul>")


async def served(body: bytes, status: int = 200) -> web.StreamResponse:
    return web.Response(body=body, status=status, content_type="application/octet-stream")


def answer(site: Site, status: int) -> None:
    for path in (PAGE, FILE):
        site.answers[path] = lambda _: served(b"", status)


async def run(site: Site, folder: Path, day: int, kind: str, more: str = "") -> tuple[Outcome, dict[str, Issue]]:
    text = PLAN.format(base=site.base, more=more)
    url = f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        outcome = await run_round(Order(load_plan(text), text, kind, DAY + timedelta(minutes=day)), store, url)
        issues = store.issues(IssueFilter(site="甲市民政局", checks=["personal-data"]))
    return outcome, {one.subject.removeprefix(site.base): one for one in issues}


def found(outcome: Outcome) -> dict[str, str]:
    return {one.subject.rpartition("/")[2]: one.title for one in outcome.findings if one.check == "personal-data"}


@pytest.mark.parametrize("kind", ["daily", pytest.param("full", marks=several_rounds)])
async def test_what_is_linked_no_more_and_opens_stays_and_what_is_deleted_is_over(
    site: Site, tmp_path: Path, kind: str
) -> None:
    first, _ = await run(site, tmp_path, 0, "full")
    linked(site, still=False)
    second, issues = await run(site, tmp_path, 1, kind)
    answer(site, 404)
    third, over = await run(site, tmp_path, 2, kind)

    assert found(first).keys() == found(second).keys() == {"a.html", "mingdan.xlsx"}
    assert all(title.endswith("；已没有网页链接到它，但仍能打开") for title in found(second).values())
    assert {one.state for one in issues.values()} == {State.CONFIRMED}
    assert found(third) == {}
    assert {path: one.state for path, one in over.items()} == {PAGE: State.VERIFIED, FILE: State.VERIFIED}
    assert not [one for one in third.findings if one.check == "broken-link"]


@several_rounds
@pytest.mark.parametrize("kind", ["daily", "full"])
@pytest.mark.parametrize("status", [500, 403])
async def test_what_cannot_be_had_is_in_doubt_until_it_can(site: Site, tmp_path: Path, kind: str, status: int) -> None:
    await run(site, tmp_path, 0, "full")
    linked(site, still=False)
    answer(site, status)
    outcome, issues = await run(site, tmp_path, 1, kind)
    again, still = await run(site, tmp_path, 2, kind)
    site.page(PAGE, LEAK)
    back, _ = await run(site, tmp_path, 3, kind)

    doubted = {one.subject for one in outcome.undecided if one.check == "personal-data"}
    told = {one.subject for one in outcome.findings if one.check == "personal-data"}
    assert doubted | told == {site.base + PAGE, site.base + FILE}
    assert site.base + PAGE in doubted & {one.subject for one in again.undecided}
    assert all(one.alive for one in (*issues.values(), *still.values()))
    assert "a.html" in found(back)


@several_rounds
async def test_what_the_plan_excludes_is_left_alone(site: Site, tmp_path: Path) -> None:
    await run(site, tmp_path, 0, "full")
    linked(site, still=False)
    site.asked.clear()
    _, issues = await run(site, tmp_path, 1, "full", ', exclude: ["/gs/a", /f/]')

    assert {one.state for one in issues.values()} == {State.WAIVED}
    assert not [path for _, path in site.asked if path in (PAGE, FILE)]
