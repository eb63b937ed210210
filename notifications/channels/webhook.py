"""A JSON document by HTTP POST to an address of the office's own, signed where a secret is set."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

import aiohttp

from inspection.alerting import Webhook as Settings
from inspection.errors import DeliveryError
from inspection.telling import Post
from notifications.alert import Alert, Line, Shown
from notifications.channels.channel import Environment, Rate, Receipt, Rendered
from notifications.channels.robot import PATIENCE, Clock, machine_clock, retry_after, secret
from notifications.safe_text import command, line, link_target, paragraphs

SCHEMA = "xunjian/alert/1"
LISTED = 200  # issues listed in one document; `hidden` counts the rest
_TITLE = 300
_NOT_YET = frozenset({302, 303, 307, 408, 425, 429})  # a network's log-in page redirects for a while


class Webhook:
    """One address. docs/alert.schema.json describes what it is sent; docs/operations.md, how to check the signature."""

    kind: ClassVar[str] = "webhook"
    rate: ClassVar[Rate] = Rate(60, timedelta(minutes=1))
    updates: bool = False

    def __init__(self, settings: Settings, environment: Environment, clock: Clock = machine_clock) -> None:
        self.settings = settings
        self.environment = environment
        self.clock = clock

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002
        """The document of docs/alert.schema.json. Foreign words in it are masked and free of markup."""
        shown = {one.issue: one for one in alert.pictures}
        lines = [_line(one, shown.get(one.issue)) for one in alert.lines[:LISTED]]
        return {
            "schema": SCHEMA,
            "id": alert.id,
            "kind": alert.kind.value,
            "site": line(alert.site, 100),
            "at": alert.at.isoformat(),
            "group": line(alert.group, 300),
            "severity": alert.severity.value,
            "headline": line(alert.headline, _TITLE),
            "because": line(alert.because, _TITLE),
            "unit": _words(alert.unit),
            "check": _words(alert.check),
            "column": _words(alert.column),
            "lines": lines,
            "total": max(alert.total, len(alert.lines)),
            "hidden": max(alert.total, len(alert.lines)) - len(lines),
            "more": (link_target(alert.more) or command(alert.more, 400)) or None,
            "people": [line(one.name, 30) for one in alert.mentions],
            "text": "\n".join(paragraphs(alert.text))[:20_000],
            "open": alert.open,
        }

    async def send(self, rendered: Rendered) -> Receipt:
        """The HTTP status. Any 2xx is a yes; the body of the answer is not read."""
        url, key = self._address(), self._secret()
        body = json.dumps(dict(rendered), ensure_ascii=False).encode("utf-8", "replace")
        headers = self._headers(str(rendered["id"]), body, key)
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=aiohttp.ClientTimeout(total=PATIENCE.total_seconds()), trust_env=True
                ) as session,
                session.post(url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                status, said = answer.status, answer.headers
        except TimeoutError:
            raise DeliveryError("自建接口超时未应答", permanent=False) from None
        except ssl.SSLError:
            # Before ValueError, which such an error is too.
            raise DeliveryError("自建接口的加密连接失败：证书不受信任或已过期", permanent=False) from None
        except (aiohttp.InvalidURL, ValueError):
            raise DeliveryError(f"自建接口的地址不正确，请检查 {self._where()}", permanent=True) from None
        except (aiohttp.ClientError, OSError) as error:
            # Neither its words nor the error itself: both may hold the address, and that may hold a key.
            kind = type(error).__name__
            raise DeliveryError(f"自建接口无法连接，或应答无法读取（{kind}）", permanent=False) from None
        if not 200 <= status < 300:
            raise self._refusal(status, said)
        return {"status": status}

    def _headers(self, id_: str, body: bytes, key: str | None) -> dict[str, str]:
        stamp = str(int(self.clock().timestamp()))
        token = "".join(char for char in id_ if char.isascii() and (char.isalnum() or char in "-_."))[:100]
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "xunjian-alerts",
            "X-Xunjian-Id": token,
            "X-Xunjian-Timestamp": stamp,
            "Idempotency-Key": token,
        }
        if key is not None:
            headers["X-Xunjian-Signature"] = signature(key, stamp, body)
        return headers

    def _refusal(self, status: int, headers: Mapping[str, str]) -> DeliveryError:
        if status in _NOT_YET or status >= 500:
            said = "要求放慢发送" if status == 429 else "暂时不可用"
            wait = retry_after(headers, self.clock())
            return DeliveryError(f"自建接口{said}（HTTP {status}）", permanent=False, retry_after=wait)
        said = "要求跳转，程序不跟随" if 300 <= status < 400 else "拒收"
        return DeliveryError(f"自建接口{said}（HTTP {status}），请检查 {self._where()}", permanent=True)

    def _address(self) -> str:
        variable = self.settings.url_env
        url = secret(self.environment, variable) if variable else self.settings.url or ""
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise DeliveryError(f"自建接口的地址不正确，请检查 {self._where()}", permanent=True)
        return url

    def _secret(self) -> str | None:
        variable = self.settings.secret_env
        if variable is None:
            return None
        return secret(self.environment, variable)

    def _where(self) -> str:
        return f"环境变量 {self.settings.url_env}" if self.settings.url_env else "方案中的 url"


def signature(key: str, timestamp: str, body: bytes) -> str:
    """`sha256=` and the hexadecimal HMAC-SHA256, keyed with `key`, of timestamp, a full stop, and the body."""
    signed = hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def _picture(shown: Shown) -> dict[str, Any]:
    """Digests: the bytes are in the evidence store."""
    return {
        "shows": line(shown.shows, _TITLE),
        "doubtful": shown.doubtful,
        "evidence": shown.evidence,
        "snapshot": shown.snapshot,
        "har": shown.har,
    }


def _words(text: str | None) -> str | None:
    return line(text, 100) if text else None


def _line(one: Line, shown: Shown | None) -> dict[str, Any]:
    picture = {} if shown is None else {"picture": _picture(shown)}
    return picture | {
        "issue": one.issue,
        "title": line(one.title, _TITLE),
        "severity": one.severity.value,
        "state": line(one.state, 40),
        "check": line(one.check, 80),
        "unit": _words(one.unit),
        "column": _words(one.column),
        "address": link_target(one.address),
        "due_at": one.due_at.isoformat() if one.due_at else None,
        "seen_at": one.seen_at.isoformat() if one.seen_at else None,
        "note": line(one.note, _TITLE),
        "person": _words(one.person),
    }
