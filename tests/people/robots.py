"""Strict stand-ins for the robots of WeCom, DingTalk and Feishu and for an office's own interface, over HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.people.faults import Fault, answer

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SECRET = "SEC0123456789abcdef-secret"
NUMBER = re.compile(r"编号[：:\s]*([0-9A-Za-z_-]{4,})")
WINDOW, ALLOWED = 60.0, 20


def _sign(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True)
class Heard:
    """One message that a group has read."""

    text: str
    raw: dict[str, Any]
    at: float
    id: str


@dataclass
class Robots:
    """What was heard, by kind of robot; `wrong` is every request that a real server would not take."""

    url: str = ""
    heard: dict[str, list[Heard]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    always: dict[str, Fault] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: int = 0

    def texts(self, kind: str = "wecom") -> list[str]:
        return [h.text for h in self.heard.get(kind, [])]

    def ids(self, kind: str = "wecom") -> list[str]:
        return [h.id for h in self.heard.get(kind, [])]

    def refuse(self, why: str, code: dict[str, Any]) -> dict[str, Any]:
        self.wrong.append(why)
        return code

    def keep(self, kind: str, text: str, raw: dict[str, Any]) -> bool:
        """False when the minute is full."""
        now = time.time()
        heard = self.heard.setdefault(kind, [])
        if kind in ("wecom", "dingtalk") and sum(now - h.at < WINDOW for h in heard) >= ALLOWED:
            self.wrong.append(f"{kind}: more than {ALLOWED} a minute")
            return False
        found = NUMBER.search(text)
        heard.append(Heard(text, raw, now, found[1] if found else str(raw.get("id", ""))))
        return True

    def wecom(self, query: dict[str, str], headers: Any, body: bytes) -> dict[str, Any]:
        """Documented: markdown 4096 bytes, text 2048 bytes, key in the address."""
        if query.get("key") != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1]"}
        raw = json.loads(body)
        kind = raw.get("msgtype")
        if kind not in ("markdown", "text") or set(raw) != {"msgtype", kind}:
            return self.refuse(f"wecom: {sorted(raw)}", {"errcode": 40008, "errmsg": "invalid message type"})
        content = raw[kind]["content"]
        if not content or len(content.encode()) > (4096 if kind == "markdown" else 2048):
            return self.refuse("wecom: length", {"errcode": 40058, "errmsg": "content exceed max length"})
        if kind == "markdown" and set(raw[kind]) != {"content"}:
            return self.refuse("wecom: markdown takes only content", {"errcode": 40058, "errmsg": "bad field"})
        if not self.keep("wecom", content, raw):
            return {"errcode": 45009, "errmsg": "api freq out of limit"}
        return {"errcode": 0, "errmsg": "ok"}

    def dingtalk(self, query: dict[str, str], headers: Any, body: bytes) -> dict[str, Any]:
        """Documented: signature over milliseconds within an hour, 20,000 bytes, title and text."""
        if query.get("access_token") != KEY:
            return {"errcode": 300005, "errmsg": "token is not exist"}
        stamp = query.get("timestamp", "0")
        if query.get("sign") != _sign(SECRET.encode(), f"{stamp}\n{SECRET}".encode()):
            return self.refuse("dingtalk: signature", {"errcode": 310000, "errmsg": "sign not match"})
        if abs(time.time() * 1000 - int(stamp)) > 3_600_000:
            return self.refuse("dingtalk: time", {"errcode": 310000, "errmsg": "invalid timestamp"})
        raw = json.loads(body)
        part = raw.get(raw.get("msgtype"), {})
        if raw.get("msgtype") != "markdown" or not part.get("title") or not part.get("text") or len(body) > 20000:
            return self.refuse("dingtalk: form", {"errcode": 400402, "errmsg": "param error"})
        if raw.get("at", {}).get("isAtAll"):
            self.wrong.append("dingtalk: everybody called")
        if not self.keep("dingtalk", part["text"], raw):
            return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
        return {"errcode": 0, "errmsg": "ok"}

    def feishu(self, query: dict[str, str], headers: Any, body: bytes) -> dict[str, Any]:
        """Documented: signature over seconds within an hour, 20 KB."""
        raw = json.loads(body)
        stamp = str(raw.get("timestamp", "0"))
        if raw.get("sign") != _sign(f"{stamp}\n{SECRET}".encode(), b"") or abs(time.time() - int(stamp)) > 3600:
            return self.refuse("feishu: signature", {"code": 19021, "msg": "sign match fail"})
        if len(body) > 20 * 1024 or raw.get("msg_type") not in ("text", "post", "interactive"):
            return self.refuse("feishu: form", {"code": 9499, "msg": "Bad Request"})
        self.keep("feishu", "\n".join(_texts(raw.get("content", raw.get("card")))), raw)
        return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}

    def webhook(self, query: dict[str, str], headers: Any, body: bytes) -> dict[str, Any]:
        """Ours: HMAC-SHA256 over time and body."""
        stamp = headers.get("X-Xunjian-Timestamp", "")
        wanted = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        if headers.get("X-Xunjian-Signature") != f"sha256={wanted}":
            self.wrong.append("webhook: signature")
        raw = json.loads(body)
        self.keep("webhook", json.dumps(raw, ensure_ascii=False), {**raw, "id": headers.get("X-Xunjian-Id")})
        return {}


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [v for k, v in value.items() if k in ("text", "content", "title") and isinstance(v, str)]
        return own + [t for v in value.values() if not isinstance(v, str) for t in _texts(v)]
    return [t for v in value for t in _texts(v)] if isinstance(value, list) else []


class Listening:
    """The robots behind a real server, for as long as the context lasts."""

    def __init__(self) -> None:
        robots = self._robots = Robots()
        roads: dict[str, tuple[str, Callable[..., dict[str, Any]]]] = {
            "/cgi-bin/webhook/send": ("wecom", robots.wecom),
            "/robot/send": ("dingtalk", robots.dingtalk),
            f"/open-apis/bot/v2/hook/{KEY}": ("feishu", robots.feishu),
            "/hook": ("webhook", robots.webhook),
        }

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet for each answer
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kind, hear = roads[parts.path]
                with robots.lock:
                    robots.asked += 1
                    queue = robots.faults.get(kind)
                    fault = queue.pop(0) if queue else robots.always.get(kind)
                    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
                    said = hear(query, self.headers, body) if fault is None or fault.heard else {}
                answer(self, fault or Fault(body=json.dumps(said), headers={"Content-Type": "application/json"}))

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    def __enter__(self) -> Robots:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self._robots.url = f"http://127.0.0.1:{self._server.server_port}"
        return self._robots

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
