"""Feishu 飞书: a custom group robot's webhook, as a rich text post, signed where the plan names a secret.

A post, not a card: its `text` tags are never read as markdown, so a hostile title stays words. Limits and codes as
documented by the platform (自定义机器人使用指南): 20 KB a body, 5 messages a second and 100 a minute.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from datetime import timedelta
from typing import Any, ClassVar

from inspection.alerting import Feishu as Settings
from inspection.telling import Post
from notifications.alert import Alert, Mention
from notifications.channels.channel import Rate, Receipt, Rendered
from notifications.channels.robot import MINUTE, GroupRobot, Meaning, Robot, key, secret
from notifications.channels.robot_text import Paragraphs, Span, compose

BASE = "https://open.feishu.cn"
BODY_BYTES = 18_000  # of 20 KB; the signature takes some
_MEMBER = re.compile(r"(?!all$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.I)
_TOO_FAST = Meaning("发送过于频繁", permanent=False, wait=MINUTE)
_BUSY = Meaning("系统繁忙", permanent=False)

ROBOT = Robot(
    name="飞书群机器人",
    code_keys=("code", "StatusCode"),
    said_keys=("msg", "StatusMessage"),
    codes={
        -1: _BUSY,
        9499: _TOO_FAST,  # “too many request”; a body that it cannot read has the same code
        10003: Meaning("参数不正确"),
        11232: _TOO_FAST,
        11247: _BUSY,
        99991400: _TOO_FAST,
        19001: Meaning("密钥无效，或机器人已被移出群"),
        19002: Meaning("内容格式不正确"),
        19003: Meaning("密钥无效"),
        19005: Meaning("机器人已停用"),
        19021: Meaning("签名不符：请检查签名密钥和本机时钟"),
        19022: Meaning("本机 IP 不在白名单"),
        19024: Meaning("消息不含机器人要求的关键词（可设为“巡检”）"),
        19036: Meaning("内容过长"),
    },
    by_words=((9499, "bad request", Meaning("内容格式不正确")), (9499, "parse", Meaning("内容格式不正确"))),
)


class Feishu(GroupRobot[Settings]):
    """A Feishu custom group robot. It calls people by id only; a number in the plan is of no use to it."""

    kind: ClassVar[str] = "feishu"
    rate: ClassVar[Rate] = Rate(5, timedelta(seconds=3))  # keeps both: 5 a second, 100 a minute

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002, it cannot update
        """`body` is what is sent, but for the signature."""
        message = compose(alert, _member, lambda paragraphs: _size(_body(paragraphs)) <= BODY_BYTES)
        return {"body": _body(message)}

    async def send(self, rendered: Rendered) -> Receipt:
        """What the robot said: its code and words. Raises DeliveryError."""
        token = key(self.environment, self.settings.key_env)
        url = f"{(self.settings.base_url or BASE).rstrip('/')}/open-apis/bot/v2/hook/{token}"
        secrets, body = [token], dict(rendered["body"])
        if self.settings.secret_env:
            signing = secret(self.environment, self.settings.secret_env)
            timestamp = str(int(self.clock().timestamp()))
            body = {"timestamp": timestamp, "sign": sign(timestamp, signing), **body}
            secrets.append(signing)
        return await ROBOT.post(url, body, secrets, clock=self.clock, patience=self.patience)


def sign(timestamp: str, signing: str) -> str:
    """签名校验: base64(HMAC-SHA256(key="seconds\\nsecret", message empty))."""
    digest = hmac.new(f"{timestamp}\n{signing}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def _member(one: Mention) -> str:
    return one.feishu if one.feishu and _MEMBER.fullmatch(one.feishu) else ""


def _size(body: dict[str, Any]) -> int:
    return len(json.dumps(body, ensure_ascii=False).encode())


def _body(paragraphs: Paragraphs) -> dict[str, Any]:
    title = "".join(span.text for span in paragraphs[0].spans)
    content = [[_tag(span) for span in paragraph.spans if span.text] for paragraph in paragraphs[1:]]
    return {"msg_type": "post", "content": {"post": {"zh_cn": {"title": title, "content": content}}}}


def _tag(span: Span) -> dict[str, Any]:
    if span.at:
        return {"tag": "at", "user_id": span.at, "user_name": span.text}
    if span.href:
        return {"tag": "a", "text": span.text, "href": span.href}
    return {"tag": "text", "text": span.text}
