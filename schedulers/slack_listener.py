"""Where Slack's buttons come in: Socket Mode, which needs no public address, or a signed HTTP route."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from notifications.channels.channel import Environment
from notifications.channels.slack import call, http_session, web_client
from notifications.channels.slack_actions import UnreadableError
from notifications.channels.slack_answers import missing
from schedulers.slack_counter import SlackCounter
from schedulers.slack_signature import LARGEST_BODY, Signature, payload_of

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0  # seconds between two tries to connect
_PING = 20.0  # seconds; a connection that gives no pong within half of it is dropped


async def listen_socket(
    settings: Slack, environment: Environment, counter: SlackCounter, stop: asyncio.Event, *, first_wait: float = 1.0
) -> None:
    """Serve the counter by Socket Mode until `stop` is set; connects anew whenever the connection is lost.

    Every connection has its own address, asked for anew: an address serves once and for a short time. (The SDK's
    client tries a stale one for ever.) Raises DeliveryError where the token is missing or refused.
    """
    token = environment.get(settings.app_token_env, "").strip()
    if not token:
        raise missing(settings.app_token_env)
    stopping = asyncio.create_task(stop.wait())
    wait = first_wait
    try:
        while not stop.is_set():
            connection = asyncio.create_task(_connected(settings, token, counter))
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not connection.done():
                connection.cancel()
                await asyncio.wait({connection})
                break
            wait = first_wait if _served(connection) else min(wait * 2, LONGEST_WAIT)
            await asyncio.wait({stopping}, timeout=wait)
    finally:
        stopping.cancel()
        await counter.finish()


def _served(connection: asyncio.Task[bool]) -> bool:
    """Whether the connection came about at all. Raises the error that no further try can mend."""
    error = connection.exception()
    if isinstance(error, DeliveryError) and not error.permanent:
        log.warning("连接 Slack 未成功，稍后再试：%s", error)
        return False
    if error is not None:
        raise error
    return connection.result()


async def _connected(settings: Slack, token: str, counter: SlackCounter) -> bool:
    """One connection, from its address to its end; whether it was of use."""
    heard = False
    async with http_session() as session:
        opened = await call(web_client(settings, token, session), "apps.connections.open", {})
        address = opened.get("url")
        if not isinstance(address, str) or not address.startswith(("wss://", "ws://")):
            raise DeliveryError("Slack 没有给出连接地址", permanent=False)
        try:
            timeout = aiohttp.ClientWSTimeout(ws_close=1)
            async with session.ws_connect(address, heartbeat=_PING, timeout=timeout, max_msg_size=0) as socket:
                async for message in socket:
                    if message.type is not aiohttp.WSMsgType.TEXT:
                        continue
                    if not await _heard(socket, message.data, counter):
                        break
                    heard = True
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("与 Slack 的连接中断（%s），重新连接", type(error).__name__)
    return heard


async def _heard(socket: aiohttp.ClientWebSocketResponse, text: str, counter: SlackCounter) -> bool:
    """One message of Slack's; False where Slack will close the connection."""
    try:
        envelope = json.loads(text)
    except (ValueError, RecursionError):
        envelope = None
    if not isinstance(envelope, dict):
        log.warning("Slack 发来的内容无法识别")
        return True
    if envelope.get("type") == "disconnect":
        return envelope.get("reason") == "warning"  # ten seconds' notice; the end itself is told too
    name = envelope.get("envelope_id")
    if not isinstance(name, str):
        return True
    said = _taken(envelope.get("payload"), counter) if envelope.get("type") == "interactive" else None
    await socket.send_json({"envelope_id": name, **({"payload": said} if said else {})})
    return True


def _taken(payload: object, counter: SlackCounter) -> dict[str, Any] | None:
    """A damaged payload is acknowledged like any other: Slack would only send it again."""
    try:
        return counter.take(payload)
    except UnreadableError as error:
        log.warning("收到无法识别的 Slack 操作：%s", error)
        return None


def signed_route(
    settings: Slack, environment: Environment, counter: SlackCounter, now: Callable[[], float] = time.time
) -> web.Application:
    """`POST /slack/actions` for Slack's signed payloads, `GET /healthz` for the watchman.

    Raises DeliveryError where the signing secret is missing. `now` is in seconds since 1970.
    """
    secret = environment.get(settings.signing_secret_env, "").strip()
    if not secret:
        raise missing(settings.signing_secret_env)
    signature = Signature(secret, now)

    async def actions(request: web.Request) -> web.Response:
        body = await request.read()
        stamp, written = (request.headers.get(f"X-Slack-{name}", "") for name in ("Request-Timestamp", "Signature"))
        if not signature.holds(body, stamp, written):
            return web.Response(status=401, text="签名无效")
        try:
            said = counter.take(payload_of(body))
        except UnreadableError as error:
            log.warning("收到无法识别的 Slack 操作：%s", error)
            return web.Response(status=400, text="内容无法识别")
        return web.json_response(said) if said else web.Response()

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def finish(_: web.Application) -> None:
        await counter.finish()

    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post("/slack/actions", actions)
    app.router.add_get("/healthz", health)
    app.on_cleanup.append(finish)
    return app
