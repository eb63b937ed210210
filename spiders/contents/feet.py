"""Feet that are not in the page's own markup: frames, scripts and empty boxes that may draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspection.addresses import join
from spiders.contents.marks import FOOT
from spiders.reading.page import ParsedPage

SCRIPTS = "scripts"  # the page has scripts of its own, any of which may draw more
FEW = 3  # marks; a page that shows as many has its foot
_LOADED = re.compile(r"(?:load|get|ajax|include|import|fetch|html|src|url)\s*[(:=]\s*[\"']([^\"'\s]{1,200})[\"']", re.I)
_INCLUDES = ("data-include", "include-html", "w3-include-html", "data-src", "include")
_BARE = 60  # characters; a page that says no more is drawn by script, or only leads on
_LEADS_ON = "script, meta[http-equiv='refresh' i]"
_MOST = 6


def feet_of(page: ParsedPage) -> tuple[str, ...]:
    """Addresses or words for where the foot may come from; empty where the markup is all that there is.

    Assumes that whoever puts a foot into a frame, a file or an empty box names it so (foot, bottom, copyright). What a
    script without such a name may draw is told as `SCRIPTS`: it excuses a page only where no page shows a foot.
    """
    named = dict.fromkeys(_named(page))
    return (*list(named)[:_MOST], *((SCRIPTS,) if _has_scripts(page) else ()))


def _named(page: ParsedPage) -> Iterator[str]:
    for node in page.tree.css("iframe, frame, script, embed, object"):
        attributes = node.attributes
        source = attributes.get("src") or attributes.get("data") or ""
        words = " ".join(filter(None, (source, attributes.get("id"), attributes.get("name"), attributes.get("class"))))
        if node.tag == "frame" or (source and FOOT.search(words[:600])):
            yield join(page.base, source, page.charset) or source[:200]
        elif node.tag == "script" and not source:
            for match in _LOADED.finditer(node.text()[:20_000]):
                if FOOT.search(match[1]):
                    yield join(page.base, match[1], page.charset) or match[1]
    yield from _empty(page)
    if sum(len(line.text) for line in page.lines[:50]) < _BARE and page.tree.css_first(_LEADS_ON) is not None:
        yield "script"


def _empty(page: ParsedPage) -> Iterator[str]:
    """Boxes named as the foot that hold nothing yet."""
    for box in page.boxes:
        if FOOT.search(f"{box.mark} {box.tag}") and not any(line.text for line in page.lines[box.first : box.last]):
            yield f"<{box.tag} {box.mark.strip()[:60]}>"
    for name in _INCLUDES:
        for node in page.tree.css(f"[{name}]"):
            if FOOT.search(value := (node.attributes.get(name) or "")[:200]):
                yield value


def _has_scripts(page: ParsedPage) -> bool:
    return page.tree.css_first("script[src]") is not None
