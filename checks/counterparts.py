"""Which article of one channel carries the same content as one of another, and how that is known.

Portal and accounts word their titles freely, so titles alone decide only where they say the same; otherwise links,
document numbers, quoted names and the bodies speak. An edition (year, batch, month) that disagrees always separates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from enum import IntEnum

from checks.counterpart_items import Item, apart, items_of
from checks.counterpart_texts import Bodies, likely_pairs, share
from checks.counterpart_titles import essence, near_titles, siblings
from checks.names import Kind
from checks.pairing import EARLY
from inspection.records import Article

LATE = timedelta(days=180)  # what stands so much later is about another year's
SAME_DOCUMENT = timedelta(days=3)  # one article that stands in two columns of one side
MOST_LINKS = 3  # an address that more articles point to is a service, not their counterpart
_SURE_SHARE, _LIKELY_SHARE = 0.5, 0.25


class MatchedBy(IntEnum):
    """How a counterpart is known; the greater, the surer."""

    TITLE_ALIKE = 1
    TEXT_ALIKE = 2
    TEXT = 3
    QUOTED = 4
    TITLE = 5
    NUMBER = 6
    LINK = 7

    @property
    def sure(self) -> bool:
        """Whether facts of the two may be compared; otherwise it is enough only not to call the content missing."""
        return self >= MatchedBy.TEXT


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An article of the other channel with the same content."""

    article: Article
    by: MatchedBy
    detail: str  # Chinese, for people
    explains: bool = False  # by its title it interprets the document, rather than carrying it


@dataclass
class _Match:
    """The best that is known of one pair of positions."""

    by: MatchedBy
    detail: str
    weight: float = 0.0


class Side:
    """The articles of one channel, prepared once for every comparison."""

    def __init__(self, articles: Iterable[Article], zone: tzinfo) -> None:
        self.items = items_of(articles, zone)
        self.bodies = Bodies(item.article.text for item in self.items)


