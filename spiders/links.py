"""Links of a page: every reference that a browser would follow or load, and none that it would not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import folder_of, join, origin_of
from inspection.records import Link

MAX_LINKS = 120_000  # of one page; more is a trap
MAX_TEXT = 120  # characters of link text kept

Reference = tuple[str, str, str]  # (absolute address, element, text)

_ELEMENTS = "img,script,link,iframe,area,meta,style,source,object,embed,frame,video,audio,track,input"
_ATTRIBUTES = (
    ("onclick", "[onclick]:not(a)"),
    ("background", "[background]"),
    ("url", "[style*='url' i]:not(a)"),
    ("<option", "option[value*='://']"),
)
_ATTRIBUTE = {
    "a": "href", "area": "href", "link": "href", "object": "data",
}  # fmt: skip
_NAMED = frozenset({"a", "area", "img", "script", "link", "iframe", "source", "object"})
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"]+)", re.I)
_CSS_URL = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)'\"\s]*))\s*\)|@import\s+(?:\"([^\"]+)\"|'([^']+)')", re.I
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ONCLICK = re.compile(
    r"(?:window\.open\s*\(|\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\()\s*(['\"])(.+?)\1",
    re.I,
)
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|'\s*\+|\"\s*\+|\{%|%7B%7B", re.I)
_SCRIPTED = frozenset({"onclick", "style", "background"})  # attributes of a link that may name further addresses
_UNFETCHED_RELS = frozenset({"preconnect", "dns-prefetch", "pingback", "edituri", "wlwmanifest", "profile"})


def extract_links(html: str, url: str, charset: str = "utf-8") -> list[Link]:
    """The links of a page at `url`, in order, one for each pair of target and element."""
    return [Link(url, to, element, text) for to, element, text in references(html, url, charset)]


def references(
    html: str, url: str, charset: str = "utf-8", tree: LexborHTMLParser | None = None, told: set[str] | None = None
) -> list[Reference]:
    """As `extract_links`, as plain tuples; `tree` saves parsing again. References to the page itself are left out.

    `told` holds targets whose text was read before: theirs is not read again, and new ones are added.
    """
    tree = tree or LexborHTMLParser(html)
    low = html.lower()  # old pages write ONCLICK and Background
    base = _base_of(tree, url, charset) if "<base" in low else url
    page = _Collector(url, base, charset, set() if told is None else told)
    for node in tree.css("a"):
        page.add_anchor(node)
        if len(page.found) >= MAX_LINKS:
            return page.found
    for node in tree.css(_selector(low)):
        tag, attributes = node.tag or "", node.attributes
        page.add(node, tag, attributes)
        if tag == "script" and attributes.get("type") == "text/xml" and "src" not in attributes:
            page.found.extend(_in_records(node, base, charset))
        if len(page.found) >= MAX_LINKS:
            break
    return page.found


class _Collector:
    """The references of one page, each pair of target and element once."""

    __slots__ = ("base", "charset", "folder", "found", "origin", "seen", "told", "url")

    def __init__(self, url: str, base: str, charset: str, told: set[str]) -> None:
        self.url, self.base, self.charset, self.told = url, base, charset, told
        self.folder, self.origin = folder_of(base), origin_of(base)
        self.seen: set[tuple[str, str]] = set()
        self.found: list[Reference] = []

    def add_anchor(self, node: LexborNode) -> None:
        """An `a`: the short way for the plain ones, which most links are."""
        attributes = node.attributes
        if not _SCRIPTED.isdisjoint(attributes):
            self.add(node, "a", attributes)
            return
        reference = (attributes.get("href") or "").strip()
        if not reference or reference[0] == "#":
            return
        if reference[:11].lower() == "javascript:":
            self.add(node, "a", {"onclick": reference})
        else:
            self._keep(node, "a", reference, "a")

    def add(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        """Any element: everything that it refers to."""
        for reference, element in _of_node(node, tag, attributes):
            if reference and reference[0] != "#":
                self._keep(node, tag, reference, element)

    def _keep(self, node: LexborNode, tag: str, reference: str, element: str) -> None:
        target = _resolve(reference, self.base, self.folder, self.origin, self.charset)
        if target is None or (target == self.url and element != "iframe") or (target, element) in self.seen:
            return
        self.seen.add((target, element))
        text = "" if target in self.told else _text_of(node, tag)
        if text:
            self.told.add(target)
        self.found.append((target, element, text))


def _selector(low: str) -> str:
    """Everything but `a` that may hold a reference; attributes that this page does not have are not looked for."""
    parts = [_ELEMENTS, *(selector for word, selector in _ATTRIBUTES if word in low)]
    return ",".join(parts)


def _base_of(tree: LexborHTMLParser, url: str, charset: str) -> str:
    node = tree.css_first("base[href]")
    return (join(url, (node.attributes.get("href") or "").strip(), charset) or url) if node else url


def _resolve(reference: str, base: str, folder: str, origin: str, charset: str) -> str | None:
    """`join`, remembered: most links of a site are its template's, the same on every page."""
    first = reference[0]
    if first == "/" and reference[1:2] != "/":
        return _resolved(origin, reference, charset)
    return join(base, reference, charset) if first == "?" else _resolved(folder, reference, charset)


