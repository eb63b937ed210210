"""HAR 1.2 (HTTP Archive) of one request with its redirects: what was asked, and what was answered, secrets masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from inspection.personal import mask, mask_address

MASKED = "（已遮盖）"
MOST_TEXT = 100_000  # letters of a body that are kept
# Headers whose values let in whoever has them.
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-csrf-token", "x-xsrf-token"})
_SECRET_WORDS = [
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "sessid",
    "session",
    "api-key",
    "apikey",
    "ticket",
    "credential",
    "signature",
]
_SECRET_QUERY = re.compile(rf"([?&;#][^=&#]{{0,40}}(?:{'|'.join(_SECRET_WORDS)})[^=&#]{{0,40}}=)[^&#\s]+", re.I)
# The same in a page's source, where an address ends with its quotes, and `&` may be written `&amp;`.
_SECRET_SOURCE = re.compile(
    rf"([?&;#][^=&#;\s\"'<>]{{0,40}}(?:{'|'.join(_SECRET_WORDS)})[^=&#;\s\"'<>]{{0,40}}=)[^&#\s\"'<>\\]+", re.I
)
_SECRET_FIELD = re.compile(  # of a JSON answer
    rf'("[^"\\]{{0,40}}(?:{"|".join(_SECRET_WORDS)})[^"\\]{{0,40}}"\s*:\s*")(?:[^"\\]|\\.){{1,4000}}', re.I
)

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and its answer. Times in milliseconds; None: there was no such phase, or it is not known."""

    url: str
    method: str
    began_at: datetime  # aware
    headers: Headers = ()
    status: int | None = None  # None: no answer
    status_text: str = ""
    answered: Headers = ()
    content_type: str = ""
    text: str | None = None  # of the body, where it is text and short
    size: int | None = None  # bytes of the body
    leads_to: str = ""  # of a redirect
    server: str | None = None  # its IP address
    error: str = ""  # why there is no answer
    timings: Mapping[str, float] = field(default_factory=dict)  # blocked, dns, connect, ssl, send, wait, receive


def har(asked: Sequence[Asked], comment: str = "", browser: tuple[str, str] | None = None) -> bytes:
    """The archive as JSON bytes. `browser` is name and version; without one, the request is not a browser's."""
    log: dict[str, Any] = {
        "version": "1.2",
        "creator": {"name": "xunjian", "version": "1"},
        "entries": [_entry(one) for one in asked],
    }
    if browser is not None:
        log["browser"] = {"name": browser[0], "version": browser[1]}
    if comment:
        log["comment"] = mask(comment)
    return json.dumps({"log": log}, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _entry(one: Asked) -> dict[str, Any]:
    timings = {name: round(max(0.0, one.timings.get(name, 0.0)), 3) for name in ("send", "wait", "receive")}
    timings |= {name: round(one.timings.get(name, -1.0), 3) for name in ("blocked", "dns", "connect", "ssl")}
    entry: dict[str, Any] = {
        "startedDateTime": one.began_at.isoformat(timespec="milliseconds"),
        "time": round(sum(took for name, took in timings.items() if name != "ssl" and took > 0), 3),
        "request": _request(one),
        "response": _response(one),
        "cache": {},
        "timings": timings,
    }
    if one.server:
        entry["serverIPAddress"] = one.server
    if one.error:
        entry["comment"] = mask(one.error)
    return entry


def _request(one: Asked) -> dict[str, Any]:
    return {
        "method": one.method,
        "url": _address(one.url),
        "httpVersion": "HTTP/1.1",
        "cookies": _cookies(one.headers, "cookie"),
        "headers": _headers(one.headers),
        "queryString": _query(one.url),
        "headersSize": -1,
        "bodySize": 0 if one.method in {"GET", "HEAD"} else -1,
    }


def _response(one: Asked) -> dict[str, Any]:
    """Where nobody answered the status is 0, as browsers write it."""
    content: dict[str, Any] = {"size": one.size or 0, "mimeType": one.content_type or "x-unknown"}
    if one.text is not None:
        content["text"] = _SECRET_FIELD.sub(rf"\1{MASKED}", mask(one.text[:MOST_TEXT]))
        if len(one.text) > MOST_TEXT:
            content["comment"] = f"只保留前 {MOST_TEXT} 字"
    response = {
        "status": one.status or 0,
        "statusText": one.status_text,
        "httpVersion": "HTTP/1.1" if one.status else "",
        "cookies": _cookies(one.answered, "set-cookie"),
        "headers": _headers(one.answered),
        "content": content,
        "redirectURL": _address(one.leads_to),
        "headersSize": -1,
        "bodySize": -1 if one.size is None else one.size,
    }
    if one.error:
        response["_error"] = mask(one.error)
    return response


def _is_secret(name: str) -> bool:
    low = name.lower()
    return low in _SECRET or any(word in low for word in _SECRET_WORDS)


def _headers(headers: Headers) -> list[dict[str, str]]:
    told = ((name, MASKED if _is_secret(name) else _address(mask(value))) for name, value in headers)
    return [{"name": name, "value": value} for name, value in told]


def without_secrets(source: str) -> str:
    """A page's source, in which the addresses let nobody in."""
    return _SECRET_SOURCE.sub(r"\1***", source)


def _address(url: str) -> str:
    return _SECRET_QUERY.sub(r"\1***", mask_address(url))


def _cookies(headers: Headers, header: str) -> list[dict[str, str]]:
    """Their names alone."""
    names: list[str] = []
    for name, value in headers:
        if name.lower() != header:
            continue
        for part in value.split("\n") if header == "set-cookie" else [value]:
            try:
                names += SimpleCookie(part).keys()
            except CookieError:
                names.append(part.partition("=")[0].strip())
    return [{"name": name, "value": MASKED} for name in names if name]


def _query(url: str) -> list[dict[str, str]]:
    """As it is sent; bytes that are no UTF-8 stay percent-encoded."""
    pairs = parse_qsl(urlsplit(mask_address(url)).query, keep_blank_values=True, encoding="latin-1")
    return [{"name": _text(name), "value": MASKED if _is_secret(name) else _text(value)} for name, value in pairs]


def _text(value: str) -> str:
    try:
        return mask(value.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return mask("".join(char if char.isascii() else f"%{ord(char):02X}" for char in value))
