"""HTML that feeds, interfaces and tables carry inside their fields: its words by lines, its links, its pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from inspection.addresses import join
from spiders.markup import bounded
from spiders.reading.page import squeeze

LONGEST_TEXT = 100_000  # characters of one article
LONGEST_TITLE = 300
_LONGEST = 20 * LONGEST_TEXT  # characters of one article's markup
_MOST_TAGS = 20_000  # of one article; real ones have four thousand
_MOST_LINKS = 500
_SMALL = 60  # pixels: a smaller picture is an icon or a portrait
# Tags by name: 《<关于…>的通知》 and `a<b` are words, not markup.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|label|li|mark|ol|p|pre|s|section"
    r"|small|span|strike|strong|sub|sup|svg|table|tbody|td|tr|tt|u|ul|video|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # the parser would stop there
_BREAKS = re.compile(r"[\r\n]+")
_LINES = frozenset(
    {"p", "div", "section", "article", "li", "tr", "blockquote", "pre", "table", "ul", "ol", "dl", "dt", "dd", "hr"}
    | {f"h{level}" for level in range(1, 7)}
)
_SILENT = frozenset({"script", "style", "noscript", "template", "title", "head", "iframe", "object", "svg", "select"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*$")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Body:
    """What one article's markup says."""

    text: str = ""
    links: tuple[str, ...] = ()  # absolute, in order, each once
    images: tuple[str, ...] = ()  # absolute, without icons
    quotes: tuple[str, ...] = ()  # texts of its <blockquote>s


def plain(text: str) -> str:
    """A title's or a name's text: tags and entities resolved (also when escaped twice), space folded."""
    for _ in range(3):
        bare = html.unescape(_TAG.sub(_gap, text)) if "<" in text or _ENTITY.search(text) else text
        if bare == text:
            break
        text = bare
    return squeeze(_INVISIBLE.sub("", text))[:LONGEST_TITLE]


def body_of(markup: str, base: str) -> Body:
    """The markup's text by lines, its links and pictures resolved against `base`. Text without tags keeps its lines."""
    if not _MARKUP.search(markup):
        return Body(_tidied(html.unescape(markup[:_LONGEST])))
    root = parsed(markup)
    links = (join(base, href) for href, _ in links_of(root) if not href.startswith("#"))
    images = (join(base, source) for node in root.find_all("img", limit=_MOST_LINKS) if (source := _source(node)))
    return Body(
        _tidied(words_of(root)),
        tuple(dict.fromkeys(link for link in links if link)),
        tuple(dict.fromkeys(image for image in images if image)),
        tuple(squeeze(node.get_text()) for node in root.find_all("blockquote", limit=20)),
    )


def parsed(markup: str) -> BeautifulSoup:
    """The markup, a piece or a whole page, as a tree, in time that grows with its length alone.

    Beyond so many tags only words are read.
    """
    # Instructions (<?xml …>) are comments to an HTML parser: written as such, they raise no warning of XML.
    markup = bounded(_UNREADABLE.sub("", markup[:_LONGEST]).replace("<?", "<!"))
    if (last := next(islice(re.finditer("<", markup), _MOST_TAGS, None), None)) is not None:
        markup = markup[: last.start()] + without_tags(markup[last.start() :])
    return BeautifulSoup(markup, "lxml")


def without_tags(markup: str) -> str:
    """The markup's words, for where there is more of it than can be parsed; entities stay."""
    return _ANY_TAG.sub(" ", markup)


def words_of(root: Tag, *, as_written: bool = False) -> str:
    """The text of a tree, a line for each block, emoji by their names; what is not shown is left out.

    A line break inside the text is a blank, as in a browser, or `as_written` is kept.
    """
    parts: list[str] = []
    stack: list[object] = [root]  # no recursion: markup may nest as deep as it likes
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            _enter(node, parts, stack)
        elif type(node) is NavigableString:  # its subclasses are comments, scripts and the like
            parts.append(node if as_written else _BREAKS.sub(" ", node))
        elif node is _END:
            _end_line(parts)
    return "".join(parts)


def links_of(root: Tag) -> Iterator[tuple[str, str]]:
    """What each link names, as it is written, and the words that it stands behind."""
    for node in [root] if root.name == "a" else root.find_all("a", limit=_MOST_LINKS):
        if href := attribute(node, "href"):
            yield href, node.get_text().strip()


def attribute(node: Tag | None, name: str) -> str:
    """The attribute's value without outer space; empty where there is none, or no node. A class: all its names."""
    value = node.get(name) if node is not None else None
    return value.strip() if isinstance(value, str) else " ".join(value or ())


_END = object()  # of a block, on the stack


def _enter(node: Tag, parts: list[str], stack: list[object]) -> None:
    if node.name in _SILENT or ("style" in node.attrs and _HIDDEN.search(attribute(node, "style"))):
        return
    if node.name == "img":
        name = attribute(node, "alt")
        parts.append(name if _is_icon(node) or (name.startswith("[") and name.endswith("]")) else "")
    elif node.name == "br":
        parts.append("\n")
    else:
        if node.name in _LINES:
            _end_line(parts)
            stack.append(_END)
        stack.extend(reversed(node.contents))


def _end_line(parts: list[str]) -> None:
    if parts and not parts[-1].endswith("\n"):
        parts.append("\n")


def _gap(tag: re.Match[str]) -> str:
    return " " if tag[0].lower().startswith(("<br", "<p", "</p", "<div", "</div", "<li", "<td", "<tr")) else ""


def _is_icon(node: Tag) -> bool:
    """Weibo's emoji are pictures."""
    return node.parent is not None and "url-icon" in attribute(node.parent, "class")


def _source(node: Tag) -> str:
    """The picture's address; empty for an icon, a portrait or a spacer. A hidden one (width 0) is a picture."""
    if _is_icon(node):
        return ""
    for name in ("width", "height"):
        pixels = _PIXELS.match(attribute(node, name))
        if pixels and 0 < int(pixels[1]) <= _SMALL:
            return ""
    sources = (attribute(node, name) for name in ("src", "data-src", "data-original"))
    return next((source for source in sources if source and not source.startswith("data:")), "")


def _tidied(text: str) -> str:
    lines = (squeeze(_INVISIBLE.sub("", line)) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]
