"""What a second look sees: the addresses, columns, accounts or views that decide, in a scratch store of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspection.issue import Issue
from inspection.pictures import Mode
from inspection.plan import Plan
from inspection.records import ColumnReading
from inspection.visits import View
from inspection.vouching import OF_VISITS
from schedulers.availability import probe_due
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.candidates import drawn_by_script
from schedulers.consulting import try_consultation
from schedulers.downloads import try_downloads
from schedulers.figures import Figures
from schedulers.foresight import Foresight
from schedulers.headless import Headless
from schedulers.passing import passes_of
from schedulers.reading import ReadingProcess
from schedulers.reading_contents import read_contents
from schedulers.scripted import read_scripted
from schedulers.searches import try_search
from schedulers.second_look_ways import MOST_VIEWS, Way, is_carried, pages_to_view, seeds_of
from schedulers.seeing import Seen
from schedulers.services import look_at_services
from schedulers.settings import ServiceSettings
from schedulers.stopping import Stopping
from schedulers.visit_candidates import may_be_opened
from schedulers.visiting import Visiting
from spiders.fetch import Fetcher
from spiders.job import ACCOUNTS_MODULE, Job, is_read
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.settle import Settlement
from spiders.sweep import Sweep
from spiders.turns import Turns
from store.store import Store

_ACCOUNTS = 100.0  # seconds for a platform
_SEEN_BY_BROWSER = "browser"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sight:
    """With what a look looks. `scratch` is its own store, `real` the office's, which it only reads; and takes turns."""

    plan: Plan  # narrowed
    plan_text: str
    issue: Issue
    way: Way
    scratch: Store
    scratch_url: str
    real: Store
    real_url: str
    round_id: str
    as_of: datetime
    folder: Path
    say: Say


async def see_again(sight: Sight, stopping: Stopping, headless: Headless) -> Seen:
    """Look. Raises HaltedError, StoreError."""
    plan, store, way = sight.plan, sight.scratch, sight.way
    await beside(lambda: _carry(sight))
    async with AsyncExitStack() as until:
        job = _job(sight)
        columns = await _columns(sight, job, until) if way is Way.COLUMNS else None
        accounts = await _started(job, until, ACCOUNTS_MODULE) if way is Way.ACCOUNT and plan.accounts else None
        fetcher = await until.enter_async_context(Fetcher(FetchPolicy.of(plan)))
        fetcher.passes = passes_of(plan, headless)
        figures = Figures({}, fetcher)
        recorder = Recorder(store, sight.round_id, columns.recorded if columns else None, figures.so_far)
        until.push_async_callback(recorder.end)
        sweep = Sweep(plan, fetcher.policy, fetcher, recorder, follow=False)
        sweep.turns = Turns(sight.real)  # a round of the same hosts, or another look, may be under way elsewhere
        headless.share(sweep)
        stopping.on_stop(sweep.leave.halt)
        browsed = Browsed(plan, store, sight.round_id, "full", sight.as_of, sweep, headless)
        foresight = await until.enter_async_context(Foresight(browsed)) if way is Way.COLUMNS else None
        seeds, missing, unread = seeds_of(sight.issue, way, plan), list[str](), list[str]()
        sight.say(f"正在打开{'首页和 ' + str(len(seeds)) + ' 个地址' if seeds else '首页'}")
        settlement = Settlement(sweep)
        await sweep.run(seeds)
        await settlement.run()
        if columns is not None:
            sight.say("正在读栏目")
            if wrong := await columns.go(jar=fetcher.passes.jar if fetcher.passes is not None else None):
                missing.append(f"栏目没有读完：{wrong.splitlines()[-1][:200]}")
        if foresight is not None:
            await read_scripted(browsed, settlement.run, foresight)
        if accounts is not None:
            sight.say("正在读账号")
            if wrong := await accounts.go(_ACCOUNTS):
                missing.append(f"账号没有读完：{wrong.splitlines()[-1][:200]}")
        await _beyond(sight, browsed)
        readings = await beside(lambda: store.readings(sight.round_id))
        return Seen(sight.round_id, sight.as_of, sweep, _needed(sight, readings), missing, unread, figures, browsed)


