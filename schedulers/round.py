"""One round: sweep, read, judge, remember. The order of things, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from checks.all import CHECKS
from checks.check import Check
from checks.obligations import pairings
from checks.run import BrokenCheck, run_checks
from inspection.asking import OF_INTERPRETATIONS
from inspection.calendar import Workdays
from inspection.findings import Finding, Undecided
from inspection.issue import Look
from inspection.looking import Scope
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.records import ColumnReading
from notifications.report import RoundFacts
from schedulers.belonging import with_columns
from schedulers.casework import Settled, settle
from schedulers.lease import leased
from schedulers.reading import ReadingProcess
from schedulers.shortfalls import shortfalls
from schedulers.state import Watch, state_of, watcher
from spiders.collecting import spare_collections
from spiders.fetch import Fetcher
from spiders.job import Job, is_read
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.resume import restore
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.store import Store

RESUME_WITHIN = timedelta(hours=24)
_NOT_BY_WATCH = OF_INTERPRETATIONS | {"undated-column"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of one round."""

    plan: Plan
    plan_text: str
    kind: str = "full"  # watch, daily or full
    as_of: datetime | None = None  # aware; None: now
    resume: bool = True  # take up an unfinished round of the same plan, else start clean
    checks: tuple[Check, ...] = CHECKS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one round came to."""

    facts: RoundFacts
    as_of: datetime
    findings: list[Finding]
    undecided: list[Undecided]
    broken: list[BrokenCheck]
    resumed: bool
    settled: Settled  # what became of the issues


async def run_round(order: Order, store: Store, database: str, watch: Watch | None = None) -> Outcome:
    """Run one round; `database` is the store's address, for the reader's process.

    Raises StoreError when what is learnt cannot be kept, BusyError when the site is being inspected already.
    """
    spare_collections()
    work = partial(_run, order, store, database, watch or (lambda _: None))
    return await leased(store, order.plan.site.name, work)


def _open_round(order: Order, store: Store, as_of: datetime, started: datetime) -> tuple[str, datetime, bool]:
    digest = hashlib.sha256(order.plan_text.encode()).hexdigest()
    site, kind = order.plan.site.name, order.kind
    store.record_plan(site, digest, order.plan_text, started)
    earlier = store.unfinished_round(site=site, kind=kind, plan_digest=digest, since=started - RESUME_WITHIN)
    if earlier is not None and order.resume and (order.as_of is None or earlier.as_of == as_of):
        store.resume_round(earlier.id)
        return earlier.id, earlier.as_of.astimezone(order.plan.zone), True
    if earlier is not None:
        store.abandon_round(earlier.id, started)
    round_id = store.begin_round(site=site, kind=kind, as_of=as_of, plan_digest=digest, started_at=started)
    return round_id, as_of, False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What sweep and reader learnt, before anything is judged."""

    round_id: str
    as_of: datetime
    sweep: Sweep
    readings: dict[str, ColumnReading]
    missing: list[str]


async def _run(order: Order, store: Store, database: str, watch: Watch) -> Outcome:
    started = datetime.now(UTC)
    as_of = (order.as_of or started).astimezone(order.plan.zone)
    round_id, as_of, resumed = _open_round(order, store, as_of, started)
    seen = await _see(order, store, database, round_id, as_of, watch, resumed=resumed)
    watch(state_of("judge", seen.sweep))
    missing = seen.missing + shortfalls(order.plan, order.kind, seen.sweep)
    observed = _observe(order, store, seen, complete=not missing)
    findings, undecided, broken = run_checks(observed, _judging(order))
    missing += [f"检查“{check.check}”自身出错，没有结论：{check.error}" for check in broken]
    store.record_findings(round_id, findings, undecided)
    store.record_pairings(round_id, pairings(observed))
    scope = _scope(order, store, observed, round_id, {check.check for check in broken})
    settled = settle(store, scope, findings, undecided)
    facts = _facts(order, store, seen, started, missing)
    counters = {name: getattr(facts, name) for name in ("pages", "requests", "links", "bytes", "seconds")}
    store.finish_round(round_id, finished_at=facts.finished_at, complete=facts.complete, counters=counters)
    return Outcome(facts, as_of, findings, undecided, broken, resumed, settled)


