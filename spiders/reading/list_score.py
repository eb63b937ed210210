"""Which group of rows is the page's own list: by its rows, its place, the words around it and its addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from math import log2
from urllib.parse import urlsplit

from spiders.reading.anchors import is_control, likeness
from spiders.reading.list_grounds import Grounds, Group, Row
from spiders.reading.list_groups import groups_of
from spiders.reading.list_places import place_of
from spiders.reading.list_titles import is_generic
from spiders.reading.page import squeeze

ENOUGH = 0.9  # a group that scores less is no list of articles
_MOST = 3 * 2.5 * 1.6 * 2  # what all that speaks for a group can make of its rows
_WEAK = {"rows": 0.0, "own": 1.0, "pager": 1.0, "heading": 1.0, "place": 1.0}
_ELSEWHERE = re.compile(
    r"热点|热门|点击排行|排行|最新|推荐|相关|友情链接|网站链接|图片新闻|专题|快速通道|站内导航|导航|猜你|浏览记录|随机|置顶|"
    r"今日|要闻速递|快讯|精彩|大家都在看|本周|排名|链接|你可能"
)
_SEGMENT_NOISE = re.compile(r"^(?:index|list|default|common_list|column|main|home)?[_\-\d]*\.?\w{0,6}$", re.I)


def best_of(grounds: Grounds, groups: list[Group], pager: int | None) -> Group | None:
    """The group that is the page's list, or None where none is good enough. `pager` is the node where paging stands."""
    names = column_names(grounds)
    holders = _before_pager(grounds, groups, pager, names)
    for group in groups:
        group.score = score(grounds, group, names, id(group) in holders)
    good = [group for group in groups if group.score >= ENOUGH]
    # Of equals the one whose rows reach further: it holds the rows' dates and numbers too.
    best = max(good, key=lambda g: (round(g.score, 3), _reach(g)), default=None)
    if best is None:
        return None
    if not is_assured(best):  # a handsome list of another column, beside a plain one that is this page's
        best = max((g for g in good if is_assured(g)), key=lambda g: (round(g.score, 3), _reach(g)), default=best)
    best = _with_siblings(grounds, best, good)
    whole = [g for g in groups if g is not best and g.score >= ENOUGH / 2 and _encloses(g, best)]
    return max(whole, key=lambda g: (g.score, _reach(g)), default=best)


def main_group(grounds: Grounds, pager: int | None) -> Group | None:
    """The page's list among all groups of its rows."""
    return best_of(grounds, groups_of(grounds), pager)


def _with_siblings(grounds: Grounds, best: Group, good: list[Group]) -> Group:
    """A column's page of several blocks, each under its own heading and all of this column, is one list."""
    alike = [
        g
        for g in good
        if g.shape == best.shape and g.reasons["own"] >= 2.6 and g.reasons["heading"] >= 0.9 and g.reasons["place"] >= 1
    ]
    kind = _kind(grounds, best)
    alike = [g for g in alike if g is best or (_kind(grounds, g) == kind and len(g.rows) > 1)]
    if best not in alike or len(alike) < 2 or any(a.end > b.start for a, b in pairwise(alike)):
        return best
    whole = Group([row for g in alike for row in g.rows], [c for g in alike for c in g.containers], best.shape)
    whole.score, whole.reasons = best.score, best.reasons
    return whole


def _kind(grounds: Grounds, group: Group) -> tuple[str, str, bool]:
    tree, node = grounds.tree, group.containers[0]
    return tree.tag[node], tree.attribute(node, "class"), _dated_share(group) > 0.5


def _reach(group: Group) -> int:
    return sum(row.end - row.start for row in group.rows)


def _encloses(outer: Group, inner: Group) -> bool:
    """Whether what `inner` calls rows are parts of `outer`'s rows: category and title, policy and readings."""
    if not 1 < len(outer.rows) < len(inner.rows) or _dated_share(outer) < _dated_share(inner):
        return False
    dated = sum(row.dated for row in inner.rows)
    if dated > len(outer.rows) or (not dated and len(inner.containers) < 2):
        return False
    starts = [row.start for row in outer.rows]
    seen: set[int] = set()
    for container in inner.containers:
        place = bisect_right(starts, container) - 1
        if place < 0 or container >= outer.rows[place].end or place in seen:
            return False
        seen.add(place)
    return True


def _dated_share(group: Group) -> float:
    return sum(row.dated for row in group.rows) / len(group.rows)


def score(grounds: Grounds, group: Group, names: list[str], before_pager: bool) -> float:
    rows, anchors = group.rows, grounds.anchors
    dated = sum(row.dated for row in rows) / len(rows)
    worth = 0.0
    for row in rows:
        anchor = anchors[row.primary]
        length = min(1.0, max(0.05, (_weight(grounds, row) - 3) / 10))
        worth += length * likeness(anchor.url) * (1.0 if row.dated else 0.35 + 0.3 * dated)
    worth /= len(rows)
    if worth * log2(1 + len(rows)) * _MOST < ENOUGH / 2:
        group.reasons = _WEAK
        return 0.0
    own = own_share(grounds, group)
    reasons = {
        "rows": worth * log2(1 + len(rows)),
        "own": 1 + 2 * own,
        "pager": 2.5 if before_pager else 1.0,
        "heading": _heading_factor(grounds, group, names),
        "place": place_of(grounds.tree, group.containers[0]),
    }
    if is_alone(grounds, group):
        reasons["alone"] = 2.0
    if len(rows) == 1 and not (dated and (own or before_pager)):
        named = reasons["heading"] > 1
        backed = (own and (before_pager or named)) or (before_pager and (named or "alone" in reasons))
        reasons["single"] = 0.5 if dated else 1.25 if backed else 0.2
        sound = reasons["place"] >= 1 and reasons["heading"] >= 1
        if dated and sound and (worth >= 0.7 or "alone" in reasons):
            reasons["single"] = 1.0
    group.reasons = reasons
    product = 1.0
    for factor in reasons.values():
        product *= factor
    return product


