"""Kinds of rows: which of the parts of a container are rows of one list, and which are strangers among them."""

from __future__ import annotations

from collections import Counter, defaultdict

from spiders.reading.anchors import likeness
from spiders.reading.list_grounds import Grounds, Row
from spiders.reading.list_places import FURNITURE, own_place
from spiders.reading.tree import Tree

_BLOCKS = {"div", "section", "table", "center", "nav", "header", "footer", "aside", "main", "form", "fieldset"}


def is_furniture(tree: Tree, child: int) -> bool:
    """Whether a block is by its own name a navigation, a footer, a pager: no row of any list."""
    return tree.tag[child] in _BLOCKS and own_place(tree, child) <= FURNITURE


def without_strangers(grounds: Grounds, rows: list[Row]) -> list[Row]:
    """Drop undated links to columns and home pages from among dated rows or articles: breadcrumbs, 更多."""
    strange = [likeness(grounds.anchors[row.primary].url) <= 0.2 and not row.dated for row in rows]
    kept = [row for row, odd in zip(rows, strange, strict=True) if not odd]
    dated = sum(row.dated for row in kept)
    return kept if kept and (dated >= 0.7 * len(kept) or len(kept) >= 4 * sum(strange)) else rows


def of_one_tag(grounds: Grounds, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The rows of the tag that carries the most: dates, then words. A breadcrumb beside a table is no row."""
    tree = grounds.tree
    worth: dict[str, float] = defaultdict(float)
    for child, primary in spans:
        dated = grounds.date_count(child, tree.end[child]) > 0
        worth[tree.tag[child]] += min(grounds.anchors[primary].weight, 20) * (3 if dated else 1)
    best = max(worth, key=lambda tag: worth[tag], default="")
    return [(child, primary) for child, primary in spans if tree.tag[child] == best]


def of_one_kind(grounds: Grounds, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of blocks only those that are dated or have their like beside them: a page's own parts are no rows of a list."""
    tree = grounds.tree
    if len(spans) < 2 or tree.tag[spans[0][0]] not in _BLOCKS:
        return spans
    looks = []
    for child, primary in spans:
        shape = shape_of(tree, child, grounds.anchors[primary].node)
        looks.append([(shape, name) for name in set(tree.attribute(child, "class").split()) or {""}])
    count = Counter(look for own in looks for look in own)
    return [
        (child, primary)
        for (child, primary), own in zip(spans, looks, strict=True)
        if any(count[look] > 1 for look in own) or grounds.date_count(child, tree.end[child])
    ]


def shape_of(tree: Tree, child: int, anchor: int) -> str:
    """The path of tags from a row down to its link."""
    tags = [tree.tag[anchor]]
    while anchor != child:
        anchor = tree.parent[anchor]
        tags.append(tree.tag[anchor])
    return ">".join(reversed(tags))
