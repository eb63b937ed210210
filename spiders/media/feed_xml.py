"""RSS and Atom: from a text to what the feed says, through feedparser; no entity of its own is ever expanded."""

from __future__ import annotations

import io
import re
import xml.parsers.expat as expat
from html.entities import html5
from typing import Any

import feedparser

from spiders.markup import without_giants
from spiders.media.feed_entry import RawEntry, RawFeed

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,30}:)?(rss|feed|RDF|channel)(?=[\s>])", re.I)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_HEAD = 65_536  # characters in which a feed must begin; before it stand declarations, and what a server lets slip
_END = re.compile(r"</(?:[\w.-]{1,30}:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.{0,2000}?-->\s*)*", re.I | re.S)
_TAIL = 8_192  # characters in which it must end
_ITEM_END = re.compile(r"</(?:[\w.-]{1,30}:)?(?:item|entry)\s*>", re.I)
_ITEM = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,7}));")
_MOST_LOOSE = 1_000_000  # characters read of a feed that is not well-formed: the lenient reader can be slow
_MOST_FLOOD = 100_000  # characters read of one that is made to be slow
_DEEPEST = 500  # elements within each other
_DEEPEST_MARKUP = 2000  # tags within each other, those apart that are often left open
_OPEN_OR_CLOSE = re.compile(
    r"<(/)?(?!(?:br|hr|img|input|wbr|source|embed|col|area|meta|link|p|li|td|tr|th|dt|dd|option)\b)[a-zA-Z]"
)
_AMPERSAND = re.compile(r"&(?!#|(?:lt|gt|amp|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)?")
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:[?#]|$)|wx_fmt=|//mmbiz\.qpic\.cn/", re.I)
# Publication before update; lower case, as feedparser gives what it does not know.
_DATES = ("published", "pubtime", "publishtime", "publish_time", "pub_date", "publishdate", "date", "time", "created",
          "createtime", "updated")  # fmt: skip
_EMAIL = re.compile(r"\S+@\S+\.\w+")


def is_xml_feed(text: str) -> bool:
    """Whether the text begins as RSS or Atom does, be it after declarations or a server's warnings."""
    root = _ROOT.search(text, 0, _HEAD)
    page = _PAGE.search(text, 0, _HEAD)
    return root is not None and (page is None or page.start() > root.start())


def read_xml(text: str, url: str) -> RawFeed | None:
    """What the feed says; None where there is none. Expects a text that `is_xml_feed`."""
    root = _ROOT.search(text, 0, _HEAD)
    if root is None:
        return None
    # Nothing before the root is handed on: neither a DOCTYPE with its entities nor a wrong encoding.
    sound = _REFERENCE.sub(_sound, _CONTROL.sub("", without_giants(text[root.start() :])))
    whole, cut = _closed(sound, root[1].lower())
    if len(whole) > _MOST_FLOOD and not _is_sound(whole):
        whole = _AMPERSAND.sub(_escaped, whole)
        bearable = _MOST_FLOOD if _is_flood(whole) else _MOST_LOOSE
        if len(whole) > bearable and not _is_sound(whole):
            whole, cut = _closed(whole[:bearable], root[1].lower())[0], True
    said = feedparser.parse(
        io.BytesIO(whole.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not said.version and not said.entries:
        return None
    channel = said.feed
    home = _text(channel, "link")
    return RawFeed(
        title=_text(channel, "title"),
        home=home,
        built=tuple(stated for name in ("updated", "published", "date") if (stated := _text(channel, name))),
        generator=_text(channel, "generator"),
        entries=tuple(_entry(entry, url or home) for entry in said.entries),
        cut=cut,
    )


def _closed(text: str, root: str) -> tuple[str, bool]:
    """The text with its end; of one that was cut, up to the last whole entry, so that no half one is believed."""
    if _END.search(text, max(0, len(text) - _TAIL)):
        return text, False
    last = None
    for last in _ITEM_END.finditer(text):  # noqa: B007, only the last is wanted
        pass
    first = _ITEM.search(text)
    end = last.end() if last is not None else first.start() if first is not None else len(text)
    return text[:end] + {"rss": "</channel></rss>", "feed": "</feed>", "channel": "</channel>"}.get(root, ""), True


def _is_flood(text: str) -> bool:
    """Markup that no program wrote to be read: tags without end, or nested without end."""
    return text.count("<") > 2 * text.count(">") + 1000 or _is_deep(text)


def _is_deep(text: str) -> bool:
    """Nested so deeply that no office wrote it: the lenient reader's time grows with the square of the depth."""
    if text.count("<") < _DEEPEST_MARKUP:
        return False
    depth = 0
    for tag in _OPEN_OR_CLOSE.finditer(text):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST_MARKUP:
            return True
    return False


def _is_sound(text: str) -> bool:
    """Whether a strict reader takes the whole text, and it is not nested without end."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def down(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise RecursionError

    def up(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = down
    parser.EndElementHandler = up
    try:
        parser.Parse(text.encode("utf-8"), True)
    except (expat.ExpatError, RecursionError):
        return False
    return True


def _sound(reference: re.Match[str]) -> str:
    """A numeric reference, unless it names a character that XML forbids and strict readers stumble over."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    if code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return reference[0]
    return ""


def _escaped(ampersand: re.Match[str]) -> str:
    """The commonest fault: HTML's own entities, and addresses with a bare `&`. In CDATA it changes no meaning."""
    named = html5.get(ampersand[1] or "")
    return f"&amp;{ampersand[1] or ''}" if named is None else named


def _entry(entry: Any, base: str) -> RawEntry:
    links = [_text(entry, "feedburner_origlink"), _text(entry, "link")]
    links += [_text(link, "href") for link in _list(entry, "links") if _text(link, "rel") not in {"enclosure", "self"}]
    guid = _text(entry, "id")
    if guid.startswith(("http://", "https://")):
        links.append(guid)
    links = [link for link in dict.fromkeys(links) if link]
    return RawEntry(
        title=_text(entry, "title"),
        links=tuple(links),
        dates=tuple(stated for name in _DATES if (stated := _text(entry, name))),
        contents=_contents(entry, base, links),
        whole=any(_text(detail, "value").strip() for detail in _list(entry, "content")),
        authors=tuple(_authors(entry)),
        images=tuple(dict.fromkeys(_images(entry))),
        comments=_text(entry, "slash_comments"),
        guid=guid,
        base=base,
    )


def _contents(entry: Any, base: str, links: list[str]) -> tuple[tuple[str, str], ...]:
    """Relative addresses in an entry's markup mean its page, unless the feed states a base (xml:base)."""
    details = [*_list(entry, "content"), dict.get(entry, "summary_detail") or {}]
    page = links[0] if links and links[0].startswith(("http://", "https://")) else base
    found = []
    for detail in details:
        stated = _text(detail, "base")
        found.append((_text(detail, "value"), page if stated in {"", base} else stated))
    return tuple(dict.fromkeys((markup, of) for markup, of in found if markup.strip()))


def _authors(entry: Any) -> list[str]:
    people = [*_list(entry, "authors"), dict.get(entry, "author_detail") or {}]
    names = [*(_text(person, "name") for person in people), _text(entry, "author")]
    return [name for name in names if name and not _EMAIL.fullmatch(name)]


def _images(entry: Any) -> list[str]:
    """Pictures that the entry names beside its text: enclosures, Media RSS, iTunes."""
    found = []
    enclosed = (link for link in _list(entry, "links") if _text(link, "rel") == "enclosure")
    for item in (*enclosed, *_list(entry, "media_content")):
        address = _text(item, "href") or _text(item, "url")
        kind = _text(item, "type") or _text(item, "medium")
        if kind.startswith("image") or (not kind and _IMAGE.search(address)):
            found.append(address)
    found += [_text(item, "url") for item in _list(entry, "media_thumbnail")]
    found.append(_text(dict.get(entry, "image") or {}, "href"))
    return [address for address in found if address.strip()]


def _text(holder: Any, name: str) -> str:
    """A value as it was said: feedparser's own stand-ins (updated for published) are passed by."""
    value = dict.get(holder, name) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _list(holder: Any, name: str) -> list[Any]:
    value = dict.get(holder, name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
