"""All accounts of a round, read at once: sources, then the articles worth opening, then into the store."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from inspection.accounts import Account
from inspection.plan import Plan
from inspection.records import ColumnReading, ColumnState, day_of
from inspection.sources import SourceReading
from spiders.accounts.account_reading import Covered, Frame, read_account
from spiders.accounts.crawling import Crawling
from spiders.accounts.openings import to_open
from spiders.accounts.pace import Pace
from spiders.accounts.reach import how_far_back
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from spiders.accounts.tasks import Refusals, address_of, for_looks
from spiders.job import Job, account_limit
from spiders.parent import Told, ToldToStopError, end_gently
from spiders.reading.dates import SHANGHAI
from store.errors import StoreError
from store.store import Store

AT_ONCE = 8  # accounts
STOP_GRACE = 16.0  # seconds that a request in hand may take when told to stop
KNOWN = 5000  # articles of one account that rounds have seen, the newest
OVERLAP = timedelta(days=7)  # a daily round lists what is newer than the last round, and so much before


def read_accounts(
    job: Job, plan: Plan, store: Store, secrets: Secrets, turns: Store | None = None, told: Told | None = None
) -> list[str]:
    """Read every account that this round has not read yet. Returns what went wrong, a line each. Blocks.

    `turns` gives out the turns by which platforms are asked; `store` itself where it is None.

    Raises StoreError when nothing can be kept, ToldToStopError when `told` was told.
    """
    done = store.readings(job.round)
    accounts = [
        account
        for account in plan.accounts
        if account.name not in done or done[account.name].state not in {ColumnState.READ, ColumnState.BLANK}
    ]
    if not any(account.source for account in accounts):
        for account in accounts:
            store.record_reading(job.round, _without_source(account))
        return []
    process = AsyncCrawlerProcess(Settings({"SPIDER_MODULES": [], "LOG_INSTALL_ROOT_HANDLER": False}))
    loop = asyncio.get_event_loop()
    crawling = Crawling(
        plan, process, Pace(turns or store), _patiently(store), time.monotonic() + account_limit(job.kind)
    )
    reader = AccountsReader(job, plan, store, secrets, crawling)
    reading = loop.create_task(reader.read(accounts))
    reading.add_done_callback(lambda _: _stop())
    if told is not None:
        told.on_stop(lambda: _in(loop, lambda: loop.create_task(reader.stop(process, reading))))
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    if reader.stopped:
        raise ToldToStopError
    return reading.result()


def _in(loop: asyncio.AbstractEventLoop, work: Callable[[], object]) -> None:
    loop.call_soon_threadsafe(work)


def _patiently(store: Store) -> Callable[[bytes], str]:
    """Keeps evidence, on a disk that is full as soon as there is space again."""
    return lambda body: store.patience.persist(lambda: store.evidence.put(body))


def _stop() -> None:
    from twisted.internet import reactor

    reactor.stop()  # type: ignore[misc, unused-ignore]


def _without_source(account: Account) -> ColumnReading:
    return ColumnReading(account.name, "", ColumnState.UNREADABLE, "no-source")


class AccountsReader:
    """The accounts of one round. One account's failure costs no other."""

    def __init__(self, job: Job, plan: Plan, store: Store, secrets: Secrets, crawling: Crawling) -> None:
        self._job, self._plan, self._store, self._secrets, self._crawling = job, plan, store, secrets, crawling
        self._refusals = Refusals(store, job.site, secrets)
        self._as_of = datetime.fromisoformat(job.as_of).astimezone(plan.zone)
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.stopped = False

    async def read(self, accounts: Sequence[Account]) -> list[str]:
        """All of them; what went wrong, a line each. Raises StoreError when nothing can be kept."""
        ended = await asyncio.gather(*(self._in_turn(account) for account in accounts), return_exceptions=True)
        wrong: list[str] = []
        if self.stopped:
            return wrong
        for account, error in zip(accounts, ended, strict=True):
            if isinstance(error, StoreError):
                raise error
            if isinstance(error, BaseException):  # our own mistake: it is told, and the account is not known
                wrong.append(f"{account.name}: {type(error).__name__}")
                failed = ColumnReading(account.name, address_of(account), ColumnState.UNREADABLE, "unknown-shape")
                self._store.record_reading(self._job.round, failed)
        return wrong

    async def stop(self, process: AsyncCrawlerProcess, reading: asyncio.Task[list[str]]) -> None:
        """Finish the requests in hand; accounts that are not read by now stay without a reading."""
        self.stopped = True
        ending = asyncio.ensure_future(end_gently(process))
        await asyncio.wait({ending}, timeout=STOP_GRACE)
        reading.cancel()

    async def _in_turn(self, account: Account) -> None:
        async with self._gate:
            if not self.stopped:
                await self._read(account)

    async def _read(self, account: Account) -> None:
        frame = self._frame(account)
        tasks = self._tasks(account, frame)
        sources = await asyncio.gather(*(self._source(task) for task in tasks))
        if self.stopped:
            return
        read = read_account(frame, sources)
        urls = to_open(account, read, frame.now, self._job.kind, frame.since)
        task = for_looks(account, tasks, sources)
        if urls and task is not None:
            looks = await self._crawling.look(replace(task, known=read.known), urls)
            if self.stopped:
                return
            read = read_account(frame, sources, looks)
        self._store.record_sources(self._job.round, read.sources)
        self._store.save_known(self._job.site, account.name, read.changed)
        # Last: a round that is taken up reads again what has no reading.
        url = self._secrets.redact(address_of(account))
        self._store.record_reading(self._job.round, replace(read.reading, url=url))

    async def _source(self, task: SourceTask) -> SourceReading:
        stopped = self._refusals.stopped(task)
        if stopped is not None:
            return stopped
        reading = await self._crawling.read(task)
        if not self.stopped:
            self._refusals.note(task, reading, task.now)
        return reading

    def _frame(self, account: Account) -> Frame:
        site, store, round_id = self._job.site, self._store, self._job.round
        known = store.known_articles(site, account.name, limit=KNOWN)
        oldest = day_of(known[-1].article.published_at, SHANGHAI) if len(known) == KNOWN else None
        covered = store.covered_before(site, account.name, round_id)
        return Frame(
            account,
            round_id,
            now=datetime.now(UTC),
            as_of=self._as_of.date(),
            since=how_far_back(self._plan, account, self._as_of, self._job.kind),
            known=known,
            known_from=None if oldest is None else oldest + timedelta(days=1),
            covered=None if covered is None else Covered(covered.since, day_of(covered.as_of, self._plan.zone)),
            most_before=store.most_before(site, account.name, round_id),
        )

    def _tasks(self, account: Account, frame: Frame) -> list[SourceTask]:
        since = list_since(account, frame, self._job.kind)
        return [
            SourceTask(
                account,
                label,
                source,
                now=frame.now,
                as_of=self._as_of,
                since=since,
                secrets=self._secrets,
                folder=Path(self._job.folder),
                known=frame.known,
                kind=self._job.kind,
            )
            for label, source in account.labelled
        ]


def list_since(account: Account, frame: Frame, kind: str) -> date:
    """How far back the lists are read: all that matters; in daily rounds only what earlier rounds do not vouch for."""
    covered = frame.covered
    if kind == "full" or covered is None or covered.since > frame.since:
        return frame.since
    fresh = min(covered.as_of - OVERLAP, frame.as_of - account.update_within * 2)
    return max(frame.since, fresh)
