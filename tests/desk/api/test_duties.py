"""The year's duties by the interface: the list, a word given, taken back, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from tests.desk.conftest import PLAN, SITE

DUTIES = f"""{PLAN}
duties:
  - {{number: "1", name: 网站日常维护, units: [办公室], columns: [工作动态]}}
  - {{number: "24", name: 学习培训, units: [养老处], ticks: [{{name: 下半年培训, due: {{yearly: 11-20}}}}]}}
"""
Of = Callable[..., TestClient]
WORD = {"tick": "下半年培训", "done_on": "2026-11-18", "proof": "沪民便函〔2026〕9号"}


@pytest.fixture(autouse=True)
def _plan(desk: Desk, plan_path: Path) -> None:
    plan_path.write_text(DUTIES, encoding="utf-8")


def post(client: TestClient, body: dict[str, Any], address: str = "/api/v1/duties/24/ticks") -> Any:
    return client.post(address, json=body)


def test_every_duty_says_how_it_stands_and_why(client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/duties").json()

    assert [(one["number"], one["state"]) for one in said["duties"]] == [("1", "undecided"), ("24", "overdue")]
    assert said["duties"][1]["parts"][0]["occurrence"] == "2026年"
    assert said["units"][1]["overdue"] == 1


@pytest.mark.parametrize(("query", "total"), [("unit=养老处", 1), ("state=overdue", 1), ("state=met", 0)])
def test_the_list_is_narrowed(client_of: Of, query: str, total: int) -> None:
    assert client_of(Role.READER).get(f"/api/v1/duties?{query}").json()["total"] == total


def test_a_word_is_given_and_taken_back(desk: Desk, client_of: Of) -> None:
    client = client_of(Role.HANDLER, "养老处")

    given = post(client, WORD).json()
    back = {"tick": "下半年培训", "occurrence": "2026年", "why": "名单不全"}
    taken = post(client, back, "/api/v1/duties/24/ticks/taken-back").json()

    assert (given["state"], given["parts"][0]["proof"], taken["state"]) == ("met", "沪民便函〔2026〕9号", "overdue")
    assert [one.taken_back for one in desk.store.said(SITE)] == [False, True]


def test_the_second_hears_who_was_first(client_of: Of) -> None:
    post(client_of(Role.TRIAGE), WORD)

    again = post(client_of(Role.ADMIN), {**WORD, "occurrence": "2026年"})

    assert (again.status_code, "已经确认过" in again.json()["detail"]) == (409, True)


def test_of_many_at_once_one_confirms_and_nobody_the_next_period(desk: Desk, plan_path: Path, client_of: Of) -> None:
    plan_path.write_text(DUTIES.replace("yearly: 11-20", "monthly: 10, warn: 25d"), encoding="utf-8")
    clients = [client_of(Role.TRIAGE) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: post(one, {"tick": "下半年培训"}).status_code, clients))

    assert sorted(found) == [200, 409, 409, 409]
    assert [one.occurrence for one in desk.store.ticked(SITE)] == ["2026年11月"]


@pytest.mark.parametrize(("role", "unit"), [(Role.READER, None), (Role.HANDLER, "办公室")])
def test_who_does_not_answer_for_it_may_not(desk: Desk, client_of: Of, role: Role, unit: str | None) -> None:
    assert post(client_of(role, unit), WORD).status_code == 403
    assert list(desk.store.ticked(SITE)) == []


@pytest.mark.parametrize(
    ("body", "address", "code"),
    [
        ({**WORD, "tick": "没有这一项"}, "/api/v1/duties/24/ticks", 422),
        ({**WORD, "done_on": "2027-01-01"}, "/api/v1/duties/24/ticks", 422),
        ({**WORD, "who": "别人"}, "/api/v1/duties/24/ticks", 422),
        ({**WORD, "site": "别处"}, "/api/v1/duties/24/ticks", 404),
        (WORD, "/api/v1/duties/99/ticks", 404),
        ({"tick": "下半年培训", "occurrence": "2026年", "why": "无"}, "/api/v1/duties/24/ticks/taken-back", 409),
        ({"tick": "下半年培训", "occurrence": "2026年", "why": " "}, "/api/v1/duties/24/ticks/taken-back", 422),
    ],
)
def test_what_cannot_be_is_refused(client_of: Of, body: dict[str, Any], address: str, code: int) -> None:
    answer = post(client_of(Role.TRIAGE), body, address)

    assert (answer.status_code, bool(answer.json()["detail"])) == (code, True)
