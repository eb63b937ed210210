"""A worker as a process: the queue, what every machine does beside it, and the word to stop."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from schedulers.beats import Heartbeat
from schedulers.cluster.queue import open_queue
from schedulers.cluster.worker import Rhythm, Worker
from schedulers.settings import ServiceSettings
from store.store import Store


async def run_worker(
    database: str,
    settings: ServiceSettings,
    *,
    at_once: int | None = None,
    rhythm: Rhythm | None = None,
    evidence: Path | None = None,
) -> None:
    """Work until SIGTERM or SIGINT; the second one ends the rounds at once, to be taken up by others.

    Raises StoreError when the database cannot be used at the beginning.
    """
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    this = asyncio.current_task()
    assert this is not None

    def asked() -> None:
        if stop.is_set():
            this.cancel()
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, asked)
    with Store.open(database, evidence) as store:
        async with open_queue(database, store) as queue:
            worker = Worker(queue, store, database, at_once or settings.rounds_at_once, rhythm=rhythm)
            ended = asyncio.Event()
            beating = asyncio.create_task(Heartbeat(store, "worker").run(ended))
            try:
                await worker.work(stop)
            finally:
                ended.set()
                await beating
