"""A round's state reaches the store now and then, at its end, and never holds the round up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from schedulers.recording import recording
from schedulers.state import State
from store.errors import StoreError
from store.progress import ProgressRow
from store.store import Store
from tests.schedulers.timetable_office import until
from tests.schedulers.watched import SITE, Watched


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    made.round_was_cut()
    yield made
    made.store.close()


def kept(watched: Watched) -> ProgressRow:
    (row,) = watched.store.open_rounds(watched.now - timedelta(days=1), SITE)
    return row


async def test_the_last_state_is_kept_and_every_state_is_shown(watched: Watched) -> None:
    shown: list[State] = []
    states = [State("sweep", done, 9, 1, 0) for done in range(50)]

    async with recording(watched.store, kept(watched).round, shown.append, every=60) as show:
        for state in states:
            show(state)

    assert shown == states
    assert kept(watched).done == 49


async def test_a_stage_is_kept_at_once_though_judging_leaves_no_breath(watched: Watched) -> None:
    async with recording(watched.store, kept(watched).round, lambda _: None, every=60) as show:
        show(State("sweep", 1, 0, 1, 0))
        await until(lambda: kept(watched).stage == "sweep")
        await asyncio.sleep(0.05)  # the thread has told the loop by now that it is done
        show(State("judge", 2, 0, 1, 0))
        deadline = time.monotonic() + 10
        while kept(watched).stage != "judge":  # the loop has no turn meanwhile
            assert time.monotonic() < deadline


async def test_a_database_that_is_busy_costs_the_state_and_nothing_else(tmp_path: Path) -> None:
    class Busy(Store):
        def record_progress(self, *_: object, **__: object) -> None:
            raise StoreError("正被占用", "locked")

    Watched(tmp_path).store.close()
    with Busy.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence", 0.1) as store:
        async with recording(store, "x", lambda _: None, every=0.01) as show:
            for done in range(5):
                show(State("sweep", done, 0, 0, 0))
                await asyncio.sleep(0.02)


async def test_what_it_waits_for_is_logged_once(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        async with recording(watched.store, kept(watched).round, lambda _: None) as show:
            for done in range(5):
                show(State("sweep", done, 0, 0, 0, note="甲要求放慢"))

    assert [record.getMessage() for record in caplog.records].count("甲要求放慢") == 1
    assert kept(watched).note == "甲要求放慢"
