"""Strict stand-ins of the robots' platforms on loopback: documented formats, limits, signatures; faults injected."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ClassVar, Self

from aiohttp import web

WECOM_KEY = "693a91f6-7e1c-4bc4-97a0-0ec2sifa5aaa"
DINGTALK_TOKEN = "7b9c2f61d8e04a53ba17c6e90f2d4e8871"
DINGTALK_SECRET = "SEC4f1b0c9d77a64e32b5"
FEISHU_KEY = "c6f1a2b3-0d4e-4f5a-9b8c-7d6e5f4a3b2c"
FEISHU_SECRET = "Qm9Z3vRk7TnYxWb2"


@dataclass
class Fault:
    """One answer in place of the platform's own; `drop` hangs up without one."""

    status: int = 200
    body: str | bytes = "{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False


@dataclass
class RobotServer:
    """Answers as documented. `now` is the platform's clock in seconds; `accepted` are the bodies it said yes to."""

    now: Callable[[], float]
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    accepted: list[dict[str, Any]] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    url: str = ""
    path: ClassVar[str] = ""
    limits: ClassVar[tuple[tuple[int, float], ...]] = ()  # so many in so many seconds

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 << 20)
        app.router.add_route("*", "/{rest:.*}", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(str(request.rel_url))
        raw = await request.read()
        if self.faults:
            return await self._fault(request, self.faults.pop(0))
        if request.path != self.path or request.method != "POST":
            return web.Response(status=404, text="<html>no such page</html>")
        if not request.content_type.startswith("application/json"):
            return web.json_response(self.bad_format())
        try:
            body = json.loads(raw.decode("utf-8"))
        except ValueError:
            return web.json_response(self.bad_format())
        refused = self.judge(request, body, len(raw))
        if refused is None and self._too_fast():
            refused = self.too_fast()
        if refused is None:
            self.accepted.append(body)
        return web.json_response(refused if refused is not None else self.yes())

    async def _fault(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop and request.transport is not None:
            request.transport.close()
        body = fault.body if isinstance(fault.body, bytes) else fault.body.encode()
        return web.Response(
            status=fault.status, body=body, headers=dict(fault.headers), content_type="application/json"
        )

    def _too_fast(self) -> bool:
        moment = self.now()
        late = any(len([m for m in self.moments if m > moment - span]) >= count for count, span in self.limits)
        if not late:
            self.moments.append(moment)
        return late

    def yes(self) -> dict[str, Any]:
        return {"errcode": 0, "errmsg": "ok"}

    def too_fast(self) -> dict[str, Any]:
        raise NotImplementedError

    def bad_format(self) -> dict[str, Any]:
        raise NotImplementedError

    def judge(self, request: web.Request, body: Any, size: int) -> dict[str, Any] | None:
        raise NotImplementedError


def _refuse(code: int, said: str) -> dict[str, Any]:
    return {"errcode": code, "errmsg": said}


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


class WecomServer(RobotServer):
    """qyapi.weixin.qq.com: markdown 4,096 bytes, text 2,048 bytes, 20 a minute."""

    path = "/cgi-bin/webhook/send"
    limits = ((20, 60.0),)

    def too_fast(self) -> dict[str, Any]:
        return _refuse(45009, "api freq out of limit, hint: [1]")

    def bad_format(self) -> dict[str, Any]:
        return _refuse(47001, "data format error")

    def judge(self, request: web.Request, body: Any, size: int) -> dict[str, Any] | None:
        if request.query.get("key") != WECOM_KEY:
            return _refuse(93000, "invalid webhook url")
        if not isinstance(body, dict) or body.get("msgtype") not in {"text", "markdown", "image"}:
            return _refuse(40008, "invalid message type")
        kind = body["msgtype"]
        if kind == "image":
            return _bad_image(body)
        inner = body.get(kind)
        allowed = {"content", "mentioned_list", "mentioned_mobile_list"} if kind == "text" else {"content"}
        if set(body) != {"msgtype", kind} or not isinstance(inner, dict) or set(inner) - allowed:
            return _refuse(40058, "invalid Request Parameter")
        content = inner.get("content")
        if not isinstance(content, str) or not content.strip():
            return _refuse(44004, "empty content")
        limit = 2048 if kind == "text" else 4096
        if len(content.encode()) > limit:
            return _refuse(40058, f"{kind}.content exceed max length {limit}")
        if not all(_words(inner[key]) for key in allowed - {"content"} if key in inner):
            return _refuse(40058, "invalid Request Parameter")
        return None


def _bad_image(body: dict[str, Any]) -> dict[str, Any] | None:
    """PNG or JPG of at most 2 MB before it is encoded, with its MD5."""
    image = body.get("image")
    if set(body) != {"msgtype", "image"} or not isinstance(image, dict) or set(image) != {"base64", "md5"}:
        return _refuse(40058, "invalid Request Parameter")
    raw = base64.b64decode(image["base64"], validate=True)
    if hashlib.md5(raw).hexdigest() != image["md5"]:
        return _refuse(301019, "media md5 not match")
    if len(raw) > 2 << 20 or not raw.startswith((b"\x89PNG", b"\xff\xd8")):
        return _refuse(40009, "invalid image size")
    return None


class DingtalkServer(RobotServer):
    """oapi.dingtalk.com: signed within an hour, 20,000 bytes, 20 a minute, then mute for ten minutes."""

    path = "/robot/send"
    limits = ((20, 60.0),)

    def too_fast(self) -> dict[str, Any]:
        return _refuse(130101, "send too fast, exceed 20 times per minute")

    def bad_format(self) -> dict[str, Any]:
        return _refuse(43004, "invalid content-type")

    def judge(self, request: web.Request, body: Any, size: int) -> dict[str, Any] | None:
        if request.query.get("access_token") != DINGTALK_TOKEN:
            return _refuse(300001, "token is not exist")
        if refused := self._unsigned(request.query):
            return _refuse(310000, refused)
        if size > 20_000:
            return _refuse(460101, "message too long, exceed 20000 bytes")
        if not isinstance(body, dict) or body.get("msgtype") != "markdown" or set(body) - {"msgtype", "markdown", "at"}:
            return _refuse(400105, "unsupported msgtype")
        inner, at = body.get("markdown"), body.get("at", {})
        if not isinstance(inner, dict) or not all(str(inner.get(key, "")).strip() for key in ("title", "text")):
            return _refuse(40035, "missing title or text")
        if not all(_words(at.get(key, [])) for key in ("atMobiles", "atUserIds")) or at.get("isAtAll") is not False:
            return _refuse(40035, "invalid at")
        uncalled = [one for key in ("atMobiles", "atUserIds") for one in at[key] if f"@{one}" not in inner["text"]]
        return _refuse(40035, "at without its text") if uncalled else None

    def _unsigned(self, query: Mapping[str, str]) -> str:
        timestamp = query.get("timestamp", "")
        if not timestamp.isdigit() or abs(self.now() * 1000 - int(timestamp)) > 3_600_000:
            return "invalid timestamp"
        known = hmac.new(DINGTALK_SECRET.encode(), f"{timestamp}\n{DINGTALK_SECRET}".encode(), hashlib.sha256).digest()
        return "" if query.get("sign") == base64.b64encode(known).decode() else "sign not match"


class FeishuServer(RobotServer):
    """open.feishu.cn: a post, signed within an hour, 20 KB, 5 a second and 100 a minute."""

    path = f"/open-apis/bot/v2/hook/{FEISHU_KEY}"
    limits = ((5, 1.0), (100, 60.0))
    _TAGS: ClassVar[dict[str, set[str]]] = {
        "text": {"tag", "text"},
        "a": {"tag", "text", "href"},
        "at": {"tag", "user_id", "user_name"},
    }

    def yes(self) -> dict[str, Any]:
        return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}

    def too_fast(self) -> dict[str, Any]:
        return {"code": 11232, "data": {}, "msg": "frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"}

    def bad_format(self) -> dict[str, Any]:
        return {"code": 9499, "msg": "Bad Request", "data": {}}

    def judge(self, request: web.Request, body: Any, size: int) -> dict[str, Any] | None:
        if not isinstance(body, dict) or size > 20 * 1024:
            return self.bad_format()
        timestamp = str(body.get("timestamp", ""))
        known = hmac.new(f"{timestamp}\n{FEISHU_SECRET}".encode(), b"", hashlib.sha256).digest()
        fresh = timestamp.isdigit() and abs(self.now() - int(timestamp)) <= 3600
        if not fresh or body.get("sign") != base64.b64encode(known).decode():
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
        if body.get("msg_type") != "post":
            return {"code": 19002, "msg": "params error, msg_type need"}
        post = body["content"]["post"]["zh_cn"]
        tags = [tag for line in post["content"] for tag in line]
        return None if post["title"] and tags and all(map(self._sound, tags)) else self.bad_format()

    def _sound(self, tag: Any) -> bool:
        if not isinstance(tag, dict) or set(tag) != self._TAGS.get(tag.get("tag", "")):
            return False
        if not all(isinstance(value, str) and value for value in tag.values()):
            return False
        return tag["tag"] != "at" or re.fullmatch(r"[A-Za-z0-9_-]+", tag["user_id"]) is not None
