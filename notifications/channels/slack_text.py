"""Words in Slack's own forms: control characters escaped, cut to Slack's limits, links only where they are links."""

from __future__ import annotations

import re
from typing import Any

from notifications import safe_text

_BROKEN_ENTITY = re.compile(r"&[a-z]{0,3}$")
_EMOJI = re.compile(r":(?=[\w+\-]{1,100}:)")

Json = dict[str, Any]


def escape(text: str) -> str:
    """`&`, `<` and `>` as Slack demands it in every text object."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fit(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, which is how Slack's clients count; an escaped character is never cut in two."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * limit:
        return text
    kept = units[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return _BROKEN_ENTITY.sub("", kept) + "…"


def one_line(text: str, length: int) -> str:
    """Foreign words for a place without markup: on one line, masked, cut, calling nobody; not yet escaped."""
    return safe_text.one_line(text, length).replace("@", "＠")


def many_lines(text: str, length: int) -> str:
    """The same for a text with line breaks; `length` is of one line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(one_line(line, length) for line in lines)


def without_markup(text: str, length: int) -> str:
    """Foreign words for a place where markup is read: nothing of it is left to mean anything."""
    return fit(escape(_EMOJI.sub("：", safe_text.line(text, length))), length + 20)


def plain_text(text: str, limit: int = 3000) -> Json:
    """A text object in which Slack reads no markup at all. Slack demands at least one character."""
    return {"type": "plain_text", "text": fit(escape(text.strip() or "—"), limit), "emoji": False}


def marked(text: str) -> Json:
    """A text object of our own markup; what is foreign in it must have been through `without_markup`."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def link(address: str | None, words: str) -> str | None:
    """`<address|words>`; None where the address may not be a link."""
    target = safe_text.link_target(address)
    return f"<{escape(target)}|{words}>" if target else None
