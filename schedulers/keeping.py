"""What is kept of each round, decided from the list of rounds alone.

| part | what | how long |
|---|---|---|
| ALL | pages, links, verdicts as well | `rounds`; of watch rounds and abandoned ones a week at most |
| JUDGED | what was read and what the checks said | `rounds`; of rounds that weekly digests are made of: `messages` |
| ROW | that it ran, when, and whether it saw everything | `messages` |
| NOTHING | | |

Always kept whole: the newest round of each kind, the newest complete one, whatever is still open, the rounds that these
began with, and those that saw an open issue last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from schedulers.casework import is_live
from store.rounds import RoundRow

FOR_EVER = timedelta(0)
WATCH = timedelta(days=7)
_OPEN = timedelta(days=7)  # one that is older is nobody's any more
_SURE = 3  # days on which rounds began, before a clock is believed
_QUIET = timedelta(days=30)  # without rounds, at most, in which things grow older all the same


class Part(IntEnum):
    """Each holds the ones before it."""

    NOTHING = 0
    ROW = 1
    JUDGED = 2
    ALL = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How long; zero is for ever."""

    rounds: timedelta
    messages: timedelta


def parts(
    rounds: Sequence[RoundRow], shown: Collection[str], zone: ZoneInfo, limits: Limits, today: datetime
) -> dict[str, Part]:
    """What is kept of each of one site's rounds, by id. `shown` are rounds that open issues refer to."""
    whole = protected(rounds, shown, today)
    told = _told_in_digests(rounds, zone)
    return {one.id: Part.ALL if one.id in whole else _part(one, one.id in told, limits, today) for one in rounds}


def _part(one: RoundRow, told: bool, limits: Limits, today: datetime) -> Part:
    age = today - one.started_at
    short = one.kind == "watch" or one.abandoned_at is not None
    if limits.rounds == FOR_EVER:
        return Part.ALL
    if age <= (min(WATCH, limits.rounds) if short else limits.rounds):
        return Part.ALL
    if age <= limits.rounds:
        return Part.JUDGED
    if limits.messages == FOR_EVER or age <= limits.messages:
        return Part.JUDGED if told else Part.ROW
    return Part.NOTHING


def protected(rounds: Iterable[RoundRow], shown: Collection[str], today: datetime) -> set[str]:
    """Rounds that nothing is taken from, however old."""
    found = set(shown)
    bases: set[str | None] = set()
    newest: dict[tuple[str, bool], RoundRow] = {}
    ordered = sorted(rounds, key=lambda one: (one.started_at, one.id))
    for one in ordered:
        # The last one may run, however old a clock that was set ahead makes it.
        if one.open and (today - one.started_at <= _OPEN or one is ordered[-1]):
            found.add(one.id)
            bases.add(one.base)
        elif one.finished_at is not None and one.abandoned_at is None:
            newest[one.kind, False] = one
            if one.complete:
                newest[one.kind, True] = one
    found.update(one.id for one in newest.values())
    bases.update(one.base for one in newest.values())
    return found | {base for base in bases if base is not None}


def _told_in_digests(rounds: Iterable[RoundRow], zone: ZoneInfo) -> set[str]:
    """A digest reads the last round of each kind in its week, and the last complete one (schedulers/weekly.py).

    Which rounds are rehearsals depends on the whole database: the last of either sort is kept.
    """
    last: dict[tuple[object, ...], str] = {}
    for one in sorted(rounds, key=lambda one: (one.as_of, one.id)):
        if one.finished_at is None or one.abandoned_at is not None:
            continue
        year, week, _ = one.as_of.astimezone(zone).isocalendar()
        of = (year, week, one.kind, is_live(one.as_of, one.started_at))
        last[*of, False] = one.id
        if one.complete:
            last[*of, True] = one.id
    return set(last.values())


def trusted_today(days: Sequence[datetime], now: datetime) -> datetime:
    """The time from which ages are counted; `days` are times at which rounds began, one for each of the last days.

    A clock that was set wrong, years ahead, must not empty the store: it is believed when rounds have run by it on
    several days. Where nothing runs any more, nothing grows older for ever.
    """
    newest = sorted(days, reverse=True)[:_SURE]
    return min(now, newest[-1] + _QUIET) if newest else now
