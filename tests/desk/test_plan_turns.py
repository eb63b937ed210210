"""Plans that are looked at: a few at once, one of each person, and not too long ones while one types."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from fastapi import HTTPException
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.plan_turns import Turns
from inspection.people import Role
from tests.desk.conftest import PLAN

Clients = Callable[..., TestClient]


@contextmanager
def held(turns: Turns, *people: int) -> Iterator[None]:
    with ExitStack() as stack:
        for person in people:
            stack.enter_context(turns.turn(person))
        yield


def test_a_third_waits_and_is_refused_in_the_end() -> None:
    turns = Turns(patience=0.05)

    with held(turns, 1, 2), pytest.raises(HTTPException) as refused, turns.turn(3):
        pass

    assert (refused.value.status_code, "没有检查" in refused.value.detail) == (429, True)
    with held(turns, 3, 1):
        pass


def test_of_ones_own_the_newest_wins() -> None:
    turns, said = Turns(patience=5), list[str]()

    def ask(name: str) -> None:
        try:
            with turns.turn(1):
                said.append(name)
        except HTTPException as refused:
            said.append(f"{name} {refused.status_code}")

    with held(turns, 1):
        older, newer = (threading.Thread(target=ask, args=(name,)) for name in ("older", "newer"))
        older.start()
        time.sleep(0.05)
        newer.start()
        older.join(2)
        at_once = list(said)
    newer.join(2)

    assert (at_once, said) == (["older 429"], ["older 429", "newer"])


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("# " + "长" * 90_000, True),
        ("\n- {}" * 5001, True),
        ("\n- {a: {}}" * 2600, True),
        ("\n- {}" * 4000, False),
        ("", False),
    ],
)
def test_a_long_plan_is_not_looked_at_while_one_types(client_of: Clients, desk: Desk, more: str, left: bool) -> None:
    page = client_of(Role.TRIAGE).post("/plan/check", data={"text": PLAN + more, "base": ""})

    assert (page.status_code, "输入时不再随时检查" in page.text) == (200, left)


def test_a_plan_is_looked_at_in_turn_wherever_it_is_asked(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.TRIAGE)
    desk.turns.patience = 0.02
    asked: list[Callable[[], int]] = [
        lambda: client.post("/plan/check", data={"text": PLAN}).status_code,
        lambda: client.post("/plan/edit", data={"text": PLAN, "step": "review"}).status_code,
        lambda: client.post("/api/v1/plan/check", json={"text": PLAN}).status_code,
    ]

    with held(desk.turns, 98, 99):
        busy = [ask() for ask in asked]

    assert (busy, [ask() for ask in asked]) == ([429] * 3, [200, 409, 200])
