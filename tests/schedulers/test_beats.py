"""A process is known while it runs, and gone when it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

from schedulers.beats import Heartbeat
from schedulers.settings import ServiceSettings
from schedulers.vitals import Vitals
from schedulers.watching import keep_watch
from store.errors import StoreError
from store.processes import ProcessRow
from store.store import Store
from tests.schedulers.timetable_office import until
from tests.schedulers.watched import SITE, Watched


def beat_of(store: Store, heart: Heartbeat) -> ProcessRow:
    (row,) = [process for process in store.processes() if process.id == heart.id]
    return row


async def test_it_beats_with_its_facts_and_says_goodbye(tmp_path: Path) -> None:
    store, stop, turns = Watched(tmp_path).store, asyncio.Event(), iter(range(1000))
    heart = Heartbeat(store, "worker", lambda: {"turn": next(turns)}, every=0.02)
    beating = asyncio.create_task(heart.run(stop))
    await heart.begun.wait()
    first = beat_of(store, heart)
    await until(lambda: beat_of(store, heart) != first)
    later = beat_of(store, heart)
    stop.set()
    await beating

    assert first.facts == {"turn": 0}
    assert later.beat_at > first.beat_at == first.started_at
    assert later.facts != first.facts
    assert heart.id not in {process.id for process in store.processes()}
    store.close()


async def test_a_database_that_is_away_does_not_end_it(tmp_path: Path) -> None:
    class Away(Store):
        away = True

        def beat(self, *args: object) -> None:
            if self.away:
                raise StoreError("连不上")
            super().beat(*args)  # type: ignore[arg-type]

    Watched(tmp_path).store.close()
    with Away.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence") as store:
        stop = asyncio.Event()
        heart = Heartbeat(store, "worker", every=0.02)
        beating = asyncio.create_task(heart.run(stop))
        await heart.begun.wait()
        assert heart.id not in {process.id for process in store.processes()}
        store.away = False
        await until(lambda: heart.id in {process.id for process in store.processes()})

        stop.set()
        await beating


async def test_a_service_that_is_cancelled_while_it_is_watched_says_goodbye(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    settings = ServiceSettings(listen="off")
    watching = asyncio.create_task(keep_watch(watched.store, settings, dict, lambda: {SITE: watched.plan}, Vitals()))
    await until(lambda: len(watched.store.processes()) == 2)

    watching.cancel()
    await asyncio.wait({watching})

    assert [process.id for process in watched.store.processes()] == ["p1"]
    watched.store.close()
