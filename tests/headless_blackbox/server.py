"""Serves a generated portal on loopback, strictly, and remembers who asked for what."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from aiohttp import web

from tests.headless_blackbox import dialects, firewall, pages
from tests.headless_blackbox.dialects import Dialect
from tests.headless_blackbox.truth import Article, Truth

Answer = tuple[int, str, bytes]
Delayed = tuple[int, str, bytes, float]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PDF = b"%PDF-1.4\n%x\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
FILES = {"pdf": PDF, "zip": b"PK\x03\x04" + bytes(40), "doc": OLE, "xls": OLE}


@dataclass
class Portal:
    """What is served; `scripted` are the columns drawn by script (none: the plain twin)."""

    made: Truth
    scripted: dict[str, Dialect] = field(default_factory=dict)
    drawn_details: set[str] = field(default_factory=set)  # columns whose articles are drawn by script
    wall: firewall.Wall | None = None
    extra: dict[str, Answer | Delayed] = field(default_factory=dict)
    origin: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)  # opened by a browser, by path
    unknown: list[str] = field(default_factory=list)

    def _article(self, path: str) -> Article | None:
        return next((each for column in self.made.columns for each in column.articles if each.path == path), None)

    def answer(self, method: str, target: str, body: str) -> Answer | Delayed:
        path, _, query = target.partition("?")
        for one in self.scripted.values():
            if dialects.owns(one, path, query, body):
                status, kind, text = dialects.answer(one, method, path, query, body, self.origin)
                return status, f"{kind}; charset=utf-8", text.encode(), one.delay
        if method not in {"GET", "HEAD"}:
            return 405, "text/plain", b""
        known = self.extra.get(target) or self.extra.get(path)
        if known is not None:
            return known
        if path == "/":
            return self._html(pages.home(self.made))
        if path in {"/about.html", "/sitemap.html"}:
            return self._html(pages.frame(self.made, "说明", "<p>本网站由某某区民政局主办，欢迎监督。</p>"))
        if path == "/api/hot.json":
            return 200, "application/json", pages.hot(self.made, query.removeprefix("of=")).encode()
        if path.startswith("/api/article/"):
            ident = path.rsplit("/", 1)[1]
            for column in self.made.columns:
                for each in column.articles:
                    if str(each.ident) == ident:
                        return 200, "application/json", pages.article_json(each).encode()
        return self._column(path) or self._leaf(target) or self._nothing(target)

    def _column(self, path: str) -> Answer | None:
        for column in self.made.columns:
            one = self.scripted.get(column.name)
            if one is not None:
                if path in {column.path, f"{column.path}index.html"}:
                    text = pages.scripted_column(self.made, one)
                    return 200, "text/html", text.encode("gbk" if one.gbk else "utf-8")
                if path == f"{column.path}inner.html":
                    return self._html(pages.inner(one))
                if path == f"/assets/{column.slug}.4f2a.js":
                    return 200, "application/javascript", pages.bundle(one).encode()
            elif path.startswith(column.path) and path.removeprefix(column.path).startswith(("index", "")):
                name = path.removeprefix(column.path).removesuffix(".html") or "index"
                number = name.removeprefix("index").removeprefix("_") or "1"
                last = max(1, -(-len(column.articles) // pages.PER_PAGE))
                if name.startswith("index") and number.isdigit() and int(number) <= last:
                    return self._html(pages.plain_column(self.made, column, int(number), False))
        return None

    def _leaf(self, target: str) -> Answer | None:
        article = self._article(target)
        if article is not None:
            if article.column in self.drawn_details:
                return self._html(pages.drawn_detail(self.made, article))
            return self._html(pages.detail(self.made, article))
        plain = unquote(target)
        if plain in self.made.files:
            return 200, "application/octet-stream", FILES[plain.rsplit(".", 1)[1]]
        return None

    def _nothing(self, target: str) -> Answer:
        if unquote(target) not in self.made.broken:
            self.unknown.append(target)
        return 404, "text/html; charset=utf-8", "<html><title>404</title><h1>您访问的页面不存在</h1></html>".encode()

    def _html(self, text: str) -> Answer:
        return 200, "text/html; charset=utf-8", text.encode()


class Serving:
    """The portal's server in a thread of its own."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        sockets = site._server.sockets  # type: ignore[union-attr]
        self.portal.origin = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        portal, target = self.portal, request.raw_path
        portal.asked[target] += 1
        if request.headers.get("Sec-Fetch-Dest") == "document":
            portal.documents[target] += 1
        body = (await request.read()).decode("utf-8", "replace")
        if portal.wall is not None:
            stopped = portal.wall.stops(request)
            if stopped is not None:
                return stopped
        answer = portal.answer(request.method, target, body)
        if len(answer) == 4:
            await asyncio.sleep(answer[3])
        return web.Response(status=answer[0], body=answer[2], headers={"Content-Type": answer[1]})
