"""Workers on one queue: each round once, one site by one at a time, and nothing lost with a worker."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from schedulers.cluster.worker import MOST_FAILURES
from schedulers.round_process import RoundAsk, RoundResult
from tests.schedulers.cluster.office import PATIENT, Office


async def test_three_workers_run_the_rounds_of_many_sites_each_once(office: Office) -> None:
    for name in "abc":
        office.hire(name, rhythm=PATIENT)
    sites = [f"{n}号网站" for n in range(12)]

    results = await asyncio.gather(*(office.run(site) for site in sites))

    assert [result.round_id for result in results] == [f"{site} full" for site in sites]
    assert sorted(ask.site for ask in office.asked) == sorted(sites)
    assert len(set(office.by)) > 1


async def test_one_site_is_never_inspected_by_two_at_once(office: Office) -> None:
    for name in "abc":
        office.hire(name)
    await asyncio.gather(*(office.run("民政局", kind) for kind in ("watch", "daily", "full")))

    assert len(office.asked) == 3
    assert office.most["民政局"] == 1


async def test_what_takes_a_minute_goes_before_what_takes_hours(office: Office) -> None:
    jobs = [await office.give(site, kind) for site, kind in (("甲", "full"), ("乙", "daily"), ("丙", "watch"))]
    office.hire("a", at_once=1)
    for job in jobs:
        await office.until(job, "succeeded")

    assert [ask.kind for ask in office.asked] == ["watch", "daily", "full"]


async def test_the_round_of_a_killed_worker_is_taken_up_by_another(office: Office) -> None:
    office.seconds = 30
    worker = office.hire("killed")
    job = await office.give("民政局")
    await asyncio.wait_for(office.begun.wait(), 10)
    await office.kill("killed", worker)
    office.seconds = 0.05
    office.hire("heir")
    await office.until(job, "succeeded")

    first, second = office.asked
    assert office.by == ["killed", "heir"]
    assert first.as_of is not None
    assert first == second  # the same moment of judgement: the same round is resumed


async def test_a_worker_that_stops_gives_its_round_to_another(office: Office) -> None:
    office.seconds = 30
    office.hire("stops")
    job = await office.give("民政局")
    await asyncio.wait_for(office.begun.wait(), 10)
    await office.stop("stops")
    waiting = await office.status(job)
    office.seconds = 0.05
    office.hire("heir")
    await office.until(job, "succeeded")

    assert waiting == "todo"
    assert office.by == ["stops", "heir"]


async def test_a_site_that_somebody_else_inspects_is_tried_again(office: Office) -> None:
    office.ending = lambda _: RoundResult("busy") if len(office.asked) < 3 else RoundResult("finished", "x")
    office.hire("a")

    assert (await office.run("民政局")).round_id == "x"


async def test_a_round_that_always_fails_is_given_up_with_its_reason(office: Office) -> None:
    office.ending = lambda _: RoundResult("failed", words="磁盘已满")
    office.hire("a")
    result = await office.run("民政局")

    assert (result.status, result.words, len(office.asked)) == ("failed", "磁盘已满", MOST_FAILURES)


async def test_a_round_that_was_finished_unsaid_is_not_run_again(office: Office) -> None:
    def finish(ask: RoundAsk) -> RoundResult:
        assert ask.as_of is not None
        begun = datetime.now(UTC)
        round_id = office.store.begin_round(
            site=ask.site, kind=ask.kind, as_of=ask.as_of, plan_digest="p", started_at=begun
        )
        office.store.finish_round(round_id, finished_at=begun, complete=True, counters={})
        return RoundResult("stopped")  # the worker died before it could say so

    office.ending = finish
    office.hire("a")
    result = await office.run("民政局")

    assert (result.status, result.complete, len(office.asked)) == ("finished", True, 1)


async def test_a_worker_that_lost_its_job_says_nothing_of_it(office: Office) -> None:
    office.seconds = 1.5
    office.hire("slow")
    job = await office.give("民政局")
    await asyncio.wait_for(office.begun.wait(), 10)
    await office.queue.ask("UPDATE procrastinate_jobs SET worker_id = NULL WHERE id = %(job)s RETURNING id", job=job)
    await office.until(job, "todo", "doing")
    office.seconds = 4
    await asyncio.sleep(1.2)  # it was put back and taken again; the slow one has ended meanwhile

    assert len(office.asked) == 2
    assert await office.status(job) == "doing"


async def test_workers_outlive_connections_that_the_server_ends(office: Office) -> None:
    office.hire("a")
    await office.run("甲")
    with office.store.reading() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert (await office.run("乙")).status == "finished"


async def test_a_worker_that_was_forgotten_registers_again(office: Office) -> None:
    office.hire("a")
    await office.run("甲")
    await office.queue.ask("DELETE FROM procrastinate_workers RETURNING id")

    assert (await office.run("乙")).status == "finished"