@dataclass
class _Comparison:
    """Two sides compared once; positions are those of their items."""

    left: Side
    right: Side
    matches: dict[tuple[int, int], _Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ours, self.theirs = self.left.items, self.right.items

    def note(self, at: int, other: int, by: MatchedBy, detail: str, weight: float = 0.0) -> None:
        """Keep what is surest."""
        one, two = self.ours[at], self.theirs[other]
        if not within_reach(one.day, two.day) or apart(one, two, linked=by is MatchedBy.LINK):
            return
        known = self.matches.get((at, other))
        if known is None or (by, weight) > (known.by, known.weight):
            self.matches[at, other] = _Match(by, detail, weight)


def within_reach(ours: date | None, theirs: date | None) -> bool:
    """Whether the two may be one content by their days; an unknown day excludes nothing."""
    return ours is None or theirs is None or ours - EARLY <= theirs <= ours + LATE


def compare(ours: Side, theirs: Side) -> dict[str, list[Counterpart]]:
    """For each address of ours, its counterparts among theirs, the surest first; nothing for those without."""
    comparison = _Comparison(ours, theirs)
    _by_link(comparison)
    _by_number(comparison)
    _by_title(comparison)
    _by_quote(comparison)
    _by_text(comparison)
    out: dict[str, list[tuple[_Match, Counterpart]]] = defaultdict(list)
    for (at, other), match in _settled(comparison):
        one, two = comparison.ours[at], comparison.theirs[other]
        explains = two.kind is Kind.INTERPRETATION and one.kind is not Kind.INTERPRETATION
        out[one.article.url].append((match, Counterpart(two.article, match.by, match.detail, explains)))
    for found in out.values():
        found.sort(key=lambda pair: (-pair[0].by, -pair[0].weight, pair[1].article.url))
    return {url: [counterpart for _, counterpart in found] for url, found in out.items()}


def _by_link(comparison: _Comparison) -> None:
    for ours, theirs, turned in (
        (comparison.ours, comparison.theirs, False),
        (comparison.theirs, comparison.ours, True),
    ):
        addresses = {key: at for at, item in enumerate(theirs) for key in item.keys}
        pointing: dict[int, list[int]] = defaultdict(list)
        for at, item in enumerate(ours):
            hits = {addresses[key] for key in item.points if key in addresses}
            # A digest that links to several articles of the other side carries none of them by that alone.
            for hit in hits if len(hits) == 1 else hits & {addresses.get(item.original or "", -1)}:
                pointing[hit].append(at)
        for hit, sources in pointing.items():
            for at in sources if len(sources) <= MOST_LINKS else ():
                pair = (hit, at) if turned else (at, hit)
                comparison.note(*pair, MatchedBy.LINK, "页面之间有链接")


def _by_number(comparison: _Comparison) -> None:
    holders: dict[str, list[int]] = defaultdict(list)
    for other, item in enumerate(comparison.theirs):
        for number in item.numbers:
            holders[number].append(other)
    for at, item in enumerate(comparison.ours):
        for number in item.numbers:
            for other in holders[number]:
                comparison.note(at, other, MatchedBy.NUMBER, f"文号相同：{number}")


def _by_title(comparison: _Comparison) -> None:
    whole: dict[str, list[int]] = defaultdict(list)
    cores: dict[str, list[int]] = defaultdict(list)
    for other, item in enumerate(comparison.theirs):
        for key in item.variants:
            whole[key].append(other)
            cores[essence(key)].append(other)
    for at, item in enumerate(comparison.ours):
        for key in item.variants:
            for other in whole[key]:
                comparison.note(at, other, MatchedBy.TITLE, "标题相同", len(key))
            core = essence(key)
            if len(core) >= 4:
                by = MatchedBy.TITLE if len(core) >= 8 else MatchedBy.TITLE_ALIKE
                for other in cores[core]:
                    comparison.note(at, other, by, "标题除常用语外相同", len(core) / 100)
    ours, theirs = (
        [i.variants[0] if i.variants else "" for i in side] for side in (comparison.ours, comparison.theirs)
    )
    for at, other, score in near_titles(ours, theirs):
        comparison.note(at, other, MatchedBy.TITLE_ALIKE, f"标题相近（{score:.0f}%）", score / 100)


def _by_quote(comparison: _Comparison) -> None:
    """A document, and what quotes its name 《…》 in its title; or two interpretations of one document."""
    holders: dict[str, list[int]] = defaultdict(list)
    for other, item in enumerate(comparison.theirs):
        for key in item.named:
            holders[key].append(other)
    for at, item in enumerate(comparison.ours):
        for key in item.named:
            for other in holders[key]:
                two = comparison.theirs[other]
                if item.is_document or two.is_document or item.kind is two.kind is Kind.INTERPRETATION:
                    comparison.note(at, other, MatchedBy.QUOTED, "标题写明同一份文件", len(key) / 100)


def _by_text(comparison: _Comparison) -> None:
    ours, theirs = comparison.left.bodies, comparison.right.bodies
    for at, other in likely_pairs(ours, theirs):
        one, two = comparison.ours[at], comparison.theirs[other]
        if not within_reach(one.day, two.day) or any(
            siblings(a, b) for a in one.variants[:1] for b in two.variants[:1]
        ):
            continue
        held = share(ours, at, theirs, other)
        if held >= _SURE_SHARE:
            comparison.note(at, other, MatchedBy.TEXT, f"正文相同的部分占较短一篇的 {held:.0%}", held)
        elif held >= _LIKELY_SHARE:
            comparison.note(at, other, MatchedBy.TEXT_ALIKE, f"正文相同的部分占较短一篇的 {held:.0%}", held)


def _settled(comparison: _Comparison) -> Iterator[tuple[tuple[int, int], _Match]]:
    """The matches that last: an article belongs to those of ours that fit it best, not to last week's of one series."""
    best: dict[int, tuple[tuple[float, ...], int]] = {}
    for (at, other), match in comparison.matches.items():
        rank = (match.by, round(match.weight, 2), -_distance(comparison.ours[at].day, comparison.theirs[other].day))
        if other not in best or rank > best[other][0]:
            best[other] = (rank, at)
    for (at, other), match in sorted(comparison.matches.items()):
        winner = best[other][1]
        if match.by is MatchedBy.LINK or at == winner or _twins(comparison.ours[at], comparison.ours[winner]):
            yield (at, other), match


def _twins(one: Item, two: Item) -> bool:
    """One article in two columns: told by a common title (or essence) and nearly the same day."""
    common = set(one.variants) & set(two.variants) or set(map(essence, one.variants)) & set(map(essence, two.variants))
    near = one.day is None or two.day is None or abs(one.day - two.day) <= SAME_DOCUMENT
    return bool(common) and near


def _distance(one: date | None, two: date | None) -> int:
    return abs((one - two).days) if one and two else 999
