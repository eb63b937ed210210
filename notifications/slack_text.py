"""Words in Slack's own forms: control characters escaped, cut to Slack's limits, links only where they are links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from notifications.masking import mask
from notifications.readable import clickable, plain

LINK_LENGTH = 1000  # characters of an address that may become a link; a longer one eats the room of other lines
_URL_SAFE = ":/?#[]@!$&'()*+,;=%~-._"
_BROKEN_ENTITY = re.compile(r"&[a-z]{0,3}$")
# What means something in mrkdwn, and the full-width letter that reads the same. `:` begins emoji and addresses.
_MARKUP = str.maketrans({"*": "＊", "_": "＿", "~": "～", "`": "｀", "|": "｜"})
_COLONS = re.compile(r":(?=//|[\w+\-]{1,40}:)")

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
    """Foreign words on one line, masked and cut to `length` characters, without mentions; not yet escaped."""
    return fit(plain(mask(plain(text, 4 * length)), 2 * length).replace("@", "＠"), length)


def many_lines(text: str, length: int) -> str:
    """The same for a text with line breaks."""
    masked = mask(text[: 4 * length])
    return "\n".join(one_line(line, length) for line in masked.replace("\r", "").split("\n"))


def plain_text(text: str, limit: int = 3000) -> Json:
    """A text object in which Slack reads no markup at all. Slack demands at least one character."""
    return {"type": "plain_text", "text": fit(escape(text.strip() or "—"), limit), "emoji": False}


def marked(text: str) -> Json:
    """A text object of our own markup; what is foreign in it must have been through `without_markup`."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def without_markup(text: str, length: int) -> str:
    """Foreign words for a place where markup is read: nothing of it is left to mean anything."""
    return fit(escape(_COLONS.sub("：", one_line(text, length).translate(_MARKUP))), length)


def link(address: str | None, words: str) -> str | None:
    """`<address|words>`; None where the address is no web address, too long, or holds personal data."""
    if not address or len(address) > LINK_LENGTH or not clickable(address) or mask(address) != address:
        return None
    encoded = quote(address, safe=_URL_SAFE)
    return f"<{escape(encoded)}|{words}>" if len(encoded) <= LINK_LENGTH else None
