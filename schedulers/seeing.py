"""What a round sees before anything is judged: the sweep, and beside it the readers of columns and of accounts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from checks.check import Check
from inspection.plan import Plan
from inspection.records import ColumnReading
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES
from schedulers.account_links import account_links
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.candidates import drawn_by_script
from schedulers.carried_readings import read_what_changed, watch_base
from schedulers.daily import Carried, Daily
from schedulers.drawings import Drawings
from schedulers.figures import Figures
from schedulers.files import read_files
from schedulers.foresight import Foresight
from schedulers.functions import try_functions
from schedulers.headless import Headless
from schedulers.leaks import places_told
from schedulers.passing import passes_of
from schedulers.reading import ReadingProcess
from schedulers.reading_contents import read_contents
from schedulers.scripted import read_scripted
from schedulers.scripted_articles import read_scripted_articles
from schedulers.services import visit_services
from schedulers.shells import draw_shells
from schedulers.state import Watch, state_of, watcher
from schedulers.stopping import Stopping
from schedulers.visiting import Visiting
from spiders.fetch import Fetcher
from spiders.job import ACCOUNTS_MODULE, Job, account_limit, is_read
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.resume import restore
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.rounds import RoundRow
from store.store import Store

_PATIENCE = 120.0  # seconds beyond what the reader of accounts may take by its own word


class Asked(Protocol):
    """The part of a round's order that says where to look."""

    @property
    def plan(self) -> Plan: ...
    @property
    def plan_text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def folder(self) -> Path: ...
    @property
    def shared(self) -> bool: ...
    @property
    def checks(self) -> tuple[Check, ...]: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What sweep and readers learnt, before anything is judged."""

    round_id: str
    as_of: datetime
    sweep: Sweep
    readings: dict[str, ColumnReading]  # of columns and of accounts
    missing: list[str]  # of the portal
    unread: list[str]  # of the accounts, which stand on their platforms: nothing is missing of the portal
    figures: Figures
    browsed: Browsed
    carried: Carried | None = None  # what a daily round says by an earlier look


async def see(
    order: Asked,
    store: Store,
    database: str,
    round_id: str,
    as_of: datetime,
    watch: Watch,
    stopping: Stopping,
    headless: Headless,
    *,
    resumed: bool,
) -> Seen:
    """Sweep, and read columns and accounts beside it; then sweep what only the readers could find."""
    plan, missing = order.plan, list[str]()
    job = _job(order, store, database, round_id, as_of)
    async with AsyncExitStack() as processes:
        accounts = await _accounts(plan, job, processes)
        row = store.round(round_id)
        base = watch_base(store, plan.site.name, round_id) if order.kind == "watch" else row.base
        # What reads by what rounds before it know reads when the sweep is over.
        reader = await _columns(plan, store, job, processes) if order.kind != "watch" and row.base is None else None
        fetcher = await processes.enter_async_context(Fetcher(FetchPolicy.of(plan)))
        fetcher.passes = passes_of(plan, headless)
        jar = fetcher.passes.jar if fetcher.passes is not None else None
        figures = Figures(row.counters, fetcher)
        recorder = Recorder(store, round_id, reader.recorded if reader else None, figures.so_far)
        sweep = _sweep(order, row, store, database, fetcher, recorder, watch, processes)
        _heed(stopping, sweep, headless, accounts, reader)
        browsed = Browsed(plan, store, round_id, order.kind, as_of, sweep, headless)
        foresight = await processes.enter_async_context(Foresight(browsed))
        visiting = await processes.enter_async_context(Visiting(browsed))
        settlement = Settlement(sweep)
        daily = Daily(plan, store, row, sweep, settlement) if row.base is not None else None
        await (daily.run(resumed=resumed) if daily is not None else _all(browsed, base, resumed=resumed))
        settle = daily.settle if daily is not None else settlement.run
        await settle()
        drawings = Drawings(headless, store)
        await draw_shells(browsed, drawings, settle)
        watch(state_of("read", sweep))
        if wrong := await (reader.go(jar=jar) if reader else read_what_changed(store, plan, job, base, stopping, jar)):
            missing.append(f"栏目没有全部读完：{wrong.splitlines()[-1][:200]}")
        await read_scripted(browsed, settle, foresight)
        await read_scripted_articles(browsed, drawings, settle)
        unread = await _beyond(browsed, accounts, settle)
        await _look_closer(browsed, pages=any(check.name in OF_CONTENTS | OF_PROMISES for check in order.checks))
        await visiting.finish()
        readings = store.readings(round_id)
        carried = await beside(lambda: daily.finish(readings)) if daily is not None else None
        return Seen(round_id, as_of, sweep, readings, missing, unread, figures, browsed, carried)


async def _look_closer(browsed: Browsed, *, pages: bool) -> None:
    """Whether what visitors use works, and, where a check asks (`pages`), what pages and files say."""
    await visit_services(browsed)
    await try_functions(browsed)
    if pages:
        await read_contents(browsed)
        await read_files(browsed)


async def _all(browsed: Browsed, base: str | None, *, resumed: bool) -> None:
    """Sweep everything that the home page, the columns, what was pending and what is told of lead to."""
    store, sweep = browsed.store, browsed.sweep
    pending = restore(sweep, store, browsed.round_id) if resumed else []
    leaks = await beside(lambda: places_told(browsed.plan, store)) if browsed.kind != "watch" else []
    await sweep.run(_lists(browsed.plan, store, base, sweep) + leaks + pending)


async def _beyond(
    browsed: Browsed, accounts: ReadingProcess | None, settle: Callable[[], Awaitable[None]]
) -> list[str]:
    """Sweep what only the readers could see: articles behind data, and where accounts' articles lead.

    Returns why accounts were not read.
    """
    plan, store, round_id, sweep = browsed.plan, browsed.store, browsed.round_id, browsed.sweep
    whole, unread = browsed.kind != "watch", list[str]()
    if whole and (late := _unknown_articles(plan, store, round_id, sweep)):
        await sweep.run(late)
        await settle()
    # An account that could not be read has a reading that says so; here the reader itself failed.
    if accounts is not None and (wrong := await accounts.go(account_limit(browsed.kind) + _PATIENCE)):
        unread.append(f"新媒体账号没有全部读完：{wrong.splitlines()[-1][:200]}")
    if whole and (linked := await account_links(plan, store, round_id, browsed.as_of, sweep)):
        await sweep.run(linked)
        await settle()
    return unread


def _lists(plan: Plan, store: Store, base: str | None, sweep: Sweep) -> list[str]:
    """Columns' pages, and all that a watch round before this one read rows from, be it a file of data."""
    lists = store.listed(base) if base is not None else []
    sweep.frontier.read = frozenset(lists)
    return [plan.column_url(column) for column in plan.columns] + lists


