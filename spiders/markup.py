"""Markup that no page has and a hostile one may: so much of one kind that any HTML parser becomes quadratic."""

from __future__ import annotations

import re

MAX_DEPTH = 1_000  # nested blocks; browsers stop at 512
MAX_ATTRIBUTES = 2_000  # of one tag, counted roughly
MAX_CHOICES = 5_000  # tags of choices and of ruby, for each of which the parser looks at those before it
_MANY = 4_096  # tags; fewer cannot hurt
_LARGE = 60_000  # characters; a shorter page has no tag that hurts
_LONG = 4_000  # characters of a tag; a shorter one cannot hurt
# The tags that ask the parser to look through everything that is open.
_BLOCK = re.compile(
    r"<(/?)(?:div|ul|ol|dl|table|tbody|section|article|form|center|blockquote|nav|header|footer|main|aside|fieldset"
    r"|details|summary|dialog|figure|figcaption|hgroup|search|dir|listing|pre|menu|address|h[1-6]|button|object|marquee"
    r"|applet|select|ruby)\b[^<>]*>?",
    re.I,
)
# Those that may be left open, one beside the other.
_CHOICE = re.compile(r"<(/?)(?:option|optgroup|rt|rp|rb|rtc)\b[^<>]*>?", re.I)
_TAG = re.compile(r"""<([a-z][\w:-]{0,20}+)(?=[\s/"'])(?:[^"'<>]++|"[^"]*+"|'[^']*+'|["'<])*+>?""", re.I)
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_SEPARATOR = re.compile(r"[=\s/]")


def bounded(html: str) -> str:
    """The same markup, or for a hostile page: blocks nested deeper than MAX_DEPTH and choices beyond MAX_CHOICES left
    out (their contents stay), and tags of more than MAX_ATTRIBUTES without any. Costs next to nothing on an ordinary
    page; bounding twice is harmless.
    """
    if len(html) >= _LARGE:
        html = without_giants(html)
    return _flattened(_thinned(html)) if html.count("<") >= _MANY else html


def without_giants(html: str) -> str:
    """The same markup; tags of more than MAX_ATTRIBUTES without any."""
    parts, kept = [], 0
    for match in _TAG.finditer(html):
        start, end = match.span()
        if end - start > _LONG and _attributes(match[0]) > MAX_ATTRIBUTES:
            parts += [html[kept:start], f"<{match[1]}>"]
            kept = end
    return "".join([*parts, html[kept:]]) if parts else html


def _attributes(tag: str) -> int:
    """At least half as many as there are; a picture written into the page is long, but one."""
    bare, quoted = _QUOTED.subn(" ", tag)
    return max(quoted, len(_SEPARATOR.findall(bare)))


def _thinned(html: str) -> str:
    choices = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal choices
        choices += not match[1]
        return match[0] if choices <= MAX_CHOICES else ""

    return _CHOICE.sub(kept, html)


def _flattened(html: str) -> str:
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
