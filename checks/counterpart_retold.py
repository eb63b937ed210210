"""Notices that an account retells under a title of its own: the same subject, near in time, and no rival for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.counterpart_items import Item, apart
from checks.counterpart_subjects import LEAST_RUN, Alike, alike, exchanged, spoken
from checks.counterpart_texts import Bodies, normal, share

_PERIOD = timedelta(days=45)  # in which a subject must be told once on either side: monthly notices have rivals
_SOON = timedelta(days=15)  # in which an account retells a notice
_OFTEN = 20  # titles of a side, or a fiftieth of them, that may have a run of letters before it leads nowhere
_MOST = 40  # titles that are looked at for one
_TELLING_SHARE = 0.15  # of the shorter body: a sentence or two, word for word
_WEIGHT = {Alike.SAME: 0.9, Alike.ASIDE: 0.8, Alike.PART: 0.4}


@dataclass(frozen=True, slots=True)
class Retold:
    """Positions of two articles on one subject; `sure` where their facts may be compared."""

    at: int
    other: int
    sure: bool
    likely: bool  # by their titles and days the same, but the bodies have nothing in common that shows it
    weight: float
    detail: str  # Chinese, for people


def retold(ours: list[Item], mine: Bodies, theirs: list[Item], yours: Bodies) -> Iterator[Retold]:
    """The pairs whose titles speak of one subject. Alone and backed by what the bodies share, they are sure."""
    found = {(at, other): how for at, other, how in _pairs(ours, theirs)}
    here: dict[int, list[tuple[int, Alike]]] = defaultdict(list)
    there: dict[int, list[tuple[int, Alike]]] = defaultdict(list)
    for (at, other), how in found.items():
        here[at].append((other, how))
        there[other].append((at, how))
    for (at, other), how in found.items():
        backing = mine.common_values(at, yours, other) + (share(mine, at, yours, other) >= _TELLING_SHARE)
        if how is Alike.PART and not backing:
            continue
        alone = all(rival == other or kind < how for rival, kind in here[at]) and all(
            rival == at or kind < how for rival, kind in there[other]
        )
        soon = _within(ours[at].day, theirs[other].day, _SOON)
        sure = soon and alone and backing >= (2 if how is Alike.PART else 1)
        likely = soon and alone and how is not Alike.PART
        said = f"标题说的是同一件事，相同的日期、号码等 {mine.common_values(at, yours, other)} 个"
        yield Retold(at, other, sure, likely, _WEIGHT[how], said)


def are_apart(one: Item, two: Item) -> bool:
    """Whether their titles exchange one matter for another, and neither body speaks of the other title's."""
    own = exchanged(_spoken(one), _spoken(two))
    if own is None:
        return False
    mine, yours = normal(one.article.text), normal(two.article.text)
    return not (own[0] and own[0] in yours) and not (own[1] and own[1] in mine)


def _pairs(ours: list[Item], theirs: list[Item]) -> Iterator[tuple[int, int, Alike]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for other, item in enumerate(theirs):
        for run in _runs(item):
            holders[run].append(other)
    rare = max(_OFTEN, len(theirs) // 50)
    for at, item in enumerate(ours):
        votes: dict[int, int] = defaultdict(int)
        for run in _runs(item):
            for other in held if len(held := holders.get(run, [])) <= rare else ():
                votes[other] += 1
        for other in sorted(votes, key=lambda each: (-votes[each], each))[:_MOST]:
            two = theirs[other]
            if not _within(item.day, two.day, _PERIOD) or apart(item, two, linked=False):
                continue
            how = alike(_spoken(item), _spoken(two))
            if how is not Alike.NOT:
                yield at, other, how


def _spoken(item: Item) -> tuple[str, ...]:
    return spoken(item.article.title, item.variants)


def _runs(item: Item) -> set[str]:
    """Runs of four letters of its title: what may lead from one to another."""
    return {part[at : at + LEAST_RUN] for part in _spoken(item) for at in range(len(part) - LEAST_RUN + 1)}


def _within(one: date | None, two: date | None, most: timedelta) -> bool:
    return one is not None and two is not None and abs(one - two) <= most
