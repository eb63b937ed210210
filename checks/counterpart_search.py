"""The ways to find the counterpart of an article: links, document numbers, titles, quoted names, bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from enum import IntEnum

from checks.counterpart_items import Item, apart, items_of
from checks.counterpart_retold import are_apart, retold
from checks.counterpart_texts import LEAST, Bodies, likely_pairs, share
from checks.counterpart_titles import near_titles, siblings
from checks.editions import Editions, conflict
from checks.names import Kind
from checks.pairing import EARLY
from inspection.records import Article

LATE = timedelta(days=180)  # what stands so much later is about another year's
MOST_LINKS = 3  # an address that more articles point to is a service, not their counterpart
_SURE_SHARE, _LIKELY_SHARE, _SOME_SHARE = 0.5, 0.25, 0.15
_NO_EVIDENCE = 0.1  # two bodies that share less speak of different things under one heading
_NEAR_DAYS, _TELLING = 7, 6  # days and letters for which one subject in both titles is enough
_OFTEN = 5  # titles that may have one subject


class MatchedBy(IntEnum):
    """How a counterpart is known; the greater, the surer."""

    TITLE_ALIKE = 1
    TEXT_ALIKE = 2
    SUBJECT_ALIKE = 3
    SUBJECT_LIKELY = 4
    TEXT = 5
    SUBJECT = 6
    QUOTED = 7
    TITLE = 8
    NUMBER = 9
    LINK = 10

    @property
    def sure(self) -> bool:
        """Whether facts of the two may be compared; otherwise it is enough only not to call the content missing."""
        return self >= MatchedBy.TEXT


@dataclass
class Match:
    """The surest that is known of one pair of positions, and how much speaks for it."""

    by: MatchedBy
    detail: str
    title: float = 0.0  # what the titles weigh: 1 where they are the same
    text: float = 0.0  # what the bodies weigh: the share that they have in common, and a tenth for each common value


class Side:
    """The articles of one channel, prepared once for every comparison."""

    def __init__(self, articles: Iterable[Article], zone: tzinfo) -> None:
        self.items = items_of(articles, zone)
        self.bodies = Bodies(item.article.text for item in self.items)


@dataclass
class Comparison:
    """Two sides compared once; positions are those of their items."""

    left: Side
    right: Side
    matches: dict[tuple[int, int], Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ours, self.theirs = self.left.items, self.right.items

    def note(self, at: int, other: int, by: MatchedBy, detail: str, title: float = 0.0) -> None:
        """Keep what is surest."""
        one, two = self.ours[at], self.theirs[other]
        if not within_reach(one.day, two.day) or apart(one, two, linked=by is MatchedBy.LINK):
            return
        known = self.matches.get((at, other))
        if known is None or by > known.by:
            self.matches[at, other] = Match(by, detail, max(title, known.title if known else 0))
        else:
            known.title = max(title, known.title)

    def search(self) -> None:
        """Every way in turn, then what the bodies say of each match."""
        _by_link(self)
        _by_number(self)
        _by_title(self)
        _by_quote(self)
        _by_text(self)
        _weigh(self)
        _by_subject(self)


def within_reach(ours: date | None, theirs: date | None) -> bool:
    """Whether the two may be one content by their days; an unknown day excludes nothing."""
    return ours is None or theirs is None or ours - EARLY <= theirs <= ours + LATE


def _by_link(comparison: Comparison) -> None:
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


def _by_number(comparison: Comparison) -> None:
    holders: dict[str, list[int]] = defaultdict(list)
    for other, item in enumerate(comparison.theirs):
        for number in item.numbers:
            holders[number].append(other)
    for at, item in enumerate(comparison.ours):
        for number in item.numbers:
            for other in holders[number]:
                comparison.note(at, other, MatchedBy.NUMBER, f"文号相同：{number}")


def _by_title(comparison: Comparison) -> None:
    whole: dict[str, list[int]] = defaultdict(list)
    alike: dict[str, list[int]] = defaultdict(list)
    for other, item in enumerate(comparison.theirs):
        for key in item.variants:
            whole[key].append(other)
        for about in item.cores:
            alike[about].append(other)
    for at, item in enumerate(comparison.ours):
        for key in item.variants:
            for other in whole[key]:
                comparison.note(at, other, MatchedBy.TITLE, "标题相同", 1)
        for about in item.cores:
            for other in alike[about]:
                by = MatchedBy.TITLE if _is_telling(about, item, comparison.theirs[other]) else MatchedBy.TITLE_ALIKE
                comparison.note(at, other, by, "标题除常用语外相同", len(about) / 100)
    ours, theirs = (
        [i.variants[0] if i.variants else "" for i in side] for side in (comparison.ours, comparison.theirs)
    )
    for at, other, score in near_titles(ours, theirs):
        comparison.note(at, other, MatchedBy.TITLE_ALIKE, f"标题相近（{score:.0f}%）", score / 100)


def _is_telling(about: str, one: Item, two: Item) -> bool:
    """Whether one subject in both titles is enough: nearly the same day, and a long name or an edition that agrees."""
    return days_between(one.day, two.day) <= _NEAR_DAYS and (
        len(about) >= _TELLING or bool(one.editions & two.editions)
    )


def _by_quote(comparison: Comparison) -> None:
    """A document, and what quotes its name 《…》 in its title; or two interpretations of one document."""
    holders: dict[str, dict[Editions, list[int]]] = defaultdict(lambda: defaultdict(list))
    for other, item in enumerate(comparison.theirs):
        for key in item.named:
            holders[key][item.editions].append(other)
    for at, item in enumerate(comparison.ours):
        for key in item.named:
            for of, held in holders[key].items() if key in holders else ():
                if conflict(item.editions, of):  # asked first: of a series there are thousands
                    continue
                for other in held:
                    two = comparison.theirs[other]
                    if item.is_document or two.is_document or item.kind is two.kind is Kind.INTERPRETATION:
                        comparison.note(at, other, MatchedBy.QUOTED, "标题写明同一份文件", len(key) / 100)


def _by_text(comparison: Comparison) -> None:
    ours, theirs = comparison.left.bodies, comparison.right.bodies
    generic = _generic((comparison.left, comparison.right))
    for at, other in likely_pairs(ours, theirs):
        one, two = comparison.ours[at], comparison.theirs[other]
        if not within_reach(one.day, two.day) or _are_siblings(one, two):
            continue
        held, values = share(ours, at, theirs, other), ours.common_values(at, theirs, other)
        told = bool(one.subjects & two.subjects - generic or one.cores & two.cores)
        by = _by_evidence(held, values, told=told)
        if by is MatchedBy.TEXT and are_apart(one, two):
            by = MatchedBy.TEXT_ALIKE
        if by is not None:
            said = f"正文相同的部分占较短一篇的 {held:.0%}，相同的日期和数字 {values} 个"
            comparison.note(at, other, by, said, told / 5)


def _by_subject(comparison: Comparison) -> None:
    left, right = comparison.left, comparison.right
    for told in retold(left.items, left.bodies, right.items, right.bodies):
        likely = MatchedBy.SUBJECT_LIKELY if told.likely else MatchedBy.SUBJECT_ALIKE
        by = MatchedBy.SUBJECT if told.sure else likely
        comparison.note(told.at, told.other, by, told.detail, told.weight)


def _are_siblings(one: Item, two: Item) -> bool:
    return any(siblings(a, b) for a in one.variants[:1] for b in two.variants[:1])


def _by_evidence(held: float, values: int, *, told: bool) -> MatchedBy | None:
    """What bodies prove: `held` of the shorter one in the longer one, rare values that both state, `told` by titles."""
    if (
        held >= _SURE_SHARE
        or (values >= 3 and (told or held >= _SOME_SHARE))
        or (values >= 2 and told and held >= _SOME_SHARE)
    ):
        return MatchedBy.TEXT
    if held >= _LIKELY_SHARE or values >= 3 or (told and (values >= 2 or held >= _SOME_SHARE)):
        return MatchedBy.TEXT_ALIKE
    return None


def _generic(sides: Iterable[Side]) -> frozenset[str]:
    """Subjects of so many titles of a channel that they tell nothing of one article."""
    out: set[str] = set()
    for each in sides:
        spread = Counter(run for item in each.items for run in item.subjects)
        out |= {run for run, number in spread.items() if number > max(_OFTEN, len(each.items) // 10)}
    return frozenset(out)


def _weigh(comparison: Comparison) -> None:
    """What titles say of one subject is dropped where both bodies were read and have nothing in common."""
    ours, theirs = comparison.left.bodies, comparison.right.bodies
    for (at, other), match in list(comparison.matches.items()):
        match.text = share(ours, at, theirs, other) + ours.common_values(at, theirs, other) / 10
        both_read = min(ours.letters(at), theirs.letters(other)) >= LEAST
        by_title = match.by in {MatchedBy.TITLE, MatchedBy.TITLE_ALIKE} and match.title < 1
        if by_title and both_read and match.text < _NO_EVIDENCE:
            del comparison.matches[at, other]


def days_between(one: date | None, two: date | None) -> int:
    """How far apart; very far where one is not known."""
    return abs((one - two).days) if one and two else 999