async def _beyond(sight: Sight, browsed: Browsed) -> None:
    """What is looked at otherwise than by the sweep and the readers."""
    way, issue = sight.way, sight.issue
    views = [(url, OF_VISITS[issue.check].view) for url in pages_to_view(issue)[:MOST_VIEWS]] if way is Way.VIEW else []
    if way is Way.ADDRESS and issue.evidence.get("seen_by") == _SEEN_BY_BROWSER:
        views = [(url, View.DESK) for url in issue.found_on[:MOST_VIEWS]]
    if views or way in (Way.SEARCH, Way.FORM, Way.SERVICE):
        sight.say("正在用浏览器查看")
    if views:
        await Visiting(browsed).look_at([look for look in views if look[0] in _sound(sight, browsed)])
    if way is Way.DOWNLOAD:
        await try_downloads(browsed)
    if way is Way.SEARCH:
        await try_search(browsed)
    if way is Way.FORM:
        await try_consultation(browsed)
    if way is Way.SERVICE:
        await look_at_services(browsed, [issue.subject])
    if way is Way.PAGES:
        await read_contents(browsed)
    if way is Way.ENDPOINT:
        sight.say("正在查看证书、IPv6 和跳转")
        await probe_due(sight.plan, sight.scratch, ServiceSettings(), datetime.now(UTC), jitter=timedelta())


def _sound(sight: Sight, browsed: Browsed) -> set[str]:
    """Of the pages, those that a browser may open."""
    hosts, ledger = sight.plan.site.inspected_hosts, browsed.sweep.ledger
    wanted = {url: url.partition("#")[0] for url in (sight.issue.subject, *sight.issue.found_on)}
    pages = sight.scratch.pages_at(sight.round_id, list(set(wanted.values())))
    return {url for url, page in wanted.items() if page in pages and may_be_opened(pages[page], ledger, hosts)}


def _needed(sight: Sight, readings: dict[str, ColumnReading]) -> dict[str, ColumnReading]:
    names = {one.name for one in sight.plan.columns} | {one.name for one in sight.plan.accounts}
    return {name: reading for name, reading in readings.items() if name in names}


def _carry(sight: Sight) -> None:
    """What earlier rounds have learnt of how the site is read; and, where it is not read anew, what they read."""
    site, scratch, real = sight.plan.site.name, sight.scratch, sight.real
    for family in real.families(site).values():
        if family.mode is not Mode.PLAIN:  # where the browser saw no more than the markup has, it is asked anew
            scratch.record_family(site, family)
    if not is_carried(sight.way):
        return
    rounds = [real.newest_round(site, kind=kind) for kind in ("daily", "full")]
    last = max((one for one in rounds if one is not None), key=lambda one: one.as_of, default=None)
    for reading in real.readings(last.id).values() if last is not None else ():
        scratch.record_reading(sight.round_id, reading)
    since = sight.as_of - sight.plan.verify_within
    if sight.way is Way.SERVICE:
        scratch.record_visits(site, real.visits(site, since, datetime.now(UTC), [View.POLICY]))


def _job(sight: Sight) -> Job:
    return Job(
        plan=sight.plan_text,
        database=sight.scratch_url,
        evidence=str(sight.scratch.evidence.root),
        round=sight.round_id,
        site=sight.plan.site.name,
        as_of=sight.as_of.isoformat(),
        kind="full",
        folder=str(sight.folder.absolute()),
        paces=sight.real_url,
    )


async def _columns(sight: Sight, job: Job, until: AsyncExitStack) -> ReadingProcess | None:
    scripted = await beside(lambda: drawn_by_script(sight.scratch, sight.plan))
    plain = [one.name for one in sight.plan.columns if is_read(sight.plan, one) and one.name not in scripted]
    return await _started(replace(job, columns=tuple(plain)), until) if plain else None


async def _started(job: Job, until: AsyncExitStack, module: str | None = None) -> ReadingProcess:
    reader = await (ReadingProcess.begin(job, module) if module else ReadingProcess.begin(job))
    until.push_async_callback(reader.end)
    return reader
