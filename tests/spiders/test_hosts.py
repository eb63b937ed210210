"""The governor of one host."""

from __future__ import annotations

import asyncio

import pytest

from inspection.records import Verdict
from spiders.hosts import DEAD_AFTER, MAX_PAUSE, Host
from spiders.verdict import Outcome

MANY = 10  # refusals in a row, of a host that is asked eight things at once
OK = Outcome(Verdict.SOUND, status=200)
BUSY = Outcome(Verdict.UNDECIDED, "blocked-by-firewall", 429, transient=True)
REFUSED = Outcome(Verdict.FAULTY, "refused", transient=True)


def host(delay: float = 0.0) -> Host:
    return Host("portal.cn", 8, delay)


async def wait_of(governed: Host) -> float:
    return max(0.0, governed.next_at - asyncio.get_running_loop().time())


async def test_one_refusal_is_that_addresss_own() -> None:
    governed = host()
    governed.note(BUSY)

    assert await wait_of(governed) == 0


@pytest.mark.parametrize("said", ["²", "９", "9" * 60_000, "-1", "nan", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_whatever_a_server_says_of_waiting_the_pause_is_bounded(said: str) -> None:
    governed = host()
    for _ in range(MANY):
        governed.note(BUSY, said)

    assert 0 < await wait_of(governed) <= MAX_PAUSE


async def test_refusals_in_a_row_pause_the_host() -> None:
    governed = host()
    for _ in range(MANY):
        governed.note(BUSY)

    assert await wait_of(governed) == pytest.approx(0.5, abs=0.1)


async def test_a_pause_that_the_server_states_is_kept_within_bounds() -> None:
    governed = host()
    for _ in range(MANY):
        governed.note(BUSY, "3600")

    assert await wait_of(governed) == pytest.approx(MAX_PAUSE, abs=0.1)


async def test_answers_that_were_under_way_do_not_double_the_pause() -> None:
    governed = host()
    for _ in range(40):
        governed.note(BUSY)

    assert governed.pause == 0.5


async def test_a_few_refusals_among_sound_answers_do_not_pause_the_host() -> None:
    governed = host()
    for outcome in (*[BUSY] * 4, *[OK] * 8, *[BUSY] * 4):
        governed.note(outcome)

    assert await wait_of(governed) == 0


async def test_requests_are_spaced_by_the_delay() -> None:
    governed, loop = host(0.05), asyncio.get_running_loop()
    began = loop.time()
    for _ in range(4):
        await governed.turn()

    assert loop.time() - began >= 0.15


async def test_a_host_that_never_answered_is_given_up() -> None:
    governed = host()
    for _ in range(DEAD_AFTER):
        governed.note(REFUSED)

    assert governed.dead is REFUSED


async def test_a_host_that_answered_once_is_never_given_up() -> None:
    governed = host()
    for outcome in (OK, *[REFUSED] * 50):
        governed.note(outcome)

    assert governed.dead is None
