"""One round: sweep, read, judge, remember. The order of things, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from checks.all import CHECKS
from checks.check import Check
from checks.obligations import pairings
from checks.run import BrokenCheck, run_checks
from inspection.asking import STALE_ACCOUNT
from inspection.findings import Finding, Undecided
from inspection.issue import Look
from inspection.looking import NOT_BY_WATCH, Scope
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.plan_file import digest_of
from notifications.accounts import AccountEntry, accounts_of
from notifications.availability import AvailabilityEntry, availability_entry
from notifications.report import RoundFacts
from schedulers.account_links import targets_by_article
from schedulers.basis import base_of, begun_after
from schedulers.beside import beside
from schedulers.casework import Settled, settle
from schedulers.headless import Headless
from schedulers.judged import ASKED
from schedulers.lease import leased
from schedulers.observing import observe
from schedulers.picturing import take_pictures
from schedulers.recording import recording
from schedulers.round_facts import facts_of, pages_of
from schedulers.seeing import Seen, see
from schedulers.shortfalls import shortfalls
from schedulers.state import Waiting, Watch, state_of
from schedulers.stopping import Stopping
from schedulers.unjudged import unjudged
from spiders import logs
from spiders.collecting import spare_collections
from store.carrying import REACH_RECORDED
from store.errors import PASSING, StoreError
from store.patience import patience_of
from store.store import Store

log = logs.get(__name__)
RESUME_WITHIN = timedelta(hours=24)
STARTS = 5
SKEW = timedelta(minutes=10)  # clocks of several machines may differ by so much


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of one round."""

    plan: Plan
    plan_text: str
    kind: str = "full"  # watch, daily or full
    as_of: datetime | None = None  # aware; None: now
    resume: bool = True  # take up an unfinished round of the same plan, else start clean
    checks: tuple[Check, ...] = CHECKS
    folder: Path = field(default=Path(), kw_only=True)  # where the plan stands: export files are named from there
    patience: float | None = field(
        default=None, kw_only=True
    )  # seconds for a busy, absent, full database; None: stated
    shared: bool = field(default=False, kw_only=True)  # other machines may ask the same hosts: the database gives turns


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
    accounts: list[AccountEntry] = field(default_factory=list)  # how each stands
    availability: AvailabilityEntry | None = None  # None: nobody watches around the clock


async def run_round(
    order: Order, store: Store, database: str, watch: Watch | None = None, stopping: Stopping | None = None
) -> Outcome:
    """Run one round; `database` is the store's address, for the reader's process.

    Raises StoreError when what is learnt cannot be kept, BusyError when the site is being inspected already,
    StoppedError when it was asked to stop.
    """
    spare_collections()
    waiting, stopping = Waiting(watch), stopping or Stopping()
    before, store.patience = store.patience, patience_of(order.patience, waiting.tell)
    stopping.on_stop(store.patience.end)
    work = partial(_run, order, store, database, waiting.show, stopping)
    try:
        return await leased(store, order.plan.site.name, work, hold=stopping.hold)
    finally:
        store.patience = before


def _open_round(order: Order, store: Store, as_of: datetime, started: datetime) -> tuple[str, datetime, bool]:
    digest, site, kind = digest_of(order.plan_text), order.plan.site.name, order.kind
    store.record_plan(site, digest, order.plan_text, started)
    earlier = store.unfinished_round(site=site, kind=kind, plan_digest=digest, since=started - RESUME_WITHIN)
    ahead = earlier is not None and earlier.started_at > started + SKEW  # begun by a clock that has been set right
    if earlier is not None and order.resume and not ahead and (order.as_of is None or earlier.as_of == as_of):
        store.resume_round(earlier.id)
        return earlier.id, earlier.as_of.astimezone(order.plan.zone), True
    if earlier is not None:
        store.abandon_round(earlier.id, started)
    base = base_of(store, order.plan, digest, as_of, started, SKEW) if kind == "daily" else None
    round_id = store.begin_round(
        site=site,
        kind=kind,
        as_of=as_of,
        plan_digest=digest,
        started_at=begun_after(base, started),
        base=base.id if base is not None else None,
    )
    return round_id, as_of, False


