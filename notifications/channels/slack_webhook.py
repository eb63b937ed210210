"""Slack by an incoming webhook: it can say, but neither change nor answer what it said, and hears no buttons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

import aiohttp

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.telling import Post
from notifications.alert import Alert
from notifications.channels.channel import Environment, Rate, Receipt, Rendered
from notifications.channels.slack_answers import TIMEOUT, missing, trouble, unreachable
from notifications.channels.slack_blocks import blocks, fallback

_LONGEST_ANSWER = 1000  # bytes read of an answer; Slack says a word


class SlackWebhook:
    """One incoming webhook; its address is the secret."""

    kind: ClassVar[str] = "slack"
    rate: ClassVar[Rate] = Rate(1, timedelta(seconds=1.2))
    updates: bool = False

    def __init__(self, settings: Slack, environment: Environment) -> None:
        self.settings = settings
        self.environment = environment

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002
        """The body as the webhook takes it."""
        return {
            "text": fallback(alert),
            "blocks": blocks(alert, buttons=False),
            "unfurl_links": False,
            "unfurl_media": False,
        }

    async def send(self, rendered: Rendered) -> Receipt:
        """Delivered where the answer is 200 and `ok`; there is no receipt worth keeping."""
        address = self._address()
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
                session.post(address, json=dict(rendered), allow_redirects=False) as answer,
            ):
                said = (await answer.content.read(_LONGEST_ANSWER)).decode("utf-8", "replace").strip()
                status, headers = answer.status, answer.headers
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise unreachable(error) from None
        if status == 200 and said == "ok":
            return {}
        raise trouble(said, status, headers, datetime.now(UTC))

    def _address(self) -> str:
        variable = self.settings.webhook_env or ""
        address = self.environment.get(variable, "").strip()
        if not address:
            raise missing(variable)
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise DeliveryError(f"环境变量 {variable} 里不是网址", permanent=True)
        return address