@lru_cache(maxsize=32_768)
def _resolved(base: str, reference: str, charset: str) -> str | None:
    return None if _TEMPLATE.search(reference) else join(base, reference, charset)


def css_references(css: str, url: str) -> list[Reference]:
    """Addresses in a stylesheet: `url(…)` and `@import`."""
    targets = (join(url, reference) for reference in _css_urls(css))
    return [(target, "css", "") for target in dict.fromkeys(targets) if target and target != url]


def _of_node(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    raw = attributes.get(_ATTRIBUTE.get(tag, "src"))
    if raw and not _is_unfetched(tag, attributes):
        reference = raw.strip()
        if reference and reference[0] != "#":
            yield reference, tag if tag in _NAMED else "source"
    if len(attributes) > 1 or not raw:
        yield from _of_attributes(node, tag, attributes)


def _of_attributes(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    if tag == "option":  # a list of sites to jump to, as portals keep their friendly links in
        yield (attributes.get("value") or "").strip(), "onclick"
        return
    for name in ("srcset", "poster", "background", "onclick", "style"):
        value = attributes.get(name)
        if not value:
            continue
        if name == "srcset":
            yield from ((reference, tag if tag in _NAMED else "source") for reference in _srcset(value))
        elif name == "onclick":
            yield from ((m[2].strip(), "onclick") for m in _ONCLICK.finditer(value) if _is_whole(value, m))
        elif name == "style":
            yield from ((reference, "css") for reference in _css_urls(value))
        else:
            yield value.strip() or "#", "img"
    if tag == "meta" and (attributes.get("http-equiv") or "").strip().lower() == "refresh":
        refresh = _REFRESH.match(attributes.get("content") or "")
        if refresh:
            yield refresh[1].strip(), "meta"
    elif tag == "style":
        yield from ((reference, "css") for reference in _css_urls(node.text(deep=True) or ""))


def _is_unfetched(tag: str, attributes: dict[str, str | None]) -> bool:
    """A `link` that nothing loads; a `canonical` to another scheme or host is not a link that people follow."""
    if tag != "link":
        return False
    rels = (attributes.get("rel") or "").lower().split()
    return any(rel in _UNFETCHED_RELS for rel in rels) or rels == ["canonical"]


def _is_whole(script: str, match: re.Match[str]) -> bool:
    """The quoted text is the whole address, not the beginning of a sum (`'/x?id=' + id`)."""
    after = script[match.end() : match.end() + 3].lstrip()
    return not after.startswith("+") and not _TEMPLATE.search(match[2])


def _srcset(value: str) -> Iterator[str]:
    """Candidates of a srcset; a comma inside an address belongs to it unless a space follows."""
    for candidate in re.split(r",\s+|,(?=https?://|/)", value.strip()):
        parts = candidate.strip().strip(",").split()
        if parts and not parts[0].startswith("data:"):
            yield parts[0]


def _css_urls(css: str) -> Iterator[str]:
    for match in _CSS_URL.finditer(_CSS_COMMENT.sub("", css)):
        reference = next((group for group in match.groups() if group), "").strip()
        if reference and not reference.startswith(("data:", "#", "about:")):
            yield reference


def _in_records(node: LexborNode, base: str, charset: str) -> list[Reference]:
    """Rows that a portal ships as records in `<script type="text/xml">` are part of the page that people see."""
    records = node.text(deep=True) or ""
    if "&lt;a" in records:
        records = records.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    rows = re.findall(r"<!\[CDATA\[(.*?)\]\]>", records, re.S)
    return references("\n".join(rows) or records, base, charset) if "<a" in records else []


def _text_of(node: LexborNode, tag: str) -> str:
    if tag == "a":
        text = node.text(deep=True) or ""
        if not text.strip():
            text = node.attributes.get("title") or ""
            if not text and (image := node.css_first("img")):
                text = image.attributes.get("alt") or image.attributes.get("title") or ""
    elif tag in {"img", "area"}:
        text = node.attributes.get("alt") or node.attributes.get("title") or ""
    else:
        return ""
    return " ".join(text[: MAX_TEXT * 4].split())[:MAX_TEXT]
