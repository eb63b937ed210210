"""What is missing from a round is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.schedulers.test_round import run, said
from tests.spiders.server import Site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site


async def test_a_home_page_that_leads_to_another_host_is_no_inspected_site(site: Site, tmp_path: Path) -> None:
    async with Site() as other:
        other.page("/", "<title>新网站</title><p>欢迎</p>")
        site.redirect("/", f"{other.base}/")
        outcome = await run(site, tmp_path)

    assert not outcome.facts.complete
    assert "site.hosts" in outcome.facts.missing[0]


async def test_a_site_of_next_to_no_pages_is_not_called_complete(site: Site, tmp_path: Path) -> None:
    site.page("/", "<title>甲市民政局</title><div id=app></div><script src=/app.js></script>")
    site.page("/app.js", "", kind="text/javascript")
    for folder in ("tzgg", "gzdt"):
        site.page(f"/{folder}/", "", 403)
    outcome = await run(site, tmp_path)

    assert not outcome.facts.complete
    assert "只读到 1 个网页" in outcome.facts.missing[0]


async def test_a_blocked_home_page_leaves_the_round_incomplete(site: Site, tmp_path: Path) -> None:
    site.page("/", "<script>document.cookie='a';location.reload()</script>", 412)
    outcome = await run(site, tmp_path)

    assert ("site-down", "甲市民政局") not in said(outcome)
    assert not outcome.facts.complete


@pytest.mark.parametrize(
    "home", ["", "<p>系统维护中，请稍后访问</p>", "<div id=app></div><script src=/app.js></script>"]
)
async def test_a_home_page_that_leads_nowhere_is_no_inspected_site(site: Site, tmp_path: Path, home: str) -> None:
    site.page("/", home)
    site.page("/app.js", "", kind="text/javascript")
    for page in ("tzgg/", "gzdt/", "tzgg/1.html"):
        site.page(f"/{page}", f"<title>{page}</title><p>{page}</p>" + "".join(f"<a href=/tzgg/{n}.html>" for n in "1"))
    outcome = await run(site, tmp_path)

    assert "首页没有读出任何链接" in "".join(outcome.facts.missing)
