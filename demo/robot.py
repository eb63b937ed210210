"""A group's robot on loopback, as the demo's office would have one: it keeps what it is told, and is as strict."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

KEY = "demo-key"  # opens nothing but this stand-in
_LONGEST = 4096  # bytes of a markdown message, as WeCom has it
_PATH = "/cgi-bin/webhook/send"


@dataclass
class Robot:
    """What the group has read so far."""

    url: str = ""
    told: list[str] = field(default_factory=list)

    async def hear(self, request: web.Request) -> web.Response:
        """One message, answered as WeCom answers."""
        if request.query.get("key") != KEY:
            return web.json_response({"errcode": 93000, "errmsg": "invalid webhook url"})
        try:
            content = (await request.json())["markdown"]["content"]
        except (json.JSONDecodeError, KeyError, TypeError):
            return web.json_response({"errcode": 40008, "errmsg": "invalid message type"})
        if len(content.encode()) > _LONGEST:
            return web.json_response({"errcode": 40058, "errmsg": "markdown.content exceed max length 4096"})
        self.told.append(content)
        return web.json_response({"errcode": 0, "errmsg": "ok"})


@asynccontextmanager
async def robot() -> AsyncIterator[Robot]:
    """Listen on a free port for as long as the context lasts."""
    one, application = Robot(), web.Application()
    application.router.add_post(_PATH, one.hear)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield one
    finally:
        await runner.cleanup()
