"""The book of what was due: what one process takes, adopts, leaves out and finishes of one site's due runs."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from schedulers.clockwork import Clock
from schedulers.overlap import ON_TIME, Call, is_from_a_time_to_come
from schedulers.timetable import ROUND_KINDS, Entry
from spiders import logs
from store.due_runs import DueRun, Result
from store.errors import StoreError
from store.store import Store

RETRY = 10.0  # seconds until a database that was away is asked again
_ROUNDS_LOOKED_AT = 50
_FIRST = "网站还没有巡检过，先做一轮全面巡检"

Key = tuple[str, datetime]  # entry, due_at
log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What all of a process's work shares."""

    store: Store
    who: str  # this process, which cannot be taken for another
    clock: Clock
    stop: asyncio.Event
    retry: float = RETRY

    async def pause(self) -> None:
        """Wait until a database that was away may be asked again, or the service stops."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stop.wait(), self.retry)


@dataclass(frozen=True, slots=True)
class Taken:
    """A due run that is this process's to do."""

    run: DueRun
    note: str = ""  # Chinese: what is said of it besides
    not_before: datetime | None = None
    adopted: bool = False  # another process, or this one before, had taken it

    @property
    def key(self) -> Key:
        """What tells it from all others of the site."""
        return self.run.entry, self.run.due_at


class DueBook:
    """One site's. Its methods are called in threads, one at a time; they raise StoreError."""

    def __init__(self, site: str, desk: Desk) -> None:
        self.site = site
        self._desk = desk
        self.last: dict[str, datetime] = {}  # by entry: the newest moment that was taken

    def load(self, entries: tuple[Entry, ...], now: datetime, in_hand: Set[Key], *, rounds: bool) -> list[Taken]:
        """What the database says was taken up to now; what is open and nobody's is this process's from here on."""
        store, site = self._desk.store, self.site
        claims = store.newest_claims(site)
        for entry in entries:
            if entry.name in claims and is_from_a_time_to_come(claims[entry.name], entry.period, now):
                store.forget_dues_ahead(site, entry.name, now)
        self.last = dict(store.last_claimed_dues(site, now))
        taken = self._adopt(in_hand)
        new = rounds and "full" not in claims and any(entry.name in ROUND_KINDS for entry in entries)
        if new and store.newest_round(site) is None:
            taken += self.take("full", Call(now.astimezone(UTC), note=_FIRST), now)
        return taken

    def _adopt(self, in_hand: Set[Key]) -> list[Taken]:
        """What was never finished: its process died, or lost the lead, or could not write that it had ended."""
        store, who = self._desk.store, self._desk.who
        orphans = [run for run in store.open_dues(self.site) if (run.entry, run.due_at) not in in_hand]
        mine = [replace(run, claimed_by=who) for run in orphans if store.take_over_due(run, who)]
        return [Taken(run, "中断后接着做", adopted=True) for run in mine]

    def take(self, name: str, call: Call, now: datetime) -> list[Taken]:
        """The run, if it was free."""
        free = self._desk.store.claim_due(self.site, name, call.due_at, self._desk.who, now)
        self.last[name] = call.due_at
        return [Taken(DueRun(self.site, name, call.due_at, self._desk.who, now), call.note)] if free else []

    def skip(self, name: str, call: Call, now: datetime, words: str) -> None:
        """It passes without a run."""
        self._desk.store.skip_due(self.site, name, call.due_at, self._desk.who, now, words)
        self.last[name] = call.due_at

    def was_done(self, taken: Taken) -> bool:
        """Whether an adopted round had come to its end, and only that was not written down."""
        if not taken.adopted:
            return False
        since, kind = taken.run.claimed_at - ON_TIME, taken.run.entry
        rounds = self._desk.store.rounds(self.site, _ROUNDS_LOOKED_AT)
        return any(one.kind == kind and one.finished_at is not None and one.started_at >= since for one in rounds)

    async def finish(self, run: DueRun, result: Result, words: str) -> None:
        """Write down what became of it, however long the database is away."""
        while True:
            try:
                await asyncio.to_thread(self._desk.store.finish_due, run, self._desk.clock(), result, words)
            except StoreError as error:
                if self._desk.stop.is_set():
                    return  # it stays open: the next start finds that it was done
                log.warning("数据库暂不可用，结果稍后再记", error=str(error))
                await self._desk.pause()
            else:
                return
