"""A fetched body as text with its links: the hot path of the sweep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spiders.fetch import Answer
from spiders.links import Reference, references
from spiders.reading.charset import decode
from spiders.verdict import Kind

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|title|meta|div|table|p|a|script|iframe|frameset)\b", re.I)


@dataclass(slots=True)
class ReadPage:
    """A text body: decoded, its links read where it is HTML of the site itself."""

    text: str
    charset: str
    is_html: bool
    links: list[Reference] = field(default_factory=list)


def read_page_links(answer: Answer, kind: Kind) -> ReadPage:
    """Decode a body; read the links of the site's own HTML. Never raises on hostile markup."""
    text, charset = decode(answer.body, answer.content_type)
    declared = answer.content_type
    is_html = "html" in declared or (not declared and _MARKUP.search(text[:4096]) is not None)
    wanted = is_html and answer.status < 300 and not kind.is_foreign
    return ReadPage(text, charset, is_html, references(text, answer.url, charset) if wanted else [])
