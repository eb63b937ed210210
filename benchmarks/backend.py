"""The part of a benchmark portal that nginx alone cannot play: slow, unsteady and silent pages, varying error pages."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter

from aiohttp import web

from benchmarks import guards

_HTML = "text/html"


async def slow(request: web.Request) -> web.Response:
    """Answers after so many milliseconds."""
    await asyncio.sleep(int(request.match_info["ms"]) / 1000)
    return web.Response(text=guards.plain("网上办事"), content_type=_HTML)


async def stall(_: web.Request) -> web.Response:
    """Never answers; the client must give up."""
    await asyncio.sleep(600)
    return web.Response(status=504)


async def varying(request: web.Request) -> web.Response:
    """200 for what does not exist, in other words each time."""
    return web.Response(text=guards.varying(request.path), content_type=_HTML)


class Unsteady:
    """503 for the first requests to an address, then its page."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    async def __call__(self, request: web.Request) -> web.Response:
        self.seen[request.path] += 1
        if self.seen[request.path] <= int(request.match_info["times"]):
            return web.Response(status=503, text="Service Unavailable")
        return web.Response(text=guards.plain("在线查询"), content_type=_HTML)


def build_app() -> web.Application:
    """Every route; HEAD is served wherever GET is."""
    app = web.Application()
    app.add_routes(
        [
            web.get(r"/app/slow/{ms:\d+}/{name}", slow),
            web.get(r"/app/flaky/{times:\d+}/{name}", Unsteady().__call__),
            web.get("/app/stall/{name}", stall),
            web.get("/{rest:.*}", varying),
        ]
    )
    return app


def main() -> None:
    """Serve on loopback until terminated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    web.run_app(build_app(), host="127.0.0.1", port=port, print=None, access_log=None, shutdown_timeout=0.2)


if __name__ == "__main__":
    main()
