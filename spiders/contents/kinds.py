"""What kind of page it is, by its structure alone: home, list, article or other."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from spiders.reading.anchors import is_control, likeness
from spiders.reading.article_body import text_of
from spiders.reading.articles import Parts
from spiders.reading.page import ParsedPage

_ROOT = re.compile(r"^/(?:index|default|main|home)?(?:\.(?:s?html?|jsp|aspx?|php))?$", re.I)
_WHOLE = re.compile(r"<(?:!doctype|html|head|body|title|frameset)\b", re.I)
_BEGINNING = 8_000  # characters within which a page says that it is one
_DATED = re.compile(r"(?:19|20)?\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|(?<!\d)\d\d[-/]\d\d(?!\d)")
_ROWS, _DATED_ROWS = 5, 3
_TEXT, _MUCH = 60, 400  # characters of a body


def kind_of(page: ParsedPage, parts: Parts) -> str:
    """`home`, `list`, `article`, `other`, or `part`: markup or data that other pages show.

    The plan and the columns know better; this is for pages off them. Assumes that an article's address names one (a
    day, a number) or that its page states a day beside a title and a text, and that a list has rows of links to such
    addresses. What is neither surely is `other`.
    """
    if not _WHOLE.search(page.html[:_BEGINNING]):
        return "part"
    if _ROOT.match(urlsplit(page.url).path or "/"):
        return "home"
    text = len(text_of(page, parts.body)) if parts.body is not None else 0
    told = bool(parts.dating.stated) or bool(page.meta("articletitle"))
    if likeness(page.url) >= 0.9 and parts.title and (text >= _TEXT or parts.attachments or told):
        return "article"
    rows, dated = _rows(page)
    if page.meta("articletitle") and parts.title_at is not None and text >= _TEXT and dated < _ROWS:
        return "article"
    if (dated >= _DATED_ROWS or rows >= _ROWS) and text < _MUCH:
        return "list"
    if dated >= 2 * _ROWS:
        return "list"
    if parts.title and text >= _TEXT and parts.dating.stated:
        return "article"
    return "list" if dated >= _DATED_ROWS else "other"


def _rows(page: ParsedPage) -> tuple[int, int]:
    """Lines that are a link to an article's address, and how many of them state a day on their own or the next line."""
    rows = dated = 0
    for index, line in enumerate(page.lines):
        if not line.anchors or line.box.hidden or line.linked < 0.3 * len(line.text):
            continue
        anchor = line.anchors[0]
        if anchor.url and len(anchor.text) >= 6 and likeness(anchor.url) >= 0.9 and not is_control(anchor.text):
            rows += 1
            near = line.text if index + 1 >= len(page.lines) else f"{line.text} {page.lines[index + 1].text[:24]}"
            dated += bool(_DATED.search(near))
    return rows, dated
