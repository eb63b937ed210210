"""Which article of one channel carries the same content as one of another, and how that is known.

Portal and accounts word their titles freely, so titles alone decide only where they say the same; otherwise links,
document numbers, quoted names and the bodies speak. An edition (year, batch, month) that disagrees always separates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checks.counterpart_search import Comparison, Match, MatchedBy, Side, days_between
from checks.names import Kind
from inspection.records import Article

SAME_DOCUMENT = timedelta(days=3)  # one article that stands in two columns of one side
_ONE_BODY = 0.8  # of the shorter body


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An article of the other channel with the same content."""

    article: Article
    by: MatchedBy
    detail: str  # Chinese, for people
    explains: bool = False  # by its title it interprets the document, rather than carrying it


def compare(ours: Side, theirs: Side) -> dict[str, list[Counterpart]]:
    """For each address of ours, its counterparts among theirs, the surest first; nothing for those without."""
    comparison = Comparison(ours, theirs)
    comparison.search()
    out: dict[str, list[tuple[Match, Counterpart]]] = defaultdict(list)
    for (at, other), match in _settled(comparison):
        one, two = comparison.ours[at], comparison.theirs[other]
        explains = two.kind is Kind.INTERPRETATION and one.kind is not Kind.INTERPRETATION
        out[one.article.url].append((match, Counterpart(two.article, match.by, match.detail, explains)))
    for found in out.values():
        found.sort(key=lambda pair: (-pair[0].by, -pair[0].title - pair[0].text, pair[1].article.url))
    return {url: [counterpart for _, counterpart in found] for url, found in out.items()}


def _settled(comparison: Comparison) -> Iterator[tuple[tuple[int, int], Match]]:
    """The matches that last: an article belongs to those of ours that fit it best, not to last week's of one series."""
    best: dict[int, tuple[tuple[float, ...], int]] = {}
    for (at, other), match in comparison.matches.items():
        apart = days_between(comparison.ours[at].day, comparison.theirs[other].day)
        surely = match.by if match.by >= MatchedBy.NUMBER else 0
        rank = (surely, round(match.title + match.text, 2), -apart)
        if other not in best or rank > best[other][0]:
            best[other] = (rank, at)
    for (at, other), match in sorted(comparison.matches.items()):
        winner = best[other][1]
        if match.by is MatchedBy.LINK or at == winner or _twins(comparison.left, at, winner):
            yield (at, other), match


def _twins(side: Side, at: int, other: int) -> bool:
    """One article in two columns: the same title, nearly the same day, and no bodies that differ."""
    one, two = side.items[at], side.items[other]
    near = one.day is None or two.day is None or abs(one.day - two.day) <= SAME_DOCUMENT
    if not near or not (set(one.variants) & set(two.variants) or one.cores & two.cores):
        return False
    least = min(side.bodies.letters(at), side.bodies.letters(other))
    return side.bodies.common_letters(at, side.bodies, other) >= least * _ONE_BODY
