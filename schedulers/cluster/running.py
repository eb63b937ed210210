"""A worker as a process: the queue, what every machine does beside it, and the word to stop."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

from inspection.findings import Json
from schedulers.beats import Heartbeat
from schedulers.cluster.queue import open_queue
from schedulers.cluster.vantage import Watched
from schedulers.cluster.worker import Rhythm, Worker
from schedulers.probing import keep_probing
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
    stop = _word_to_stop()
    with Store.open(database, evidence) as store:
        async with open_queue(database, store) as queue:
            worker = Worker(queue, store, database, at_once or settings.rounds_at_once, rhythm=rhythm)
            watched = Watched(store, settings.vantage)

            def facts() -> dict[str, Json]:
                return {"vantage": settings.vantage, "rounds": list(worker.rounds)}

            beside = [
                asyncio.create_task(Heartbeat(store, "worker", facts).run(stop)),
                asyncio.create_task(watched.run()),
                asyncio.create_task(keep_probing(watched.plans, store, settings, lambda: datetime.now(UTC))),
            ]
            try:
                await worker.work(stop)
            finally:
                await asyncio.wait(beside[:1], timeout=5)  # it says goodbye
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)


def _word_to_stop() -> asyncio.Event:
    loop, stop, this = asyncio.get_running_loop(), asyncio.Event(), asyncio.current_task()
    assert this is not None

    def asked() -> None:
        if stop.is_set():
            this.cancel()
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, asked)
    return stop