def _scope(order: Order, store: Store, observed: Observed, round_id: str, broken: set[str]) -> Scope:
    """What the round can vouch for, for the issues."""
    return Scope(
        look=Look(round_id, observed.as_of, store.round(round_id).started_at),
        plan=order.plan,
        workdays=observed.workdays,
        kind=order.kind,
        complete=observed.complete,
        checks=frozenset(check.name for check in _judging(order)) - broken,
    )


def _judging(order: Order) -> tuple[Check, ...]:
    """A watch round reads first pages and few articles: what pairs policies or dates articles is not before it."""
    if order.kind != "watch":
        return order.checks
    return tuple(check for check in order.checks if check.name not in _NOT_BY_WATCH)


async def _see(
    order: Order, store: Store, database: str, round_id: str, as_of: datetime, watch: Watch, *, resumed: bool
) -> _Seen:
    """Sweep, and read the columns beside it; then sweep what only the reader could find."""
    plan, missing = order.plan, list[str]()
    reader = await _reader(order, store, database, round_id, as_of)
    try:
        async with Fetcher(FetchPolicy.of(plan)) as fetcher:
            recorder = Recorder(store, round_id, reader.recorded if reader else None)
            sweep = Sweep(plan, fetcher.policy, fetcher, recorder, watcher(watch), follow=order.kind != "watch")
            pending = restore(sweep, store, round_id) if resumed else []
            settlement = Settlement(sweep)
            await sweep.run([plan.column_url(column) for column in plan.columns] + pending)
            await settlement.run()
            watch(state_of("read", sweep))
            if reader is not None and (wrong := await reader.go()):
                missing.append(f"栏目没有全部读完：{wrong.splitlines()[-1][:200]}")
            readings = store.readings(round_id)
            late = _unknown_articles(readings.values(), sweep) if order.kind != "watch" else []
            if late:
                await sweep.run(late)
                await settlement.run()
    finally:
        if reader is not None:
            await reader.end()
    return _Seen(round_id, as_of, sweep, readings, missing)


async def _reader(order: Order, store: Store, database: str, round_id: str, as_of: datetime) -> ReadingProcess | None:
    plan = order.plan
    if not any(is_read(plan, column) for column in plan.columns):
        return None
    evidence = str(store.evidence.root)
    return await ReadingProcess.begin(
        Job(order.plan_text, database, evidence, round_id, plan.site.name, as_of.isoformat(), order.kind)
    )


def _facts(order: Order, store: Store, seen: _Seen, started: datetime, missing: list[str]) -> RoundFacts:
    finished = datetime.now(UTC)
    sweep = seen.sweep
    return RoundFacts(
        id=seen.round_id,
        kind=order.kind,
        started_at=store.round(seen.round_id).started_at.astimezone(order.plan.zone),
        finished_at=finished.astimezone(order.plan.zone),
        complete=not missing,
        pages=sweep.recorder.pages,
        requests=sweep.fetcher.requests,
        links=sweep.recorder.links,
        bytes=sweep.fetcher.bytes,
        seconds=round((finished - started).total_seconds(), 3),
        missing=tuple(missing),
    )


def _unknown_articles(readings: Iterable[ColumnReading], sweep: Sweep) -> list[str]:
    """Articles that only the reader could see: rows of JSON and of other sources. They are links like any other."""
    return [a.url for reading in readings for a in reading.articles if not sweep.frontier.is_known(a.url)]


def _observe(order: Order, store: Store, seen: _Seen, *, complete: bool) -> Observed:
    plan, readings = order.plan, seen.readings
    named = {plan.site.home_url, *(plan.column_url(column) for column in plan.columns)}
    named.update(article.url for reading in readings.values() for article in reading.articles)
    # What no page links to was met on the way of a redirect; the link that led there has its own verdict.
    targets = [
        target
        for target in store.targets_not_sound(seen.round_id, home=plan.site.home_url)
        if target.link_count or target.probe.url in named
    ]
    return Observed(
        plan=plan,
        as_of=seen.as_of,
        workdays=Workdays(plan.workdays),
        home=seen.sweep.ledger.home,
        targets=tuple(with_columns(targets, plan, readings)),
        columns={column.name: readings[column.name] for column in plan.columns if column.name in readings},
        complete=complete,
    )
