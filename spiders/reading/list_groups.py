"""Groups: rows of one shape side by side, each with a link. A page has many; one of them is its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spiders.reading.anchors import Anchor, is_control, likeness
from spiders.reading.list_grounds import Grounds, Group, Row
from spiders.reading.list_kinds import is_furniture, of_one_kind, of_one_tag, shape_of, without_strangers
from spiders.reading.tree import TEXT, Tree

_LEAVES = {"span", "font", "b", "strong", "em", "i", "h1", "h2", "h3", "h4", "h5", "h6", "label", "img"}  # no lists
MOST_LINKS = 14  # in one row: more are a block of a page, not a row
RELATED = re.compile(
    r"相关(?:解读|链接|文件|政策|阅读|信息|新闻)|政策解读|解读|图解|一图读懂|新闻发布|延伸阅读|政策原文|关联"
)


def groups_of(grounds: Grounds) -> list[Group]:
    """Every group of rows on the page, those of one shape that follow each other joined to one."""
    tree = grounds.tree
    found: list[Group] = []
    for node in range(len(tree.tag)):
        if tree.tag[node] == TEXT or tree.tag[node] in ("a", "select"):
            continue
        low, high = grounds.links(node + 1, tree.end[node])
        if high - low == 1 and tree.tag[node] in _LEAVES:
            continue
        if high > low and (group := _group_in(grounds, node)):
            found.append(group)
    joined = _joined(grounds, found)
    for group in joined:
        if len(group.containers) > 1:
            group.rows = without_strangers(grounds, group.rows)
    return joined


def _group_in(grounds: Grounds, container: int) -> Group | None:
    tree = grounds.tree
    spans: list[tuple[int, int]] = []  # child, its article's anchor
    total = 0
    for child in tree.children(container):
        low, high = grounds.links(child, tree.end[child])
        if high > low and not is_furniture(tree, child):
            total += 1
            if high - low <= MOST_LINKS and (row := _as_row(grounds, child, low, high)) is not None:
                spans.append((child, row))
    if not spans or len(spans) < 0.7 * total:
        return None
    return _rows(grounds, container, spans)


def _as_row(grounds: Grounds, child: int, low: int, high: int) -> int | None:
    """Which of a child's links is the article's, or None where the child is no single row."""
    if high - low == 1:
        return low
    anchors = grounds.anchors[low:high]
    primary = low + primary_of(grounds, anchors)
    if high - low > 3 and grounds.anchors[primary].weight < 8 and len({a.url for a in anchors}) > 3:
        return None  # short words side by side: a navigation
    if _each_dated(grounds, child, anchors, primary - low):
        return None
    heavy = {a.url for a in anchors if _is_heavy(a, grounds.anchors[primary])}
    if len(heavy - {grounds.anchors[primary].url}) == 0:
        return primary
    if grounds.date_count(child, grounds.tree.end[child]) == 1 and not _alike(grounds, child, anchors, primary - low):
        return primary
    return primary if _named_related(grounds, child, grounds.anchors[primary]) else None


def _is_heavy(anchor: Anchor, primary: Anchor) -> bool:
    """Whether a link beside the first could be another article's: worded like a title, and no column's or office's."""
    return anchor.weight >= max(6, 0.45 * primary.weight) and likeness(anchor.url) > 0.2


def _each_dated(grounds: Grounds, child: int, anchors: Sequence[Anchor], primary: int) -> bool:
    """Whether a further link stands as the first does and both have a date of their own: rows, however short."""
    if grounds.date_count(child, grounds.tree.end[child]) < 2:
        return False
    own, end = anchors[primary], grounds.tree.end[child]
    shape = shape_of(grounds.tree, child, own.node)
    return any(
        a.url != own.url
        and grounds.date_count(own.node, a.node)
        and grounds.date_count(a.node, end)
        and shape_of(grounds.tree, child, a.node) == shape
        for a in anchors[primary + 1 :]
    )


def _alike(grounds: Grounds, child: int, anchors: Sequence[Anchor], primary: int) -> bool:
    """Whether a further title stands in the same way as the first: then the child is a list of rows."""
    own = anchors[primary]
    shape = shape_of(grounds.tree, child, own.node)
    further = [a for a in anchors[primary + 1 :] if a.url != own.url and _is_heavy(a, own)]
    return any(shape_of(grounds.tree, child, a.node) == shape for a in further)


def _named_related(grounds: Grounds, child: int, primary: Anchor) -> bool:
    """Whether the further links of a row stand under a word that calls them related."""
    tree = grounds.tree
    after = tree.end[primary.node]
    for text in tree.texts_in(after, tree.end[child]):
        if len(tree.text[text].strip()) <= 10 and RELATED.search(tree.text[text]):
            return True
    return False


