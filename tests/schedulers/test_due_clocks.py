"""Tests of a site's due work when clocks are set and the database is away."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from store.store import Store
from tests.schedulers.timetable_office import DAILY, DAY, MINUTE, MONDAY, WATCH, ZONE, NewOffice, until


async def test_a_clock_set_back_silences_nothing_and_repeats_nothing(office_of: NewOffice) -> None:
    office = office_of(DAILY, WATCH, now=datetime(2026, 11, 23, 5, 59, tzinfo=ZONE))
    process = await office.started()

    async def hours(count: float) -> None:
        for _ in range(int(count * 4)):
            office.after(15 * MINUTE)
            await process.turn()

    await hours(6)
    office.at(datetime(2026, 11, 23, 9, 0, tzinfo=ZONE))  # three hours back
    process.work.look_anew()
    before = len(office.rounds.asked)
    await hours(3)

    assert [kind for kind, _ in office.rounds.asked[before:]] == ["watch"] * 6
    assert office.rounds.kinds.count("daily") == 1
    await process.killed()


async def test_a_clock_that_was_a_year_ahead_does_not_silence_the_year(office_of: NewOffice) -> None:
    office = office_of(DAILY, WATCH, now=MONDAY + 365 * DAY)
    await (await office.started()).killed()
    office.at(MONDAY + 365 * DAY + 20 * MINUTE)
    await (await office.started()).killed()
    office.at(MONDAY)
    process = await office.started()

    office.at(datetime(2026, 11, 24, 6, 0, tzinfo=ZONE))
    await process.turn()

    assert "daily" in office.rounds.kinds
    await process.killed()


async def test_while_the_database_is_away_nothing_is_lost(office_of: NewOffice, tmp_path: Path) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 5, 0, tzinfo=ZONE))
    office.store.close()
    office.store = Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence", busy_timeout=0.05)
    process = await office.started()
    with sqlite3.connect(tmp_path / "x.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        office.at(datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
        await process.rang()
        await asyncio.sleep(0.2)
        assert office.rounds.kinds == []
        other.execute("ROLLBACK")
    other.close()
    await until(lambda: office.runs("daily")[-1].result == "done")

    assert office.rounds.kinds == ["daily"]
    assert datetime(2026, 11, 22, 22, tzinfo=UTC) == office.runs("daily")[-1].due_at
    await process.killed()
