"""A portal of many pages that answers slowly, with one broken link; it keeps who asked what, and how many at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date

from aiohttp import web

PLAN = """
site: {{name: {name}, home: "{base}/", allow_private_hosts: true, owned: true}}
crawl: {{delay: {delay}, concurrency: 2, retry_after: 0.05s, timeout: 5s}}
columns:
  - {{name: 通知公告, url: /list/, kind: 通知公告}}
"""
NAV = '<div class="nav"><a href="/">首页</a><a href="/list/">通知公告</a></div>'


class Portal:
    """`pages` articles below one list; each answer takes `seconds`."""

    def __init__(self, name: str, pages: int = 60, seconds: float = 0.03, host: str = "127.0.0.1") -> None:
        self.name, self.pages, self.seconds, self.host = name, pages, seconds, host
        self.asked: Counter[str] = Counter()
        self.from_peers: set[str] = set()
        self.base = ""
        self._runner: web.AppRunner | None = None

    def plan(self, delay: float = 0) -> str:
        return PLAN.format(name=self.name, base=self.base, delay=delay)

    def body(self, path: str) -> str | None:
        if path == "/":
            return f"<title>{self.name}</title>{NAV}<h1>欢迎访问</h1><p>{'网站介绍' * 30}</p>"
        if path == "/list/":
            rows = "".join(
                f'<li><a href="/list/{n}.html">关于做好第{n}批社会救助工作的通知</a><span>{date.today()}</span></li>'
                for n in range(self.pages)
            )
            return f"<title>通知公告</title>{NAV}<h2>通知公告</h2><ul class='list'>{rows}</ul>"
        number = path.removeprefix("/list/").removesuffix(".html")
        if path.startswith("/list/") and number.isdigit() and int(number) < self.pages:
            broken = '<a href="/gone.doc">附件</a>' if number == "7" else ""
            return f"<title>通知{number}</title>{NAV}<p>{'正文内容' * 60}{number}</p>{broken}"
        return None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        self.from_peers.add(request.remote or "")
        await asyncio.sleep(self.seconds)
        body = self.body(request.path)
        if body is None:
            return web.Response(status=404, text="<title>404</title>", content_type="text/html")
        return web.Response(text=body, content_type="text/html")

    async def __aenter__(self) -> Portal:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "0.0.0.0", 0).start()
        self.base = f"http://{self.host}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
