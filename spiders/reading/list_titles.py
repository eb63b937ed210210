"""Titles: what a row calls its article, in full where the page states it anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from spiders.reading.anchors import is_control
from spiders.reading.list_marks import DATED, narrow
from spiders.reading.page import squeeze
from spiders.reading.tree import Tree

_BLOCKS = {
    "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "td", "tr", "table", "dt", "dd", "dl", "section",
    "article", "figure", "figcaption", "header", "footer", "br", "tbody", "blockquote",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TITLE_WORDS = re.compile(r"tit|biaoti|headline|subject", re.I)
_BADGES = re.compile(
    r"^[\[【(（<]?\s*(?:置顶|顶|new!?|新|热|hot|图|荐|推荐|头条|最新|精华|视频|图文|top|急|·|•)\s*[\]】)）>]?$", re.I
)
_PREFIX = re.compile(
    r"^(?:[\s·•▪■□►▶※○●◆◇★☆→>›»|\-–—*\u2022\u25aa\uf0b7\uf0d8◎⊙]|[\[【(（](?:置顶|顶|图|新|热|荐|new|hot|top)[\]】)）])+",
    re.I,
)
_CUT = re.compile(r"(?:\.{2,}|…+|．{2,}|。{3,}|⋯+|‥)\s*[\])）】]?$")
_TOOLTIP = re.compile(
    r"(?:文章|文件)?(?:标\s*题|题\s*名|名\s*称)\s*[:：]\s*(.+?)(?=\s*(?:发布时间|发布日期|作\s*者|日\s*期|时\s*间|来\s*源|点击|浏览|发布|更新)\s*[::：]|[\r\n]|$)"
)
_GENERIC = re.compile(
    r"^(?:查看|点击|阅读|了解|浏览)?(?:详情|详细|全文|原文|更多|查看|阅读|点击查看|详细内容|more|read\s*more|进入|下载|打开)(?:内容|信息|>+)?$",
    re.I,
)
_MOST_FOR_TITLE = 400  # characters; what is longer is a text, not a title
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A title as a row states it, and whether only its beginning is stated."""

    text: str
    truncated: bool
    nodes: frozenset[int] = frozenset()  # the text nodes that it was read from


def title_of(tree: Tree, anchor: int, row: tuple[int, int]) -> Wording:
    """The title that a link of the row (nodes from, to) stands for."""
    shown, nodes = _shown(tree, anchor)
    attribute = _clean_attribute(tree, anchor)
    if not shown or is_generic(shown):
        if attribute and not is_generic(attribute):
            return _worded(attribute, nodes)
        outside, used = _beside(tree, anchor, row)
        if outside:
            return _worded(outside, used)
        picture = _picture(tree, anchor)
        return _worded(picture or attribute or shown, nodes)
    if not attribute and _CUT.search(shown):
        attribute = _other_attribute(tree, row, shown)
    if not attribute:
        outside, used = _beside(tree, anchor, row) if _CUT.search(shown) else ("", frozenset())
        if outside and _continues(outside, shown):
            return _worded(outside, used)
        return _worded(shown, nodes)
    return _worded(_fuller(shown, attribute), nodes)


def is_generic(text: str) -> bool:
    return bool(_GENERIC.match(text.strip(" []【】>»"))) or is_control(text)


def _worded(text: str, nodes: frozenset[int]) -> Wording:
    text = text[:_MOST_FOR_TITLE]
    return Wording(text, bool(_CUT.search(text)), nodes)


def _fuller(shown: str, attribute: str) -> str:
    """The link's own words, unless they are cut and the title attribute goes on, or carry more than the title."""
    short, full = _packed(shown), _packed(attribute)
    if short == full:
        return shown
    if _CUT.search(shown):
        stem = _packed(_CUT.sub("", shown))
        if _CUT.search(attribute) and len(full) <= len(short):
            return shown
        return attribute if full.startswith(stem) or full[:6] in stem or stem[-6:] in full else shown
    if full.startswith(short):
        return attribute
    if len(full) >= 6 and short.endswith(full):
        return attribute
    return shown


def _continues(text: str, cut: str) -> bool:
    return _packed(text).startswith(_packed(_CUT.sub("", cut)))


def _packed(text: str) -> str:
    return _SPACES.sub("", text)


def _clean_attribute(tree: Tree, anchor: int) -> str:
    raw = tree.attribute(anchor, "title")
    if not raw:
        return ""
    if "<" in raw:
        raw = re.sub(r"</?[a-zA-Z][^<>]*>", "", raw)
    if match := _TOOLTIP.search(raw):
        raw = match.group(1)
    return _PREFIX.sub("", squeeze(raw)) or squeeze(raw)


