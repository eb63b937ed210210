"""Lists that scripts draw are shown whole: what the reader finds in the snapshots is what the portal published."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, async_playwright

from inspection.findings import Json
from spiders.browser import find_browser
from spiders.headless.listing import carry_out
from spiders.reading.reader import read_page
from tests.headless.opening import Kept, opened
from tests.headless.portals import Portal, make
from tests.headless.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SLOW = "XUNJIAN_SLOW" in os.environ
TODAY = date(2026, 11, 22)
Rows = set[tuple[str, str, date | None]]

# One column each: what scripts do to a list, in few pages that share one browser.
QUICK: dict[str, dict[str, object]] = {
    "numbered": {"data": "json-post", "paging": "el", "markup": "el-table", "draw": "patch", "link": "href"},
    "more": {"data": "form-post", "paging": "more", "markup": "split", "draw": "html", "link": "onclick"},
    "virtual": {"data": "json-get", "paging": "virtual", "link": "href", "total": 20},
    "tabs": {"data": "jsonp", "paging": "tabs", "tabs": 2, "markup": "ul", "draw": "shadow", "link": "href"},
    "handlers": {"data": "json-get", "paging": "one", "markup": "table", "draw": "html", "link": "assign"},
    "scroll": {"data": "proxy", "paging": "scroll", "markup": "before", "draw": "create"},
}
SOON: dict[str, object] = {"delay": 0.1, "slow": 0.0, "polls": False, "size": 8}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """The machine's browser; skips where there is none."""
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"the browser does not start: {error}")
        yield browser
        await browser.close()


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of showing a column: rows of the snapshots, rows that the portal published, the facts."""

    got: Rows
    published: Rows
    facts: Mapping[str, Any]
    portal: Portal


async def show(browser: Browser, portal: Portal, options: Mapping[str, Json] | None = None) -> Shown:
    """Show the portal's first column."""
    kept = Kept()
    column = portal.columns[0]
    async with served(portal) as origin:
        async with opened(browser, origin + column.path, kept, options=options) as page:
            facts: Mapping[str, Any] = await carry_out(page)
        published = {(t, u, d) for t, u, d in portal.truth(origin)[origin + column.path]}
    got: Rows = set()
    for one in facts["snapshots"]:
        reading = read_page(kept.bodies[one["digest"]], one["url"], today=TODAY, kind="list", links=False)
        for e in reading.entries:
            got.add((e.title, e.url, e.published_at.date() if isinstance(e.published_at, datetime) else e.published_at))
    return Shown(got, set(published), facts, portal)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def columns(browser: Browser) -> dict[str, Shown]:
    """Every quick column, shown two at a time."""
    gate = asyncio.Semaphore(3)

    async def one(number: int, name: str) -> tuple[str, Shown]:
        async with gate:
            return name, await show(browser, make(900 + number, 2, **(SOON | {"total": 16} | QUICK[name])))

    return dict(await asyncio.gather(*(one(n, name) for n, name in enumerate(QUICK))))


@pytest.mark.parametrize("name", QUICK)
async def test_every_row_that_visitors_can_reach_is_seen_and_no_other(columns: dict[str, Shown], name: str) -> None:
    assert columns[name].got == columns[name].published


async def test_what_scripts_asked_for_is_kept_with_what_was_seen_after_it(columns: dict[str, Shown]) -> None:
    facts = columns["numbered"].facts
    asked = [e for e in facts["exchanges"] if e["method"] == "POST"]

    assert [e["at"] for e in asked] == list(range(len(facts["snapshots"])))
    assert all(e["digest"] and e["sent"] and "json" in e["answered"] for e in asked), asked


async def test_three_presses_tell_where_every_row_leads(columns: dict[str, Shown]) -> None:
    shown = columns["handlers"]
    asked = {path for _, path, _ in shown.portal.asked}

    assert len(shown.facts["presses"]) == 3
    assert not asked & {row.path for row in shown.portal.columns[0].rows}  # where a press leads is not asked for


async def test_a_watch_round_sees_the_first_view_alone(browser: Browser) -> None:
    shown = await show(browser, make(77, 2, **SOON, total=20, data="json-get", paging="numbers"), {"follow": False})

    assert len(shown.got) == 8
    assert shown.got < shown.published


@pytest.mark.skipif(not SLOW, reason="slow: two hundred portals")
async def test_precision_and_recall_over_two_hundred_portals(browser: Browser) -> None:
    gate = asyncio.Semaphore(2)

    async def one(seed: int) -> Shown:
        async with gate:
            return await show(browser, make(seed))

    shown = await asyncio.gather(*(one(seed) for seed in range(5000, 5200)))
    right = sum(len(s.got & s.published) for s in shown)

    assert right / sum(len(s.got) for s in shown) >= 0.98
    assert right / sum(len(s.published) for s in shown) >= 0.98
