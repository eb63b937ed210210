"""What makes a process visible from outside: its heartbeat, its web pages, the dead-man's ping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from inspection.plan import Plan
from schedulers.beats import Facts, Heartbeat
from schedulers.ping import ping
from schedulers.settings import ServiceSettings
from schedulers.vitals import Vitals
from schedulers.watchman import Watchman
from schedulers.web import serve_web
from store.store import Store


async def keep_watch(
    store: Store,
    settings: ServiceSettings,
    facts: Facts,
    plans: Callable[[], Mapping[str, Plan]],
    vitals: Vitals,
) -> None:
    """Of a service, until cancelled; it is seen while it winds up, too. `plans` by site."""
    stop = asyncio.Event()
    watchman = Watchman(store, plans, vitals)
    async with asyncio.TaskGroup() as group:
        heartbeat = Heartbeat(store, "serve", facts)
        group.create_task(heartbeat.run(stop))
        await heartbeat.begun.wait()  # before it nobody would know that a service runs
        group.create_task(serve_web(settings.listen, watchman, stop))
        if settings.ping_url:
            group.create_task(ping(settings.ping_url, settings.ping_every.total_seconds(), watchman, stop))
        await stop.wait()
