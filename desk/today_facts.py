"""今日: what the store is asked for one morning's page; what rests on the last round is worked out once a round."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.desk import Desk
from desk.remembered import Remembered
from desk.site_expected import ticks_of
from desk.site_now import basis_of, site_now
from desk.today import SHOWN, Ahead, Block, Doubts, Trouble, ahead, back_to_work, doubts, lists, of_vetoes
from desk.today_rounds import of_rounds
from inspection.asking import OF_INTERPRETATIONS
from inspection.calendar import Workdays
from inspection.expected import Item
from notifications.digest.account_words import stands
from notifications.digest.facts import Standing, Veto
from schedulers.expected import publications
from schedulers.expected_readings import interpretations
from schedulers.freshness_now import Now
from schedulers.known_now import known_now
from schedulers.timetable import entries_of
from store.issue_filters import IssueFilter
from store.rounds import RoundRow

_LOOK_AHEAD = timedelta(days=120)  # an expectation's `warn` may be months
_LOOK_BACK = timedelta(days=60)
_MOST = 300  # issues on publications
# Those whose first issues are shown, in this order: what is new is what nobody knows yet.
_LISTED = ("new", "overdue", "today", "back", "claimed", "suspected", "credential", "critical")
_BESIDE = ("new", "critical")  # of the whole site, below a unit's own
_UNTOLD = ("credential", "critical")  # whose absence need not be told: the figures do


@dataclass(frozen=True, slots=True)
class Rested:
    """What changes with rounds alone."""

    now: Now
    ahead: tuple[Ahead, ...]
    doubts: tuple[Doubts, ...]
    unclear: int  # columns and accounts of which nobody knows how they stand: they may go stale, too


@dataclass(frozen=True, slots=True)
class Part:
    """The lists of the whole site, or of one unit."""

    name: str
    totals: dict[str, Block]
    blocks: tuple[Block, ...]  # that have something
    none: tuple[str, ...]  # titles of those that have nothing


@dataclass(frozen=True, slots=True)
class Morning:
    """One morning of one site."""

    since: datetime
    troubles: Sequence[Trouble]
    vetoes: Sequence[Veto]
    rested: Rested
    last: RoundRow | None
    site: Part
    unit: Part | None


_KEPT: Remembered[Rested] = Remembered(16)


def morning(desk: Desk, site: str, unit: str | None) -> Morning:
    """Ask for all of it. `unit`: whose own lists come first. Raises StoreError."""
    plan = desk.plans.of(site)
    now = desk.now(plan)
    days = back_to_work(now, Workdays(plan.workdays))
    rested = _rested(desk, site, now)
    last = desk.store.newest_round(site, before=now + timedelta.resolution)  # a rehearsal of days to come says nothing
    entries = () if desk.plans.is_bare(site) else entries_of(plan)
    rounds = of_rounds(last, entries, desk.store.newest_dues(site), now)
    if desk.plans.is_bare(site):
        words = "没有能读的巡检方案，栏目、账号和应发布无从判断"
        rounds.insert(0, Trouble("bad", "方案", words, "/plan", "看方案"))
    return Morning(
        since=now - timedelta(days=days),
        troubles=[*of_vetoes(rested.now.vetoes), *rounds],
        vetoes=rested.now.vetoes,
        rested=rested,
        last=last,
        site=_part(desk, site, now, days, None, _BESIDE) if unit else _part(desk, site, now, days, None),
        unit=_part(desk, site, now, days, unit) if unit else None,
    )


def _part(desk: Desk, site: str, now: datetime, days: int, unit: str | None, show: Collection[str] = _LISTED) -> Part:
    """`show`: the lists whose first issues are asked for."""
    named = site if len(desk.plans.sites()) > 1 else ""
    asked = lists(days, named, unit)
    wanted = {key: query.filter(site, now, SHOWN) for key, (_, query) in asked.items()}
    totals = {key: desk.store.count_issues(one) for key, one in wanted.items()}
    blocks = {key: Block(key, title, totals[key], query.address()) for key, (title, query) in asked.items()}
    listed: list[Block] = []
    for key in (key for key in _LISTED if key in show and totals[key]):
        above = {issue.id for block in listed for issue in block.issues} if key == "critical" else set()
        found = desk.store.issues(replace(wanted[key], limit=SHOWN + len(above)))
        fresh = [issue for issue in found if issue.id not in above][:SHOWN]
        if fresh or key != "critical":
            listed.append(replace(blocks[key], issues=fresh))
    return Part(
        name=unit or site,
        totals=blocks,
        blocks=tuple(listed),
        none=tuple(blocks[key].title for key in _LISTED if key in show and key not in _UNTOLD and not totals[key]),
    )


def _rested(desk: Desk, site: str, now: datetime) -> Rested:
    basis = basis_of(desk, site)
    mark = basis.mark  # but not its step: what people do to issues is no reason to work this out anew
    key = (basis.database, site, basis.plan, mark.round, mark.finished_at, desk.store.words_mark(site), now.date())
    return _KEPT.get(key, lambda: _work_out(desk, site, now))


def _work_out(desk: Desk, site: str, now: datetime) -> Rested:
    facts = site_now(desk, site)
    media = [one.freshness for one in facts.accounts if one.freshness]
    found = ahead(facts.columns, media, _items(desk, site, now), now.date())
    stand = [*(one.standing for one in facts.columns), *map(stands, facts.accounts)]  # as the board says it
    unclear = stand.count(Standing.UNKNOWN)
    return Rested(facts, tuple(found), tuple(doubts(facts.undecided)), unclear)


def _items(desk: Desk, site: str, now: datetime) -> list[Item]:
    """What the plan wants published about now; interpretations, too."""
    plan = desk.plans.of(site)
    first, last = now.date() - _LOOK_BACK, now.date() + _LOOK_AHEAD
    ticks = ticks_of(desk, site, first, last)
    if not plan.expectations and plan.interpretation is None:
        return ticks
    wanted = IssueFilter(site=site, checks=("missing-publication", *OF_INTERPRETATIONS), order="newest", limit=_MOST)
    issues = [replace(one, found_on=()) for one in desk.store.issues(wanted)]
    known = known_now(desk.store, plan, now)
    found = [*publications(known, first, last, issues), *ticks]
    return [*found, *(interpretations(known, first, last, issues) if plan.interpretation else ())]