def _other_attribute(tree: Tree, row: tuple[int, int], shown: str) -> str:
    """A title attribute in the row, on another element than the link, that goes on where the link's words are cut."""
    for node in range(*row):
        title = tree.attributes[node].get("title") if tree.attributes[node] else None
        if title and _continues(title, shown):
            return squeeze(title)
    return ""


def _picture(tree: Tree, anchor: int) -> str:
    for node in range(anchor, tree.end[anchor]):
        if tree.tag[node] == "img" and (text := tree.attribute(node, "alt") or tree.attribute(node, "title")):
            return squeeze(text)
    return ""


@dataclass(slots=True)
class _Piece:
    """Consecutive text of one block inside a link."""

    block: int
    nodes: list[int]
    text: str = ""
    rank: int = 0


def _shown(tree: Tree, anchor: int) -> tuple[str, frozenset[int]]:
    """The wording that a link shows as its title: badges, dates and summaries inside the link left out."""
    pieces = _pieces(tree, anchor, anchor, tree.end[anchor])
    if not pieces:
        return "", frozenset()
    best = _best_piece(pieces)
    return best.text, frozenset(best.nodes)


def _best_piece(pieces: list[_Piece]) -> _Piece:
    top = max(piece.rank for piece in pieces)
    if top > 0:
        return next(piece for piece in pieces if piece.rank == top)
    return next((piece for piece in pieces if len(piece.text) >= 4), pieces[0])


def _pieces(tree: Tree, top: int, start: int, end: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    previous = -1
    for node in tree.texts_in(start, end):
        if tree.hidden_within(tree.parent[node], top) or _is_badge(tree, node, top):
            continue
        block, rank = _block_and_rank(tree, node, top)
        broken = previous >= 0 and any(tree.tag[n] == "br" for n in range(previous, node))
        if (
            pieces
            and pieces[-1].block == block
            and not (broken and pieces[-1].rank == rank == 0 and len(pieces[-1].text) > 60)
        ):
            pieces[-1].nodes.append(node)
            pieces[-1].text += tree.text[node]
        else:
            pieces.append(_Piece(block, [node], tree.text[node], rank))
        previous = node
    for piece in pieces:
        piece.text = _PREFIX.sub("", squeeze(piece.text)).strip()
    return [piece for piece in pieces if piece.text and not is_dateish(piece.text)]


def _block_and_rank(tree: Tree, node: int, top: int) -> tuple[int, int]:
    """The block that a text stands in, and how much markup calls that the title: 2 by class, 1 by a heading's tag."""
    block, rank = -1, 0
    walker = tree.parent[node]
    while walker >= top:
        tag = tree.tag[walker]
        if walker != top and _TITLE_WORDS.search(tree.attribute(walker, "class")):
            return walker, 2
        if tag in _HEADINGS and rank == 0:
            rank, block = 1, walker
        if block < 0 and tag in _BLOCKS:
            block = walker
        walker = tree.parent[walker]
    return (block if block >= 0 else top), rank


def _is_badge(tree: Tree, node: int, top: int) -> bool:
    """A text alone in its element that is a date, a mark such as 置顶, or a rank."""
    parent = tree.parent[node]
    if parent == top:
        return is_dateish(tree.text[node]) and len(tree.texts_in(top, tree.end[top])) > 1
    text = tree.text[node].strip()
    if _BADGES.match(text):
        return True
    if is_dateish(text):
        return True
    return text.isdigit() and len(text) <= 2 and tree.tag[parent] in ("i", "em", "b", "span", "div", "strong")


def is_dateish(text: str) -> bool:
    """Whether a text says nothing but when: a date with its label and brackets."""
    text = narrow(text).strip()
    return len(text) <= 40 and any(c.isdigit() for c in text) and bool(DATED.match(text)) and _few_words(text)


def _few_words(text: str) -> bool:
    words = re.sub(r"发布|更新|时间|日期|公开|发文|来源|[\s\d年月日时分秒前昨今天小周:：\-/.\[\]()（）【】|]", "", text)
    return len(words) <= 2


def _beside(tree: Tree, anchor: int, row: tuple[int, int]) -> tuple[str, frozenset[int]]:
    """The row's heading where the link itself only says 详情: a heading, a title class, else its first longer text."""
    pieces = [p for p in _pieces(tree, row[0] - 1, row[0], row[1]) if not is_generic(p.text)]
    inside = range(anchor, tree.end[anchor])
    pieces = [p for p in pieces if p.nodes[0] not in inside and len(p.text) >= 4]
    if not pieces:
        return "", frozenset()
    best = _best_piece(pieces)
    return best.text, frozenset(best.nodes)


def plain_text(markup: str) -> str:
    """A title as data states it: tags and entities resolved, white space collapsed."""
    return squeeze(unescape(_TAG.sub("", markup)))
