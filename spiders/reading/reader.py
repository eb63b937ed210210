"""One page read whole, exactly as a round reads it: charset, kind, list or article, and links."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from inspection.records import Attachment, Entry, ListState, Reading, Related
from inspection.sources import Refusal
from spiders.links import extract_links
from spiders.markup import bounded
from spiders.media.listing_json import counts_as_json, refusal_as_json
from spiders.reading.article_wechat import is_wechat
from spiders.reading.articles import read_article
from spiders.reading.charset import decode
from spiders.reading.lists import LIST_FROM, looks_like_list, read_list
from spiders.reading.wechat_standing import standing_for
from spiders.reading.wire import iso

Kind = Literal["auto", "list", "article"]
_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body|title|frameset)\b", re.I)
_DATA = ("{", "[", "<datastore", "<?xml")


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str = "",
    today: date,
    kind: Kind = "auto",
    base: str | None = None,
    links: bool = True,
) -> Reading:
    """What the page at `url` says. With `auto` the page's structure decides whether it is a list or an article.

    A column whose rows are data (JSON, jpage records) is a list. Never raises for broken markup. `base`: the page that
    asked for this answer; addresses in data and in parts of a page are meant from there, those in a frame are not.
    Without `links` these are looked for only where a list has no rows: its page may lead on.
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
    if html.lstrip()[:10].lower().startswith(_DATA[:2]) or not (links or (kind == "list" and not reading.entries)):
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
        "published_at": iso(reading.published_at),
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
        return document | {"text": reading.text, "unavailable": reading.unavailable} | _of_platform(reading)
    return document | {"list_state": ListState(reading.list_state).value, "sources": list(reading.sources)}


def _of_platform(reading: Reading) -> dict[str, Any]:
    """What an article of a platform tells besides; of a portal's article all of it is null."""
    return {
        "author": reading.author,
        "cover": reading.cover,
        "origin": reading.origin.value if reading.origin else None,
        "original_url": reading.original_url,
        "counts": counts_as_json(reading.counts),
        "pinned": False,
        "platform_id": reading.platform_id,
        "body_links": list(reading.body_links),
        "gone": reading.gone,
        "refusal": refusal_as_json(refusal_of(reading)),
    }


def refusal_of(reading: Reading) -> Refusal | None:
    """Why nothing can be said of the article; None where it was read, is gone, or has moved."""
    if not reading.unavailable or reading.gone or reading.related:
        return None
    standing = standing_for(reading.unavailable)
    return Refusal((standing.refusal if standing else None) or "unknown-shape", reading.unavailable)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "published_at": iso(entry.published_at),
        "date_from": entry.date_from.value if entry.date_from else None,
        "document_number": entry.document_number,
        "related": [_related(related) for related in entry.related],
    }


def _related(related: Related) -> dict[str, str]:
    return {"title": related.title, "url": related.url}


def _attachment(attachment: Attachment) -> dict[str, str]:
    return {"url": attachment.url, "name": attachment.name}
