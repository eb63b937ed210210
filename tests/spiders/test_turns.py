"""Rounds on several machines share the pace of a host."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from spiders.turns import AHEAD, AT_ONCE, Turns
from store.errors import StoreError
from store.paces import Limits, Turn
from store.store import Store

DELAY = 0.04


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


async def ask(turns: Turns, host: str, times: int, delay: float = DELAY) -> list[float]:
    asked = []
    for left in range(times, 0, -1):
        await turns.turn(host, delay, left)
        asked.append(asyncio.get_running_loop().time())
    return asked


async def test_rounds_on_several_machines_ask_one_host_at_one_pace(store: Store) -> None:
    rounds = [Turns(store) for _ in range(3)]
    asked = sorted(chain.from_iterable(await asyncio.gather(*(ask(turns, "gov.cn", 12) for turns in rounds))))
    tens = [later - earlier for earlier, later in zip(asked, asked[10:], strict=False)]

    # Each at a pace of its own would take a third. A single pair may be nearer: whoever is late is not waited for.
    assert asked[-1] - asked[0] >= 35 * DELAY * 0.8
    assert min(tens) >= 6 * DELAY


async def test_other_hosts_do_not_wait(store: Store) -> None:
    turns = Turns(store)
    begun = asyncio.get_running_loop().time()
    await asyncio.gather(*(ask(turns, f"{n}.gov.cn", 1, delay=20) for n in range(20)))

    assert asyncio.get_running_loop().time() - begun < 10


async def test_turns_are_asked_for_some_at_a_time(store: Store) -> None:
    turns = Turns(store)
    await ask(turns, "gov.cn", 4 * AT_ONCE)

    assert turns.questions <= 2 * AT_ONCE  # four, but for those that a busy machine lets pass


async def test_a_slow_pace_is_not_kept_from_others_for_long(store: Store) -> None:
    turns = Turns(store)
    await turns.turn("mp.weixin.qq.com", AHEAD, 100)
    mine = store.reserve("host:mp.weixin.qq.com", Limits(spacing=timedelta(0)), now=datetime.now().astimezone())

    assert mine.wait is not None
    assert mine.wait.total_seconds() <= AHEAD


async def test_turns_that_a_slow_answer_let_pass_are_not_made_up_for(store: Store) -> None:
    turns = Turns(store)
    await turns.turn("gov.cn", DELAY, AT_ONCE)
    await asyncio.sleep(DELAY * (AT_ONCE + 2))
    asked = await ask(turns, "gov.cn", 6)

    assert asked[-1] - asked[0] > 2 * DELAY  # made up for, they would come all at once


async def test_a_host_that_asked_one_round_to_wait_is_left_alone_by_all(store: Store) -> None:
    one, other = Turns(store), Turns(store)
    begun = asyncio.get_running_loop().time()
    one.hold("gov.cn", 0.5)
    await asyncio.gather(*one._holding)
    await other.turn("gov.cn", DELAY, 1)

    assert asyncio.get_running_loop().time() - begun > 0.45


async def test_a_round_goes_on_at_its_own_pace_while_the_database_is_away() -> None:
    class Away:
        def reserve(self, key: str, limits: Limits, *, now: datetime) -> Turn:
            raise StoreError("打不开数据库")

        def postpone(self, key: str, until: datetime, *, now: datetime) -> None:
            raise StoreError("打不开数据库")

    asked = await ask(Turns(Away()), "gov.cn", 10)

    assert asked[-1] - asked[0] < 5
