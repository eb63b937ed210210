"""A strict stand-in for Slack on loopback: documented limits enforced, faults injected, Socket Mode spoken."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.notifications.channels.slack_rules import message_error, view_error

BOT_TOKEN = "xoxb-1234567890-secret-of-the-bot"
APP_TOKEN = "xapp-1-secret-of-the-app"
HOOK = "/services/T0001/B0001/secret-of-the-hook"
_ARGUMENTS = {
    "chat.postMessage": {
        "channel", "text", "blocks", "metadata", "parse", "link_names", "mrkdwn", "thread_ts", "reply_broadcast",
        "unfurl_links", "unfurl_media",
    },
    "chat.update": {"channel", "ts", "text", "blocks", "metadata", "parse", "link_names", "reply_broadcast"},
    "chat.postEphemeral": {"channel", "user", "text", "blocks", "parse", "link_names", "thread_ts"},
    "views.open": {"trigger_id", "view"},
    "apps.connections.open": set(),
}  # fmt: skip


@dataclass
class Fault:
    """What the next call meets instead of Slack."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    drop: bool = False


@dataclass
class SlackServer:
    """Slack as far as its documents go. `messages` are by (channel, ts); threads hang on `thread_ts`."""

    base: str = ""
    clock: Callable[[], float] = time.monotonic
    limit_rate: bool = False
    channels: dict[str, str] = field(default_factory=lambda: {"#portal-inspection": "C0000001"})
    archived: set[str] = field(default_factory=set)
    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    ephemeral: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    hooked: list[dict[str, Any]] = field(default_factory=list)
    answered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    acks: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    triggers: set[str] = field(default_factory=set)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    unthread_quietly: bool = True
    _last: dict[str, float] = field(default_factory=dict)
    _number: int = 0

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        if (fault := await self._fault(request)) is not None:
            return fault
        token = BOT_TOKEN if method != "apps.connections.open" else APP_TOKEN
        if request.headers.get("Authorization") != f"Bearer {token}":
            return _no("not_authed" if "Authorization" not in request.headers else "invalid_auth")
        if method not in _ARGUMENTS:
            return _no("unknown_method")
        try:
            body = await _body(request)
        except ValueError:
            return _no("invalid_json" if request.content_type == "application/json" else "invalid_post_type")
        if unknown := set(body) - _ARGUMENTS[method]:
            return _no(f"invalid_arguments_{sorted(unknown)[0]}")
        return getattr(self, "_" + method.replace(".", "_"))(body)  # type: ignore[no-any-return]

    async def _fault(self, request: web.Request) -> web.StreamResponse | None:
        if not self.faults:
            return None
        fault = self.faults.popleft()
        await asyncio.sleep(fault.delay)
        if fault.drop:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return web.Response(status=fault.status, body=fault.body, headers=fault.headers)

    def _channel(self, body: dict[str, Any]) -> str | None:
        said = body.get("channel")
        return self.channels.get(said, said if said in self.channels.values() else None) if said else None

    def _chat_postMessage(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        channel = self._channel(body)
        if error := self._refused(channel, body):
            return error
        assert channel is not None
        self._number += 1
        ts = f"1700000000.{self._number:06d}"
        message = {key: value for key, value in body.items() if key != "channel"}
        root = body.get("thread_ts")
        if root is not None and (channel, root) not in self.messages:
            if not self.unthread_quietly:
                return _no("thread_not_found")
            message.pop("thread_ts")
        self.messages[(channel, ts)] = message
        return web.json_response({"ok": True, "channel": channel, "ts": ts, "message": {**message, "ts": ts}})

    def _refused(self, channel: str | None, body: dict[str, Any]) -> web.Response | None:
        if channel is None:
            return _no("channel_not_found")
        if channel in self.archived:
            return _no("is_archived")
        if self.limit_rate:
            now = self.clock()
            if now - self._last.get(channel, -1e9) < 1:
                return _no("ratelimited", 429, {"Retry-After": "1"})
            self._last[channel] = now
        error = message_error(body)
        return _no(error) if error else None

    def _chat_update(self, body: dict[str, Any]) -> web.Response:
        channel = body.get("channel")
        if channel not in self.channels.values():  # names are not taken here
            return _no("channel_not_found")
        if (channel, body.get("ts")) not in self.messages:
            return _no("message_not_found")
        if len(body.get("text", "")) > 4000:
            return _no("msg_too_long")
        if error := message_error(body):
            return _no(error)
        self.messages[(channel, body["ts"])].update({"text": body["text"], "blocks": body["blocks"]})
        return web.json_response({"ok": True, "channel": channel, "ts": body["ts"], "text": body["text"]})

    def _chat_postEphemeral(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        if body.get("channel") not in self.channels.values():
            return _no("channel_not_found")
        if not body.get("user") or not body.get("text"):
            return _no("no_text")
        self.ephemeral.append(body)
        return web.json_response({"ok": True, "message_ts": "1700000000.999999"})

    def _views_open(self, body: dict[str, Any]) -> web.Response:
        if body.get("trigger_id") not in self.triggers:
            return _no("invalid_trigger_id")
        self.triggers.discard(body["trigger_id"])  # a trigger opens one window
        if error := view_error(body.get("view")):
            return _no(error)
        self.views.append(body["view"])
        return web.json_response({"ok": True, "view": {"id": f"V{len(self.views):04d}", **body["view"]}})

    def _apps_connections_open(self, body: dict[str, Any]) -> web.Response:
        self._number += 1
        return web.json_response({"ok": True, "url": f"{self.base.replace('http', 'ws')}/link/?ticket={self._number}"})

    async def hook(self, request: web.Request) -> web.StreamResponse:
        if (fault := await self._fault(request)) is not None:
            return fault
        try:
            body = await _body(request)
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        if error := message_error(body):
            return web.Response(status=400, text=error)
        self.hooked.append(body)
        return web.Response(text="ok")

    async def answer(self, request: web.Request) -> web.Response:
        """A response_url."""
        self.answered.append((request.match_info["id"], await request.json()))
        return web.Response(text="ok")

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                said = json.loads(message.data)
                self.acks[said["envelope_id"]] = said
        return socket

    async def push(self, payload: dict[str, Any], envelope: str, kind: str = "interactive") -> None:
        """A payload as Socket Mode carries it, to the newest connection."""
        await self.sockets[-1].send_json(
            {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        )

    async def cut(self) -> None:
        """Slack says that it refreshes the connection, and closes it."""
        self.connected.clear()
        socket = self.sockets[-1]
        await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await asyncio.sleep(0.05)
        await socket.close()


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body = await request.json()
    elif request.content_type == "application/x-www-form-urlencoded":
        body = dict(await request.post())
    else:
        raise ValueError(request.content_type)
    if not isinstance(body, dict):
        raise ValueError("no object")  # noqa: TRY004
    return body


def _no(error: str, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status, headers=headers)


@asynccontextmanager
async def slack_server(**settings: Any) -> AsyncIterator[SlackServer]:
    """Slack on a free port of loopback."""
    server = SlackServer(**settings)
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/api/{method}", server.api)
    app.router.add_post(HOOK, server.hook)
    app.router.add_post("/answers/{id}", server.answer)
    app.router.add_get("/link/", server.link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        for socket in server.sockets:
            await socket.close()
        await runner.cleanup()
