"""The platform and the portal of a world on loopback."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.services_blackbox import items
from tests.services_blackbox.world import World, world
from tests.spiders.server import Site

_LOGIN = (
    "<h2>统一身份认证</h2><div>个人登录 法人登录</div><form>用户名<input name=u>密码<input type=password><button>登录</button></form>",  # noqa: E501
    "<div class=qr><img src=/q.png width=180 height=180 alt=二维码><p>请使用“随申办”扫码登录</p></div><a href=#>账号登录</a>",  # noqa: E501
)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


async def _special(path: str, number: str) -> web.StreamResponse | None:
    """What is not in the table: by what goes wrong."""
    if path == "/":
        return _html(items.page("一网通办", "<h1>一网通办</h1>" + "".join(f"<p>主题服务{n}</p>" for n in range(20))))
    if path in ("/index.html", "/portal/index.do", "/moved"):
        raise web.HTTPFound("/")
    if path in ("/apply", "/wizard"):
        raise web.HTTPFound(
            f"/{'cas/login' if path == '/apply' else 'uc/qr'}?service=http%3A%2F%2Fx%2Fback%3Fid%3D{number}"
        )
    if path in ("/cas/login", "/uc/qr"):
        return _html(items.HEAD.format(title="登录") + _LOGIN[path == "/uc/qr"])
    if path == "/works":
        return _html(items.page("公告", items.WORKS[len(number) % 2]))
    if path == "/waf":
        return _html(
            "<html><head><title>访问被拦截</title></head><body>您的访问行为异常，已被防火墙拦截</body></html>", 403
        )
    if path == "/route-home":
        return _html(
            items.page("一网通办", "<script>setTimeout(()=>location.replace('/#/home'),400)</script><p>正在跳转</p>")
        )
    if path == "/blank":
        return _html("<!doctype html><html><head><title></title></head><body><div id=app></div></body></html>")
    if path == "/500":
        return _html(
            "<html><head><title>HTTP Status 500</title></head><body><h1>HTTP Status 500 – Internal Server Error</h1></body></html>",  # noqa: E501
            500,
        )
    if path.endswith(".png"):
        return web.Response(status=200, body=b"", content_type="image/png")
    return None


def _handler(made: World) -> web.Application:
    async def handle(request: web.Request) -> web.StreamResponse:
        number = request.query.get("id", "")
        if request.path == "/api/item":
            await asyncio.sleep(0.1 + len(number) % 7 / 10)
            if number not in made.api:
                return web.json_response({"title": "政务服务", "body": "<p>事项不存在</p>"})
            return web.Response(text=made.api[number], content_type="application/json")
        known = made.pages.get(request.path_qs)
        if known is not None or request.path == "/web/":
            return _html(known[2] if known else items.shell("spa", ""))
        if (answer := await _special(request.path, number)) is not None:
            return answer
        if request.path == "/item" and number in ("900", "901", "1"):
            return _html(items.page("事项", "<h1>居住证办理</h1>" + items.item(3, "居住证办理")[1]))
        return web.Response(text="404 Not Found", status=404)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    return app


@asynccontextmanager
async def served(seed: int, *, sealed: bool) -> AsyncIterator[tuple[Site, str, World]]:
    """The portal, the platform's host, and the world."""
    made = World()
    runner = web.AppRunner(_handler(made))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host = f"127.0.0.1:{runner.addresses[0][1]}"
    whole = world(seed, host, sealed=sealed)
    made.pages, made.api, made.policies = whole.pages, whole.api, whole.policies
    try:
        async with Site() as site:
            _portal(site, made, host)
            yield site, host, made
    finally:
        await runner.cleanup()


def _portal(site: Site, made: World, host: str) -> None:
    front = f'<a href="http://{host}/">一网通办</a><a href="/zcwj/">政策文件</a>'
    rows = "".join(
        f'<li><a href="/zcwj/{one.key}.html" title="{one.title}">{one.title}</a><span>2025-03-{10 + n % 19}</span></li>'
        for n, one in enumerate(made.policies)
    )
    site.page("/", f"<meta charset=utf-8><title>甲市民政局</title><h1>欢迎</h1>{front}")
    site.page("/zcwj/", f"<meta charset=utf-8><title>政策文件</title>{front}<ul class=list>{rows}</ul>")
    for one in made.policies:
        site.page(f"/zcwj/{one.key}.html", one.html)

    async def jump(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(request.query["url"])

    async def drawn(request: web.Request) -> web.StreamResponse:
        return web.json_response({"u": request.query["u"]})

    for one in made.policies:
        for path in re.findall(r"/jump\?url=[^'\"]+", one.html):
            site.answers[path] = jump
        for path in re.findall(r"/yb\.json\?u=[^'\"]+", one.html):
            site.answers[path] = drawn
