"""The sweep on a real local server: each verdict, and how often it asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from inspection.plan import Plan
from inspection.records import Probe, Verdict
from spiders.fetch import Fetcher
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.store import Store
from tests.spiders.server import Site

NAV = "".join(f'<a href="/nav{n}/">导航栏目{n}</a>' for n in range(3))


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        for n in range(3):
            site.page(f"/nav{n}/", f"<title>导航栏目{n}</title>{NAV}<p>栏目{n}的内容，供公众查阅。{'文字' * 40}</p>")
        yield site


def home(site: Site, links: str) -> None:
    site.page("/", f"<title>某某市民政局</title>{NAV}<h1>首页</h1>{links}<p>欢迎访问某某市民政局网站</p>")


async def sweep(site: Site, folder: Path, **crawl: object) -> dict[str, Probe]:
    settings = {"delay": 0, "retry_after": "0.05s", "timeout": "2s", **crawl}
    plan = Plan.model_validate(
        {"site": {"name": "某某市民政局", "home": f"{site.base}/", "allow_private_hosts": True}, "crawl": settings}
    )
    now = datetime(2025, 3, 25, tzinfo=UTC)
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        round_id = store.begin_round(site="x", kind="full", as_of=now, plan_digest="", started_at=now)
        async with Fetcher(FetchPolicy.of(plan)) as fetcher:
            run = Sweep(plan, fetcher.policy, fetcher, Recorder(store, round_id))
            await run.run([])
            await Settlement(run).run()
        return {probe.url.removeprefix(site.base): probe for probe in store.probes(round_id)}


async def test_a_missing_page_is_broken(site: Site, tmp_path: Path) -> None:
    home(site, '<a href="/gone.html">x</a>')

    assert (await sweep(site, tmp_path))["/gone.html"].reason == "http-404"


async def test_a_file_whose_head_is_refused_is_sound_when_get_has_it(site: Site, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.Response:
        return (
            web.Response(status=405) if request.method == "HEAD" else web.Response(body=b"%PDF", content_type="a/pdf")
        )

    site.answers["/a.pdf"] = answer
    home(site, '<a href="/a.pdf">x</a>')

    assert (await sweep(site, tmp_path))["/a.pdf"].verdict is Verdict.SOUND


async def test_a_file_whose_head_is_never_answered_is_sound_when_get_has_it(site: Site, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.method == "HEAD":
            await asyncio.sleep(5)
        return web.Response(body=b"xls", content_type="application/vnd.ms-excel")

    site.answers["/a.xls"] = answer
    home(site, '<a href="/a.xls">x</a>')

    assert (await sweep(site, tmp_path, timeout="0.3s"))["/a.xls"].verdict is Verdict.SOUND


async def test_a_passing_503_is_forgiven_and_a_lasting_one_is_not(site: Site, tmp_path: Path) -> None:
    async def passing(_: web.Request) -> web.Response:
        tried = sum(path == "/passing.html" for _, path in site.asked)
        return web.Response(status=503 if tried == 1 else 200, text="<p>好</p>", content_type="text/html")

    site.answers["/passing.html"] = passing
    site.page("/lasting.html", "busy", 503)
    home(site, '<a href="/passing.html">x</a><a href="/lasting.html">y</a>')
    probes = await sweep(site, tmp_path)

    assert probes["/passing.html"].verdict is Verdict.SOUND
    assert (probes["/lasting.html"].reason, probes["/lasting.html"].looks) == ("http-503", 3)


async def test_a_redirect_has_the_verdict_of_its_end(site: Site, tmp_path: Path) -> None:
    site.redirect("/one", "/two")
    site.redirect("/two", "/gone.html")
    site.redirect("/good", "/nav1/")
    home(site, '<a href="/one">x</a><a href="/good">y</a>')
    probes = await sweep(site, tmp_path)

    assert probes["/one"].reason == "http-404"
    assert probes["/good"].verdict is Verdict.SOUND


async def test_a_redirect_loop_is_broken(site: Site, tmp_path: Path) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    home(site, '<a href="/a">x</a>')

    assert (await sweep(site, tmp_path))["/a"].reason == "redirect-loop"


async def test_a_page_that_wants_its_cookie_back_is_sound(site: Site, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.Response:
        if "pass=1" in request.headers.get("Cookie", ""):
            return web.Response(text="<title>通知</title><p>正文</p>", content_type="text/html")
        return web.Response(status=302, headers={"Location": "/wall.html", "Set-Cookie": "pass=1; Path=/"})

    site.answers["/wall.html"] = answer
    home(site, '<a href="/wall.html">x</a>')

    assert (await sweep(site, tmp_path))["/wall.html"].verdict is Verdict.SOUND


async def test_a_redirect_to_a_file_is_refused(site: Site, tmp_path: Path) -> None:
    site.redirect("/trick", "file:///etc/hostname")
    home(site, '<a href="/trick">x</a>')

    assert (await sweep(site, tmp_path))["/trick"].reason == "bad-redirect"


async def test_a_firewalls_page_is_undecided(site: Site, tmp_path: Path) -> None:
    site.page("/wall", "<script>document.cookie='a';location.reload()</script>", 202)
    home(site, '<a href="/wall">x</a>')

    assert (await sweep(site, tmp_path))["/wall"].verdict is Verdict.UNDECIDED


async def test_a_page_that_says_that_it_does_not_exist_is_broken(site: Site, tmp_path: Path) -> None:
    site.page("/art/2025/1001.html", f"<title>提示</title>{NAV}<p>您访问的页面不存在或已被删除</p>")
    home(site, '<a href="/art/2025/1001.html">x</a>')

    assert (await sweep(site, tmp_path))["/art/2025/1001.html"].reason == "soft-404"


async def test_an_article_about_404_pages_is_sound(site: Site, tmp_path: Path) -> None:
    text = "近日有市民反映打开链接时显示页面不存在，现就有关情况说明如下。" * 12
    site.page("/art/2025/1002.html", f"<title>关于部分网页显示404的说明</title>{NAV}<p>{text}</p>")
    home(site, '<a href="/art/2025/1002.html">x</a>')

    assert (await sweep(site, tmp_path))["/art/2025/1002.html"].verdict is Verdict.SOUND


async def test_a_service_that_ignores_its_address_is_sound(site: Site, tmp_path: Path) -> None:
    form = f"<title>网上办事</title>{NAV}<p>请选择您要办理的事项，并按提示填写申请材料。</p>"
    site.page("/app/100.jsp", form)
    site.page("/app/200.jsp", form)
    home(site, '<a href="/app/100.jsp">x</a><a href="/app/200.jsp">y</a>')

    assert (await sweep(site, tmp_path))["/app/100.jsp"].verdict is Verdict.SOUND


async def test_every_address_is_fetched_once(site: Site, tmp_path: Path) -> None:
    home(site, "".join(f'<a href="/p{n}.html">x</a>' for n in range(5)))
    for n in range(5):
        site.page(f"/p{n}.html", f'{NAV}<a href="/p{(n + 1) % 5}.html">下一篇</a><p>稿件{n}{"内容" * 60}</p>')
    await sweep(site, tmp_path)
    asked = [
        path for method, path in site.asked if method == "GET" and path.endswith(".html") and path.startswith("/p")
    ]

    assert sorted(asked) == sorted(set(asked))


async def test_robots_txt_is_honoured(site: Site, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /nav1/", kind="text/plain")
    home(site, "")
    probes = await sweep(site, tmp_path)

    assert (probes["/nav1/"].verdict, ("GET", "/nav1/") in site.asked) == (Verdict.SKIPPED, False)


async def test_a_server_that_trickles_does_not_hold_the_round(site: Site, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        import asyncio

        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(40):
            await response.write(b"x")
            await asyncio.sleep(0.1)
        return response

    site.answers["/drip.html"] = answer
    home(site, '<a href="/drip.html">x</a>')

    assert (await sweep(site, tmp_path, timeout="0.4s", looks=1))["/drip.html"].reason == "timeout"
