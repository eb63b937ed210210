"""Looking at every site's home page at every moment of its plan, on every machine that runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from inspection.outages import slot_of
from inspection.plan import Plan
from schedulers.availability import probe_due, spread
from schedulers.settings import ServiceSettings
from spiders import logs
from store.errors import StoreError
from store.store import Store

LOOK_EVERY = 5.0  # seconds between two looks at the clock
AT_ONCE = 32  # home pages
# For each its own look-up and four addresses elsewhere, and room for whatever else this process does in threads.
_THREADS = 8 * AT_ONCE

log = logs.get(__name__)


async def keep_probing(
    plans: Callable[[], Iterable[Plan]], store: Store, settings: ServiceSettings, clock: Callable[[], datetime]
) -> None:
    """Probe until cancelled. What cannot be kept is probed again: a moment is over only when it is in the store."""
    done: dict[str, datetime] = {}
    running: dict[str, asyncio.Task[None]] = {}
    turns = asyncio.Semaphore(AT_ONCE)
    # A name server that does not answer holds a thread for its whole time: the other sites must not wait for it, or
    # its silence would be taken for theirs; nor must the heartbeat of who leads, or the lead would be lost.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "lookup"))

    async def probe(plan: Plan, slot: datetime) -> None:
        try:
            # Waiting takes no turn: thousands of sites are spread over their half minute side by side.
            await asyncio.sleep(spread(settings.vantage, plan.site.name, plan.availability.every).total_seconds())
            async with turns:
                await probe_due(plan, store, settings, clock(), jitter=timedelta(0))
            done[plan.site.name] = slot
        except StoreError as error:
            log.warning("可用性探测的结果没有记下", site=plan.site.name, error=str(error))

    try:
        while True:
            for plan in plans():
                site, slot = plan.site.name, slot_of(plan.availability.every, clock())
                busy = site in running and not running[site].done()
                if plan.availability.enabled and done.get(site) != slot and not busy:
                    running[site] = asyncio.create_task(probe(plan, slot))
            await asyncio.sleep(LOOK_EVERY)
    finally:
        for task in running.values():
            task.cancel()
        await asyncio.gather(*running.values(), return_exceptions=True)
