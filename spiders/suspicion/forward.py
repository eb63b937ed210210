"""Where a page that shows nothing of its own leads by itself, off its domain."""

from __future__ import annotations

import html
import re

from inspection.addresses import host_of, join
from inspection.domains import domain_of
from spiders.challenge import visible_length
from spiders.forwarding import MAX_FORWARD, script_location

_SHORT = 8_000  # characters; a page that only forwards is short
_HEAD = 3_000  # characters in which its META stands
_SAYS = 300  # characters of text that such a page may show: please wait
_REFRESH = re.compile(
    r"<meta\b[^<>]{0,60}http-equiv\s*=\s*[\"']?refresh[^<>]{0,60}?url\s*=\s*[\"']?([^\"'<>\s]{4,800})", re.I
)


def forward_of(url: str, text: str, content: bytes) -> str:
    """Another domain's address that the page at `url` forwards to by META or script; empty where there is none."""
    if len(text) > _SHORT:
        return ""
    head = text[:_HEAD]
    refresh = _REFRESH.search(head) if "efresh" in head or "EFRESH" in head else None
    if refresh is not None:
        target = join(url, html.unescape(refresh[1])) if visible_length(text) <= _SAYS else None
    else:
        target = script_location(content, url) if b"location" in content and len(content) <= MAX_FORWARD else None
    if target is None or domain_of(host_of(target)) == domain_of(host_of(url)):
        return ""
    return target
