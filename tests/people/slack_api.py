"""A strict Slack: the Web API, Socket Mode, and a person who presses buttons."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.people.slack_limits import wrong_blocks, wrong_view

BOT, APP, TEAM = "xoxb-1-secret-of-the-bot", "xapp-1-secret-of-the-app", "T0001"
CHANNEL = "C0PORTAL"


@dataclass
class Slack:
    """`posted` are messages by ts; `wrong` is every call that the real one would refuse for its form."""

    url: str = ""
    posted: dict[str, dict[str, Any]] = field(default_factory=dict)
    updated: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    whispered: list[str] = field(default_factory=list)
    acknowledged: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    faults: dict[str, list[web.Response]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, str] = field(default_factory=dict)  # method -> error that it always answers
    times: list[float] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One method of the Web API."""
        method = request.match_info["method"]
        raw = await (request.json() if "json" in request.content_type else request.post())
        sent = {k: _decoded(k, v) for k, v in raw.items()}
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.faults[method]:
            return self.faults[method].pop(0)
        if token != (APP if method == "apps.connections.open" else BOT):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if method in self.errors:
            return web.json_response({"ok": False, "error": self.errors[method]})
        answer = getattr(self, "do_" + method.replace(".", "_"), None)
        said = answer(sent) if answer else {"ok": False, "error": "unknown_method"}
        if said.get("error") == "ratelimited":
            return web.json_response(said, status=429, headers={"Retry-After": "1"})
        return web.json_response(said)

    def _refuse(self, why: str, error: str) -> dict[str, Any]:
        self.wrong.append(why)
        return {"ok": False, "error": error}

    def _message(self, sent: dict[str, Any]) -> dict[str, Any] | None:
        if sent.get("channel") not in (CHANNEL, "#portal"):
            return {"ok": False, "error": "channel_not_found"}
        if found := list(wrong_blocks(sent.get("blocks", []))):
            return self._refuse(f"{found}", "invalid_blocks")
        if not sent.get("text") or len(sent["text"]) > 40000:
            return self._refuse("text", "msg_too_long" if sent.get("text") else "no_text")
        return None

    def do_chat_postMessage(self, sent: dict[str, Any]) -> dict[str, Any]:  # noqa: N802, Slack's name
        if refusal := self._message(sent):
            return refusal
        if (thread := sent.get("thread_ts")) and thread not in self.posted:
            return self._refuse("thread_ts of no message", "thread_not_found")
        now = time.monotonic()
        if sum(now - at < 1 for at in self.times) >= 3:  # one a second and short bursts
            return {"ok": False, "error": "ratelimited"}
        self.times.append(now)
        ts = f"1700000000.{next(self.numbers):06}"
        self.posted[ts] = sent
        said = {"ts": ts, "text": sent["text"]} | ({"thread_ts": thread} if thread else {})  # as the real one says
        return {"ok": True, "channel": CHANNEL, "ts": ts, "message": said}

    def do_chat_update(self, sent: dict[str, Any]) -> dict[str, Any]:
        if sent.get("channel") != CHANNEL:
            return self._refuse("chat.update takes an id, not a name", "channel_not_found")
        if refusal := self._message(sent):
            return refusal
        if sent.get("ts") not in self.posted:
            return {"ok": False, "error": "message_not_found"}
        self.posted[sent["ts"]] = {**self.posted[sent["ts"]], **sent}
        self.updated.append(sent)
        return {"ok": True, "channel": CHANNEL, "ts": sent["ts"], "text": sent["text"]}

    def do_chat_postEphemeral(self, sent: dict[str, Any]) -> dict[str, Any]:  # noqa: N802, Slack's name
        self.whispered.append(sent.get("text", ""))
        return {"ok": True, "message_ts": "1700000000.000000"}

    def do_views_open(self, sent: dict[str, Any]) -> dict[str, Any]:
        if found := list(wrong_view(sent["view"])):
            return self._refuse(f"{found}", "invalid_arguments")
        self.views.append(sent["view"])
        return {"ok": True, "view": {**sent["view"], "id": f"V{len(self.views)}"}}

    def do_auth_test(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"}

    def do_apps_connections_open(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": self.url.replace("http:", "ws:") + "/link?ticket=1"}

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """Socket Mode."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        self.sockets.append(socket)
        async for message in socket:
            said = json.loads(message.data)
            self.acknowledged[said["envelope_id"]] = said.get("payload")
        self.sockets.remove(socket)
        return socket

    async def whisper(self, request: web.Request) -> web.Response:
        """A response_url."""
        self.whispered.append((await request.json()).get("text", ""))
        return web.json_response({"ok": True})

    def deliver(self, payload: dict[str, Any]) -> str:
        """Hand one envelope to the listener; its id."""
        name = f"envelope-{next(self.numbers)}"
        envelope = {"envelope_id": name, "type": "interactive", "accepts_response_payload": True, "payload": payload}
        asyncio.run_coroutine_threadsafe(self.sockets[-1].send_json(envelope), self.loop).result(5)
        return name

    async def _serve(self) -> None:
        application = web.Application()
        application.router.add_post("/api/{method}", self.call)
        application.router.add_get("/link", self.link)
        application.router.add_post("/response/{n}", self.whisper)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._serve(), self.loop).result(5)
        return self

    def __exit__(self, *_: object) -> None:
        for socket in list(self.sockets):
            asyncio.run_coroutine_threadsafe(socket.close(), self.loop)
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self.loop).result(15)
        self.loop.call_soon_threadsafe(self.loop.stop)


def _decoded(name: str, value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and name in ("blocks", "view", "metadata") else value
