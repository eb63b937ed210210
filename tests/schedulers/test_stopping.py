"""The word to stop: what is in hand is finished, what is done counts, and nobody waits for a database any more."""

from __future__ import annotations

import asyncio

import pytest

from schedulers.beside import beside
from schedulers.stopping import StoppedError, Stopping
from spiders.leave import HaltedError, Leave
from store.errors import StoreError


async def test_undisturbed_work_gives_its_result() -> None:
    async def work() -> str:
        return "done"

    assert await Stopping().obeyed_by(work()) == "done"


async def test_work_that_halts_when_told_is_stopped() -> None:
    stopping, leave = Stopping(), Leave()
    stopping.on_stop(leave.halt)

    async def work() -> None:
        while True:
            await leave.wait()
            await asyncio.sleep(0.01)

    asyncio.get_running_loop().call_later(0.05, stopping.asked.set)
    with pytest.raises(StoppedError):
        await asyncio.wait_for(stopping.obeyed_by(work()), 5)


async def test_work_that_ends_in_spite_of_the_word_counts() -> None:
    stopping = Stopping()
    stopping.asked.set()

    async def work() -> str:
        await asyncio.sleep(0.05)
        return "done"

    assert await stopping.obeyed_by(work()) == "done"


async def test_work_that_does_not_hear_is_cut_off_after_a_while() -> None:
    stopping = Stopping()
    stopping.asked.set()

    with pytest.raises(StoppedError):
        await asyncio.wait_for(stopping.obeyed_by(asyncio.sleep(30), grace=0.05), 5)


async def test_a_database_that_is_no_longer_waited_for_is_no_failure_of_a_stopped_round() -> None:
    stopping = Stopping()
    stopping.asked.set()

    async def work() -> None:
        await asyncio.sleep(0)
        error = StoreError("数据库连不上")
        error.final = True
        raise error

    with pytest.raises(StoppedError):
        await stopping.obeyed_by(work())


async def test_who_comes_late_hears_the_word_too() -> None:
    stopping = Stopping()
    heard: list[str | bool] = []
    stopping.asked.set()
    stopping.hold(True)

    stopping.on_stop(lambda: heard.append("stop"))
    stopping.on_hold(heard.append)

    assert heard == ["stop", True]


async def test_what_is_held_waits_until_it_may_go_on() -> None:
    leave = Leave()
    leave.hold(True)
    waiting = asyncio.create_task(leave.wait())
    await asyncio.sleep(0.02)
    waited = not waiting.done()

    leave.hold(False)
    await asyncio.wait_for(waiting, 5)

    assert waited


async def test_halted_nothing_is_over_while_something_is_in_hand() -> None:
    leave = Leave()
    with leave.at_work():
        leave.halt()
        during = leave.is_over
    with pytest.raises(HaltedError):
        await leave.wait()

    assert (during, leave.is_over) == (False, True)


async def test_a_thread_that_nobody_waits_for_any_more_has_ended_before_the_word_goes_on() -> None:
    at_work, done = asyncio.Event(), []
    loop = asyncio.get_running_loop()

    def work() -> None:
        loop.call_soon_threadsafe(at_work.set)
        done.append(asyncio.run_coroutine_threadsafe(asyncio.sleep(0.1, "done"), loop).result(5))

    waiting = asyncio.create_task(beside(work))
    await at_work.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert done == ["done"]
