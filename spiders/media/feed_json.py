"""JSON Feed 1.0 and 1.1: from a JSON value to what the feed says. Fields of a wrong kind are passed over."""

from __future__ import annotations

from typing import Any

from spiders.media.feed_entry import RawEntry, RawFeed
from spiders.media.values import as_dicts


def read_json(value: Any, url: str) -> RawFeed | None:
    """What the feed says; None where the value is no JSON Feed."""
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    named = "jsonfeed.org" in _text(value, "version")
    if not named and not (_text(value, "title") and ("home_page_url" in value or "feed_url" in value)):
        return None
    home = _text(value, "home_page_url")
    return RawFeed(
        title=_text(value, "title"),
        home=home,
        built=tuple(said for name in ("date_modified", "updated", "lastBuildDate") if (said := _text(value, name))),
        generator=_text(value, "generator") or ("RSSHub" if "RSSHub" in _text(value, "description") else ""),
        entries=tuple(_entry(item, url or home) for item in value["items"] if isinstance(item, dict)),
        cut=any(not isinstance(item, dict) for item in value["items"]),
    )


def _entry(item: dict[str, Any], base: str) -> RawEntry:
    guid = _text(item, "id")
    links = [_text(item, "url"), _text(item, "external_url"), guid if guid.startswith("http") else ""]
    links = [link for link in links if link]
    page = links[0] if links and links[0].startswith(("http://", "https://")) else base
    authors = [*as_dicts(item.get("authors")), *as_dicts(item.get("author"))]
    attachments = [
        _text(found, "url") for found in as_dicts(item.get("attachments")) if "image" in _text(found, "mime_type")
    ]
    contents = (_text(item, name) for name in ("content_html", "content_text", "summary"))
    return RawEntry(
        title=_text(item, "title"),
        links=tuple(links),
        dates=tuple(
            said for name in ("date_published", "published", "pubDate", "date_modified") if (said := _text(item, name))
        ),
        contents=tuple((markup, page) for markup in contents if markup),
        whole=bool(_text(item, "content_html") or _text(item, "content_text")),
        authors=tuple(name for author in authors if (name := _text(author, "name"))),
        images=tuple(found for found in (_text(item, "image"), _text(item, "banner_image"), *attachments) if found),
        guid=guid,
        base=base,
    )


def _text(holder: dict[str, Any], name: str) -> str:
    """Numbers as their digits: an id or a time may be written as one."""
    value = holder.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
