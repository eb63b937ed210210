"""How columns and accounts stand now: the facts of a digest, of the last seven days, without every issue's history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as midnight
from pathlib import Path

from inspection.asking import OF_SOURCES, UNANSWERED
from inspection.findings import Undecided
from inspection.issue import ALIVE
from inspection.plan import Plan
from notifications.digest.accounts import accounts
from notifications.digest.assembly import columns_of, doubts_of, vetoes_of
from notifications.digest.counting import Weekly
from notifications.digest.facts import AccountFact, Doubt, Freshness, Veto, Week
from notifications.digest.freshness import Clock, ReadAt
from notifications.digest.history import History
from notifications.digest.material import Looked, Material
from schedulers.scorekeeping import scored_at
from schedulers.weekly import finished, in_earnest, worth_reading
from store.issue_lists import IssueFilter
from store.rounds import RoundRow
from store.store import Store

SPAN = timedelta(days=7)  # what was read so long ago still says how a column stands
AHEAD = timedelta(days=7)  # so long before its last day a column is told of
_DAY = timedelta(days=1)
_MOST = 300  # issues of sources and comments: one account has a handful


@dataclass(frozen=True, slots=True)
class Now:
    """One site at one moment, by the finished rounds of the last seven days."""

    at: datetime  # in the plan's zone
    columns: tuple[Freshness, ...]  # those that are read at all
    accounts: tuple[AccountFact, ...]
    vetoes: tuple[Veto, ...]  # empty: no round looked within the time
    undecided: tuple[Undecided, ...]  # of the last round
    doubts: tuple[Doubt, ...]  # the same for people
    last: Looked | None  # the last round within the time


def freshness_now(store: Store, plan: Plan, now: datetime, folder: Path | None = None) -> Now:
    """Ask the store; some tenths of a second with large columns: keep the answer while `store.mark` stays the same.

    `folder`: where the plan stands. Raises StoreError.
    """
    clock = clock_of(plan, now)
    site = plan.site.name
    rounds = in_earnest(store, site, finished(store.rounds_between(site, clock.start, now + _DAY), clock.start, now))
    last = rounds[-1] if rounds else None
    findings = store.findings(last.id) if last else []
    material = Material(
        plan=plan,
        clock=clock,
        finished=False,
        rounds=[Looked(one.kind, one.as_of.astimezone(plan.zone), one.complete) for one in rounds],
        rounds_before=False,
        issues=_of_accounts(store, site, clock) if plan.accounts else (),
        issues_before=(),
        told={one.fingerprint: one for one in findings},
        findings=findings,
        undecided=store.undecided(last.id) if last else [],
        read=read_slim(store, worth_reading(store, site, rounds, clock.start)),
        publications=(),
        sources=store.sources(last.id) if last and plan.accounts else {},
        scored=scored_at(store, plan, now, folder),
    )
    return Now(
        at=clock.until,
        columns=columns_of(material),
        accounts=accounts(material),
        vetoes=vetoes_of(material),
        undecided=tuple(material.undecided),
        doubts=tuple(doubts_of(material.undecided)),
        last=material.rounds[-1] if material.rounds else None,
    )


def clock_of(plan: Plan, now: datetime) -> Clock:
    """The last seven days, in whole days, up to now."""
    until = now.astimezone(plan.zone)
    start = datetime.combine(until.date() - SPAN, midnight.min, plan.zone)
    return Clock(Week.of(until.date()), start, until, plan.zone, "近 7 天", until.date() + AHEAD)


def read_slim(store: Store, rounds: Sequence[RoundRow]) -> Mapping[str, Sequence[ReadAt]]:
    """What these rounds read of each column and account, the oldest first."""
    read: dict[str, list[ReadAt]] = {}
    for one in rounds:
        for name, reading in store.slim_readings(one.id).items():
            read.setdefault(name, []).append(ReadAt(one.as_of, reading))
    return read


def _of_accounts(store: Store, site: str, clock: Clock) -> list[Weekly]:
    """The issues that say since when a source fails, and which comments wait."""
    wanted = IssueFilter(site=site, states=ALIVE, checks=(*OF_SOURCES, UNANSWERED), limit=_MOST)
    told = [History(issue, tuple(store.steps(issue.id))) for issue in store.issues(wanted)]
    weekly = (Weekly.of(history, clock.start, clock.until) for history in told if history.steps)
    return [one for one in weekly if one is not None]
