"""A picture shows the fault, and nobody's number."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Error, async_playwright

from spiders.browser import find_browser
from spiders.headless.covering import cover_personal_data
from spiders.headless.framing import MOST_BYTES
from spiders.headless.isolation import Isolation
from spiders.headless.picturing import NOT_SEEN, OPENS, SCRIPTS
from spiders.headless.tasks import Kind
from tests.headless.opening import Kept, opened
from tests.spiders.headless.har_rules import complaints
from tests.spiders.headless.shown import HOSTILE, ROWS, TABS, Camera, archive, page
from tests.spiders.server import Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SLOW = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="a second for each page; XUNJIAN_SLOW runs it")
RED = (227, 0, 27)
PERSONAL = (
    "<p>联系人 138<b>1234</b>5678</p><p>11010519491231002X</p><input value='13900001111'>"
    "<marquee>13711112222</marquee><div id=shade></div><script>setInterval(() => {"
    "document.title = '13655556666'}, 5); const root = document.getElementById('shade').attachShadow({mode: 'open'});"
    "root.innerHTML = '<p>13533334444</p>'</script><a href='tel:13122223333'>拨打</a>"
)
NUMBERS = ("13812345678", "19491231", "13900001111", "13711112222", "13655556666", "13533334444", "13122223333")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def camera() -> AsyncIterator[Camera]:
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"the browser does not start: {error}")
        yield Camera(browser)
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site


async def test_a_dead_link_is_outlined_with_its_request(camera: Camera, site: Site) -> None:
    site.page("/list", page(f"<ul>{ROWS}</ul>{PERSONAL}"))
    site.page("/art/3.html", "<h1>404</h1>电话 13812345678", 404, **{"Set-Cookie": "sid=SECRET"})
    site.redirect("/old?token=abc", "/art/3.html")
    find = {"link": f"{site.base}/art/3.html"}

    facts, kept = await camera.picture(
        f"{site.base}/list", find=find, label="断链", failing=f"{site.base}/old?token=abc", reason="http-404"
    )

    picture = Image.open(io.BytesIO(kept.bodies[facts["picture"]])).convert("RGB")
    assert len(kept.bodies[facts["picture"]]) <= MOST_BYTES
    assert picture.width == 1280
    assert sum(count for count, colour in picture.getcolors(1 << 24) or [] if colour == RED) > 1000
    assert facts["reason"] is None
    assert "138<b>████</b>5678" in kept.bodies[facts["snapshot"]].decode()
    har = archive(facts, kept)
    assert complaints(har) == []
    assert [one["response"]["status"] for one in har["log"]["entries"]] == [302, 404]
    everything = b"".join(body for digest, body in kept.bodies.items() if digest != facts["picture"]).decode()
    assert [secret for secret in (*NUMBERS, "SECRET", "token=abc") if secret in everything] == []


@SLOW
async def test_what_opens_in_the_browser_speaks_against_the_fault(camera: Camera, site: Site) -> None:
    site.page("/list", page(f"<ul>{ROWS}</ul>"))
    site.page("/art/4.html", page("<p>" + "正文都在这里。" * 20 + "</p>"))

    facts, _ = await camera.picture(
        f"{site.base}/list", find={"link": "x"}, label="断链", failing=f"{site.base}/art/4.html", reason="http-404"
    )

    assert facts["reason"] == OPENS
    assert "请人工核对" in facts["shows"]


@SLOW
@pytest.mark.parametrize("target", [Path(__file__).as_uri(), "chrome://version/"])
async def test_what_lies_on_this_machine_is_not_asked_for(camera: Camera, site: Site, target: str) -> None:
    facts, _ = await camera.picture(f"{site.base}/list", find={"page": True}, label="x", failing=target, reason="dns")

    assert (facts["har"], facts["reason"]) == (None, None)


@SLOW
async def test_a_page_that_overwrites_everything_is_pictured_all_the_same(camera: Camera, site: Site) -> None:
    site.page("/hostile", HOSTILE + page(f"<ul>{ROWS}</ul>"))

    window = await camera.window(f"{site.base}/hostile", {"link": f"{site.base}/art/5.html"})

    assert [round(one.h) for one in window.marks] == [pytest.approx(18, abs=8)]
    assert window.title == "电话 138████5678"


@SLOW
async def test_no_number_is_left_in_any_text_of_the_page(camera: Camera, site: Site) -> None:
    site.page("/framed", page("<p>137 9999 8888</p>"))
    beside = '<input placeholder="如 136 0000 1111"><img alt="电话 135 0000 2222" src="/none">'
    site.page("/personal", page(PERSONAL + beside + '<iframe src="/framed"></iframe>'))
    async with opened(camera.browser, f"{site.base}/personal", Kept(), Kind.PICTURE) as there:
        await there.page.wait_for_load_state("load")
        async with Isolation(there.page, SCRIPTS) as world:
            await world.send("Emulation.setScriptExecutionDisabled", {"value": True})
            covered = await cover_personal_data(world)
            left = "".join(text for _, text in (await world.ask("texts"))["pieces"])
            source = await world.ask("source", 100_000)

    assert covered >= 9
    assert [number for number in (*NUMBERS, "137 9999 8888") if number in left] == []
    assert [number for number in ("136 0000 1111", "135 0000 2222") if number in source] == []


CASES = {
    "nothing": ("", {"link": "/none"}, 0),
    "an image": ('<img src="/x.png" width="90" height="70">', {"link": "/x.png"}, 1),
    "a background": ('<p style="height:90px;background:url(/x.png)">文</p>', {"link": "/x.png"}, 1),
    "a script": ('<script src="/x.js"></script>', {"link": "/x.js"}, 0),
    "by a script": ("<p onclick=\"window.open('/x.html')\">打开</p>", {"link": "/x.html"}, 1),
    "another writing": ('<a href="/附件 %e5%8a%9e.doc">附件</a>', {"link": "/%E9%99%84%E4%BB%B6%20%E5%8A%9E.doc"}, 1),
    "folded": ('<details><summary>更多</summary><a href="/x">隐</a></details>', {"link": "/x"}, 1),
    "tabs by hovering": (TABS.replace("EVENT", "onmouseenter"), {"link": "/dead"}, 1),
    "tabs by pressing": (TABS.replace("EVENT", "onclick"), {"link": "/dead"}, 1),
    "hidden for ever": ('<div><p>标题</p><a class="off" href="/x">隐</a></div>', {"link": "/x"}, 1),
    "a carousel": (
        '<div style="width:300px;height:90px;overflow:hidden"><div style="width:900px">'
        + "".join(f'<a href="/{n}" style="float:left;width:300px;height:90px">{n}</a>' for n in range(3))
        + "</div></div>",
        {"link": "/2"},
        1,
    ),
    "covered": (
        '<a href="/x">被遮</a><div style="position:fixed;inset:0;background:#eee">飘窗</div>',
        {"link": "/x"},
        1,
    ),
    "a date": (f"<ul>{ROWS}</ul>", {"date": "2023-05-15", "link": "/art/5.html", "title": "关于第5号办法的通知"}, 2),
    "a date in another writing": (
        '<p><a href="/x">题目题目</a> 2023年5月3日</p>',
        {"date": "2023-05-03", "link": "/x"},
        2,
    ),
    "a row without a date": ('<p><a href="/x">题目题目</a></p>', {"date": "", "link": "/x"}, 1),
    "an empty list": ('<div class="list" style="min-height:200px"><ul></ul></div>', {"list": True}, 1),
    "words for nothing": ('<div><div style="height:200px"><p>暂无信息</p></div></div>', {"list": True}, 1),
    "in a frame": ('<iframe srcdoc="&lt;a href=/x&gt;内&lt;/a&gt;" height="90"></iframe>', {"link": "/x"}, 1),
    "no selector at all": ("<p>文</p>", {"selector": "p:has(("}, 0),
}


@SLOW
@pytest.mark.parametrize("name", CASES)
async def test_what_a_fault_is_about_is_found(camera: Camera, site: Site, name: str) -> None:
    body, find, marks = CASES[name]
    site.page("/case", page(body))
    asked = {key: site.base + value if key == "link" else value for key, value in find.items()}

    window = await camera.window(f"{site.base}/case", asked)

    assert len(window.marks) == marks
    assert (window.reason == NOT_SEEN) is (name in {"nothing", "no selector at all"})
    assert all(0 <= one.x < 1280 and 0 <= one.y < 900 and one.w > 3 for one in window.marks)


@SLOW
@pytest.mark.parametrize(
    "trouble",
    [
        "<script>onload = () => setTimeout(() => location = '/elsewhere', 700)</script>",
        "<script>for (let n = 0; n < 60000; n++) document.body.append(n + ' ', document.createElement('a'))</script>",
        "<p>" + "1234567890 " * 200_000 + "</p>",
        '<img src="/slow"><script>onbeforeunload = () => "留下"</script>',
        '<meta http-equiv="refresh" content="1">',
    ],
)
async def test_a_troublesome_page_ends_in_time(camera: Camera, site: Site, trouble: str) -> None:
    site.page("/trouble", page(f'{trouble}<a href="/x">断</a>'))

    try:
        facts, _ = await camera.picture(f"{site.base}/trouble", find={"link": f"{site.base}/x"}, label="断链")
    except (RuntimeError, Error):  # as the process is told: the task is answered with the reason
        return

    assert facts["picture"] is not None