def _job(order: Asked, store: Store, database: str, round_id: str, as_of: datetime) -> Job:
    return Job(
        plan=order.plan_text,
        database=database,
        evidence=str(store.evidence.root),
        round=round_id,
        site=order.plan.site.name,
        as_of=as_of.isoformat(),
        kind=order.kind,
        folder=str(order.folder.absolute()),
        owner=store.owner,
    )


def _sweep(
    order: Asked,
    row: RoundRow,
    store: Store,
    database: str,
    fetcher: Fetcher,
    recorder: Recorder,
    watch: Watch,
    until: AsyncExitStack,
) -> Sweep:
    until.push_async_callback(recorder.end)
    make: Callable[..., Sweep] = Sweep
    if order.shared:
        from schedulers.cluster.sharing import shared_sweep  # late: it needs an extra that one machine does without

        sliced = row.base is None and order.kind != "watch"
        make = partial(shared_sweep, order.plan_text, row.id, store, database, until, sliced)
    return make(order.plan, fetcher.policy, fetcher, recorder, watcher(watch), follow=order.kind != "watch")


def _heed(stopping: Stopping, sweep: Sweep, headless: Headless, *children: ReadingProcess | None) -> None:
    headless.share(sweep)
    stopping.on_stop(sweep.leave.halt)
    stopping.on_hold(sweep.leave.hold)
    for child in filter(None, children):
        stopping.on_stop(child.stop)
        stopping.on_hold(child.hold)


async def _columns(plan: Plan, store: Store, job: Job, processes: AsyncExitStack) -> ReadingProcess | None:
    scripted = await beside(lambda: drawn_by_script(store, plan))
    named = [column.name for column in plan.columns if is_read(plan, column) and column.name not in scripted]
    if not named:
        return None
    reader = await ReadingProcess.begin(replace(job, folder="", columns=tuple(named) if scripted else ()))
    processes.push_async_callback(reader.end)
    return reader


async def _accounts(plan: Plan, job: Job, processes: AsyncExitStack) -> ReadingProcess | None:
    if not plan.accounts:
        return None
    reader = await ReadingProcess.begin(job, ACCOUNTS_MODULE)
    processes.push_async_callback(reader.end)
    return reader


def _unknown_articles(plan: Plan, store: Store, round_id: str, sweep: Sweep) -> list[str]:
    """Articles that only the reader could see: rows of JSON and of other sources. They are links like any other.

    An account's articles are not: the platform is asked at its own pace, by the account's own spiders.
    """
    rows = store.rows_of(round_id, [column.name for column in plan.columns])
    return [url for url in rows if not sweep.frontier.is_known(url)]
