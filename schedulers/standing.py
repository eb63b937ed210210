"""How the service stands at one moment, as the database knows it: whoever asks, on whichever machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.telling import ChannelHealth
from schedulers.cluster.leader import TIMETABLE
from schedulers.disk import free_bytes
from schedulers.timetable import Entry, entries_of
from store.due_runs import DueRun
from store.processes import Holder, ProcessRow
from store.progress import ProgressRow
from store.rounds import RoundRow
from store.store import Store

LATE = timedelta(minutes=15)  # by then the timetable has taken what was due, or said that it is skipped
_OPEN_FOR = timedelta(hours=24)  # an open round that is older is not taken up any more


@dataclass(frozen=True, slots=True)
class SiteStanding:
    """One site."""

    site: str
    plan: Plan | None  # None: it cannot be read, `wrong` says why
    wrong: str = ""
    last: Mapping[str, RoundRow] = field(default_factory=dict)  # the newest finished round, by kind
    runs: Mapping[str, DueRun] = field(default_factory=dict)  # what the timetable last set going, by entry
    next: tuple[tuple[datetime, Entry], ...] = ()  # of each entry the next moment
    overdue: tuple[tuple[datetime, Entry], ...] = ()  # due moments that nobody took
    health: Mapping[str, ChannelHealth] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)  # by channel: since when a message could have been sent


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything at one moment."""

    at: datetime  # aware, in UTC: the clock by which heartbeats are told
    processes: tuple[ProcessRow, ...]
    leader: Holder | None
    open_rounds: tuple[ProgressRow, ...]
    sites: tuple[SiteStanding, ...]
    database: str  # for people, without any password
    database_bytes: int
    free_bytes: int | None  # on the evidence's disk


def read_standing(store: Store, plans: Mapping[str, Plan] | None = None) -> Standing:
    """Ask the database. `plans` by site; without any, those of the services that run, else of all sites known.

    Raises StoreError.
    """
    now = store.clock()
    processes = store.processes()
    leader = next((one for one in store.holders() if one.name == TIMETABLE), None)
    led_since = leader.acquired_at if leader is not None else None
    last = store.newest_rounds()
    due = store.due_messages(now)
    names = list(plans) if plans is not None else _sites(store, processes, now)
    sites = []
    for name in names:
        plan, wrong = (plans[name], "") if plans is not None else _plan_of(store, name)
        of_site = {row.kind: row for row in last if row.site == name}
        waiting = {channel: since for (site, channel), since in due.items() if site == name}
        sites.append(_site(store, name, plan, wrong, of_site, waiting, now, led_since))
    return Standing(
        at=now,
        processes=tuple(processes),
        leader=leader,
        open_rounds=tuple(store.open_rounds(now - _OPEN_FOR)),
        sites=tuple(sites),
        database=store.place,
        database_bytes=store.database_bytes(),
        free_bytes=free_bytes(store.evidence.root),
    )


def _sites(store: Store, processes: list[ProcessRow], now: datetime) -> list[str]:
    named: list[str] = []
    for process in processes:
        sites = process.facts.get("sites")
        if process.is_alive(now) and isinstance(sites, list):
            named += [str(site) for site in sites]
    return list(dict.fromkeys(named)) or store.sites()


def _plan_of(store: Store, site: str) -> tuple[Plan | None, str]:
    text = store.plan_text(site)
    if text is None:
        return None, "数据库里没有它的巡检方案"
    try:
        return parse_plan(text, f"“{site}”的巡检方案"), ""
    except PlanError as error:
        return None, "；".join(error.lines())


def _site(
    store: Store,
    name: str,
    plan: Plan | None,
    wrong: str,
    last: Mapping[str, RoundRow],
    waiting: Mapping[str, datetime],
    now: datetime,
    led_since: datetime | None,
) -> SiteStanding:
    entries = entries_of(plan) if plan is not None else ()
    channels = set(plan.alerts.channels) if plan is not None and plan.alerts is not None else set()
    return SiteStanding(
        site=name,
        plan=plan,
        wrong=wrong,
        last=last,
        runs=store.newest_dues(name),
        next=tuple(sorted(((entry.after(now), entry) for entry in entries), key=lambda pair: pair[0])),
        overdue=tuple(overdue(entries, store.last_claimed_dues(name, now), led_since, now)),
        health={channel: one for channel, one in store.health(name).items() if channel in channels},
        due=waiting,
    )


def overdue(
    entries: Sequence[Entry], taken: Mapping[str, datetime], led_since: datetime | None, now: datetime
) -> list[tuple[datetime, Entry]]:
    """Due moments that nobody took, though the timetable was led since before, and took earlier ones. Pure."""
    if led_since is None:
        return []
    last = [(entry.last_due(now), entry) for entry in entries if entry.name in taken]
    return [(due, entry) for due, entry in last if led_since < due < now - LATE and taken[entry.name] < due]
