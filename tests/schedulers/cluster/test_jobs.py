"""The same round is not asked for twice."""

from __future__ import annotations

import asyncio

from schedulers.queue_runner import QueueRunner
from tests.schedulers.cluster.office import Office

DUE = "2025-03-25T06:00:00+08:00"


async def test_what_waits_already_is_not_queued_again(office: Office) -> None:
    assert await office.give("民政局") == await office.give("民政局")


async def test_kinds_and_sites_are_told_apart(office: Office) -> None:
    jobs = [await office.give(site, kind) for site in ("甲", "乙") for kind in ("watch", "daily")]

    assert len(set(jobs)) == 4


async def test_what_is_being_done_is_not_queued_again(office: Office) -> None:
    office.seconds = 30
    office.hire("a")
    job = await office.give("民政局")
    await asyncio.wait_for(office.begun.wait(), 10)

    assert await office.give("民政局") == job


async def test_a_timetable_that_takes_over_gets_the_result_of_what_was_done_for_the_same_moment(office: Office) -> None:
    office.hire("a")
    first = await office.run("民政局", "daily", DUE)
    again = await office.run("民政局", "daily", DUE)

    assert first == again
    assert len(office.asked) == 1


async def test_another_moment_is_another_round(office: Office) -> None:
    office.hire("a")
    await office.run("民政局", "daily", DUE)
    await office.run("民政局", "daily", "2025-03-26T06:00:00+08:00")

    assert len(office.asked) == 2


async def test_two_who_ask_in_the_same_moment_get_one_job(office: Office) -> None:
    jobs = await asyncio.gather(*(office.give("民政局") for _ in range(4)))

    assert len(set(jobs)) == 1


async def test_a_timetable_that_stops_leaves_the_job_to_the_workers(office: Office) -> None:
    stop = asyncio.Event()
    runner = QueueRunner(office.queue, office.store, poll=0.05)
    running = asyncio.create_task(runner.run(office.ask("民政局"), stop))
    await asyncio.sleep(0.3)
    stop.set()
    result = await asyncio.wait_for(running, 5)
    job = await office.give("民政局")
    office.hire("a")

    assert result.status == "stopped"
    assert await office.until(job, "succeeded") == "succeeded"
