"""What the pages and the web interfaces of mp.weixin.qq.com answer in place of a list: codes and walls."""

from __future__ import annotations

import json
from typing import Any

from inspection.media import Origin
from inspection.sources import Refusal
from spiders.media.values import as_number
from spiders.reading.charset import decode
from spiders.reading.wechat_standing import standing_of

# base_resp.ret (or ret) of the web interfaces, as those who read them name the codes.
_CODES: dict[int, str] = {
    -3: "cookie-wall",  # no session
    -6: "rate-limited",  # 请求过于频繁, or unknown error
    -1: "platform-busy",
    1: "platform-busy",
    10001: "account-not-found",
    10003: "account-not-found",
    10004: "account-not-found",
    200003: "cookie-wall",  # invalid session
    200008: "captcha",
    200013: "rate-limited",  # freq control
    200040: "cookie-wall",  # invalid csrf token
}
# copyright_stat of lists; 100: no mark
_ORIGINS = {11: Origin.ORIGINAL, 100: Origin.UNMARKED, 101: Origin.REPOSTED, 201: Origin.REPOSTED}


def json_of(body: bytes, content_type: str = "") -> Any:
    """The answer as JSON, or None where it is none."""
    text = decode(body, content_type)[0].lstrip("\ufeff \r\n\t")
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def refusal_in(answer: dict[str, Any]) -> Refusal | None:
    """What a JSON answer says instead of a list; None where its code is 0 or missing."""
    said = answer.get("base_resp") if isinstance(answer.get("base_resp"), dict) else answer
    assert isinstance(said, dict)
    code = as_number(said.get("ret"))
    if not code:
        return None
    words = " ".join(str(said.get("errmsg") or said.get("err_msg") or "").split())[:120]
    return Refusal(_CODES.get(code, "platform-error"), f"ret {code} {words}".strip())


def refusal_of_page(html: str) -> Refusal | None:
    """What a page says instead of a list: a captcha, a call to open it in WeChat, a closed account."""
    standing = standing_of(html)
    if standing is None:
        return None
    return Refusal(standing.refusal or "account-not-found", standing.said)


def origin_of_stat(value: Any) -> Origin | None:
    """By `copyright_stat` of a list: 11 is declared 原创, 100 is no mark at all."""
    return _ORIGINS.get(as_number(value) or 0)