def _weight(grounds: Grounds, row: Row) -> float:
    """How long the row's wording is; where the link only says 详情, the title stands beside it."""
    anchor, tree = grounds.anchors[row.primary], grounds.tree
    if anchor.weight > 6 or not row.dated or not is_generic(tree.inline(anchor.node)):
        return anchor.weight
    return min(12.0, tree.size(row.start, row.end) / 3)


def is_assured(group: Group) -> bool:
    """Whether more than its look says that the group is this page's list: addresses, paging, a heading, or that the
    page holds nothing else.
    """
    reasons = group.reasons
    return reasons["own"] > 1.8 or reasons["pager"] > 1 or reasons["heading"] > 1 or "alone" in reasons


_MOST_CONTROLS = 24  # links of a pager


def is_alone(grounds: Grounds, group: Group) -> bool:
    """Whether the page leads nowhere but to the group's rows, its pager and such aside: the page of a frame."""
    tree, anchors, rows = grounds.tree, grounds.anchors, group.rows
    if len(anchors) - sum(row.last - row.first for row in rows) > _MOST_CONTROLS:
        return False
    ends, starts = [0, *(row.last for row in rows)], [*(row.first for row in rows), len(anchors)]
    outside = (a for end, start in zip(ends, starts, strict=True) for a in anchors[end:start] if a.url != tree.url)
    return all(is_control(tree.inline(a.node)) for a in outside)


def own_share(grounds: Grounds, group: Group) -> float:
    """The share of rows whose address lies under this column's own, or names its number."""
    url = grounds.tree.url
    folder, numbers = _column_of(url)
    count = 0
    for row in group.rows:
        address = grounds.anchors[row.primary].url
        if (folder and address.startswith(folder) and likeness(address) > 0.2) or (
            numbers and any(re.search(rf"(?<!\d){n}(?!\d)", address[len(_root(address)) :]) for n in numbers)
        ):
            count += 1
    return count / len(group.rows)


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=64)
def _column_of(url: str) -> tuple[str, tuple[str, ...]]:
    """The folder that a column's address names, empty for the site's root, and the numbers that its last part names."""
    parts = urlsplit(url)
    segments = [s for s in parts.path.split("/") if s]
    if segments and not parts.path.endswith("/") and ("." in segments[-1] or _SEGMENT_NOISE.match(segments[-1])):
        segments.pop()
    numbers = re.findall(r"\d{3,}", segments[-1]) if segments else []
    numbers += re.findall(r"id=(\d{3,})", parts.query, re.I)
    if segments and re.fullmatch(r"\d{1,3}|page", segments[-1]):
        segments.pop()
    folder = f"{_root(url)}/{'/'.join(segments)}/" if segments else ""
    return folder, tuple(numbers)


def column_names(grounds: Grounds) -> list[str]:
    """What the page calls itself: ColumnName, the parts of its title, the words of links to itself."""
    tree = grounds.tree
    names = [tree.meta("columnname"), *re.split(r"[_\-—–|·>＞:：,，\s]+", tree.title)]
    names += [tree.inline(a.node) for a in grounds.anchors if a.url == tree.url and a.weight <= 20]
    return [name for name in dict.fromkeys(squeeze(n) for n in names) if 2 <= len(name) <= 20]


def heading_of(grounds: Grounds, group: Group) -> str:
    """The short text that stands last before the group, nearby; empty where a long text or the page's top is there."""
    tree = grounds.tree
    texts = tree.texts_in(max(0, group.start - 60), group.start)
    for node in reversed(texts[-6:]):
        text = squeeze(tree.text[node]).strip(">》 <|-·:：")
        if len(text) >= 2 and not re.fullmatch(
            r"(?:更多|more|标题|日期|时间|发布时间|发布日期|序号|\W|\d)+", text, re.I
        ):
            return text if len(text) <= 24 else ""
    return ""


def _heading_factor(grounds: Grounds, group: Group, names: list[str]) -> float:
    heading = heading_of(grounds, group)
    if not heading:
        return 1.0
    if heading in names:
        return 1.6
    if any(heading in name for name in names):
        return 1.0
    return 0.25 if _ELSEWHERE.search(heading) else 0.9 if names else 1.0


def _before_pager(grounds: Grounds, groups: list[Group], pager: int | None, names: list[str]) -> set[int]:
    """The ids of the groups of some weight that stand last before the paging: one list in its several readings."""
    if pager is None:
        return set()
    ahead = [g for g in groups if g.end <= pager and max(grounds.anchors[r.primary].weight for r in g.rows) >= 8]
    ahead = [g for g in ahead if len(g.rows) > 1 or g.rows[0].dated or _is_backed(grounds, g, names)]
    if not ahead:
        return set()
    last = max(ahead, key=lambda g: (g.end, len(g.rows)))
    return {id(g) for g in ahead if g.end > last.start and g.start < last.end}


def _is_backed(grounds: Grounds, group: Group, names: list[str]) -> bool:
    """Whether a single row without a date, such as a last page may hold, is this column's by more than its place."""
    return own_share(grounds, group) == 1 or heading_of(grounds, group) in names or is_alone(grounds, group)
