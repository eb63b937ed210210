"""Deeds by the interface: who may, on which version, and what is told of those that are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from tests.desk.api.conftest import number_of

Of = Callable[..., TestClient]


def test_a_deed_moves_the_issue_and_answers_with_it(filled: Desk, client_of: Of) -> None:
    number = number_of(filled, "confirmed")

    said = client_of(Role.TRIAGE).post(f"/api/v1/issues/{number}/acts", json={"act": "claim", "version": 1})

    assert (said.status_code, said.json()["state"], said.headers["etag"]) == (200, "corrected", '"2"')
    assert filled.store.issue(number).state is State.CORRECTED  # type: ignore[union-attr]


@pytest.mark.parametrize("how", [{"json": {"act": "claim", "version": 1}}, {"headers": {"If-Match": '"1"'}}])
def test_who_was_overtaken_is_told_what_happened_since(filled: Desk, client_of: Of, how: dict[str, object]) -> None:
    number, desk = number_of(filled, "confirmed"), client_of(Role.TRIAGE)
    desk.post(f"/api/v1/issues/{number}/acts", json={"act": "accept"})

    said = desk.post(f"/api/v1/issues/{number}/acts", **{"json": {"act": "claim"}, **how})

    assert said.status_code == 409
    assert said.json()["issue"]["version"] == 2
    assert [step["act"] for step in said.json()["since"]] == ["accept"]


def test_a_state_that_does_not_allow_it_is_a_conflict(filled: Desk, client_of: Of) -> None:
    number = number_of(filled, "confirmed")

    said = client_of(Role.TRIAGE).post(f"/api/v1/issues/{number}/acts", json={"act": "wake"})

    assert (said.status_code, said.json()["since"]) == (409, [])
    assert "不能“解除静默”" in said.json()["detail"]


@pytest.mark.parametrize(
    ("role", "unit", "act"),
    [
        (Role.READER, None, {"act": "note", "why": "看过"}),
        (Role.HANDLER, "养老处", {"act": "claim"}),
        (Role.HANDLER, "办公室", {"act": "dismiss", "why": "不是问题"}),
        (Role.HANDLER, "办公室", {"act": "assign", "unit": "养老处"}),
        (Role.HANDLER, None, {"act": "claim"}),
    ],
)
def test_who_may_not_is_refused_and_nothing_moves(
    filled: Desk, client_of: Of, role: Role, unit: str | None, act: dict[str, str]
) -> None:
    number = number_of(filled, "confirmed")

    said = client_of(role, unit).post(f"/api/v1/issues/{number}/acts", json=act)

    assert said.status_code == 403
    assert filled.store.issue(number).version == 1  # type: ignore[union-attr]


def test_many_are_done_each_as_far_as_the_role_allows(filled: Desk, client_of: Of) -> None:
    mine, other, gone = number_of(filled, "confirmed"), number_of(filled, "养老"), 999
    asked = {"act": "claim", "issues": [{"id": mine, "version": 1}, {"id": other}, {"id": gone}]}

    said = client_of(Role.HANDLER, "办公室").post("/api/v1/issues/acts", json=asked)

    assert said.status_code == 200
    assert [(one["id"], one["done"]) for one in said.json()["results"]] == [(mine, True), (other, False), (gone, False)]
    assert filled.store.issue(other).version == 1  # type: ignore[union-attr]


def test_of_many_the_overtaken_one_is_named(filled: Desk, client_of: Of) -> None:
    number, desk = number_of(filled, "confirmed"), client_of(Role.TRIAGE)
    desk.post(f"/api/v1/issues/{number}/acts", json={"act": "accept"})

    said = desk.post("/api/v1/issues/acts", json={"act": "claim", "issues": [{"id": number, "version": 1}]})

    assert (said.json()["results"][0]["overtaken"], said.json()["results"][0]["issue"]["version"]) == (True, 2)


MISTAKEN: tuple[dict[str, object], ...] = (
    {"act": "found"},
    {"act": "claim", "who": "别人"},
    {"act": "dismiss"},
    {"act": "mute", "why": "等", "until": "2020-01-01"},
    {"act": "mute", "why": "等", "until": "9" * 40},
    {"act": "assign", "unit": "没有这个单位"},
    {"act": "claim", "version": 2**63},
    {"act": "claim", "why": "字" * 1001},
    {"act": ["claim"]},
    {},
)


def test_what_is_wrong_with_a_deed_is_said(filled: Desk, client_of: Of) -> None:
    client, number = client_of(Role.TRIAGE), number_of(filled, "confirmed")

    answers = [client.post(f"/api/v1/issues/{number}/acts", json=asked) for asked in MISTAKEN]

    assert [one.status_code for one in answers] == [422] * len(MISTAKEN)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in one.json()["detail"]) for one in answers)


STRANGE = ["1", '"0"', 'W/"1"', '"99999999999999999999"', '"1", "2"', '"1"\tx', "é"]


def test_a_strange_if_match_is_refused_and_nothing_moves(filled: Desk, client_of: Of) -> None:
    client, number = client_of(Role.TRIAGE), number_of(filled, "confirmed")
    address = f"/api/v1/issues/{number}/acts"

    answers = [
        client.post(address, json={"act": "claim"}, headers={"If-Match": header.encode("latin-1")})
        for header in STRANGE
    ]

    assert [one.status_code for one in answers] == [422] * len(STRANGE)
    assert filled.store.issue(number).version == 1  # type: ignore[union-attr]


def test_two_versions_that_differ_are_refused(filled: Desk, client_of: Of) -> None:
    address = f"/api/v1/issues/{number_of(filled, 'confirmed')}/acts"

    said = client_of(Role.TRIAGE).post(address, json={"act": "claim", "version": 1}, headers={"If-Match": '"2"'})

    assert said.status_code == 422


def test_an_issue_that_is_none_is_no_fault_of_the_desk(client_of: Of) -> None:
    client, numbers = client_of(Role.TRIAGE), ["0", "-1", "999", str(2**63), "1e3", "x", "%00", "9" * 5000]

    answers = [client.post(f"/api/v1/issues/{number}/acts", json={"act": "claim"}) for number in numbers]

    assert {one.status_code for one in answers} <= {404, 422}


def test_words_with_nul_and_half_a_letter_are_kept_without_them(filled: Desk, client_of: Of) -> None:
    number = number_of(filled, "confirmed")
    body = b'{"act": "note", "why": "a\\u0000b\\ud800c"}'
    headers = {"Content-Type": "application/json"}

    said = client_of(Role.TRIAGE).post(f"/api/v1/issues/{number}/acts", content=body, headers=headers)

    assert said.status_code == 200
    assert "\x00" not in filled.store.steps(number)[-1].why
