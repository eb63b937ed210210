"""Telling people, over and over: what time has brought is decided, and what is due is sent."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

from inspection.plan import Plan
from notifications.channels.channel import Channel
from schedulers.casework import tick
from schedulers.sending import Sender
from schedulers.tally import Tally
from schedulers.timetable import TELL_EVERY
from schedulers.vitals import Vitals
from spiders import logs
from store.errors import StoreError
from store.store import Store

SILENT = 600.0  # seconds without a sound turn: something is wrong, a slow channel takes less
AT_ONCE = 4  # sites: a channel that does not answer holds up its site, and few others

log = logs.get(__name__)


def channels_of(plan: Plan, environment: Mapping[str, str]) -> dict[str, Channel]:
    """The plan's channels by name, ready to send."""
    from notifications.channels.all import channel_of  # late: it costs every other command a fifth of a second

    written = plan.alerts.channels if plan.alerts else {}
    return {name: channel_of(name, settings, environment) for name, settings in written.items()}


async def tell_once(
    store: Store, plan: Plan, clock: Callable[[], datetime], stopping: Callable[[], bool] = lambda: False
) -> Tally:
    """Decide what is to be told now, and send what is due. Raises StoreError."""
    sender = Sender(store, plan, channels_of(plan, os.environ), clock, stopping)
    tick(store, plan, clock())
    return await sender.send_due()


class Telling:
    """Tells for many sites, in threads of its own: a busy database or a slow channel holds up nothing else."""

    def __init__(self, store: Store, clock: Callable[[], datetime], stop: asyncio.Event, vitals: Vitals) -> None:
        self._store = store
        self._clock = clock
        self._stop = stop
        self._vitals = vitals
        self._threads = ThreadPoolExecutor(AT_ONCE, "telling")
        self._said: dict[str, tuple[str, ...]] = {}

    async def keep_telling(self, plan_now: Callable[[], Plan]) -> None:
        """One site's, until cancelled or stopped; a message in hand is finished."""
        site = plan_now().site.name
        self._vitals.expect(f"tell {site}", f"“{site}”的通知", SILENT)
        try:
            while not self._stop.is_set():
                plan = plan_now()
                if plan.alerts is None or await self._turn(plan):
                    self._vitals.turned(f"tell {site}")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), TELL_EVERY.total_seconds())
        finally:
            self._vitals.over(f"tell {site}")

    async def end(self) -> None:
        """Wait for messages in hand."""
        await asyncio.to_thread(self._threads.shutdown)

    async def _turn(self, plan: Plan) -> bool:
        """False where the database was away."""

        def in_its_thread() -> Tally:
            return asyncio.run(tell_once(self._store, plan, self._clock, self._stop.is_set))

        site = plan.site.name
        try:
            tally = await asyncio.get_running_loop().run_in_executor(self._threads, in_its_thread)
        except StoreError as error:
            self._say_once(site, (str(error),))
            return False
        self._say_once(site, tuple(tally.troubles))
        if tally.delivered:
            log.info(f"已送达 {tally.delivered} 条消息", site=site)
        return True

    def _say_once(self, site: str, troubles: tuple[str, ...]) -> None:
        """What was said ten seconds ago need not be said again."""
        for trouble in troubles:
            if trouble not in self._said.get(site, ()):
                log.warning("通知没有顺利发出", site=site, why=trouble)
        self._said[site] = troubles
