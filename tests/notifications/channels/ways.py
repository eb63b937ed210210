"""One way to every channel there is: how it is made, what its secrets are, and a server that answers as told."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from inspection.alerting import Channel as Settings
from inspection.errors import DeliveryError
from notifications.channels.all import channel_of
from notifications.channels.channel import Channel
from tests.notifications.channels.hostile import alert

SECRET = "q7Zk2VtR9xWm4LpB8sDn"
SECOND = "Hf6Yc1JgTa3UeXo5NiQv"


@dataclass
class Answer:
    """What the server says to everything: an HTTP answer, or the SMTP line at the end of a mail."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False


@dataclass
class Told:
    """A server that answers as told, and what it was asked for: paths, or commands."""

    url: str
    port: int
    asked: list[str]


@dataclass(frozen=True)
class Way:
    """`plan` makes the channel's settings of the server's address; `environment` its secrets."""

    name: str
    plan: Callable[[Told], dict[str, Any]]
    environment: Callable[[Told], dict[str, str]]
    needed: str  # the variable without which it cannot send
    http: bool = True  # answers are HTTP
    explains: bool = True  # whether it says what is permanent (Apprise says yes or no)
    yes: str = "{}"

    def __str__(self) -> str:
        return self.name

    def channel(self, server: Told, **changes: str) -> Channel:
        return channel_of(self.name, Settings(**self.plan(server)), {**self.environment(server), **changes})


def _smtp_environment(server: Told) -> dict[str, str]:
    return {
        "XUNJIAN_SMTP_HOST": "127.0.0.1",
        "XUNJIAN_SMTP_PORT": str(server.port),
        "XUNJIAN_SMTP_TLS": "none",
        "XUNJIAN_SMTP_USER": "desk@example.org",
        "XUNJIAN_SMTP_PASSWORD": SECRET,
    }


WAYS = (
    Way(
        "slack",
        lambda server: {"slack": {"channel": "#portal", "base_url": server.url}},
        lambda server: {"SLACK_BOT_TOKEN": f"xoxb-{SECRET}"},
        "SLACK_BOT_TOKEN",
        yes='{"ok": true, "channel": "C1", "ts": "1.2"}',
    ),
    Way(
        "slack-webhook",
        lambda server: {"slack": {"webhook_env": "HOOK"}},
        lambda server: {"HOOK": f"{server.url}/services/T1/B1/{SECRET}"},
        "HOOK",
        yes="ok",
    ),
    Way(
        "wecom",
        lambda server: {"wecom": {"key_env": "KEY", "base_url": server.url}},
        lambda server: {"KEY": SECRET},
        "KEY",
        yes='{"errcode": 0, "errmsg": "ok"}',
    ),
    Way(
        "dingtalk",
        lambda server: {"dingtalk": {"token_env": "KEY", "secret_env": "SIGNING", "base_url": server.url}},
        lambda server: {"KEY": SECRET, "SIGNING": SECOND},
        "SIGNING",
        yes='{"errcode": 0, "errmsg": "ok"}',
    ),
    Way(
        "feishu",
        lambda server: {"feishu": {"key_env": "KEY", "secret_env": "SIGNING", "base_url": server.url}},
        lambda server: {"KEY": SECRET, "SIGNING": SECOND},
        "SIGNING",
        yes='{"code": 0, "msg": "success"}',
    ),
    Way(
        "email",
        lambda server: {"email": {"to": ["office@example.org"]}},
        _smtp_environment,
        "XUNJIAN_SMTP_HOST",
        http=False,
    ),
    Way(
        "webhook",
        lambda server: {"webhook": {"url_env": "ADDRESS", "secret_env": "SIGNING"}},
        lambda server: {"ADDRESS": f"{server.url}/{SECRET}", "SIGNING": SECOND},
        "SIGNING",
    ),
    Way(
        "apprise",
        lambda server: {"apprise": {"url_env": "ADDRESS"}},
        lambda server: {"ADDRESS": f"json://user:{SECRET}@127.0.0.1:{server.port}/{SECOND}"},
        "ADDRESS",
        explains=False,
    ),
)
HTTP_WAYS = tuple(way for way in WAYS if way.http)


@contextlib.asynccontextmanager
async def answering(way: Way, answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Told]:
    """A server on loopback that says `answer` to everything; over TLS where a context is given."""
    async with _http(answer, tls) if way.http else _smtp(answer) as told:
        yield told


@contextlib.asynccontextmanager
async def _http(answer: Answer, tls: ssl.SSLContext | None) -> AsyncIterator[Told]:
    told = Told("", 0, [])

    async def handle(request: web.Request) -> web.Response:
        told.asked.append(request.path)
        await request.read()
        if answer.drop and request.transport is not None:
            request.transport.abort()
        headers = {"Content-Type": "application/json; charset=utf-8", **answer.headers}
        return web.Response(status=answer.status, body=answer.body.encode(), headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    told.port = runner.addresses[0][1]
    told.url = f"https://localhost:{told.port}" if tls else f"http://127.0.0.1:{told.port}"
    try:
        yield told
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _smtp(answer: Answer) -> AsyncIterator[Told]:
    """Every step is taken but the last: the mail itself is answered as told."""
    told = Told("", 0, [])
    early = {"EHLO": "250-localhost\r\n250 AUTH PLAIN", "AUTH": "235 welcome", "DATA": "354 go on", "QUIT": "221 bye"}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 localhost\r\n")
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            told.asked.append(line)
            word = line.split()[0].upper()
            writer.write(f"{early.get(word, '250 fine')}\r\n".encode())
            if word == "DATA":
                await reader.readuntil(b"\r\n.\r\n")
                if answer.drop:
                    break
                writer.write(f"{answer.status} {answer.body or 'so be it'}\r\n".encode())
            if word == "QUIT":
                break
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, limit=1 << 22)
    told.port = server.sockets[0].getsockname()[1]
    try:
        yield told
    finally:
        server.close()


NOWHERE = Told("http://127.0.0.1:9", 9, [])


async def refusal(way: Way, answer: Answer) -> DeliveryError:
    """The error that a message ends with where the server answers so."""
    async with answering(way, answer) as server:
        channel = way.channel(server)
        with pytest.raises(DeliveryError) as raised:
            await channel.send(channel.render(alert("断链")))
    return raised.value
