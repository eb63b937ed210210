"""Slack by a bot's token: one message for a group, answered in its thread and brought up to date in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.telling import Kind, Post
from notifications.alert import Alert
from notifications.channels.channel import Environment, Rate, Receipt, Rendered
from notifications.channels.slack_answers import THREAD_GONE, TIMEOUT, missing, trouble, unreachable
from notifications.channels.slack_blocks import blocks, fallback
from notifications.channels.slack_files import put_pictures
from notifications.safe_text import line

POST, UPDATE = "chat.postMessage", "chat.update"
DEFAULT_BASE = "https://slack.com/api/"
_QUIET_REPLIES = frozenset({Kind.RECOVERY})  # everything else in a thread is shown in the channel too
_ON_THEIR_OWN = frozenset({Kind.DIGEST, Kind.NOTICE, Kind.TEST})


def api_base(settings: Slack) -> str:
    """Where the Web API is: the plan's address, with or without /api/."""
    if settings.base_url is None:
        return DEFAULT_BASE
    base = settings.base_url.rstrip("/")
    return f"{base}/" if base.endswith("/api") else f"{base}/api/"


def http_session() -> aiohttp.ClientSession:
    """Connections with our time limit, through the proxy that the environment names, loopback excepted."""
    staying = aiohttp.TraceConfig()
    staying.on_request_redirect.append(_stay)
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT), trust_env=True, trace_configs=[staying])


async def _stay(*_: object) -> None:
    """The client follows redirects and cannot be told not to; a message must not go where nobody chose."""
    raise aiohttp.ClientConnectionError


def web_client(settings: Slack, token: str | None, session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
    """A client that never tries again by itself: the outbox does."""
    client = AsyncWebClient(
        token=token, base_url=api_base(settings), timeout=TIMEOUT, session=session, retry_handlers=[]
    )
    client.proxy = None  # the client would use the proxy even where NO_PROXY forbids it; the session knows better
    return client


async def call(client: AsyncWebClient, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """One call of the Web API. Raises SlackRefusal where Slack says no, DeliveryError where it says nothing."""
    try:
        answer = await client.api_call(method, json=dict(body))
    except SlackApiError as error:
        raise _refusal(error) from None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError, RecursionError) as error:
        # The last three: an answer that is not text, is JSON but no object, or is nested without end.
        raise unreachable(error) from None
    return answer.data if isinstance(answer.data, dict) else {}


class SlackRefusalError(DeliveryError):
    """Slack's no, with its own word for it."""

    def __init__(self, code: str, meaning: DeliveryError) -> None:
        self.code = code
        super().__init__(str(meaning), permanent=meaning.permanent, retry_after=meaning.retry_after)


def _refusal(error: SlackApiError) -> SlackRefusalError:
    answer = error.response
    data = getattr(answer, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    # A body that is no JSON leaves aiohttp's answer in place of the SDK's.
    status: int = getattr(answer, "status_code", getattr(answer, "status", 0))
    meaning = trouble(code, status, getattr(answer, "headers", {}), datetime.now(UTC))
    return SlackRefusalError(code if isinstance(code, str) else "", meaning)


class SlackBot:
    """One Slack channel, written to with a bot's token (`chat:write`; `files:write` for pictures)."""

    kind: ClassVar[str] = "slack"
    rate: ClassVar[Rate] = Rate(1, timedelta(seconds=1.2))  # Slack takes about one a second for each channel
    updates: bool = True

    def __init__(self, settings: Slack, environment: Environment) -> None:
        self.settings = settings
        self.environment = environment

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:
        """`method` and `body` of one call. A post that was sent to another channel of the plan is left alone."""
        body: dict[str, Any] = {
            "channel": self.settings.channel,
            "text": fallback(alert),
            "blocks": blocks(alert, buttons=True),
            "parse": "none",
            "link_names": False,
            "metadata": {
                "event_type": "xunjian_alert",
                "event_payload": {"message": alert.id, "kind": alert.kind.value, "site": alert.site},
            },
        }
        place = self._place(alert, post)
        if alert.kind is Kind.UPDATE:
            return {"method": UPDATE, "body": {**body, **place}}
        body |= {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
        if place:
            body |= {"channel": place["channel"], "thread_ts": place["ts"]}
            body |= {"reply_broadcast": alert.kind not in _QUIET_REPLIES}
        pictures = [
            {"name": f"issue-{one.issue}.png", "shows": line(one.shows, 200), "content": one.content}
            for one in alert.pictures
            if one.content
        ]
        return {"method": POST, "body": body, **({"pictures": pictures} if pictures else {})}

    def _place(self, alert: Alert, post: Post | None) -> dict[str, str]:
        if post is None or alert.kind in _ON_THEIR_OWN:
            return {}
        channel, root = post.place.get("channel"), post.place.get("thread_ts") or post.place.get("ts")
        if not isinstance(channel, str) or not isinstance(root, str) or not channel or not root:
            return {}
        if post.place.get("asked", self.settings.channel) != self.settings.channel:
            return {}
        return {"channel": channel, "ts": root}

    async def send(self, rendered: Rendered) -> Receipt:
        """`channel` and `ts` of what was said; `root` where it is no answer in a thread: the post of its group now."""
        token = self.environment.get(self.settings.token_env, "").strip()
        if not token:
            raise missing(self.settings.token_env)
        method, body = rendered["method"], dict(rendered["body"])
        if method == UPDATE and not body.get("ts"):
            raise DeliveryError("没有可更新的 Slack 消息", permanent=True)
        async with http_session() as session:
            client = web_client(self.settings, token, session)
            try:
                answer = await call(client, method, body)
            except SlackRefusalError as refusal:
                if method != POST or "thread_ts" not in body or refusal.code not in THREAD_GONE:
                    raise
                # The thread is gone, and nothing was said: the alert begins a new one.
                body = {**body, "channel": self.settings.channel}
                del body["thread_ts"], body["reply_broadcast"]
                answer = await call(client, method, body)
            receipt = self._receipt(method, body, answer)
            if rendered.get("pictures") and "ts" in receipt:
                thread = str(body.get("thread_ts") or receipt["ts"])
                said = await put_pictures(client, receipt["channel"], thread, rendered["pictures"])
                receipt = {**receipt, "pictures": said}
        return receipt

    def _receipt(self, method: str, body: Mapping[str, Any], answer: Mapping[str, Any]) -> Receipt:
        channel, ts = answer.get("channel"), answer.get("ts")
        if not isinstance(channel, str) or not isinstance(ts, str):
            return {}  # Slack said yes: to send it once more would be worse than to lose its place
        receipt: dict[str, Any] = {"channel": channel, "ts": ts, "asked": self.settings.channel}
        if method == UPDATE:
            return receipt
        # Where the thread's first message was deleted, Slack may quietly post outside: the next update finds out.
        if "thread_ts" in body:
            return {**receipt, "thread_ts": body["thread_ts"]}
        return {**receipt, "root": True}
