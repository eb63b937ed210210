"""Paragraphs as a tree of numbered nodes, and which of the nodes are items.

An item is a numbered paragraph that has no numbered paragraphs under it; （1） and ① are parts of an item. Where only
the last of several names units, and they stand under a （一）, the （一） is the item. It gives up on documents
without any number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from inspection.keypoints.lines import squeeze
from inspection.keypoints.nouns import Node
from inspection.keypoints.numbering import SUB_POINTS, Marker, Sequence, marker
from inspection.keypoints.units import bracketed, take_units

_PREFACE = re.compile(
    r"^(?:总体要求|指导思想|总体思路|总体考虑|总体安排|工作原则|总体目标|工作目标|主要目标|基本原则|工作思路|目标任务|目标要求|总体工作要求)[。：:]?$"
)
_TAIL = re.compile(
    r"^(?:附\s*件\s*[:：\d一二三四1]|附\s*件$|抄\s*送|联系人|联系电话|[（(]?此件|主动公开$|"
    r".{2,40}办公[厅室]\s*(?:20\d\d\s*年|二[〇○零]).{3,12}日\s*印发|印发[:：]|[（(]?(?:信息)?公开属性|公开方式)"
)
_DAY_ALONE = re.compile(
    r"^(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|二[〇○零][一二三四五六七八九〇○零]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)$"
)
_INLINE = re.compile(
    r"(?<=[。；;！）)〕】])\s*(?=(?:\d{1,3}\s*[．.、](?!\d(?!\d?\s*月)(?!\d{3}\s*年))|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)\s*[\d\u3400-\u9fff“《])"
)
_END = re.compile(r"[。！？；;：:）)〕】”》]\s*$")
MAX_NODES = 3_000


@dataclass(slots=True)
class Outline:
    """The tree, what stood before it, and what belongs to no item."""

    preamble: list[str] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


def outline(paragraphs: list[str]) -> Outline:
    """The numbered nodes of a document. Rows of tables are not for it."""
    tree, stack, sequence, over = Outline(), list[Node](), Sequence(), False
    before = ""
    for paragraph in paragraphs:
        if stack and (_TAIL.match(paragraph) or _DAY_ALONE.match(paragraph.strip())):
            over = True
        for at, piece in enumerate(_INLINE.split(paragraph)):
            found = marker(piece)
            counts = found is not None and sequence.takes(
                found,
                after_end=at > 0 or not before or bool(_END.search(before)) or _is_head(stack, before),
                heads_line=at == 0,
            )
            if found and counts and len(tree.roots) < MAX_NODES and not (over and found.kind in SUB_POINTS):
                over = over and found.number != 1
                _hang(tree, stack, found)
            elif over:
                tree.aside.append(squeeze(piece))
            elif stack:
                stack[-1].body.append(piece) if at == 0 else _append(stack[-1], piece)
            else:
                tree.preamble.append(squeeze(piece))
            before = piece
    return tree


def _append(node: Node, piece: str) -> None:
    """A piece that was cut off at something like a number, and is none."""
    if node.body:
        node.body[-1] += piece
    else:
        node.head += piece


def _is_head(stack: list[Node], before: str) -> bool:
    """A heading has no stop: what follows it may be numbered."""
    return bool(stack) and not stack[-1].body and stack[-1].head.endswith(before[-10:]) and len(before) <= 60


def _hang(tree: Outline, stack: list[Node], found: Marker) -> None:
    node = Node(found.kind, found.number, found.label, found.rest)
    kinds = [one.kind for one in stack]
    if found.kind in kinds:
        del stack[kinds.index(found.kind) :]
    (stack[-1].children if stack else tree.roots).append(node)
    stack.append(node)


def items_of(roots: list[Node]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Each item with the nodes above it, and headings that hold no duty are passed over by `is_preface`."""
    for root in roots:
        yield from _items(root, ())


def _items(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    _fold(node)
    if not node.children:
        yield node, above
        return
    for child in node.children:
        yield from _items(child, (*above, node))


def _fold(node: Node) -> None:
    """Parts of an item become its text."""
    children = node.children
    if not children:
        return
    named = [bool(own_units(child)) for child in children]
    leaves = not any(grandchild.kind not in SUB_POINTS for child in children for grandchild in child.children)
    parts = all(child.kind in SUB_POINTS for child in children)
    if (parts and sum(named) <= 1) or (
        leaves and node.kind != "一" and node.kind != "部分" and len(children) > 1 and named[-1] and sum(named) == 1
    ):
        node.body += list(_told(children))
        node.children = []


def _told(children: list[Node]) -> Iterator[str]:
    for child in children:
        stop = "" if child.label[-1:] in "）)" or child.kind == "①" else "."
        yield f"{child.label}{stop}{child.head}"
        yield from child.body
        yield from _told(child.children)


def own_units(node: Node) -> bool:
    """Whether it names units itself."""
    text = "\n".join(node.paragraphs)
    return bool(node.columns) or (
        bool(bracketed(text) or "单位" in text or "责任" in text) and bool(take_units(text)[1])
    )


def is_preface(node: Node, above: tuple[Node, ...]) -> bool:
    """指导思想 and its like: no duty, unless units answer for it."""
    heads = [squeeze(one.head) for one in (*above, node)]
    return any(_PREFACE.match(head.split("。")[0]) for head in heads) and not own_units(node)
