"""What WeChat's official API answers: JSON, or why not. Its errors come with HTTP 200 and a code in the body."""

from __future__ import annotations

import json
import re
from typing import Any

from inspection.sources import Refusal
from spiders.media.values import as_number, as_text

# Documented codes of 公众号 interfaces, by what they mean for whoever reads an account.
_SECRET = frozenset({40001, 40013, 40125, 40243})  # AppSecret wrong, AppID unknown, AppSecret frozen
_ADDRESS = frozenset({40164, 61004, 89501, 89503, 89506, 89507})  # the caller's IP: not listed, or not confirmed
_RIGHTS = frozenset({48001, 50001, 61007})
_SHUT = frozenset({48004, 50002, 50004, 50007})  # the interface banned, the account limited or frozen
_EXPIRED = frozenset({42001, 42002, 42007})
REFUSED_TOKEN = frozenset({40001, 40014, 41001, 42001})  # of any interface but the one that gives tokens
BUSY = "platform-busy"
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])")
_TAIL = re.compile(r"[\s,;]*(?:rid\s*:|hint\s*:|more details at).*$", re.S | re.I)
_LONGEST = 120  # characters of the platform's own words


def read_answer(body: bytes, status: int = 200) -> dict[str, Any] | Refusal:
    """The answer's object; a refusal where it is an error of the platform or no JSON object at all."""
    if status >= 500:
        return Refusal(BUSY, f"HTTP {status}")
    if status == 429:
        return Refusal("rate-limited", "HTTP 429")
    try:
        # Titles that editors pasted may hold raw control characters; the platform passes them on.
        said = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return Refusal("not-json", _in_place_of_json(body, status))
    code = as_number(said.get("errcode"))
    if code:
        return refusal_of(code, as_text(said.get("errmsg")))
    return said if status < 400 else Refusal("platform-error", f"HTTP {status}")


def refusal_of(code: int, message: str) -> Refusal:
    """What an error code means, with the code and the platform's own words (its request number left out)."""
    if code in _ADDRESS:
        found = _IP.search(message) or _IPV6.search(message)
        wanted = f"请把 {found[0]} 加入 IP 白名单，并请管理员确认" if found else _words(message)
        return Refusal("ip-not-allowed", f"错误码 {code}：{wanted}")
    return Refusal(_reason(code), f"错误码 {code}：{_words(message)}")


def error_code(refusal: Refusal) -> int | None:
    """The platform's code, where there was one."""
    match = re.match(r"错误码 (-?\d+)", refusal.detail)
    return int(match[1]) if match else None


def _reason(code: int) -> str:
    if code in _SECRET or code in {40014, 41001}:
        return "credential-refused"
    if code in _EXPIRED:
        return "credential-expired"
    if code in _RIGHTS:
        return "not-verified"
    if code in _SHUT:
        return "forbidden"
    return {45009: "quota-used-up", 45011: "rate-limited", -1: BUSY}.get(code, "platform-error")


def _words(message: str) -> str:
    return " ".join(_TAIL.sub("", message).split())[:_LONGEST] or "平台没有说明"


def _in_place_of_json(body: bytes, status: int) -> str:
    what = "内容是网页" if body.lstrip()[:1] == b"<" else "内容为空" if not body.strip() else "内容不是 JSON 对象"
    return f"HTTP {status}，{what}"
