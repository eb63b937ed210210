"""A search is asked as a visitor asks it, whatever its box, its button and its results are made of."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, async_playwright

from inspection.findings import Json
from spiders.browser import find_browser
from spiders.headless import form, searching
from spiders.headless.tasks import Kind
from tests.headless.opening import Kept, opened
from tests.spiders.headless.search_sites import BOXES, HEAD, ROWS, TITLES, SearchingServer, SearchSite
from tests.spiders.server import Site

SLOW = "XUNJIAN_SLOW" in os.environ
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
URL, TITLE = next(iter(TITLES.items()))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    async with async_playwright() as playwright:
        try:
            started = await playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"the browser does not start: {error}")
        yield started
        await started.close()


async def search(
    browser: Browser, path: str = "/", query: str = TITLE, **made: Any
) -> tuple[dict[str, Any], list[str]]:
    """What is said of the first title, and what the site was asked for."""
    direct = path != "/"
    async with SearchingServer() as server:
        site = SearchSite(server, **made)
        site.build()
        article = ("http://a.example" if site.shown == "via" else server.base) + URL
        options: dict[str, Json] = {"title": TITLE, "article": article, "query": query, "direct": direct}
        async with opened(browser, server.base + path, Kept(), Kind.SEARCH, options, seconds=20) as there:
            return await searching.carry_out(there), site.asked


@pytest.mark.parametrize("box", sorted(set(BOXES) - {"none"}) if SLOW else ["window"])
async def test_whatever_the_box_a_title_is_found(box: str, browser: Browser) -> None:
    facts, asked = await search(browser, box=box)

    assert (facts["outcome"], set(asked)) == ("found", {TITLE})


@pytest.mark.parametrize("shown", [*ROWS, "ajax"] if SLOW else ["words"])
async def test_however_results_are_shown_a_title_is_found(shown: str, browser: Browser) -> None:
    facts, _ = await search(browser, shown=shown)

    assert facts["outcome"] == "found"


@pytest.mark.parametrize(
    ("wrong", "shown", "outcome", "reason"),
    [
        ("none", "rows", "absent", "no-results"),
        ("none", "ajax", "absent", "no-results"),
        ("other", "rows", "absent", "other-results"),
        ("error", "rows", "broken", "http-500"),
        ("blank", "rows", "broken", "blank"),
        ("captcha", "rows", "unclear", "needs-captcha"),
        ("deaf", "rows", "unclear", "results-unclear"),
    ][: None if SLOW else 1],
)
async def test_what_fails_is_told_from_what_cannot_be_told(
    wrong: str, shown: str, outcome: str, reason: str, browser: Browser
) -> None:
    facts, _ = await search(browser, wrong=wrong, shown=shown)

    assert (facts["outcome"], facts["reason"]) == (outcome, reason)


@pytest.mark.skipif(not SLOW, reason="slow: XUNJIAN_SLOW=1")
async def test_a_home_page_without_a_box_is_said_to_have_none(browser: Browser) -> None:
    facts, asked = await search(browser, box="none")

    assert (facts["reason"], asked) == ("no-search-box", [])


@pytest.mark.skipif(not SLOW, reason="slow: XUNJIAN_SLOW=1")
async def test_an_address_of_the_plan_shows_its_results_at_once(browser: Browser) -> None:
    found, _ = await search(browser, path=f"/search?q={TITLE}")
    absent, _ = await search(browser, path=f"/search?q={TITLE}", wrong="none")

    assert (found["outcome"], absent["outcome"]) == ("found", "absent")


TOP = HEAD.format("我要咨询") + '<p><a href="/">首页</a> <a href="/nowhere">我要写信</a></p>'
FIELDS = "<p>标题 <input name=bt></p><p>联系电话 <input name=dh></p>"
FORM = f"{TOP}<form method=post action=/save>{FIELDS}<textarea rows=8 cols=60></textarea><button>提 交</button></form>"
LATE = (
    f"{TOP}<div id=app></div><script>setTimeout(function(){{document.getElementById('app').innerHTML='标题<input>"
    '<textarea style="width:400px;height:90px"></textarea><button>提交</button>\'},700)</script>'
)
LETTERS = "".join(f"<li><a href=/l/{n}>关于低保政策的来信{n}</a></li>" for n in range(9))
ENTRANCES = {
    "agreed": (f'{TOP}<p>{"写信须知。" * 60}</p><a href="/form">我已阅读并同意</a>', "form"),
    "plain": (FORM, "form"),
    "late": (LATE, "form"),
    "pressed": (f"{TOP}{LETTERS}<div style='cursor:pointer' onclick=\"window.open('/form')\">我要写信</div>", "form"),
    "framed": (f"{HEAD.format('咨询')}<iframe src=/form width=900 height=500></iframe>", "form"),
    "login": (
        f"{HEAD.format('登录')}<p>统一身份认证</p><input name=u><input type=password><button>登录</button>",
        "login",
    ),
    "closed": (f"{TOP}<p>系统维护中，暂停服务。</p>", "closed"),
    "blank": ("<!doctype html><body></body>", "blank"),
    "letters": (f"{TOP}{LETTERS}<p>{'咨询请拨打电话。' * 60}</p>", "unclear"),
}


@pytest.mark.parametrize("which", ENTRANCES if SLOW else ["agreed"])
async def test_behind_an_entrance_is_what_is_there_and_nothing_is_sent(which: str, browser: Browser) -> None:
    html, state = ENTRANCES[which]
    async with Site() as site:
        site.page("/entrance", html)
        site.page("/form", FORM)
        async with opened(browser, f"{site.base}/entrance", Kept(), Kind.FORM, seconds=20) as there:
            facts = await form.carry_out(there)

    assert facts["state"] == state
    assert {method for method, _ in site.asked} == {"GET"}