async def _run(order: Order, store: Store, database: str, watch: Watch, stopping: Stopping) -> Outcome:
    started = datetime.now(UTC)
    as_of = (order.as_of or started).astimezone(order.plan.zone)
    round_id, as_of, resumed = await beside(
        lambda: store.patience.persist(lambda: _open_round(order, store, as_of, started))
    )
    logs.bind(site=order.plan.site.name, round=round_id, kind=order.kind)
    log.info("接着做上次中断的一轮" if resumed else "一轮巡检开始", as_of=as_of)
    async with (
        recording(store, round_id, watch) as show,
        Headless(order.plan, order.plan_text, store.evidence.root, stopping) as headless,
    ):
        seen = await _seen(order, store, database, round_id, as_of, show, stopping, headless, resumed)
        show(state_of("judge", seen.sweep))
        # Beside the loop: a round may be judged for minutes.
        judged = await stopping.obeyed_by(beside(lambda: store.patience.persist(lambda: _judge(order, store, seen))))
        await stopping.obeyed_by(take_pictures(seen.browsed, judged.findings))
    # Begun, it is done to its end.
    remembering = beside(lambda: store.patience.persist(lambda: _remember(order, store, seen, judged, resumed=resumed)))
    return await stopping.obeyed_by(remembering, grace=None)


async def _seen(
    order: Order,
    store: Store,
    database: str,
    round_id: str,
    as_of: datetime,
    watch: Watch,
    stopping: Stopping,
    headless: Headless,
    resumed: bool,
) -> Seen:
    """What the round sees. Where the database failed in the middle of a question it goes on from what is recorded."""
    for start in range(STARTS):
        seeing = see(order, store, database, round_id, as_of, watch, stopping, headless, resumed=resumed or start > 0)
        try:
            return await stopping.obeyed_by(seeing)
        except StoreError as error:
            if error.final or error.reason not in PASSING or start == STARTS - 1:
                error.final = True  # of no use to wait: the next start of the round takes it up
                raise
            log.warning("数据库连接中断，从已记录处接着做", error=error.reason)
    raise AssertionError("unreachable")


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the checks said."""

    observed: Observed
    findings: list[Finding]
    undecided: list[Undecided]
    broken: list[BrokenCheck]
    missing: list[str]


def _judge(order: Order, store: Store, seen: Seen) -> _Judged:
    """What the round saw, judged."""
    missing = seen.missing + shortfalls(order.plan, order.kind, seen.sweep, pages_of(seen))
    observed = observe(order.plan, store, seen, complete=not missing, folder=order.folder)
    findings, undecided, broken = run_checks(observed, _judging(order))
    missing += [f"检查“{check.check}”自身出错，没有结论：{check.error}" for check in broken]
    return _Judged(observed, findings, undecided, broken, missing)


def _remember(order: Order, store: Store, seen: Seen, judged: _Judged, *, resumed: bool) -> Outcome:
    """Everything is written so that it may be written again."""
    round_id, as_of, observed = seen.round_id, seen.as_of, judged.observed
    findings, undecided, broken, missing = judged.findings, judged.undecided, judged.broken, judged.missing
    store.record_findings(round_id, findings, undecided)
    store.record_pairings(round_id, pairings(observed))
    scope = _scope(order, store, observed, round_id, {check.check for check in broken})
    settled = store.patience.persist(lambda: settle(store, scope, findings, undecided))
    facts = facts_of(order.plan, order.kind, store, seen, missing + seen.unread)
    counters = {name: getattr(facts, name) for name in ("pages", "requests", "links", "bytes", "seconds")}
    # In the store it is the portal that was seen whole or not: whoever asks there asks what its issues rest on.
    ways = {REACH_RECORDED: 1, ASKED: len(CHECKS), **unjudged(scope.checks, order.kind)}
    store.finish_round(round_id, finished_at=facts.finished_at, complete=not missing, counters=counters | ways)
    undone = {"missing": missing, "unread": seen.unread, "broken": len(broken)}
    figures = {**counters, "findings": len(findings), "undecided": len(undecided)}
    log.info("一轮巡检结束", **figures, **{k: v for k, v in undone.items() if v})
    accounts = accounts_of(observed, findings, undecided, judged=STALE_ACCOUNT in scope.checks)
    watched = availability_entry(order.plan, observed.availability, as_of)
    return Outcome(facts, as_of, findings, undecided, broken, resumed, settled, accounts, watched)


def _scope(order: Order, store: Store, observed: Observed, round_id: str, broken: set[str]) -> Scope:
    """What the round can vouch for, for the issues."""
    return Scope(
        look=Look(round_id, observed.as_of, store.round(round_id).started_at),
        plan=order.plan,
        workdays=observed.workdays,
        kind=order.kind,
        complete=observed.complete,
        checks=frozenset(check.name for check in _judging(order)) - broken,
        articles=targets_by_article(observed.known, order.plan, observed.as_of),
        watched=observed.availability is not None,
        visits={(visit.url, visit.view): visit for visit in observed.visits or ()},
    )


def _judging(order: Order) -> tuple[Check, ...]:
    """A watch round reads first pages and few articles: what pairs policies or dates articles is not before it."""
    if order.kind != "watch":
        return order.checks
    return tuple(check for check in order.checks if check.name not in NOT_BY_WATCH)
