"""A page as flat arrays in document order: what lists are found in without walking the parser's nodes twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import join
from spiders.markup import bounded
from spiders.reading.page import squeeze

TEXT = "#"  # the tag of a text node
MAX_DEPTH = 250  # levels; what is nested deeper lies side by side on the last one
MAX_NODES = 60_000  # a page beyond this is read up to here: no list of articles is that large
_NO_CONTENT = {"script", "style", "template", "noscript", "svg", "head", "object", "textarea"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NONE: dict[str, str | None] = {}


@dataclass(slots=True)
class Script:
    """One script element: its attributes, its text, and where in the page it stands (a node's index)."""

    attributes: dict[str, str | None]
    text: str
    at: int


@dataclass(slots=True)
class Tree:
    """Nodes are indices in document order; a subtree is the range `i` to `end[i]`. Scripts and styles hold no nodes."""

    url: str
    base: str
    charset: str
    tag: list[str] = field(default_factory=list)
    attributes: list[dict[str, str | None]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)  # text nodes that are not blank
    scripts: list[Script] = field(default_factory=list)
    metas: list[dict[str, str | None]] = field(default_factory=list)
    title: str = ""
    next_link: str | None = None  # LINK REL=next in the head
    cut: bool = False  # the page went on beyond MAX_NODES
    text_before: list[int] = field(default_factory=list)  # characters of text before a text node, same order as `texts`

    def attribute(self, node: int, name: str) -> str:
        return self.attributes[node].get(name) or ""

    def children(self, node: int) -> Iterator[int]:
        child, end = node + 1, self.end[node]
        while child < end:
            yield child
            child = self.end[child]

    def texts_in(self, start: int, end: int) -> list[int]:
        """The text nodes among the nodes `start` to `end`."""
        return self.texts[bisect_left(self.texts, start) : bisect_left(self.texts, end)]

    def size(self, start: int, end: int) -> int:
        """How many characters of text lie among the nodes `start` to `end`."""
        return self.characters(bisect_left(self.texts, end)) - self.characters(bisect_left(self.texts, start))

    def characters(self, position: int) -> int:
        return self.text_before[position] if position < len(self.text_before) else self.text_before[-1]

    def words(self, node: int) -> str:
        """All text of a subtree, white space collapsed."""
        return squeeze(" ".join(self.text[t] for t in self.texts_in(node, self.end[node])))

    def inline(self, node: int) -> str:
        """All text of a subtree as one reads it: no space where the markup has none."""
        return squeeze("".join(self.text[t] for t in self.texts_in(node, self.end[node])))

    def ancestors(self, node: int) -> Iterator[int]:
        node = self.parent[node]
        while node >= 0:
            yield node
            node = self.parent[node]

    def hidden_within(self, node: int, top: int) -> bool:
        """Whether something between `node` and `top` (both left out of account at the top) is not displayed."""
        while node > top:
            if self.tag[node] != TEXT and is_hidden(self.attributes[node]):
                return True
            node = self.parent[node]
        return False

    def absolute(self, reference: str) -> str | None:
        return join(self.base, reference.strip(), self.charset)

    def meta(self, *names: str) -> str:
        """The content of the first META of one of these names, in lower case."""
        for meta in self.metas:
            if (meta.get("name") or "").lower() in names and (content := meta.get("content")):
                return squeeze(content)
        return ""


def is_hidden(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search(style))


def plant(html: str, url: str, charset: str = "utf-8") -> Tree:
    """Parse a page as browsers do and lay it out flat. Comments are gone; iframes, inputs and options stay."""
    tree = Tree(url, url, charset)
    _walk(LexborHTMLParser(bounded(html)), tree)
    total = 0
    for node in tree.texts:
        tree.text_before.append(total)
        total += len(tree.text[node])
    tree.text_before.append(total)
    return tree


def _walk(parser: LexborHTMLParser, tree: Tree) -> None:
    node = parser.root
    open_: list[
        tuple[LexborNode, int]
    ] = []  # ancestors: their parser's node, their index (a leaf's own beyond MAX_DEPTH)
    parents: list[int] = [-1]
    while node is not None and len(tree.tag) < MAX_NODES:
        enter = _enter(tree, node, parents[min(len(open_), MAX_DEPTH)])
        if enter is not None:
            open_.append((node, len(tree.tag) - 1))
            if len(open_) <= MAX_DEPTH:
                del parents[len(open_) :]
                parents.append(len(tree.tag) - 1)
            node = enter
            continue
        following = node.next
        while following is None and open_:
            above, index = open_.pop()
            if len(open_) < MAX_DEPTH:
                tree.end[index] = len(tree.tag)
            following = above.next
        node = following
    tree.cut = node is not None
    for _, index in open_[:MAX_DEPTH]:
        tree.end[index] = len(tree.tag)


def _enter(tree: Tree, node: LexborNode, parent: int) -> LexborNode | None:
    """Lay out one node under its parent; its first child where its children are to be laid out too."""
    tag = node.tag or ""
    if tag == "-text":
        _add_text(tree, node.text_content or "", parent)
    elif tag in _NO_CONTENT:
        _note(tree, tag, node)
    elif tag[:1].isalpha():
        attributes = node.attributes if node.attrs else _NONE
        if tag == "base" and attributes.get("href"):
            tree.base = join(tree.url, attributes["href"] or "", tree.charset) or tree.url
        elif tag == "meta":
            tree.metas.append(attributes)
        _add(tree, tag, attributes, parent)
        return node.first_child
    return None


def _add(tree: Tree, tag: str, attributes: dict[str, str | None], parent: int) -> int:
    tree.tag.append(tag)
    tree.attributes.append(attributes)
    tree.text.append("")
    tree.parent.append(parent)
    tree.end.append(len(tree.tag))
    return len(tree.tag) - 1


def _add_text(tree: Tree, text: str, parent: int) -> None:
    if text and not text.isspace():
        tree.texts.append(len(tree.tag))
        index = _add(tree, TEXT, _NONE, parent)
        tree.text[index] = text


def _note(tree: Tree, tag: str, node: LexborNode) -> None:
    """Keep what a script or the head says, without making nodes of it."""
    if tag == "script":
        tree.scripts.append(Script(node.attributes, node.text(deep=True) or "", len(tree.tag)))
    elif tag == "head":
        for inner in node.css("meta, title, base, script, link[rel=next]"):
            if inner.tag == "meta":
                tree.metas.append(inner.attributes)
            elif inner.tag == "title":
                tree.title = tree.title or squeeze(inner.text(deep=True) or "")
            elif inner.tag == "base" and tree.base == tree.url and inner.attributes.get("href"):
                tree.base = join(tree.url, inner.attributes["href"] or "", tree.charset) or tree.url
            elif inner.tag == "link":
                tree.next_link = join(tree.base, inner.attributes.get("href") or "", tree.charset)
            elif inner.tag == "script":
                _note(tree, "script", inner)


def first(values: Sequence[str]) -> str:
    """The first that is not empty."""
    return next((value for value in values if value), "")
