"""Markup that no page has and a hostile one may: nesting without end, which makes any HTML parser quadratic."""

from __future__ import annotations

import re

MAX_DEPTH = 1_000  # nested blocks; browsers stop at 512
_MANY = 4_096  # tags; fewer cannot hurt
_BLOCK = re.compile(
    r"<(/?)(?:div|ul|ol|dl|table|tbody|section|article|form|center|blockquote|nav|header|footer|main|aside|fieldset"
    r"|details|figure|pre|menu|address|h[1-6]|button|object|marquee|applet|select|ruby)\b[^<>]*>?",
    re.I,
)


def bounded(html: str) -> str:
    """The same markup, with blocks nested deeper than MAX_DEPTH left out (their contents stay)."""
    if html.count("<") < _MANY:
        return html
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match[1]:
            deep = depth > MAX_DEPTH
            depth = max(0, depth - 1)
        else:
            depth += 1
            deep = depth > MAX_DEPTH
        return "" if deep else match[0]

    return _BLOCK.sub(kept, html)
