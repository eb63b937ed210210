"""Markup inside feeds: titles without it, and bodies as plain text with their links and pictures."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import join
from spiders.reading.page import squeeze

LONGEST_TEXT = 100_000  # characters of one article
LONGEST_TITLE = 300
_MOST_LINKS = 500
_SMALL = 60  # pixels: a smaller picture is an icon or a portrait
# Tags by name: 《<关于…>的通知》 and `a<b` are words, not markup.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|label|li|mark|ol|p|pre|s|section"
    r"|small|span|strike|strong|sub|sup|svg|table|tbody|td|tr|tt|u|ul|video|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LINES = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "br",
        "li",
        "tr",
        "blockquote",
        "pre",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "hr",
    }
    | {f"h{level}" for level in range(1, 7)}
)
_SILENT = frozenset({"script", "style", "noscript", "template", "title", "head", "iframe", "object", "svg", "select"})
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*$")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_OPEN_OR_CLOSE = re.compile(
    r"<(/)?(?!(?:br|hr|img|input|wbr|source|embed|col|area|meta|link|p|li|td|tr|th|dt|dd|option)\b)[a-zA-Z]"
)
_DEEPEST = 2000  # tags


@dataclass(frozen=True, slots=True)
class Body:
    """What one entry's markup says."""

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
    """The markup's text by lines, its links and pictures resolved against `base`. Text without tags stays."""
    if "<" not in markup and "&" not in markup:
        return Body(_tidied(markup))
    markup = markup[: LONGEST_TEXT * 20]
    if too_deep(markup):
        return Body(_tidied(html.unescape(_ANY_TAG.sub(" ", markup))))
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        return Body()
    parts: list[str] = []
    _walk(tree.body, parts)
    hrefs = ((node.attributes.get("href") or "").strip() for node in tree.css("a[href]")[:_MOST_LINKS])
    links = (join(base, href) for href in hrefs if href and not href.startswith("#"))
    images = (join(base, source) for node in tree.css("img")[:_MOST_LINKS] if (source := _source(node)))
    return Body(
        _tidied("".join(parts)),
        tuple(dict.fromkeys(link for link in links if link)),
        tuple(dict.fromkeys(image for image in images if image)),
        tuple(squeeze(node.text()) for node in tree.css("blockquote")[:20]),
    )


def too_deep(markup: str) -> bool:
    """Nested so deeply that no office wrote it: a parser's time grows with the square of the depth."""
    if markup.count("<") < _DEEPEST:
        return False
    depth = 0
    for tag in _OPEN_OR_CLOSE.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return True
    return False


def _gap(tag: re.Match[str]) -> str:
    return " " if tag[0].lower().startswith(("<br", "<p", "</p", "<div", "</div", "<li", "<td", "<tr")) else ""


def _walk(root: LexborNode, parts: list[str]) -> None:
    """In document order and without recursion: feeds may nest as deep as they like."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            parts.append((node.text_content or "").replace("\n", " "))
            continue
        if tag in _SILENT or tag.startswith(("-", "_", "!")):
            continue
        if tag == "img" and _is_icon(node):
            parts.append(node.attributes.get("alt") or "")  # Weibo's emoji are pictures
            continue
        if tag in _LINES:
            parts.append("\n")
            stack.append("\n" if tag != "br" else "")
        children = list(node.iter(include_text=True))
        stack.extend(reversed(children))


def _is_icon(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and "url-icon" in (parent.attributes.get("class") or "")


def _source(node: LexborNode) -> str:
    """The picture's address; empty for an icon, a portrait or a spacer. A hidden one (width 0) is a picture."""
    if _is_icon(node):
        return ""
    for name in ("width", "height"):
        pixels = _PIXELS.match(node.attributes.get(name) or "")
        if pixels and 0 < int(pixels[1]) <= _SMALL:
            return ""
    for name in ("src", "data-src", "data-original"):
        source = (node.attributes.get(name) or "").strip()
        if source and not source.startswith("data:"):
            return source
    return ""


def _tidied(text: str) -> str:
    lines = (squeeze(_INVISIBLE.sub("", line)) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]
