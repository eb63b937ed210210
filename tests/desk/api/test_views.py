"""Saved views, sessions and digests by the interface: one's own, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from tests.desk.conftest import enter

Of = Callable[..., TestClient]
VIEW = {"name": "本处逾期", "query": "unit=办公室&due=overdue", "shared": True}


def test_a_view_is_kept_shared_renamed_and_forgotten(filled: Desk, client_of: Of) -> None:
    mine, other = client_of(Role.TRIAGE), client_of(Role.READER)
    made = mine.post("/api/v1/views", json=VIEW)
    seen = other.get("/api/v1/views").json()["views"]
    renamed = mine.put(f"/api/v1/views/{made.json()['id']}", json={"name": "逾期", "shared": False})
    gone = mine.delete(f"/api/v1/views/{made.json()['id']}")

    assert (made.status_code, [(one["name"], one["own"]) for one in seen]) == (201, [("本处逾期", False)])
    assert (renamed.json()["name"], gone.status_code) == ("逾期", 204)
    assert mine.get("/api/v1/views").json() == {"views": []}


def test_what_a_view_holds_can_be_asked_for(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.READER)
    query = client.post("/api/v1/views", json=VIEW).json()["query"]

    assert client.get(f"/api/v1/issues?{query}").json()["total"] == 4


def test_views_of_others_can_be_neither_changed_nor_forgotten(filled: Desk, client_of: Of) -> None:
    made = client_of(Role.READER).post("/api/v1/views", json=VIEW).json()["id"]
    other = client_of(Role.ADMIN)

    asked = [
        other.put(f"/api/v1/views/{made}", json={"name": "我的", "shared": True}),
        other.delete(f"/api/v1/views/{made}"),
    ]

    assert [one.status_code for one in asked] == [404, 404]
    assert other.get("/api/v1/views").json()["views"][0]["name"] == "本处逾期"


@pytest.mark.parametrize(("role", "status", "left"), [(Role.READER, 403, 1), (Role.TRIAGE, 204, 0)])
def test_a_shared_view_is_taken_off_everybodys_list_by_who_may(
    filled: Desk, client_of: Of, role: Role, status: int, left: int
) -> None:
    owner = client_of(Role.READER)
    made = owner.post("/api/v1/views", json=VIEW).json()["id"]
    other = client_of(role)

    answer = other.post(f"/api/v1/views/{made}/unshare")

    assert (answer.status_code, len(other.get("/api/v1/views").json()["views"])) == (status, left)
    assert len(owner.get("/api/v1/views").json()["views"]) == 1


@pytest.mark.parametrize("changed", [{"name": " "}, {"name": "长" * 41}, {"query": "state=bad"}, {"owner": 1}])
def test_a_view_that_makes_no_sense_is_refused(client_of: Of, changed: dict[str, object]) -> None:
    assert client_of(Role.READER).post("/api/v1/views", json={**VIEW, **changed}).status_code == 422


def test_sessions_are_ones_own(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    _, secret = enter(filled, Role.ADMIN)
    other = filled.store.session(secret, filled.clock())
    assert other is not None
    own = client.get("/api/v1/me/sessions").json()["sessions"]

    assert [one["here"] for one in own] == [True]
    assert client.delete(f"/api/v1/me/sessions/{other.digest[:16]}").status_code == 404
    assert filled.store.session(secret, filled.clock()) is not None
    assert client.delete(f"/api/v1/me/sessions/{own[0]['id']}").status_code == 204
    assert client.get("/api/v1/me").status_code == 401


def test_a_digest_is_what_the_command_line_writes(filled: Desk, client_of: Of) -> None:
    from notifications.digest.document import digest_document
    from notifications.digest.week import Week
    from schedulers.weekly import weekly_facts
    from tests.desk.conftest import SITE

    plan = filled.plans.of(SITE)
    facts = weekly_facts(filled.store, plan, Week.parse("2026-W47"), None, filled.now(plan))
    said = client_of(Role.READER).get("/api/v1/digests/2026-W47")

    assert said.json() == json.loads(json.dumps(digest_document(facts), ensure_ascii=False))


def test_a_digest_is_a_word_document(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/digests/2026-W47.docx?unit=办公室")

    assert (said.status_code, said.content[:2]) == (200, b"PK")


def test_a_week_that_is_none_is_said(filled: Desk, client_of: Of) -> None:
    client, weeks = (
        client_of(Role.READER),
        ["2026-W99", "2026-W54", "2030-W01", "0000-W01", "9999-W52", "x", "2026-W47.pdf"],
    )

    answers = [client.get(f"/api/v1/digests/{week}") for week in weeks]
    lists = [client.get("/api/v1/digests", params={"until": week}) for week in weeks]

    assert {one.status_code for one in answers} <= {404, 422}
    assert {one.status_code for one in lists} <= {200, 422}


def test_weeks_are_listed_from_the_first_round_on(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/digests").json()

    assert [(one["week"], one["rounds"]) for one in said["weeks"]] == [("2026-W48", 1)]


def test_a_query_of_many_keys_is_kept_as_far_as_it_says_something(filled: Desk, client_of: Of) -> None:
    made = client_of(Role.READER).post("/api/v1/views", json={"name": "甲", "query": "a&" * 1999})

    assert (made.status_code, made.json()["query"]) == (201, "state=alive")
