"""What stands in a feed's place: what an error page or an error object says, and which refusal that is."""

from __future__ import annotations

import json
import re
from typing import Any

from inspection.sources import Refusal
from spiders.media.fragments import body_of, plain
from spiders.reading.charset import decode

_LOOK = 262_144  # bytes of an error page that are read
_LONGEST = 160  # characters of what it says
_CAUSES = (  # RSSHub's error page shows its cause in a <code>; others in the title or the first heading
    re.compile(r"<code[^>]*details[^>]*>(.{1,4000}?)</code>", re.I | re.S),
    re.compile(r"Error message:?\s*(?:<[^>]*>\s*){0,4}([^<]{3,600})", re.I),
)
_TITLES = (re.compile(r"<title[^>]*>([^<]{1,300})", re.I), re.compile(r"<h1[^>]*>(.{1,300}?)</h1>", re.I | re.S))
_MESSAGES = ("message", "msg", "errmsg", "error_description", "detail", "error", "reason")
# Words of feed services and platforms, the surest first. What a service says of its own login is no credential of ours.
_TELLING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("captcha", re.compile(r"captcha|验证码|人工验证|安全验证|环境异常|滑块|人机", re.I)),
    ("rate-limited", re.compile(r"too many requests|rate.?limit|\b429\b|\b418\b|风控|频率|频繁|小黑屋|冻结", re.I)),
    (
        "feed-login-lost",
        re.compile(
            r"cookie|log.?in|sign.?in|登录|登陆|扫码|\b432\b|passport|visitor|token.{0,12}(?:expired|过期|失效)", re.I
        ),
    ),
    (
        "account-not-found",
        re.compile(
            r"不存在|未找到|找不到|not.?exist|no such (?:user|account|feed)|(?:user|feed|account) not found", re.I
        ),
    ),
    ("platform-busy", re.compile(r"RequestInProgress|in progress|繁忙|try again later|timed? ?out|超时", re.I)),
)  # fmt: skip


def telling(said: str) -> str | None:
    """The refusal that a message of a feed service comes down to; None where it tells no known cause."""
    return next((reason for reason, words in _TELLING if words.search(said)), None)


def message_of(body: bytes, content_type: str = "") -> str:
    """What a page or an object in a feed's place says, in one line; empty where it says nothing."""
    text = decode(body[:_LOOK], content_type)[0].strip()
    if text[:1] in "{[":
        try:
            return _line(_message(json.loads(text)))
        except (ValueError, RecursionError):
            return _line(text)
    for form in (*_CAUSES, *_TITLES):
        if (found := form.search(text)) and (said := _line(found[1])):
            return said
    return _line(body_of(text, "").text)


def in_place_of(body: bytes, content_type: str = "") -> Refusal:
    """The refusal for a body that is no feed, with what it says as the detail."""
    said = message_of(body, content_type)
    head = body[:2048].lstrip().lower()
    page = b"<html" in head or b"<!doctype html" in head or b"<body" in head or b"<head" in head
    if not body.strip():
        return Refusal("not-a-feed", "返回的内容是空的")
    return Refusal("html-not-feed" if page else "not-a-feed", f"返回的内容说：{said}" if said else "")


def _message(value: Any) -> str:
    for _ in range(4):
        if not isinstance(value, dict):
            break
        value = next((value[name] for name in _MESSAGES if value.get(name)), "")
    return value if isinstance(value, str) else ""


def _line(text: str) -> str:
    return plain(text)[:_LONGEST]
