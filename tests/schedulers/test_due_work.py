"""Tests of a site's due work: once, in order, caught up, adopted, whatever becomes of processes and clocks."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta

from schedulers.round_process import RoundResult
from tests.schedulers.timetable_office import (
    DAILY,
    DAY,
    DIGEST,
    FULL,
    HOUR,
    MINUTE,
    MONDAY,
    SITE,
    WATCH,
    ZONE,
    NewOffice,
    entry,
)


async def test_a_site_that_was_never_inspected_begins_with_a_full_round_and_only_once(office_of: NewOffice) -> None:
    office = office_of(FULL, DAILY, WATCH, seen=False)
    first = await office.started()
    await first.killed()

    await (await office.started()).killed()

    assert office.rounds.kinds == ["full"]
    assert office.runs("full")[-1].words.startswith("网站还没有巡检过")


async def test_a_site_that_was_inspected_before_waits_for_the_next_moment(office_of: NewOffice) -> None:
    office = office_of(FULL, DAILY, WATCH)
    process = await office.started()
    assert office.rounds.kinds == []

    office.at(MONDAY + 20 * MINUTE)
    await process.turn()
    await process.turn()

    assert office.rounds.kinds == ["watch"]
    await process.killed()


async def test_a_machine_that_slept_for_days_catches_up_exactly_once(office_of: NewOffice) -> None:
    office = office_of(DAILY, WATCH, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    process = await office.started()
    assert office.rounds.kinds == ["daily"]

    office.after(3 * DAY + 2 * HOUR)
    process.work.look_anew()
    await process.turn()
    await process.turn()

    assert office.rounds.kinds == ["daily", "daily"]
    caught = office.runs("daily")[-1]
    assert caught.due_at == datetime(2026, 11, 26, 6, 0, tzinfo=ZONE)
    assert "错过 3 次，只补最近的一次" in caught.words
    await process.killed()


async def test_what_was_missed_too_long_ago_is_left_out_and_said_so(office_of: NewOffice) -> None:
    office = office_of(DIGEST, now=datetime(2026, 11, 20, 16, 0, tzinfo=ZONE))
    await (await office.started()).killed()

    office.at(datetime(2026, 11, 28, 9, 0, tzinfo=ZONE))
    await (await office.started()).killed()
    assert [due.astimezone(ZONE).day for due in office.digests] == [20, 27]

    office.entries = (DAILY,)
    await (await office.started()).killed()
    office.at(datetime(2026, 11, 29, 6, 0, tzinfo=ZONE))
    await (await office.started()).killed()
    office.entries = (entry("daily", at=time(6, 0), weekday=6),)
    office.at(datetime(2026, 12, 8, 9, 0, tzinfo=ZONE))
    await (await office.started()).killed()

    assert office.rounds.kinds == ["daily"]
    assert "过后太久，不补" in office.runs("daily")[-1].words


async def test_a_round_that_was_cut_off_is_taken_up_exactly_once(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    office.rounds.held = asyncio.Event()
    process = office.start()
    await process.began()
    await process.killed()
    office.rounds.held = None

    office.after(HOUR)
    await (await office.started()).killed()
    await (await office.started()).killed()

    assert office.rounds.kinds == ["daily", "daily"]
    assert [run.result for run in office.runs("daily")] == ["done"]


async def test_a_round_that_ended_as_its_service_was_killed_is_not_done_again(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    office.store.claim_due(SITE, "daily", office.now, "dead", office.now)
    round_ = office.store.begin_round(
        site=SITE, kind="daily", as_of=office.now, plan_digest="p", started_at=office.now + timedelta(seconds=1)
    )
    office.store.finish_round(round_, finished_at=office.now + MINUTE, complete=True, counters={})
    office.after(5 * MINUTE)

    await (await office.started()).killed()

    assert office.rounds.kinds == []
    assert office.runs("daily")[0].result == "done"


async def test_a_round_that_was_asked_to_stop_stays_open_for_the_next_start(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    office.rounds.held = asyncio.Event()
    office.rounds.result = RoundResult("stopped")
    process = office.start()
    await process.began()

    process.stop.set()
    office.rounds.held.set()
    await process.work.end()

    assert [run.finished_at for run in office.runs("daily")] == [None]
    await process.killed()


async def test_two_processes_on_one_database_do_what_is_due_once(office_of: NewOffice) -> None:
    office = office_of(DAILY, DIGEST, now=datetime(2026, 11, 27, 5, 0, tzinfo=ZONE))
    both = [await office.started(), await office.started()]

    for _ in range(26):
        office.after(HOUR)
        await asyncio.gather(*(one.turn() for one in both))

    assert office.rounds.kinds == ["daily", "daily"]
    assert len(office.digests) == 1
    for one in both:
        await one.killed()


async def test_a_watch_during_a_full_round_is_left_out_and_a_daily_too(office_of: NewOffice) -> None:
    office = office_of(FULL, DAILY, WATCH, now=datetime(2026, 11, 29, 2, 0, tzinfo=ZONE))
    office.rounds.held = asyncio.Event()
    process = office.start()
    await process.began()

    for _ in range(9):
        office.after(30 * MINUTE)
        await process.rang()

    assert office.rounds.kinds == ["full"]
    assert "全面巡检正在进行" in office.runs("daily")[-1].words
    assert {run.result for run in office.runs("watch")} == {"skipped"}
    await process.killed()


async def test_a_daily_waits_for_a_watch_and_they_are_never_at_once(office_of: NewOffice) -> None:
    office = office_of(DAILY, WATCH, now=datetime(2026, 11, 23, 5, 30, tzinfo=ZONE))
    office.rounds.held = asyncio.Event()
    process = office.start()
    await process.began()
    office.at(datetime(2026, 11, 23, 6, 0, 1, tzinfo=ZONE))
    await process.rang()
    assert office.rounds.kinds == ["watch"]

    office.rounds.held.set()
    await process.turn()

    assert office.rounds.kinds == ["watch", "daily"]
    assert office.rounds.most_at_once == 1
    await process.killed()


async def test_a_daily_that_another_process_holds_up_is_tried_again_a_watch_is_not(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    office.rounds.result = RoundResult("busy", words="正由另一个进程巡检")
    process = await office.started()
    office.rounds.result = RoundResult("finished")

    office.after(MINUTE)
    await process.turn()
    office.after(HOUR)
    await process.turn()

    assert office.rounds.kinds == ["daily", "daily"]
    assert [run.result for run in office.runs("daily")] == ["done"]
    await process.killed()


async def test_a_changed_plan_asks_from_now_on(office_of: NewOffice) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    process = await office.started()
    office.after(6 * HOUR)

    process.work.take_up([entry("daily", at=time(9, 0)), WATCH])
    await process.turn()
    assert office.rounds.kinds == ["daily"]

    office.at(datetime(2026, 11, 24, 9, 0, tzinfo=ZONE))
    await process.turn()
    assert office.rounds.kinds[:2] == ["daily", "daily"]
    await process.killed()


async def test_a_daily_whose_time_was_moved_while_the_service_was_down_is_not_run_twice_a_morning(
    office_of: NewOffice,
) -> None:
    office = office_of(DAILY, now=datetime(2026, 11, 23, 6, 0, tzinfo=ZONE))
    await (await office.started()).killed()
    office.after(4 * HOUR)
    office.entries = (entry("daily", at=time(8, 0)),)

    await (await office.started()).killed()

    assert office.rounds.kinds == ["daily"]
