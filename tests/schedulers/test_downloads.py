"""Downloads in a round: what is asked, what is recorded, and what the check says of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from inspection.plan_file import load_plan
from inspection.visits import View, Visit, download_facts
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s}}
functions: {{downloads: {most}}}
privacy: {{files: 0}}
"""
LOGIN = "<!DOCTYPE html><html><head><title>系统登录</title></head><body><a href='/'>首页</a></body></html>"
PDF = b"%PDF-1.4\n" + b"x" * 40_000
FILES = ("a.pdf", "own.pdf", "login.pdf", "empty.docx", "late.pdf")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        links = "".join(f'<p><a href="/f/{name}">附件{n}</a></p>' for n, name in enumerate(FILES))
        site.page("/", f"<title>甲市民政局</title><h1>欢迎</h1>{links}")
        site.page("/f/login.pdf", LOGIN, kind="application/pdf")
        site.page("/f/empty.docx", "", kind="application/msword")
        site.answers["/f/a.pdf"] = _file
        site.answers["/f/own.pdf"] = _to_own_pages
        site.answers["/f/late.pdf"] = _file
        yield site


async def _file(request: web.Request) -> web.StreamResponse:
    """A server that knows no ranges."""
    return web.Response(body=PDF, content_type="application/pdf")


async def _to_own_pages(request: web.Request) -> web.StreamResponse:
    if request.method == "GET" and "Referer" not in request.headers:
        return web.Response(text=LOGIN, content_type="text/html")
    return web.Response(body=PDF, content_type="application/pdf")


async def run(site: Site, folder: Path, most: int = 30, kind: str = "full") -> tuple[Outcome, dict[str, Visit]]:
    text = PLAN.format(base=site.base, most=most)
    url = f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        outcome = await run_round(Order(load_plan(text), text, kind), store, url)
        seen = store.visits(
            "甲市民政局", datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), [View.DOWNLOAD]
        )
    return outcome, {visit.url.rpartition("/")[2]: visit for visit in seen}


async def test_a_page_or_nothing_in_a_files_place_is_found(site: Site, tmp_path: Path) -> None:
    outcome, _ = await run(site, tmp_path)

    found = {f.subject.rpartition("/")[2] for f in outcome.findings if f.check == "mismatched-download"}
    assert found == {"login.pdf", "empty.docx"}


async def test_the_fault_names_the_page_that_offers_the_file_and_what_came_of_it(site: Site, tmp_path: Path) -> None:
    outcome, _ = await run(site, tmp_path)

    finding = next(f for f in outcome.findings if f.subject.endswith("login.pdf"))
    assert finding.found_on == (f"{site.base}/",)
    assert finding.title == "附件“附件2”应是 PDF 文件，下载到的却是网页（内容是“系统登录”）"


async def test_a_file_for_who_comes_from_the_sites_own_pages_is_in_order(site: Site, tmp_path: Path) -> None:
    _, seen = await run(site, tmp_path)

    assert download_facts(seen["own.pdf"]).kind == "pdf"


async def test_of_a_long_file_only_its_beginning_is_read(site: Site, tmp_path: Path) -> None:
    outcome, _ = await run(site, tmp_path)

    assert outcome.facts.bytes < len(PDF) * 2


async def test_files_have_their_turns(site: Site, tmp_path: Path) -> None:
    _, first = await run(site, tmp_path, most=3)
    _, second = await run(site, tmp_path, most=3)

    assert (len(first), len(second)) == (3, 5)


async def test_a_watch_round_tries_none(site: Site, tmp_path: Path) -> None:
    _, seen = await run(site, tmp_path, kind="watch")

    assert seen == {}
