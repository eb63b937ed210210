"""A parsed page as lines of shown text in reading order, each with its place in the tree, and its METAs."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import join

MAX_NODES = 300_000  # of one page; more is a trap, the rest is left unread
MAX_TITLE = 400  # characters of <title>
SEAM = "\x1f"  # stands in a line where an inline element begins or ends

_UNSHOWN = frozenset(
    {"script", "style", "noscript", "template", "head", "textarea", "select", "svg", "button", "-comment", "!doctype"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "tr", "ul", "ucapcontent", "ucaptitle"}
)
_CELLS = frozenset({"td", "th", "dt", "dd"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_TAG = re.compile(r"<[^<>]{0,200}>")


@dataclass(slots=True, eq=False)
class Box:
    """An element: its tag, its id and classes in lower case, and the lines that it spans, [first, last)."""

    tag: str
    mark: str
    parent: Box | None
    first: int
    last: int = -1
    hidden: bool = False
    row: int = -1  # for a cell: the number of its row

    def within(self, other: Box) -> bool:
        """Whether this box is `other` or lies in it."""
        return any(box is other for box in self.and_outer())

    def and_outer(self) -> Iterator[Box]:
        """This box, its parent, and so on to the root."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True, eq=False)
class Line:
    """One line of shown text. `raw` keeps the seams of inline elements, `linked` counts its characters inside links."""

    raw: str
    text: str
    box: Box
    linked: int
    anchors: tuple[Anchor, ...]


@dataclass(slots=True, eq=False)
class Anchor:
    """A link of the page: its absolute address, or "" where it leads nowhere."""

    url: str
    text: str
    title: str
    line: int  # where it begins
    box: Box
    named: str = ""  # the name that it gives to a download


@dataclass(slots=True)
class ParsedPage:
    """What the reading of one page works on."""

    url: str
    html: str
    charset: str
    tree: LexborHTMLParser
    base: str
    metas: dict[str, list[str]]  # by name or property in lower case; contents without their entities and outer space
    head_title: str
    lines: list[Line]
    boxes: list[Box]
    anchors: list[Anchor]

    def meta(self, *names: str) -> str:
        """The first non-empty content of the METAs named, in the order of names."""
        return next((content for name in names for content in self.metas.get(name, ()) if content), "")

    def text_of(self, box: Box) -> str:
        """The shown text of a box, a line for each block."""
        texts = (line.text for line in self.lines[box.first : box.last])
        return "\n".join(text for text in texts if text)


def squeeze(text: str) -> str:
    """Text without seams, signs of no width and outer space, inner space folded to one blank."""
    if SEAM in text:
        text = text.replace(SEAM, "")
    if not text.isascii() and ("\u200b" in text or "\ufeff" in text):
        text = text.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(text.split())


def plain(text: str) -> str:
    """Text of an attribute: entities decoded twice (CMSs escape twice), tags dropped, space folded."""
    if "&" in text:
        text = entities.unescape(text)
    return squeeze(_TAG.sub("", text) if "<" in text else text)


def parse_page(html: str, url: str, charset: str = "utf-8") -> ParsedPage:
    """The page at `url`, parsed once for every question that a reading asks of it. Never raises."""
    tree = LexborHTMLParser(html)
    base = url
    if (node := tree.css_first("base[href]")) is not None:
        base = join(url, (node.attributes.get("href") or "").strip(), charset) or url
    metas: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name:
            metas.setdefault(name.strip().lower(), []).append(plain(attributes.get("content") or ""))
    title = tree.css_first("head > title") or tree.css_first("title")
    page = ParsedPage(
        url, html, charset, tree, base, metas, squeeze(title.text()[:MAX_TITLE]) if title else "", [], [], []
    )
    _Walk(page).run()
    return page


class _Walk:
    """One pass over the tree that writes the page's lines, boxes and anchors."""

    def __init__(self, page: ParsedPage) -> None:
        self.page = page
        self.parts: list[str] = []
        self.linked = 0
        self.inside: list[Anchor] = []  # links that are open here
        self.anchors: list[Anchor] = []  # of the line that is being written
        self.box = Box("root", "", None, 0)
        self.rows = 0

    def run(self) -> None:
        node: LexborNode | None = self.page.tree.body or self.page.tree.root
        open_nodes: list[tuple[LexborNode, str]] = []
        left = MAX_NODES
        while node is not None and left:
            left -= 1
            closing = self.enter(node)
            if closing is not None and (child := node.child) is not None:
                open_nodes.append((node, closing))
                node = child
                continue
            if closing is not None:
                self.leave(closing)
            while open_nodes and node.next is None:
                node, closing = open_nodes.pop()
                self.leave(closing)
            node = node.next if open_nodes else None
        self.end_line()
        while self.box.parent is not None:
            self.close_box()
        self.box.last = len(self.page.lines)
        for anchor in self.page.anchors:
            anchor.text = squeeze(anchor.text)

    def enter(self, node: LexborNode) -> str | None:
        """What `leave` must close behind the element's children; None where they are not to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self.add_text(node.text_content or "")
            return None
        if tag in _UNSHOWN:
            return None
        if tag == "br":
            self.end_line()
            return None
        attributes = node.attributes
        hidden = bool(_HIDDEN.search(attributes.get("style") or ""))
        if tag in _BLOCKS:
            self.end_line()
            self.open_box(tag, attributes, hidden)
            return "cell" if tag in _CELLS else "block"
        if hidden:
            return None
        self.parts.append(SEAM)
        if tag == "a":
            self.open_anchor(attributes)
            return "a"
        return "inline"

    def leave(self, closing: str) -> None:
        if closing in ("block", "cell"):
            self.end_line(keep_empty=closing == "cell" and self.box.first == len(self.page.lines))
            self.close_box()
            return
        self.parts.append(SEAM)
        if closing == "a":
            self.inside.pop()

    def add_text(self, text: str) -> None:
        self.parts.append(text)
        if self.inside:
            self.linked += len(text.strip())
            self.inside[-1].text += text

    def open_anchor(self, attributes: dict[str, str | None]) -> None:
        href = (attributes.get("href") or "").strip()
        target = join(self.page.base, href, self.page.charset) if href and not href.startswith("#") else None
        anchor = Anchor(target or "", "", plain(attributes.get("title") or ""), len(self.page.lines), self.box)
        anchor.named = plain(attributes.get("download") or "")
        self.inside.append(anchor)
        self.anchors.append(anchor)
        self.page.anchors.append(anchor)

    def open_box(self, tag: str, attributes: dict[str, str | None], hidden: bool) -> None:
        mark = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".lower() if attributes else ""
        if tag in ("tr", "dl"):
            self.rows += 1
        row = self.rows if tag in _CELLS else -1
        self.box = Box(tag, mark, self.box, len(self.page.lines), hidden=hidden or self.box.hidden, row=row)
        self.page.boxes.append(self.box)

    def close_box(self) -> None:
        self.box.last = len(self.page.lines)
        if self.box.parent is not None:
            self.box = self.box.parent

    def end_line(self, keep_empty: bool = False) -> None:
        """Writes the line that was gathered; an empty one only where an empty cell says something."""
        raw = "".join(self.parts)
        self.parts.clear()
        text = squeeze(raw)
        if text or keep_empty or self.anchors:
            self.page.lines.append(Line(raw.strip(), text, self.box, self.linked, tuple(self.anchors)))
        self.anchors.clear()
        self.linked = 0
