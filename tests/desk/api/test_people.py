"""People by the interface: added, changed, shut out; by administrators alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from tests.desk.conftest import enter

Of = Callable[..., TestClient]
NEW = {"login": "Wang", "name": "值班编辑", "role": "handler", "unit": "办公室"}


def test_somebody_is_added_with_a_password_for_one_use(desk: Desk, client_of: Of) -> None:
    said = client_of(Role.ADMIN).post("/api/v1/people", json=NEW)

    added = desk.store.person_by_login("wang")
    assert (said.status_code, said.json()["login"], len(said.json()["password"])) == (201, "wang", 19)
    assert added is not None
    assert (added.unit, added.must_change) == ("办公室", True)


def test_a_login_is_given_once(client_of: Of) -> None:
    client = client_of(Role.ADMIN)
    client.post("/api/v1/people", json=NEW)

    assert client.post("/api/v1/people", json={**NEW, "login": "WANG"}).status_code == 409


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": "没有这个单位"},
        {"unit": None},
        {"login": "a b"},
        {"login": ""},
        {"role": "root"},
        {"id": 1},
        {"name": " "},
    ],
)
def test_what_is_wrong_with_somebody_is_said(desk: Desk, client_of: Of, changed: dict[str, object]) -> None:
    client = client_of(Role.ADMIN)
    before = len(desk.store.people())

    assert client.post("/api/v1/people", json={**NEW, **changed}).status_code == 422
    assert len(desk.store.people()) == before


def test_who_is_shut_out_is_signed_out_at_once(desk: Desk, client_of: Of) -> None:
    person, secret = enter(desk, Role.TRIAGE)

    said = client_of(Role.ADMIN).patch(f"/api/v1/people/{person.id}", json={"active": False})

    assert (said.json()["active"], said.json()["role"]) == (False, "triage")
    assert desk.store.session(secret, desk.clock()) is None


def test_nobody_takes_their_own_rights_away(desk: Desk, client_of: Of) -> None:
    client = client_of(Role.ADMIN)
    me = client.get("/api/v1/me").json()["id"]

    assert client.patch(f"/api/v1/people/{me}", json={"role": "reader"}).status_code == 422
    assert desk.store.person(me).role is Role.ADMIN  # type: ignore[union-attr]


def test_a_new_password_ends_the_old_sessions(desk: Desk, client_of: Of) -> None:
    person, secret = enter(desk, Role.TRIAGE)

    said = client_of(Role.ADMIN).post(f"/api/v1/people/{person.id}/password")

    assert len(said.json()["password"]) == 19
    assert desk.store.session(secret, desk.clock()) is None


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER, Role.TRIAGE])
def test_people_are_for_administrators(desk: Desk, client_of: Of, role: Role) -> None:
    client = client_of(role)
    me = client.get("/api/v1/me").json()["id"]
    asked = [
        client.get("/api/v1/people"),
        client.get(f"/api/v1/people/{me}"),
        client.post("/api/v1/people", json=NEW),
        client.patch(f"/api/v1/people/{me}", json={"role": "admin"}),
        client.post(f"/api/v1/people/{me}/password"),
    ]

    assert {one.status_code for one in asked} == {403}
    assert desk.store.person(me).role is role  # type: ignore[union-attr]


@pytest.mark.parametrize("number", ["999", str(2**63 - 1)])
def test_somebody_who_is_nobody_is_unknown(client_of: Of, number: str) -> None:
    client = client_of(Role.ADMIN)
    asked = [client.get(f"/api/v1/people/{number}"), client.patch(f"/api/v1/people/{number}", json={"name": "某人"})]

    assert {one.status_code for one in asked} == {404}
