"""Everything else that people use, through Apprise; an optional extra, imported only when it sends.

Apprise says yes to every HTTP 200, and robots of some platforms answer 200 with an error in the body: WeCom, DingTalk
and Feishu therefore have channels of their own, and should not be reached through this one.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import ClassVar

from inspection.alerting import Apprise as Settings
from inspection.errors import DeliveryError
from inspection.telling import Post
from notifications.alert import Alert
from notifications.channels.channel import Environment, Rate, Receipt, Rendered
from notifications.channels.email_words import Words, plain_body, words_of
from notifications.channels.robot import secret

PATIENCE = 30.0  # seconds; Apprise's own limits are 4 for connecting and 4 for reading, for each address
BODY = 1800  # characters; the tightest of the usual services takes 2,000
_TITLE = 120


class Apprise:
    """One Apprise address, or several with commas between them. The address is the secret."""

    kind: ClassVar[str] = "apprise"
    rate: ClassVar[Rate] = Rate(20, timedelta(minutes=1))
    updates: bool = False

    def __init__(self, settings: Settings, environment: Environment) -> None:
        self.settings = settings
        self.environment = environment

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002
        """Title and body as plain text; where it is too long, issues are left out and counted."""
        words = words_of(alert)
        return {"title": f"【{words.severity_name}】{words.headline}"[:_TITLE], "body": _body(words)}

    async def send(self, rendered: Rendered) -> Receipt:
        """Apprise says yes or no and never why, so that every no is tried again."""
        variable = self.settings.url_env
        address = secret(self.environment, variable)
        try:
            async with asyncio.timeout(PATIENCE):
                said = await asyncio.to_thread(_notify, address, rendered["title"], rendered["body"])
        except TimeoutError:
            raise DeliveryError("Apprise 超时未应答", permanent=False) from None
        if said is None:
            raise DeliveryError(f"Apprise 不认识环境变量 {variable} 里的地址", permanent=True)
        if not said:
            raise DeliveryError("Apprise 未能送达（不说明原因）", permanent=False)
        return {}


def _notify(address: str, title: str, body: str) -> bool | None:
    """None: the address is none that Apprise knows."""
    try:
        import apprise
    except ImportError:
        said = "没有安装 Apprise，请在程序所在目录运行 pip install '.[apprise]'"
        raise DeliveryError(said, permanent=True) from None
    # Both write addresses, which hold keys, into the log.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    sender = apprise.Apprise(asset=apprise.AppriseAsset(app_id="xunjian", app_desc="巡检", app_url=""))
    if not sender.add(address):
        return None
    return bool(sender.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT))


def _body(words: Words) -> str:
    shown = len(words.rows)
    text = plain_body(words)
    while len(text) > BODY and shown > 0:
        shown -= 1
        text = plain_body(words.showing(shown))
    if len(text) <= BODY:
        return text
    end = f"……\n{words.site} · 编号 {words.id}\n"
    return text[: BODY - len(end)] + end
