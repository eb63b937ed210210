"""Places: what the names of a page's elements say of where something stands: its main part, or its furniture."""

from __future__ import annotations

import re
from itertools import islice

from spiders.reading.tree import Tree

FURNITURE = 0.15  # a place of this worth or less holds no rows of a list
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_NAMES = {
    "nav": 0.12, "menu": 0.12, "navbar": 0.12, "header": 0.12, "footer": 0.08, "foot": 0.08, "copyright": 0.08,
    "friend": 0.1, "friends": 0.1, "yqlj": 0.1, "links": 0.3, "breadcrumb": 0.1, "crumb": 0.1, "crumbs": 0.1,
    "position": 0.15, "location": 0.15, "dqwz": 0.15, "weizhi": 0.15, "share": 0.2, "login": 0.1, "topbar": 0.15,
    "aside": 0.3,
    "side": 0.35, "sidebar": 0.3, "hot": 0.35, "rank": 0.3, "ranking": 0.3, "recommend": 0.35,
    "tuijian": 0.35, "tj": 0.6, "related": 0.35, "xgxx": 0.4, "swiper": 0.5, "slide": 0.5, "slider": 0.5, "banner": 0.4,
    "focus": 0.6, "pop": 0.4, "popbox": 0.3, "dialog": 0.4, "marquee": 0.4, "scroll": 0.6, "pager": 0.2,
    "pagination": 0.15, "paging": 0.2, "search": 0.6, "sitemap": 0.3, "phb": 0.3, "rd": 0.7,
}  # fmt: skip
_TAGS = {"nav": 0.12, "header": 0.2, "footer": 0.08, "aside": 0.3, "main": 1.2, "marquee": 0.4, "dialog": 0.4}


def place_of(tree: Tree, node: int) -> float:
    """How much the element and those around it speak for a list: 1.0 nothing against it, less in furniture."""
    factor = 1.0
    for holder in islice((node, *tree.ancestors(node)), 40):
        factor = min(factor, own_place(tree, holder))
    return factor


def own_place(tree: Tree, node: int) -> float:
    """The same of the element's own tag, class and id alone."""
    factor = _TAGS.get(tree.tag[node], 1.0)
    attributes = tree.attributes[node]
    if attributes and ("class" in attributes or "id" in attributes):
        for token in _TOKEN.findall(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            factor = min(factor, _NAMES.get(token.lower(), 1.0))
    return factor
