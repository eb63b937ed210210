"""A site whose timetable is run by a clock that the test sets: processes come and go, rounds take what they take."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from inspection.timing import Timing
from schedulers.due_book import Desk
from schedulers.due_work import DueWork
from schedulers.round_process import RoundResult
from schedulers.timetable import Entry
from store.due_runs import DueRun
from store.store import Store

SITE = "甲市民政局"
ZONE = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 12, 10, tzinfo=ZONE)


def entry(name: str, **timing: object) -> Entry:
    return Entry(name, Timing(**timing), ZONE, "")  # type: ignore[arg-type]


WATCH = entry("watch", every=timedelta(minutes=30))
DAILY = entry("daily", at=time(6, 0))
FULL = entry("full", at=time(2, 0), weekday=6)
DIGEST = entry("digest", at=time(16, 0), weekday=4)


async def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for it."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@dataclass
class Rounds:
    """Runs rounds in no time, or as long as the test holds them; keeps what it was asked."""

    now: datetime
    asked: list[tuple[str, datetime]] = field(default_factory=list)
    result: RoundResult = field(default_factory=lambda: RoundResult("finished", "r", complete=True))
    held: asyncio.Event | None = None
    fault: Exception | None = None
    at_once: int = 0
    most_at_once: int = 0

    async def run(self, kind: str) -> RoundResult:
        """One round."""
        self.asked.append((kind, self.now))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.held is not None:
                await self.held.wait()
            if self.fault is not None:
                raise self.fault
        finally:
            self.at_once -= 1
        return self.result

    @property
    def kinds(self) -> list[str]:
        """What was asked, in order."""
        return [kind for kind, _ in self.asked]


@dataclass
class Process:
    """One process that leads."""

    work: DueWork
    stop: asyncio.Event
    task: asyncio.Task[None]
    rounds: Rounds

    async def turn(self) -> None:
        """Ring, and wait until everything that is due is done."""
        self.work.ring()
        await until(lambda: self.work.idle)

    async def began(self) -> None:
        """Wait until a round runs."""
        await until(lambda: bool(self.rounds.at_once))

    async def rang(self) -> None:
        """Ring, and wait until it has looked; a round that is held runs on."""
        self.work.ring()
        await until(lambda: self.work._listening and not self.work._bell.is_set())

    async def killed(self) -> None:
        """As by SIGKILL: nothing more is written."""
        tasks = [self.task, *self.work._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass
class Office:
    """The database, the rounds, the clock."""

    folder: Path
    entries: Sequence[Entry]
    now: datetime
    rounds: Rounds = field(init=False)
    digests: list[datetime] = field(default_factory=list)
    digest_fault: Exception | None = None

    def __post_init__(self) -> None:
        self.rounds = Rounds(self.now)
        self.store = Store.open(f"sqlite:///{self.folder / 'x.db'}", self.folder / "evidence")

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.now = self.rounds.now = moment

    def after(self, time: timedelta) -> None:
        """Time passes."""
        self.at(self.now + time)

    def start(self) -> Process:
        """A process that leads."""
        stop = asyncio.Event()
        desk = Desk(self.store, uuid.uuid4().hex, lambda: self.now, stop, retry=0.02)
        work = DueWork(SITE, desk, self.entries, self.rounds.run, {"digest": self._digest})
        return Process(work, stop, asyncio.create_task(work.lead()), self.rounds)

    async def started(self) -> Process:
        """A process that has looked once."""
        process = self.start()
        await process.turn()
        return process

    def seen_before(self) -> None:
        """The site was inspected before there was a service."""
        round_ = self.store.begin_round(
            site=SITE, kind="full", as_of=self.now, plan_digest="p", started_at=self.now - timedelta(days=30)
        )
        self.store.finish_round(round_, finished_at=self.now - timedelta(days=30), complete=True, counters={})

    def runs(self, entry: str) -> list[DueRun]:
        """What the database says, oldest first."""
        return [run for run in reversed(self.store.recent_dues(SITE, 1000)) if run.entry == entry]

    def _digest(self, run: DueRun) -> str:
        self.digests.append(run.due_at)
        if self.digest_fault is not None:
            raise self.digest_fault
        return "一份"


NewOffice = Callable[..., Office]
