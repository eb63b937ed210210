"""A strict stand-in for the three calls by which Slack takes files: where to, the bytes, and that they are complete."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.notifications.channels.slack_server import BOT_TOKEN, SlackServer


@dataclass
class FileSlack(SlackServer):
    """`shared` are the files that stand in a thread: (channel, thread, title, bytes)."""

    scopes: set[str] = field(default_factory=lambda: {"chat:write", "files:write"})
    shared: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    _lengths: dict[str, int] = field(default_factory=dict)
    _bytes: dict[str, bytes] = field(default_factory=dict)

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if not method.startswith("files."):
            return await super().api(request)
        self.calls.append(method)
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return _no("not_authed")
        if "files:write" not in self.scopes:
            return web.json_response({"ok": False, "error": "missing_scope", "needed": "files:write"})
        said = {**request.query, **(await request.post())}
        if request.content_type == "application/json":
            said |= await request.json()
        if method == "files.getUploadURLExternal":
            return self._place(str(said.get("filename")), str(said.get("length")))
        return self._complete({key: str(value) for key, value in said.items()})

    def _place(self, name: str, length: str) -> web.Response:
        if not name or not length.isdecimal() or int(length) < 1:
            return _no("invalid_arguments")
        file = f"F{len(self._lengths):08d}"
        self._lengths[file] = int(length)
        return web.json_response({"ok": True, "file_id": file, "upload_url": f"{self.base}/upload/{file}"})

    async def upload(self, request: web.Request) -> web.Response:
        """The bytes; their length must be what was said."""
        file, body = request.match_info["file"], await request.read()
        if self._lengths.get(file) != len(body):
            return web.Response(status=400)
        self._bytes[file] = body
        return web.Response(text=f"OK - {len(body)}")

    def _complete(self, said: dict[str, str]) -> web.Response:
        files = json.loads(said["files"])
        channel, thread = said.get("channel_id", ""), said.get("thread_ts", "")
        if channel not in self.channels.values():  # names are not taken here
            return _no("channel_not_found")
        if (channel, thread) not in self.messages or any(one["id"] not in self._bytes for one in files):
            return _no("invalid_arguments")
        self.shared += [(channel, thread, one["title"], self._bytes[one["id"]]) for one in files]
        return web.json_response({"ok": True, "files": [{"id": one["id"]} for one in files]})


def _no(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})


@asynccontextmanager
async def file_slack() -> AsyncIterator[FileSlack]:
    """On a free port of loopback."""
    server = FileSlack()
    app = web.Application(client_max_size=4 << 20)
    app.router.add_route("*", "/api/{method}", server.api)
    app.router.add_post("/upload/{file}", server.upload)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
