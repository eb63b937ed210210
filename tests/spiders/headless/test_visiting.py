"""What is measured of a page is what is true of it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Error, async_playwright

from spiders.browser import find_browser
from tests.spiders.headless.known_pages import page
from tests.spiders.headless.visited import Looker
from tests.spiders.server import Site

SLOW = "XUNJIAN_SLOW" in os.environ
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60"/></svg>'
HEAD = "<!doctype html><html lang=zh><head><meta charset=utf-8><title>页</title></head>"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looker() -> AsyncIterator[Looker]:
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"the browser does not start: {error}")
        yield Looker(browser)
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site


@pytest.mark.parametrize("seed", range(60) if SLOW else (3,))
async def test_a_page_shows_what_it_was_made_with(seed: int, looker: Looker, site: Site) -> None:
    html, known = page(seed)
    site.page("/", html)
    for name in known.no_alt:
        site.page(f"/{name}.svg", IMAGE, kind="image/svg+xml")

    desk = await looker.look(f"{site.base}/", hosts=["127.0.0.1"])
    phone = await looker.look(f"{site.base}/", phone=True)

    assert {urlsplit(one.url).hostname for one in desk.hidden} == known.hidden
    assert {one.text for one in desk.floating if not one.role} == known.floating
    assert {one.text for one in desk.floating if one.moving} == known.moving
    assert {urlsplit(one.src).path.strip("/").removesuffix(".svg") for one in desk.no_alt} == known.no_alt
    assert {one.message.split()[0] for one in desk.errors} == known.errors
    assert (phone.scroll_width > phone.width + 1) == known.sticks_out
    assert bool(phone.wide) == known.sticks_out
    assert desk.text > 20


LEAVING = {
    "a": ('<a href="https://a.example/">甲网</a>', False),
    "b": ('<a href="https://b.example/" onclick="return confirm(\'您即将离开本网站\')">乙网</a>', True),
    "c": ('<a href="https://c.example/" class=out>丙网</a>', True),
    "d": ('<a href="https://d.example/" onclick="window.open(this.href);return false">丁网</a>', False),
    "e": ('<a href="https://e.example/" onclick="location.href=\'/leave?to=\'+this.href;return false">戊网</a>', True),
    "f": ('<a href="https://f.example/" onclick="location.href=this.href;return false" target=_blank>己网</a>', False),
}
LAYER = """<div id=layer style="display:none;position:fixed;left:400px;top:300px;width:300px;height:100px">
您访问的链接即将离开本网站，是否继续？</div><script>document.querySelectorAll("a.out").forEach(function (a) {
a.addEventListener("click", function (e) { e.preventDefault(); setTimeout(function () {
document.getElementById("layer").style.display = "block" }, 100) }) })</script>"""


@pytest.mark.parametrize("which", LEAVING if SLOW else "c")
async def test_whether_leaving_is_announced_is_seen_without_leaving(which: str, looker: Looker, site: Site) -> None:
    link, announced = LEAVING[which]
    site.page("/out", f"{HEAD}<body><p>本局网站欢迎您，请浏览以下内容，谢谢您的支持。</p>{link}{LAYER}</body>")
    site.page(f"/leave?to=https://{which}.example/", f"{HEAD}<body>您即将离开本网站，前往外部网站。</body>")

    facts = await looker.look(f"{site.base}/out", hosts=["127.0.0.1"], leaving=3)

    assert [(one.url, one.announced) for one in facts.leaving] == [(f"https://{which}.example/", announced)]


BLANK = {
    "empty": ("<body><div id=app></div>", True),
    "white words": ('<body><p style="color:#fff">本局网站欢迎您，请浏览以下内容，谢谢您的支持。</p>', True),
    "late": (
        "<body><script>setTimeout(function(){document.body.innerHTML='<h1>'+'内容'.repeat(30)+'</h1>'},700)</script>",
        False,
    ),
    "canvas": (
        "<body><canvas id=c width=500 height=300></canvas><script>document.getElementById('c').getContext('2d')"
        ".fillRect(10,10,200,200)</script>",
        False,
    ),
    "covered": (
        "<body><p>本局网站欢迎您，请浏览以下内容，谢谢您的支持。</p>"
        '<div style="position:fixed;inset:0;background:#fff;z-index:9"></div>',
        True,
    ),
    "shadow": (
        "<body><x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'closed'}).innerHTML='<h1>'+'内容'.repeat(30)"
        "+'</h1>'</script>",
        False,
    ),
    "background": ('<body style="background:linear-gradient(red,blue);height:900px">', False),
}


@pytest.mark.parametrize("which", BLANK if SLOW else ["covered"])
async def test_a_page_is_blank_when_nothing_of_it_is_seen(which: str, looker: Looker, site: Site) -> None:
    html, blank = BLANK[which]
    site.page("/blank", f"{HEAD}{html}</body></html>")

    facts = await looker.look(f"{site.base}/blank", picture=True)

    assert looker.answer.get("reason") is None
    assert (facts.text < 20 and not facts.images) == blank


@pytest.mark.skipif(not SLOW, reason="a page that hangs takes its time")
async def test_a_blank_page_whose_data_was_not_had_is_not_called_blank(looker: Looker, site: Site) -> None:
    site.page("/app", f"{HEAD}<body><div id=app></div><script src=http://127.0.0.1:9/app.js></script></body></html>")

    await looker.look(f"{site.base}/app", picture=True)

    assert looker.answer == {"reason": "not-all-fetched"}
