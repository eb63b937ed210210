"""One page read whole, exactly as a round reads it: charset, kind, list or article, and links."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from inspection.records import Attachment, Entry, ListState, Published, Reading, Related
from spiders.links import extract_links
from spiders.markup import bounded
from spiders.reading.article_wechat import is_wechat
from spiders.reading.articles import read_article
from spiders.reading.charset import decode
from spiders.reading.lists import LIST_FROM, looks_like_list, read_list

Kind = Literal["auto", "list", "article"]
_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body|title|frameset)\b", re.I)
_DATA = ("{", "[", "<datastore", "<?xml")


def read_page(
    body: bytes, url: str, *, content_type: str = "", today: date, kind: Kind = "auto", base: str | None = None
) -> Reading:
    """What the page at `url` says. With `auto` the page's structure decides whether it is a list or an article.

    A column whose rows are data (JSON, jpage records) is a list. Never raises for broken markup. `base`: the page that
    asked for this answer; addresses in data and in parts of a page are meant from there, those in a frame are not.
    """
    html, charset = decode(body, content_type)
    html = bounded(html)
    if kind == "auto":
        kind = kind_of(html, url)
    if kind == "list":
        reading = read_list(
            html, url, today=today, charset=charset, base=None if _DOCUMENT.search(html[:4096]) else base
        )
    else:
        reading = read_article(html, url, today=today, charset=charset)
    if html.lstrip()[:10].lower().startswith(_DATA[:2]):
        return reading
    return replace(reading, links=tuple(extract_links(html, url, charset)))


def kind_of(html: str, url: str) -> Literal["list", "article"]:
    """Whether the page is a column's list or an article."""
    if html.lstrip("\ufeff \r\n\t")[:12].lower().startswith(_DATA[:3]):
        return "list"
    if is_wechat(html, url):
        return "article"
    return "list" if looks_like_list(html, url) >= LIST_FROM else "article"


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """The reading as the document `xunjian/reading/1`: dates as ISO text, a bare day where no time is stated."""
    document: dict[str, Any] = {
        "schema": "xunjian/reading/1",
        "url": reading.url,
        "kind": reading.kind,
        "charset": reading.charset,
        "title": reading.title,
        "published_at": _iso(reading.published_at),
        "date_from": reading.date_from.value if reading.date_from else None,
        "document_number": reading.document_number,
        "source": reading.source,
        "entries": [_entry(entry) for entry in reading.entries],
        "next_page": reading.next_page,
        "related": [_related(related) for related in reading.related],
        "links": [{"url": link.url, "text": link.text, "element": link.element} for link in reading.links],
        "attachments": [_attachment(attachment) for attachment in reading.attachments],
    }
    if reading.kind == "article":
        document |= {"text": reading.text, "unavailable": reading.unavailable}
        return document
    return document | {"list_state": ListState(reading.list_state).value, "sources": list(reading.sources)}


def _iso(published: Published | None) -> str | None:
    if isinstance(published, datetime):
        return published.isoformat(timespec="seconds")
    return published.isoformat() if published else None


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "published_at": _iso(entry.published_at),
        "date_from": entry.date_from.value if entry.date_from else None,
        "document_number": entry.document_number,
        "related": [_related(related) for related in entry.related],
    }


def _related(related: Related) -> dict[str, str]:
    return {"title": related.title, "url": related.url}


def _attachment(attachment: Attachment) -> dict[str, str]:
    return {"url": attachment.url, "name": attachment.name}
