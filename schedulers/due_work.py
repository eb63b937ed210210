"""What is due of one site: taken once, run one after the other, written down; and of the database as a whole."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Any

from notifications.wording import ROUND_KINDS as NAMES
from schedulers.due_book import Desk, DueBook, Key, Taken
from schedulers.overlap import Call, Ruling, Standing, called, patience, rule
from schedulers.round_process import RoundResult
from schedulers.timetable import DAY, ROUND_KINDS, Entry, title_of
from spiders import logs
from store.due_runs import DueRun, Result
from store.errors import StoreError

AGAIN = timedelta(seconds=60)  # when another process inspects the site: until it is looked again whether it has ended

DoRound = Callable[[str], Awaitable[RoundResult]]  # by its kind; never raises
Errand = Callable[[DueRun], str]  # in a thread; the words that are kept; may raise StoreError, ValueError
log = logs.get(__name__)


class DueWork:
    """One site's due work; `site` empty: the database's. `lead` is run while this process leads the timetable."""

    def __init__(
        self,
        site: str,
        desk: Desk,
        entries: Sequence[Entry],
        do_round: DoRound | None = None,
        errands: Mapping[str, Errand] | None = None,
    ) -> None:
        self.site = site
        self.entries = tuple(entries)
        self.running: Taken | None = None
        self.waiting: list[Taken] = []
        self._desk = desk
        self._book = DueBook(site, desk)
        self._do_round = do_round
        self._errands = errands or {}
        self._bell = asyncio.Event()
        self._listening = False
        self._loaded = False
        self._since: dict[str, datetime] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: set[Key] = set()

    @property
    def idle(self) -> bool:
        """Whether everything that is due is done, and it waits for the next moment."""
        return self._listening and not self._bell.is_set() and not self._tasks

    def ring(self) -> None:
        """Something may be due."""
        self._bell.set()

    def look_anew(self) -> None:
        """The clock was changed: what is remembered of it is asked for again."""
        now = self._desk.clock()
        self._since = {name: min(since, now) for name, since in self._since.items()}
        self._loaded = False
        self._bell.set()

    def take_up(self, entries: Sequence[Entry]) -> None:
        """The plan has changed: what it asks for anew, it asks for from now on."""
        known = {(one.name, one.timing, one.zone.key) for one in self.entries}
        fresh = [one.name for one in entries if (one.name, one.timing, one.zone.key) not in known]
        self._since |= dict.fromkeys(fresh, self._desk.clock())
        self.entries = tuple(entries)
        self._bell.set()

    async def lead(self) -> None:
        """Do what is due, until cancelled. A round that runs then goes on: its own lease guards it."""
        self.waiting.clear()
        self._loaded = False
        while not self._desk.stop.is_set():
            self._bell.clear()
            pause = await self._turn()
            self._listening = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), pause)
            self._listening = False

    async def end(self) -> None:
        """Wait for what runs; it was told to stop."""
        while self._tasks:  # what failed is written down by a task of its own
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def abandon(self) -> None:
        """Do not wait: it stays open, and the next start goes on with it."""
        for task in self._tasks:
            task.cancel()

    async def _turn(self) -> float | None:
        """Look what is due, and begin what can be begun. Returns how long to wait at most."""
        try:
            await self._look()
            await self._begin_what_can_be()
        except StoreError as error:
            self._loaded = False  # whether what was written arrived is not known
            log.warning("时间表：数据库暂不可用，稍后再试", site=self.site or None, error=str(error))
            return self._desk.retry
        return self._desk.retry if self.waiting else None

    async def _look(self) -> None:
        now = self._desk.clock()
        if not self._loaded:
            in_hand = {one.key for one in self.waiting} | self._under_way
            rounds = self._do_round is not None
            self.waiting += await asyncio.to_thread(self._book.load, self.entries, now, in_hand, rounds=rounds)
            self._loaded = True
        for entry in self.entries:
            call = called(entry, self._book.last.get(entry.name), self._since.get(entry.name), now)
            if call is not None:
                await self._answer(entry, call, now)

    async def _answer(self, entry: Entry, call: Call, now: datetime) -> None:
        skip = call.skip
        if not skip and entry.name in ROUND_KINDS:
            ruling, words = rule(entry.name, call.due_at, await self._standing(entry.name))
            skip = words if ruling is Ruling.SKIP else ""
        if skip:
            await asyncio.to_thread(self._book.skip, entry.name, call, now, skip)
            log.info(f"{entry.title}这一次不做：{skip}", site=self.site or None, due_at=call.due_at.isoformat())
        else:
            self.waiting += await asyncio.to_thread(self._book.take, entry.name, call, now)

    async def _standing(self, kind: str, but: Taken | None = None) -> Standing:
        newest = None
        if kind == "daily":
            newest = await asyncio.to_thread(self._desk.store.newest_round, self.site, None, "full")
        return Standing(
            running=self.running.run.entry if self.running is not None else None,
            waiting=frozenset(one.run.entry for one in self.waiting if one is not but and one.run.entry in NAMES),
            last_full=newest.started_at if newest is not None and newest.complete else None,
        )

    async def _begin_what_can_be(self) -> None:
        """Errands at once; of the rounds the greatest, when none runs."""
        for one in [one for one in self.waiting if one.run.entry not in ROUND_KINDS]:
            self.waiting.remove(one)
            self._begin(one, self._errand(one))
        now = self._desk.clock()
        for one in sorted(self.waiting, key=lambda one: ROUND_KINDS.index(one.run.entry)):
            if self.running is not None or self._desk.stop.is_set():
                return
            if one.not_before is not None and timedelta(0) < one.not_before - now <= AGAIN:
                continue
            needless = await self._needless(one, now)
            self.waiting.remove(one)
            if needless is not None:
                await self._book.finish(one.run, *needless)
                continue
            self.running = one
            self._begin(one, self._round(one))

    async def _needless(self, one: Taken, now: datetime) -> tuple[Result, str] | None:
        run = one.run
        period = next((entry.period for entry in self.entries if entry.name == run.entry), DAY)
        if await asyncio.to_thread(self._book.was_done, one):
            return "done", "已做完，当时没有来得及记下"
        if now - run.due_at > patience(run.entry, period):
            return "skipped", "一直没有轮到，过后太久，不再做"
        ruling, words = rule(run.entry, run.due_at, await self._standing(run.entry, but=one))
        return ("skipped", words) if ruling is Ruling.SKIP else None

    def _begin(self, one: Taken, work: Coroutine[Any, Any, None], *, last: bool = False) -> None:
        self._under_way.add(one.key)
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(partial(self._over, one, last))

    def _over(self, one: Taken, last: bool, task: asyncio.Task[None]) -> None:
        """Nothing more is done for it. Where the program itself failed that is written down, as `last`."""
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault is None:
            self._under_way.discard(one.key)
            self._bell.set()
            return
        frame = next(reversed(extract_tb(fault.__traceback__)), None)
        log.error(
            f"{title_of(one.run.entry)}没有做成：程序出错",
            site=self.site or None,
            entry=one.run.entry,
            error=" ".join(f"{type(fault).__name__}: {fault}".split()),
            where=f"{Path(frame.filename).name}:{frame.lineno}" if frame is not None else None,
        )
        if not last:  # if not even that can be written, it stays open for the next start: here it would fail again
            words = "；".join(filter(None, [one.note, f"程序出错（{type(fault).__name__}），详见日志"]))
            self._begin(one, self._book.finish(one.run, "failed", words), last=True)

    async def _round(self, one: Taken) -> None:
        assert self._do_round is not None
        kind, note = one.run.entry, f"：{one.note}" if one.note else ""
        with logs.bound(site=self.site, kind=kind):
            log.info(f"{NAMES[kind]}开始{note}", due_at=one.run.due_at.isoformat())
            try:
                await self._ended(one, await self._do_round(kind))
            finally:
                self.running = None

    async def _ended(self, one: Taken, result: RoundResult) -> None:
        kind, words = one.run.entry, "；".join(filter(None, [one.note, result.words]))
        if self._desk.stop.is_set() and result.status == "stopped":
            return  # left open: the next start goes on with it
        if result.status == "stopped" or (result.status == "busy" and kind != "watch"):
            log.warning(f"{NAMES[kind]}没有做成，稍后再做", why=result.words)
            self.waiting.append(replace(one, not_before=self._desk.clock() + AGAIN))
            return
        level = "info" if result.status == "finished" else "error"
        log.at(level, f"{NAMES[kind]}结束", status=result.status, words=result.words, round=result.round_id)
        ended: dict[str, Result] = {"finished": "done", "busy": "busy", "failed": "failed"}
        await self._book.finish(one.run, ended[result.status], words)

    async def _errand(self, one: Taken) -> None:
        try:
            words = await asyncio.to_thread(self._errands[one.run.entry], one.run)
            await self._book.finish(one.run, "done", "；".join(filter(None, [one.note, words])))
        except (KeyError, ValueError) as error:  # the plan asks for it no more, or for what cannot be
            await self._book.finish(one.run, "failed", str(error))
        except StoreError as error:
            log.warning("没有做成，稍后再做", site=self.site or None, entry=one.run.entry, error=str(error))
            await self._desk.pause()
            self.waiting.append(one)