def primary_of(grounds: Grounds, anchors: Sequence[Anchor]) -> int:
    """The first link with a wording as long as a title's: categories and departments before it are shorter."""
    tree = grounds.tree
    usable = [a.weight if not is_control(tree.inline(a.node)) or not a.weight else 0 for a in anchors]
    heaviest = max(usable)
    for position, weight in enumerate(usable):
        if weight >= max(5, 0.4 * heaviest):
            return position
    return usable.index(heaviest)


def _rows(grounds: Grounds, container: int, spans: list[tuple[int, int]]) -> Group | None:
    tree, anchors = grounds.tree, grounds.anchors
    kept = [(c, p) for c, p in spans if not is_control(_wording(tree, anchors[p].node))]
    kept = of_one_kind(grounds, of_one_tag(grounds, kept))
    if not kept:
        return None
    before = _date_stands_before(grounds, container, [child for child, _ in kept])
    children = list(tree.children(container))
    borders = _borders(grounds, children, [child for child, _ in kept], before)
    rows: list[Row] = []
    for (child, primary), (start, end) in zip(kept, borders, strict=True):
        if rows and anchors[rows[-1].primary].url == anchors[primary].url:
            rows[-1].end, rows[-1].last = end, grounds.links(child, end)[1]  # picture and title, title and 详情
            if anchors[primary].weight > anchors[rows[-1].primary].weight * 2:
                rows[-1].primary = primary
        else:
            low, high = grounds.links(start, end)
            rows.append(Row(start, end, low, high, primary))
        rows[-1].dated = grounds.date_count(rows[-1].start, rows[-1].end) > 0
    rows = without_strangers(grounds, rows)
    return Group(rows, [container], shape_of(tree, kept[0][0], anchors[kept[0][1]].node))


def _wording(tree: Tree, node: int) -> str:
    return tree.inline(node) or tree.attribute(node, "title")


def _date_stands_before(grounds: Grounds, container: int, links: list[int]) -> bool:
    """Whether dates that are siblings of the links stand before them: counted, and the first one decides a draw."""
    tree, wanted = grounds.tree, set(links)
    sequence = []
    for child in tree.children(container):
        if child in wanted:
            sequence.append("L")
        elif grounds.date_count(child, tree.end[child]):
            sequence.append("D")
    line = "".join(sequence)
    ahead, behind = line.count("DL"), line.count("LD")
    return ahead > behind or (ahead == behind and line.startswith("D"))


def _borders(grounds: Grounds, children: list[int], links: list[int], before: bool) -> list[tuple[int, int]]:
    """Where each row begins and ends: with the siblings that belong to it, dates before the link or after it."""
    tree = grounds.tree
    place = {child: i for i, child in enumerate(children)}
    borders = []
    for n, child in enumerate(links):
        low, high = place[child], place[child] + 1
        if before:
            floor = place[links[n - 1]] + 1 if n else 0
            while low > floor and _belongs(grounds, children[low - 1], child):
                low -= 1
        else:
            ceiling = place[links[n + 1]] if n + 1 < len(links) else len(children)
            while high < ceiling and _belongs(grounds, children[high], child):
                high += 1
        borders.append((children[low], tree.end[children[high - 1]]))
    return borders


def _belongs(grounds: Grounds, sibling: int, row: int) -> bool:
    """A sibling without links of its own and of a row's size: a date, a summary, a document number, a line break."""
    tree = grounds.tree
    low, high = grounds.links(sibling, tree.end[sibling])
    own = {a.url for a in grounds.anchors[slice(*grounds.links(row, tree.end[row]))]}
    for anchor in grounds.anchors[low:high]:
        if anchor.url not in own and not is_control(_wording(tree, anchor.node)):
            return False
    return tree.tag[sibling] not in ("h1", "h2") and tree.size(sibling, tree.end[sibling]) < 600


def _joined(grounds: Grounds, groups: list[Group]) -> list[Group]:
    """Join groups whose containers look alike and between which nothing is written but a year or a month."""
    tree = grounds.tree
    latest: dict[tuple[str, ...], Group] = {}
    result: list[Group] = []
    for group in groups:
        node = group.containers[0]
        above = tree.parent[node]
        key = (
            group.shape,
            tree.tag[node],
            tree.attribute(node, "class"),
            *((tree.tag[above], tree.attribute(above, "class")) if above >= 0 else ("", "")),
        )
        last = latest.get(key)
        if last and group.start >= last.end and _nothing_between(grounds, last.end, group.start):
            last.rows.extend(group.rows)
            last.containers.append(node)
        else:
            latest[key] = group
            result.append(group)
    return result


_PERIOD = re.compile(r"^[\s\d年月第季度\-/.]{0,12}$")


def _nothing_between(grounds: Grounds, start: int, end: int) -> bool:
    low, high = grounds.links(start, end)
    if high > low:
        return False
    texts = grounds.tree.texts_in(start, end)
    return len(texts) <= 4 and all(_PERIOD.match(grounds.tree.text[t]) for t in texts)
