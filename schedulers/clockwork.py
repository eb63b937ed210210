"""The alarm clock of the timetable: rings when something is due, and when the clock on the wall was changed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from schedulers.timetable import Entry
from spiders import logs

LOOK_EVERY = 5.0  # seconds between two looks at both clocks
RING_EVERY = 12  # looks; everybody is rung once a minute besides: nothing hangs on one alarm alone
JUMP = timedelta(seconds=3)  # less is a clock being put right, and a busy machine

Clock = Callable[[], datetime]
Ring = Callable[[], None]
log = logs.get(__name__)


def wall_clock() -> datetime:
    """The time of day; somebody may set it."""
    return datetime.now(UTC)


class EntryTrigger(BaseTrigger):  # type: ignore[misc]
    """An entry of the timetable for APScheduler, whose own triggers leave out a day whose midnight a summer time skips,
    and ring again and again in the hour that comes twice."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The first due moment after the last one, or after now."""
        return self._entry.after(max(previous_fire_time, now) if previous_fire_time is not None else now)


class Clockwork:
    """Rings for each name when one of its entries is due. What is due, and whether it was done, others find out."""

    def __init__(
        self,
        on_jump: Callable[[timedelta], None],
        clock: Clock = wall_clock,
        steady: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
        turned: Callable[[], None] = lambda: None,
    ) -> None:
        """`steady`: seconds by a clock that nobody sets. `turned` is called after each look at the clocks."""
        self._on_jump = on_jump
        self._clock = clock
        self._steady = steady
        self._sleep = sleep
        self._turned = turned
        self._entries: dict[str, tuple[Sequence[Entry], Ring]] = {}
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def set(self, name: str, entries: Sequence[Entry], ring: Ring) -> None:
        """From now on these are the name's entries."""
        self.forget(name)
        self._entries[name] = (entries, ring)
        for entry in entries:
            self._scheduler.add_job(
                ring,
                EntryTrigger(entry),
                id=f"{entry.name} {name}",
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,  # however late: whether it is worth doing still is decided by who is rung
            )

    def forget(self, name: str) -> None:
        """No more rings for it."""
        for entry in self._entries.pop(name, ((), None))[0]:
            self._scheduler.remove_job(f"{entry.name} {name}")

    async def run(self) -> None:
        """Ring until cancelled; the entries stay for another run."""
        self._scheduler.start()
        try:
            await self._watch()
        finally:
            self._scheduler.shutdown(wait=False)

    async def _watch(self) -> None:
        wall, steady, looks = self._clock(), self._steady(), 0
        while True:
            await self._sleep(LOOK_EVERY)
            new_wall, new_steady = self._clock(), self._steady()
            by = (new_wall - wall) - timedelta(seconds=new_steady - steady)
            wall, steady, looks = new_wall, new_steady, looks + 1
            if abs(by) >= JUMP:
                self._jumped(by)
            elif looks % RING_EVERY == 0:
                for _, ring in self._entries.values():
                    ring()
            self._turned()

    def _jumped(self, by: timedelta) -> None:
        """The clock on the wall did not go on as time did: forward, or the machine slept; or it was set back."""
        said = (
            "时钟向前跳了，或机器休眠过；到点的补做一次" if by > timedelta(0) else "时钟被拨回；时间表按现在的时间重排"
        )
        log.warning(said, seconds=round(by.total_seconds()))
        for name, (entries, ring) in list(self._entries.items()):
            self.set(name, entries, ring)
        self._on_jump(by)
