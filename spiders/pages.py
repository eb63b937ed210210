"""A fetched body as text with its links: the hot path of the sweep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from spiders.fetch import Answer
from spiders.links import Reference, references
from spiders.reading.charset import decode
from spiders.soft404 import Shown, shown
from spiders.verdict import Kind

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|title|meta|div|table|p|a|script|iframe|frameset)\b", re.I)


@dataclass(slots=True)
class ReadPage:
    """A text body: decoded, its links read where it is HTML of the site itself."""

    text: str
    charset: str
    is_html: bool
    links: list[Reference] = field(default_factory=list)
    tree: LexborHTMLParser | None = None

    def shown(self) -> Shown:
        """What it shows. Read the links first: this strips the parsed page of its scripts."""
        return shown(self.tree if self.tree is not None else self.text)


def read_page_links(answer: Answer, kind: Kind) -> ReadPage:
    """Decode a body; read the links of the site's own HTML. Never raises on hostile markup."""
    text, charset = decode(answer.body, answer.content_type)
    declared = answer.content_type
    is_html = "html" in declared or (not declared and _MARKUP.search(text[:4096]) is not None)
    if not is_html or answer.status >= 300 or kind.is_foreign:
        return ReadPage(text, charset, is_html)
    tree = LexborHTMLParser(text)
    return ReadPage(text, charset, is_html, references(text, answer.url, charset, tree), tree)
