"""Who may ask the interface: tokens and their scopes, sessions with their token, bodies that are none."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from desk.api.everything import described
from desk.desk import Desk
from desk.guard import MOST_BYTES
from inspection.people import Role
from tests.desk.api.conftest import number_of
from tests.desk.conftest import Now, application_of, enter

Of = Callable[..., TestClient]
JSON = {"Content-Type": "application/json"}


def bearing(desk: Desk, secret: str) -> TestClient:
    return TestClient(application_of(desk), base_url="http://desk.test", headers={"Authorization": f"Bearer {secret}"})


def operations() -> list[tuple[str, str]]:
    return [(method, path) for path, methods in described()["paths"].items() for method in methods]


def test_nobody_is_answered_401_everywhere(filled: Desk, client_of: Of) -> None:
    client = client_of()
    values = {"{id}": "1", "{digest}": "0" * 64, "{week}": "2026-W47"}
    answers = {}
    for method, path in operations():
        address = path
        for name, value in values.items():
            address = address.replace(name, value)
        answers[method, path] = client.request(method, address).status_code

    assert set(answers.values()) == {401}, answers
    assert client.get("/api/v1/openapi.json").status_code == 401


def test_a_token_that_may_act_acts_without_origin_or_csrf_token(filled: Desk, program: Of) -> None:
    number = number_of(filled, "confirmed")

    said = program(Role.TRIAGE).post(f"/api/v1/issues/{number}/acts", json={"act": "claim"})

    assert said.status_code == 200


@pytest.mark.parametrize("scope", ["read", "feed"])
def test_a_token_that_may_not_act_is_refused_whatever_its_owner_may(filled: Desk, program: Of, scope: str) -> None:
    client, number = program(Role.ADMIN, scope), number_of(filled, "confirmed")
    unsafe = [one for one in operations() if one[0] != "get"]

    answers = {one: client.request(one[0], one[1].replace("{id}", str(number))).status_code for one in unsafe}

    assert set(answers.values()) == {403}, answers
    assert filled.store.issue(number).version == 1  # type: ignore[union-attr]


def test_a_token_for_reading_reads(program: Of) -> None:
    assert program(Role.READER, "read").get("/api/v1/issues").status_code == 200


def test_a_token_for_feeds_reads_nothing_here(program: Of) -> None:
    assert program(Role.ADMIN, "feed").get("/api/v1/issues").status_code == 403


def test_a_handlers_token_is_limited_as_its_owner_is(filled: Desk, program: Of) -> None:
    number = number_of(filled, "confirmed")

    said = program(Role.HANDLER, "act", "养老处").post(f"/api/v1/issues/{number}/acts", json={"act": "claim"})

    assert said.status_code == 403


def test_a_token_that_is_none_is_refused(filled: Desk) -> None:
    client, secrets_ = bearing(filled, "x"), ["", "x", "é", "a b", "x" * 9000, "%00"]

    answers = [client.get("/api/v1/issues", headers={"Authorization": f"Bearer {one}".encode()}) for one in secrets_]

    assert [one.status_code for one in answers] == [401] * len(secrets_)
    assert all(one.headers["www-authenticate"].startswith("Bearer") for one in answers)


def test_a_token_that_was_revoked_or_has_expired_is_refused(filled: Desk, clock: Now) -> None:
    person, _ = enter(filled, Role.READER)
    gone, short = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    filled.store.add_token(gone, person.id, "a", "read", clock())
    filled.store.add_token(short, person.id, "b", "read", clock(), clock() + timedelta(days=1))
    filled.store.revoke_token(filled.store.tokens_of(person.id)[1].id, person.id, clock())
    clock.at += timedelta(days=1, seconds=1)

    assert bearing(filled, gone).get("/api/v1/me").status_code == 401
    assert bearing(filled, short).get("/api/v1/me").status_code == 401


def test_a_token_of_somebody_who_left_is_refused(filled: Desk) -> None:
    person, _ = enter(filled, Role.TRIAGE)
    secret = secrets.token_urlsafe(32)
    filled.store.add_token(secret, person.id, "a", "act", filled.clock())
    filled.store.change_person(replace(person, active=False))

    assert bearing(filled, secret).get("/api/v1/me").status_code == 401


def test_tokens_of_others_can_be_neither_seen_nor_revoked(filled: Desk, client_of: Of) -> None:
    other, _ = enter(filled, Role.TRIAGE)
    filled.store.add_token("s" * 40, other.id, "别人的", "act", filled.clock())
    token, mine = filled.store.tokens_of(other.id)[0].id, client_of(Role.ADMIN)

    assert mine.get("/api/v1/me/tokens").json() == {"tokens": []}
    assert mine.delete(f"/api/v1/me/tokens/{token}").status_code == 404
    assert filled.store.tokens_of(other.id)[0].revoked_at is None


def test_a_token_is_made_by_a_session_shown_once_and_revoked(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    made = client.post("/api/v1/me/tokens", json={"name": "报表", "scope": "read", "days": 30})
    secret = made.json()["secret"]
    before = bearing(filled, secret).get("/api/v1/me").json()["scope"]
    client.delete(f"/api/v1/me/tokens/{made.json()['id']}")

    assert (made.status_code, before, bearing(filled, secret).get("/api/v1/me").status_code) == (201, "read", 401)
    assert "secret" not in client.get("/api/v1/me/tokens").text


def test_a_token_makes_no_token(program: Of) -> None:
    assert program(Role.ADMIN).post("/api/v1/me/tokens", json={"name": "a", "scope": "act"}).status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 32},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    ],
)
def test_a_session_needs_its_token_and_its_origin(filled: Desk, client_of: Of, changed: dict[str, str]) -> None:
    number = number_of(filled, "confirmed")

    said = client_of(Role.ADMIN).post(f"/api/v1/issues/{number}/acts", json={"act": "claim"}, headers=changed)

    assert said.status_code == 403
    assert filled.store.issue(number).version == 1  # type: ignore[union-attr]


BODIES = (
    (b"", "application/json", 422),
    (b"{", "application/json", 422),
    (b"\xff\xfe", "application/json", 422),
    (b"[" * 200_000, "application/json", 400),
    (b'{"act":' + b"[" * 200_000, "application/json", 400),
    (b'{"act": "claim"}', "text/plain", 422),
    (b"act=claim", "application/x-www-form-urlencoded", 422),
    (b'"claim"', "application/json", 422),
    (b'{"act": NaN}', "application/json", 422),
    (b'{"act": ' + b"9" * 5000 + b"}", "application/json", 400),
    (b'{"act": "claim", "why": "' + b"x" * MOST_BYTES + b'"}', "application/json", 413),
)


def test_a_body_that_is_none_is_refused_in_words(filled: Desk, program: Of) -> None:
    client, address = program(Role.TRIAGE), f"/api/v1/issues/{number_of(filled, 'confirmed')}/acts"

    answers = [client.post(address, content=body, headers={"Content-Type": kind}) for body, kind, _ in BODIES]

    assert [one.status_code for one in answers] == [status for *_, status in BODIES]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in one.json()["detail"]) for one in answers)


def test_each_mistake_of_a_body_is_named_with_its_place(filled: Desk, program: Of) -> None:
    address = f"/api/v1/issues/{number_of(filled, 'confirmed')}/acts"

    said = program(Role.TRIAGE).post(address, json={"why": 7, "wish": "x"}).json()["mistakes"]

    assert {one["where"]: one["what"] for one in said} == {
        "body.act": "没有填写",
        "body.why": "请写文字",
        "body.wish": "没有这个字段或参数",
    }


def test_the_database_that_is_away_is_said(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.READER)
    filled.store.close()
    database = filled.database.removeprefix("sqlite:///")
    with open(database, "r+b") as file:  # noqa: PTH123
        file.truncate(100)

    said = client.get("/api/v1/issues")

    assert said.status_code == 503
    assert said.headers["content-type"] == "application/json"
