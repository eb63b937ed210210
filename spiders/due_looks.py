"""What a daily round looks at of what an earlier round knew: by risk, and by age so that nothing grows old. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Protocol

from inspection.records import Verdict

SHARE = 0.06  # of all targets: young articles are looked at as far as the rest leaves room
FEWEST_YOUNG = 24
TOLD, FEWEST_TOLD = 0.03, 16  # of all targets, and at least: pages that an earlier round found fault with
_FREELY = 4  # each so-manyth page is asked without a condition, to see whether the server's word holds


class Known(Protocol):
    """A target as an earlier round left it."""

    @property
    def key(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def looks(self) -> int: ...
    @property
    def probed_at(self) -> datetime | None: ...


class Why(StrEnum):
    """Why a target is looked at today; the first that holds."""

    COLUMN = "column"  # a column's page, or another of its list pages and sources
    NOT_SOUND = "not-sound"  # faulty or undecided: looked at anew
    TOLD = "told"  # the earlier round found fault with what it says: it may have been mended
    UNSTEADY = "unsteady"  # sound only at a second look
    HUB = "hub"  # leads to what little else leads to
    OVERDUE = "overdue"  # would be too old before the next round
    TURN = "turn"  # the longest unseen
    YOUNG = "young"  # an article published lately


@dataclass(frozen=True, slots=True)
class Due:
    """One target to look at. `freely`: without a condition."""

    url: str
    why: Why
    freely: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What decides beside the targets themselves."""

    lists: Collection[str] = ()  # columns' pages, list pages, sources
    passed: Collection[str] = ()  # redirects that no page links to: whoever follows one from before comes by
    hubs: Collection[str] = ()
    leaks: Collection[str] = ()  # where faults stand that do harm as long as they open: looked at in any case
    told: Sequence[str] = ()  # pages that the earlier round found fault with, the worst first
    young: Sequence[str] = ()  # articles, the newest first
    days: float = 28.0  # within which everything is looked at
    elapsed: float = 1.0  # days since the earlier round; at least 1
    rounds: Sequence[datetime] = ()  # when the site's rounds began, ascending
    overdue: datetime | None = None  # what was looked at before is looked at today, whatever its number
    salt: int = 0  # another one every round


@dataclass(slots=True)
class _Chosen:
    asking: Asking
    due: dict[str, Due] = field(default_factory=dict)

    def add(self, known: Known, why: Why) -> None:
        freely = (known.key ^ self.asking.salt) % _FREELY == 0
        self.due.setdefault(known.url, Due(known.url, why, freely))


def due_looks(known: Iterable[Known], asking: Asking) -> list[Due]:
    """Targets to look at, in the order in which it matters; what is due for nothing is left as it was."""
    chosen = _Chosen(asking)
    lists, hubs, leaks = frozenset(asking.lists), frozenset(asking.hubs), frozenset(asking.leaks)
    passed = frozenset(asking.passed) - leaks
    rest: list[Known] = []
    everything = 0
    for one in known:
        everything += 1
        if one.url in passed:
            rest.append(one)
            continue
        why = _risk(one, lists, hubs) or (Why.TOLD if one.url in leaks else None)
        if why is not None:
            chosen.add(one, why)
        elif one.verdict != Verdict.SKIPPED.value:
            rest.append(one)
    rest = _told(_overdue(rest, chosen), chosen, max(FEWEST_TOLD, int(TOLD * everything)))
    rest.sort(key=lambda one: (_round_of(one, asking.rounds), one.key ^ asking.salt))
    share = min(len(rest), ceil(len(rest) * max(asking.elapsed, 1.0) / max(asking.days, 1.0)))
    for one in rest[:share]:
        chosen.add(one, Why.TURN)
    room = max(FEWEST_YOUNG, int(SHARE * everything) - len(chosen.due))
    by_url = {one.url: one for one in rest[share:]} if asking.young else {}
    for url in [url for url in asking.young if url in by_url][:room]:
        chosen.add(by_url[url], Why.YOUNG)
    order = list(Why)
    return sorted(chosen.due.values(), key=lambda due: order.index(due.why))


def _risk(one: Known, lists: frozenset[str], hubs: frozenset[str]) -> Why | None:
    if one.url in lists:
        return Why.COLUMN
    if one.verdict in (Verdict.FAULTY.value, Verdict.UNDECIDED.value):
        return Why.NOT_SOUND
    if one.verdict == Verdict.SOUND.value and one.looks > 1:
        return Why.UNSTEADY
    return Why.HUB if one.url in hubs else None


def _overdue(rest: list[Known], chosen: _Chosen) -> list[Known]:
    """Chooses what is too old or was never looked at; returns the others."""
    limit = chosen.asking.overdue
    old = [one for one in rest if one.probed_at is None or (limit is not None and one.probed_at < limit)]
    for one in old:
        chosen.add(one, Why.OVERDUE)
    return [one for one in rest if one.url not in chosen.due] if old else rest


def _told(rest: list[Known], chosen: _Chosen, room: int) -> list[Known]:
    """Chooses what faults are known of, as far as there is room; returns the others."""
    by_url = {one.url: one for one in rest} if chosen.asking.told else {}
    for url in [url for url in dict.fromkeys(chosen.asking.told) if url in by_url][:room]:
        chosen.add(by_url[url], Why.TOLD)
    return [one for one in rest if one.url not in chosen.due] if by_url else rest


def _round_of(one: Known, rounds: Sequence[datetime]) -> int:
    """The number of the round that looked at it last: rounds are counted, so that a clock set wrong changes nothing."""
    return bisect_right(rounds, one.probed_at) if one.probed_at is not None else -1
