"""WeCom 企业微信: a group robot's webhook, as markdown; as plain text where somebody is known by number only.

Limits and codes as documented by the platform (群机器人配置说明, 全局错误码): markdown 4,096 bytes, text 2,048 bytes,
20 messages a minute. Markdown calls members by `<@userid>`, never by mobile number; a text message calls by both. So
a message that must call somebody whose WeCom account the plan does not name goes as text: being called matters more
than bold letters.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from inspection.alerting import Wecom as Settings
from inspection.errors import DeliveryError
from inspection.telling import Post
from notifications.alert import Alert, Mention
from notifications.channels.channel import Rate, Receipt, Rendered
from notifications.channels.robot import MINUTE, GroupRobot, Meaning, Robot, key, mobiles
from notifications.channels.robot_text import Paragraph, Paragraphs, Span, compose
from notifications.safe_text import cut_bytes

BASE = "https://qyapi.weixin.qq.com"
MARKDOWN_BYTES = 4096
TEXT_BYTES = 2048
_MEMBER = re.compile(r"(?!all$)[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.I)
_BUSY = Meaning("系统繁忙", permanent=False)
_TOO_FAST = Meaning("发送过于频繁", permanent=False, wait=MINUTE)

ROBOT = Robot(
    name="企业微信群机器人",
    code_keys=("errcode",),
    said_keys=("errmsg",),
    codes={
        -1: _BUSY,
        6000: _BUSY,  # data version conflict
        40001: Meaning("密钥不正确"),
        40008: Meaning("消息类型不正确"),
        40014: Meaning("密钥不正确"),
        40033: Meaning("内容含有不能接受的字符"),
        40035: Meaning("参数不正确"),
        40039: Meaning("链接过长"),
        40058: Meaning("参数不正确，或内容过长"),
        41001: Meaning("没有带密钥"),
        43002: Meaning("接口地址不正确，须用 POST"),
        44004: Meaning("内容为空"),
        45002: Meaning("内容过长"),
        45008: Meaning("图文过多"),
        45009: _TOO_FAST,
        45033: Meaning("并发过多", permanent=False, wait=timedelta(seconds=10)),
        45047: _TOO_FAST,
        46004: Meaning("成员不存在"),
        47001: Meaning("内容格式不正确"),
        48002: Meaning("没有调用这一接口的权限"),
        60020: Meaning("本机 IP 不在允许之列"),
        93000: Meaning("密钥无效，或机器人已被移出群"),
        93004: Meaning("机器人已停用"),
        93008: Meaning("机器人不在群里"),
        93017: Meaning("机器人不在群里"),
    },
)


class Wecom(GroupRobot[Settings]):
    """A WeCom group robot."""

    kind: ClassVar[str] = "wecom"
    rate: ClassVar[Rate] = Rate(10, timedelta(seconds=65))  # 20 a minute, each with a picture; slack between two clocks

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002, it cannot update
        """`body` is what is sent; `mobiles` the variables whose numbers join it on sending; `image` follows it."""
        return {**self._words(replace(alert, pictures=())), "image": _image(alert)}

    def _words(self, alert: Alert) -> Rendered:
        numbers = [one.mobile_env for one in alert.mentions if one.mobile_env and not _member(one)]
        if numbers:
            members = [found for one in alert.mentions if (found := _member(one))]
            text: dict[str, Any] = {"content": _fitting(alert, _as_text, TEXT_BYTES), "mentioned_list": members}
            return {"body": {"msgtype": "text", "text": text}, "mobiles": list(dict.fromkeys(numbers))}
        content = _fitting(alert, _as_markdown, MARKDOWN_BYTES)
        return {"body": {"msgtype": "markdown", "markdown": {"content": content}}, "mobiles": []}

    async def send(self, rendered: Rendered) -> Receipt:
        """What the robot said: its code and words. Raises DeliveryError."""
        secret = key(self.environment, self.settings.key_env)
        body: Mapping[str, Any] = rendered["body"]
        if numbers := mobiles(self.environment, rendered["mobiles"]):
            body = {**body, "text": {**body["text"], "mentioned_mobile_list": numbers}}
        url = f"{(self.settings.base_url or BASE).rstrip('/')}/cgi-bin/webhook/send?key={secret}"
        receipt = await ROBOT.post(url, body, [secret, *numbers], clock=self.clock, patience=self.patience)
        if not rendered.get("image"):
            return receipt
        try:  # the words have arrived, which is what matters
            picture = {"msgtype": "image", "image": rendered["image"]}
            await ROBOT.post(url, picture, [secret], clock=self.clock, patience=self.patience)
        except DeliveryError as error:
            return {**receipt, "picture": str(error)}
        return {**receipt, "picture": "sent"}


def _image(alert: Alert) -> dict[str, str]:
    """The first picture: the platform takes PNG of at most 2 MB with its MD5."""
    content = next((one.content for one in alert.pictures if one.content), "")
    if not content:
        return {}
    digest = hashlib.md5(base64.b64decode(content), usedforsecurity=False).hexdigest()
    return {"base64": content, "md5": digest}


def _member(one: Mention) -> str:
    return one.wecom if one.wecom and _MEMBER.fullmatch(one.wecom) else ""


def _fitting(alert: Alert, form: Any, limit: int) -> str:
    message = compose(alert, _member, lambda paragraphs: len(form(paragraphs).encode()) <= limit)
    return cut_bytes(form(message), limit)


def _as_markdown(paragraphs: Paragraphs) -> str:
    return "\n".join(_marked(paragraph) for paragraph in paragraphs)


def _marked(paragraph: Paragraph) -> str:
    words = "".join(_span(span) for span in paragraph.spans)
    if paragraph.strong:
        return f"**{words}**"
    return f"`{words}`" if paragraph.copied else words


def _span(span: Span) -> str:
    if span.at:
        return f"<@{span.at}>"
    return f"[{span.text}]({span.href})" if span.href else span.text


def _as_text(paragraphs: Paragraphs) -> str:
    return "\n".join("".join(_bare(span) for span in paragraph.spans) for paragraph in paragraphs)


def _bare(span: Span) -> str:
    return f"{span.text}：{span.href} " if span.href else span.text
