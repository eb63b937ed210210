"""Tests of due work in which the program itself fails: it is said, written down, and the timetable goes on."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

import pytest

from store.due_runs import DueRun, Result
from store.store import Store
from tests.schedulers.timetable_office import DAILY, DAY, DIGEST, HOUR, SITE, ZONE, NewOffice

SIX = datetime(2026, 11, 23, 6, 0, tzinfo=ZONE)
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=ZONE)


async def test_a_round_that_fails_by_a_fault_of_ours_is_written_down_as_failed(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=SIX)
    office.rounds.fault = RuntimeError("秘密：口令")

    process = await office.started()

    (run,) = office.runs("daily")
    assert (run.result, run.words, process.work.running) == ("failed", "程序出错（RuntimeError），详见日志", None)
    await process.killed()


async def test_after_a_fault_the_next_moment_is_kept_and_the_failed_one_is_not_done_again(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=SIX)
    office.rounds.fault = TypeError("x")
    process = await office.started()
    office.rounds.fault = None

    process.work.look_anew()
    await process.turn()
    office.after(DAY)
    await process.turn()
    await process.killed()

    assert [run.result for run in office.runs("daily")] == ["failed", "done"]
    assert office.rounds.kinds == ["daily", "daily"]


async def test_an_errand_that_fails_by_a_fault_of_ours_is_written_down_as_failed(office_of: NewOffice) -> None:
    office = office_of(DIGEST, now=FRIDAY)
    office.digest_fault = AttributeError("x")

    await (await office.started()).killed()

    assert [(run.result, run.words) for run in office.runs("digest")] == [
        ("failed", "程序出错（AttributeError），详见日志")
    ]


async def test_a_fault_of_ours_is_one_line_of_the_log_with_its_place(
    office_of: NewOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office = office_of(DAILY, now=SIX)
    office.rounds.fault = RuntimeError("一行\n又一行")

    with caplog.at_level(logging.ERROR):
        await (await office.started()).killed()

    (facts,) = [vars(record)["facts"] for record in caplog.records if "程序出错" in record.getMessage()]
    assert (facts["site"], facts["entry"], facts["error"]) == (SITE, "daily", "RuntimeError: 一行 又一行")
    assert facts["where"].startswith("timetable_office.py:")


async def test_a_fault_while_the_service_stops_is_still_written_down(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=SIX)
    office.rounds.held = asyncio.Event()
    office.rounds.fault = RuntimeError("x")
    process = office.start()
    await process.began()

    process.stop.set()
    office.rounds.held.set()
    await process.work.end()

    assert [run.result for run in office.runs("daily")] == ["failed"]
    await process.killed()


class Unwritable(Store):
    """A database in which the end of a run cannot be written, by a fault that nobody foresaw."""

    tried = 0

    def finish_due(self, run: DueRun, now: datetime, result: Result, words: str = "") -> bool:
        Unwritable.tried += 1
        raise RuntimeError("x")


async def test_what_cannot_even_be_written_down_is_left_to_the_next_start(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=SIX)
    sound = office.store
    with Unwritable.open(f"sqlite:///{sound.place}", sound.evidence.root) as office.store:
        process = await office.started()
        process.work.look_anew()
        await process.turn()
        await process.killed()
    assert (Unwritable.tried, office.rounds.kinds) == (2, ["daily"])

    office.store = sound
    office.after(HOUR)
    await (await office.started()).killed()

    assert [run.result for run in office.runs("daily")] == ["done"]
