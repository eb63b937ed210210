"""Tame hostile markup before it is parsed: nesting and tags so large that HTML parsers need quadratic time for them."""

from __future__ import annotations

import re

DEEPEST = 2_000  # open elements; browsers stop at 512
LONGEST_TAG = 50_000  # characters; only pictures written into the page come near
_WORTH_LOOKING = 100_000  # characters of a page from which it can be hostile in this way

_GIANT = re.compile(rf"<([a-zA-Z][\w:-]{{0,20}})\s[^<>]{{{LONGEST_TAG},}}>?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
# What holds nothing, or is closed by the next of its kind: old portals leave thousands of them open, and mean no harm.
_UNCOUNTED = frozenset(
    """area base br col embed hr img input link meta param source track wbr
    p li dt dd td th tr tbody thead tfoot option optgroup""".split()  # noqa: SIM905
)


def tame(html: str) -> str:
    """The page itself, unless it is hostile: then without giant tags' attributes, and cut where it nests too deep."""
    if len(html) < _WORTH_LOOKING:
        return html
    html = _GIANT.sub(r"<\1>", html)
    depth = 0
    for match in _TAG.finditer(html):
        if match.group(2).lower() in _UNCOUNTED:
            continue
        depth += -1 if match.group(1) else 1
        if depth > DEEPEST:
            return html[: match.start()]
        depth = max(depth, 0)
    return html
