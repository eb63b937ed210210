"""DingTalk 钉钉: a custom group robot's webhook, as markdown, signed where the plan names a secret.

Limits and codes as documented by the platform (自定义机器人接入, 消息类型, 错误码): 20,000 bytes a message, 20 messages
a minute, after which the robot is mute for up to 10 minutes. A call needs `at` and the same identity as `@…` in the
text; the clients show it as a name, to strangers of the group a number only in part.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote_plus

from inspection.alerting import Dingtalk as Settings
from inspection.telling import Post
from notifications.alert import Alert, Mention
from notifications.channels.channel import Rate, Receipt, Rendered
from notifications.channels.robot import GroupRobot, Meaning, Robot, key, mobiles, secret
from notifications.channels.robot_text import Paragraph, Paragraphs, Span, compose, headline
from notifications.safe_text import cut_bytes

BASE = "https://oapi.dingtalk.com"
TEXT_BYTES = 16_000  # of 20,000 for the whole body; the rest is for its frame, the title and the numbers
_TITLE = 60  # characters: what stands in the list of conversations
_MEMBER = re.compile(r"(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", re.I)
_NEW_LINE = "  \n"  # DingTalk's markdown needs two blanks before a line break
_MUTED = Meaning("发送过于频繁，机器人被限流", permanent=False, wait=timedelta(minutes=10))

ROBOT = Robot(
    name="钉钉群机器人",
    code_keys=("errcode",),
    said_keys=("errmsg",),
    codes={
        -1: Meaning("系统繁忙", permanent=False),
        130101: _MUTED,
        410100: _MUTED,
        33001: Meaning("密钥不正确"),
        40035: Meaning("内容格式不正确"),
        43004: Meaning("内容格式不正确"),
        300001: Meaning("密钥不存在，或不是自定义机器人的密钥"),
        300005: Meaning("密钥不存在"),
        310000: Meaning("安全设置不符：关键词（可设为“巡检”）、加签密钥、本机时钟或 IP 白名单"),
        400013: Meaning("群已解散"),
        400101: Meaning("密钥不存在"),
        400102: Meaning("机器人已停用"),
        400105: Meaning("不支持这种消息类型"),
        400106: Meaning("机器人不存在，或已被移出群"),
        430101: Meaning("内容含有平台认为不安全的链接"),
        430102: Meaning("内容含有平台认为不合适的文字"),
        430103: Meaning("内容含有平台认为不合适的图片"),
        430104: Meaning("内容被平台认为不合适"),
        460101: Meaning("内容过长"),
    },
)


class Dingtalk(GroupRobot[Settings]):
    """A DingTalk custom group robot."""

    kind: ClassVar[str] = "dingtalk"
    rate: ClassVar[Rate] = Rate(20, timedelta(seconds=65))  # 20 a minute, and some slack between two clocks

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002, it cannot update
        """`body` is what is sent; `mobiles` the variables whose numbers join it on sending."""
        members = list(dict.fromkeys(found for one in alert.mentions if (found := _member(one))))
        numbers = [one.mobile_env for one in alert.mentions if one.mobile_env and not _member(one)]
        message = compose(alert, _member, lambda paragraphs: _size(_as_markdown(paragraphs)) <= TEXT_BYTES)
        body = {
            "msgtype": "markdown",
            "markdown": {"title": headline(alert, _TITLE), "text": cut_bytes(_as_markdown(message), TEXT_BYTES)},
            "at": {"atMobiles": [], "atUserIds": members, "isAtAll": False},
        }
        return {"body": body, "mobiles": list(dict.fromkeys(numbers))}

    async def send(self, rendered: Rendered) -> Receipt:
        """What the robot said: its code and words. Raises DeliveryError."""
        token = key(self.environment, self.settings.token_env)
        url = f"{(self.settings.base_url or BASE).rstrip('/')}/robot/send?access_token={token}"
        secrets = [token]
        if self.settings.secret_env:
            signing = secret(self.environment, self.settings.secret_env)
            timestamp = str(int(self.clock().timestamp() * 1000))
            url += f"&timestamp={timestamp}&sign={quote_plus(sign(timestamp, signing))}"
            secrets.append(signing)
        numbers = mobiles(self.environment, rendered["mobiles"])
        body = _calling(rendered["body"], numbers)
        return await ROBOT.post(url, body, [*secrets, *numbers], clock=self.clock, patience=self.patience)


def sign(timestamp: str, signing: str) -> str:
    """加签: base64(HMAC-SHA256(secret, "milliseconds\\nsecret"))."""
    digest = hmac.new(signing.encode(), f"{timestamp}\n{signing}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def _calling(body: Mapping[str, Any], numbers: list[str]) -> Mapping[str, Any]:
    if not numbers:
        return body
    text = body["markdown"]["text"] + _NEW_LINE + " ".join(f"@{number}" for number in numbers)
    return {**body, "markdown": {**body["markdown"], "text": text}, "at": {**body["at"], "atMobiles": numbers}}


def _member(one: Mention) -> str:
    return one.dingtalk if one.dingtalk and _MEMBER.fullmatch(one.dingtalk) else ""


def _size(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode())


def _as_markdown(paragraphs: Paragraphs) -> str:
    return _NEW_LINE.join(_marked(paragraph) for paragraph in paragraphs)


def _marked(paragraph: Paragraph) -> str:
    words = "".join(_span(span) for span in paragraph.spans)
    if paragraph.strong:
        return f"**{words}**"
    return f"`{words}`" if paragraph.copied else words


def _span(span: Span) -> str:
    if span.at:
        return f"@{span.at}"
    return f"[{span.text}]({span.href})" if span.href else span.text
