"""Which rounds say how a site stood at some moment: one choice for scorecard, digest and board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from inspection.findings import Finding, Undecided
from inspection.looking import SEEN_BY_WATCH
from inspection.scoring.facts import FRESH
from schedulers.earnest import Remembers, finished, in_earnest, last_before
from store.rounds import RoundRow

ASKED = "asked"  # in a round's figures: how many checks the program had; rounds of earlier programs lack it
_DAY = timedelta(days=1)
T = TypeVar("T", Finding, Undecided)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rounds said. `whole` asked every check; a later watch may know better of what it looks at."""

    whole: RoundRow
    watch: RoundRow | None
    findings: Sequence[Finding]
    undecided: Sequence[Undecided]
    broken_off: str = ""  # id of a newer round that did not see all


def judged(store: Remembers, site: str, at: datetime) -> Judged | None:
    """By then. The newest complete round of the last days, else the newest at all; None: none was finished by then."""
    recent = in_earnest(store, site, finished(store.rounds_between(site, at - FRESH, at + _DAY), at - FRESH, at))
    older = [] if recent else [one for one in [last_before(store, site, at + timedelta.resolution)] if one]
    rounds = recent or older
    if not rounds:
        return None
    asked_all = [one for one in rounds if one.kind != "watch"] or rounds
    whole = _newest(asked_all, lambda one: one.complete) or asked_all[-1]
    watch = _newest(rounds, lambda one: one.kind == "watch" and one.complete and one.as_of > whole.as_of)
    newer = _newest(rounds, lambda one: one.kind != "watch" and not one.complete and one.as_of > whole.as_of)
    return Judged(
        whole,
        watch,
        _said(store.findings(whole.id), store.findings(watch.id) if watch else None),
        _said(store.undecided(whole.id), store.undecided(watch.id) if watch else None),
        newer.id if newer and whole.complete else "",
    )


def _newest(rounds: Sequence[RoundRow], fits: Callable[[RoundRow], bool]) -> RoundRow | None:
    return next((one for one in reversed(rounds) if fits(one)), None)


def _said(whole: Sequence[T], watch: Sequence[T] | None) -> list[T]:
    if watch is None:
        return list(whole)
    return [one for one in whole if one.check not in SEEN_BY_WATCH] + [
        one for one in watch if one.check in SEEN_BY_WATCH
    ]
