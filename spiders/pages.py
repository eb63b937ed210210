"""A fetched body as text with its links: the hot path of the sweep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from spiders.fetch import Answer
from spiders.forwarding import MAX_FORWARD, script_location
from spiders.links import Reference, references
from spiders.markup import bounded
from spiders.reading.charset import decode
from spiders.reading.paging import find_pager
from spiders.reading.tree import plant
from spiders.soft404 import Shown, shown
from spiders.verdict import Kind

_PAGER_WORDS = ("下一页", "下页", "createPage", "agination")
_NEXT = frozenset({"下一页", "下页", "后一页", "下一页>", "下一页 >", "下一页»", "下一页>>"})
_PLAIN_NEXT = re.compile(
    r"<a\b[^<>]{0,300}?\bhref\s*=\s*[\"']?\s*(?!javascript:|#|[\"'])[^<>]{1,1000}>"
    r"\s*(?:下一页|下页|后一页)\s*[>»]?\s*</a>",
    re.I,
)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|title|meta|div|table|p|a|script|iframe|frameset)\b", re.I)


@dataclass(slots=True)
class ReadPage:
    """A text body: decoded, its links read where it is HTML of the site itself."""

    text: str
    charset: str
    is_html: bool
    links: list[Reference] = field(default_factory=list)
    tree: LexborHTMLParser | None = None
    onward: list[str] = field(default_factory=list)  # led to by script: the next page of a list, a page's forwarding
    beyond: Answer | None = None  # what a page off the site, which shows nothing, forwards to on another domain

    def heads(self) -> str:
        """Title and headings, as raw text."""
        if self.tree is None:
            return self.text
        return " ".join(node.text(deep=True) or "" for node in self.tree.css("title, h1, h2"))

    def shown(self) -> Shown:
        """What it shows. Read the links first: this strips the parsed page of its scripts."""
        return shown(self.tree if self.tree is not None else self.text)


def read_page_links(answer: Answer, kind: Kind, told: set[str] | None = None) -> ReadPage:
    """Decode a body; read the links of the site's own HTML. Never raises on hostile markup."""
    text, charset = decode(answer.body, answer.content_type)
    declared = answer.content_type
    is_html = "html" in declared or (not declared and _MARKUP.search(text[:4096]) is not None)
    if not is_html or answer.status >= 300 or kind.is_foreign:
        return ReadPage(text, charset, is_html)
    text = bounded(text)
    tree = LexborHTMLParser(text)
    links = references(text, answer.url, charset, tree, told)
    return ReadPage(text, charset, is_html, links, tree, onward_of(text, answer, charset, links))


def onward_of(text: str, answer: Answer, charset: str, links: list[Reference]) -> list[str]:
    """Where a page leads by script alone. These are ways to go on, not links that could be broken."""
    if len(answer.body) < MAX_FORWARD and not any(element == "a" for _, element, _ in links):
        forward = script_location(answer.body, answer.url)
        return [forward] if forward else []
    if not any(word in text for word in _PAGER_WORDS) or any(said in _NEXT for _, _, said in links):
        return []
    if _PLAIN_NEXT.search(text) is not None:  # its text is not among the links where a number leads there, too
        return []
    following = find_pager(plant(text, answer.url, charset)).next_page
    return [following] if following else []
