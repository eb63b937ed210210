"""A scripted portal on loopback: every address is known or refused, and every request is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web

from tests.headless.answers import HTML, Reply, data_path, data_reply
from tests.headless.portals import Portal
from tests.headless.shells import SCRIPTS, article, frame, home, shell


@asynccontextmanager
async def served(portal: Portal) -> AsyncIterator[str]:
    """Serve the portal; gives its origin, http://127.0.0.1:PORT. Changes of the portal show at once."""

    async def handle(request: web.Request) -> web.StreamResponse:
        body = await request.text()
        portal.asked.append((request.method, request.raw_path, body))
        reply = reply_to(portal, request.method, request.raw_path, body)
        if reply.status >= 400 and request.path not in ("/favicon.ico", "/robots.txt"):
            portal.refused.append((request.method, request.raw_path, body))
        await asyncio.sleep(_slow(portal, request.path))
        return web.Response(status=reply.status, body=reply.body.encode(), headers={"Content-Type": reply.content_type})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def reply_to(portal: Portal, method: str, raw_path: str, body: str = "") -> Reply:
    """What the portal answers."""
    parts = urlsplit(raw_path)
    if (data := data_reply(portal, method, parts.path, parts.query, body)) is not None:
        return data
    if method not in ("GET", "HEAD"):
        return Reply(405, HTML, "<title>405</title>")
    if parts.path == "/":
        return Reply(200, HTML, home(portal))
    if parts.path.startswith("/js/") and parts.path[4:] in SCRIPTS:
        return Reply(200, "text/javascript; charset=utf-8", SCRIPTS[parts.path[4:]])
    if parts.path == "/poll":
        return Reply(200, "application/json", '{"online":3}')
    for column in portal.columns:
        if parts.path == column.path:
            return Reply(200, HTML, shell(portal, column))
        if parts.path == f"/frame/{column.key}" and column.traits.draw == "iframe":
            return Reply(200, HTML, frame(column))
        for row in column.rows:
            if raw_path == row.path:
                return Reply(200, HTML, article(row))
    return Reply(404, HTML, "<title>404 页面不存在</title><p>您访问的页面不存在</p>")


def _slow(portal: Portal, path: str) -> float:
    return next((c.traits.slow for c in portal.columns if data_path(c) == path), 0.0)
