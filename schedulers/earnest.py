"""Which rounds count: those that were finished by a moment, without rehearsals, and as few of them as say it all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from inspection.findings import Finding, Undecided
from schedulers.casework import is_live
from store.rounds import RoundRow


class Remembers(Protocol):
    """What is asked of the store."""

    def rounds_between(self, site: str, start: datetime | None, end: datetime | None) -> list[RoundRow]: ...
    def newest_round(self, site: str, before: datetime) -> RoundRow | None: ...
    def findings(self, round_id: str) -> list[Finding]: ...
    def undecided(self, round_id: str) -> list[Undecided]: ...


def finished(rounds: Sequence[RoundRow], start: datetime, until: datetime) -> list[RoundRow]:
    """The oldest first. A round in the future of the digest's clock, or still running, says nothing."""
    kept = [one for one in rounds if start <= one.as_of <= until and one.finished_at and not one.abandoned_at]
    return sorted(kept, key=lambda one: (one.as_of, one.id))


def in_earnest(store: Remembers, site: str, rounds: Sequence[RoundRow]) -> list[RoundRow]:
    """Without rehearsals, which move no issue: a replay of some past week must not change that week's digest.

    In a database that lives in the present, a round that began long before or after the day of which it speaks.
    """
    if all(is_live(one.as_of, one.started_at) for one in rounds):
        return list(rounds)
    lived = [one for one in store.rounds_between(site, None, None) if is_live(one.as_of, one.started_at)]
    since = min((one.started_at for one in lived), default=None)
    return [one for one in rounds if is_live(one.as_of, one.started_at) or since is None or one.started_at < since]


def last_before(store: Remembers, site: str, start: datetime) -> RoundRow | None:
    """The newest round that counts before that moment."""
    newest = store.newest_round(site, start)
    if newest is None or in_earnest(store, site, [newest]):
        return newest
    return next(reversed(in_earnest(store, site, store.rounds_between(site, None, start))), None)


def worth_reading(store: Remembers, site: str, rounds: Sequence[RoundRow], start: datetime) -> list[RoundRow]:
    """The last round of each kind, and the last one before the week; the oldest first. A watch every half hour makes
    hundreds a week: each says what the one before it said."""
    last = {one.kind: one for one in rounds}
    whole = {one.kind: one for one in rounds if one.complete}
    earlier = last_before(store, site, start)
    some = [*([earlier] if earlier else []), *last.values(), *whole.values()]
    return sorted({one.id: one for one in some}.values(), key=lambda one: (one.as_of, one.id))
