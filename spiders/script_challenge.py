"""Of the pages that firewalls put in a page's place: which a browser passes by itself, nobody touching anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from spiders.challenge import ALWAYS, PERHAPS, is_challenge, visible_length
from spiders.forwarding import script_location
from spiders.reading.charset import decode

_MAX = 65_536  # bytes; a challenge with all its script is shorter
_LINKS = 5  # a page that links on is none
# Who is asked to prove being human, or is refused, is not let through by a script: that is respected.
_PUZZLE = re.compile(
    r"captcha|geetest|turnstile|滑块|滑动|拖动|拼图|验证码|图中|依次点击|点击(?:下方|上方|此处|按钮|确认|验证|进行|完成)"
    r"|请完成|人工验证|扫码|type\s*=\s*[\"']?(?:password|checkbox)",
    re.I,
)
_REFUSED = re.compile(
    r"拦截|阻断|拒绝|封禁|封锁|禁止|屏蔽|黑名单|受到?限制|被限制|频繁|攻击|非法|违规|请?登录"
    r"|denied|blocked|forbidden|rejected|banned|log ?in\b|sign ?in\b",
    re.I,
)
_FIELD = re.compile(r"<(?:input(?![^>]*type\s*=\s*[\"']?(?:hidden|submit))|textarea|select|button|canvas)\b", re.I)
_HIDDEN = re.compile(r"<(script|style|noscript|template)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_FRAME = re.compile(r"</?(?:!doctype|html|head|body|title|meta|base|div|p|br|center|form|input|span)\b[^>]*>", re.I)
_MOUNT = re.compile(
    r"<(?:div|main|section)\s+[^>]*?id\s*=\s*[\"']?[\w-]*(?:app|root|main|wrap|content|page|body)", re.I
)
_INLINE = re.compile(r"<script\b(?![^>]*\bsrc\s*=)[^>]*>(.*?)</script", re.S | re.I)
_VEILED = re.compile(
    r"\beval\s*\(|\batob\s*\(|fromCharCode|\bunescape\s*\(|charCodeAt|parseInt\s*\(|constructor\s*[\[(]"
    r"|\bFunction\s*\(|(?:\\x[0-9a-f]{2}){3}|(?:\\u[0-9a-f]{4}){3}|\[\s*(['\"])cookie\1\s*\]",
    re.I,
)


class Standing(Enum):
    """What an answer is, to whoever thinks of letting a browser pass it."""

    OPEN = "open"  # the site's own, or a firewall's that no script passes
    SCRIPTED = "scripted"  # a firewall's script: what a browser runs, and comes back
    DOUBTFUL = "doubtful"  # may be one: a page of nothing but a script that is hard to read


def standing_of(status: int, headers: Mapping[str, str], body: bytes, url: str) -> Standing:
    """What an answer is. Cheap for ordinary pages: it is asked of every answer of the site."""
    if not body or not (status == 200 or status in ALWAYS or status in PERHAPS):
        return Standing.OPEN
    if status == 200 and (len(body) > _MAX or body.count(b"<a ") > _LINKS):
        return Standing.OPEN
    declared = headers.get("Content-Type", headers.get("content-type", "")).lower()
    if declared and not ("html" in declared or "text/plain" in declared):
        return Standing.OPEN
    text, _ = decode(body[:_MAX], declared)
    if "<script" not in text.lower():
        return Standing.OPEN
    if is_challenge(status, headers, text):
        return Standing.SCRIPTED if passes_by_itself(text) else Standing.OPEN
    if is_veiled(text) and passes_by_itself(text) and not script_location(body, url):
        return Standing.DOUBTFUL
    return Standing.OPEN


def passes_by_itself(html: str) -> bool:
    """Whether a firewall's page asks nothing of people: no puzzle, no field, and no word of refusal."""
    shown = _TAG.sub(" ", _HIDDEN.sub(" ", html))
    return not (_PUZZLE.search(html) or _REFUSED.search(shown) or _FIELD.search(_HIDDEN.sub(" ", html)))


def is_veiled(html: str) -> bool:
    """A page of next to nothing but script, the script such that nobody should read it."""
    if visible_length(html) >= 40 or "<a " in html or _MOUNT.search(html) or "document.write" in html:
        return False
    if re.search(r"<link\b[^>]*stylesheet", html, re.I):
        return False
    inline = " ".join(found[1] for found in _INLINE.finditer(html))
    if _VEILED.search(inline):
        return True
    return not inline.strip() and not _FRAME.sub("", _HIDDEN.sub("", html)).strip() and "<title" not in html.lower()
