"""The plan by the interface: read, checked, saved on what one began from, and who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from inspection.plan_file import digest_of
from tests.desk.conftest import PLAN, SITE

Of = Callable[..., TestClient]
LONGER = PLAN.replace("update_within: 14d", "update_within: 30d")


def began_from(client: TestClient) -> dict[str, str]:
    return {"If-Match": client.get("/api/v1/plan").headers["etag"]}


def test_the_plan_is_read_as_it_is_written(client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/plan").json()

    assert (said["text"], said["editable"], said["sound"], said["standing"]) == (PLAN, True, True, "none")


def test_a_text_that_is_saved_holds_and_is_kept_with_who_and_why(client_of: Of, plan_path: Path) -> None:
    client = client_of(Role.TRIAGE)

    said = client.put("/api/v1/plan", json={"text": LONGER, "why": "按新规定"}, headers=began_from(client))

    versions = client.get("/api/v1/plan/versions").json()["versions"]
    assert said.status_code == 200
    assert plan_path.read_text("utf-8") == LONGER
    assert [(one["in_force"], [edit["why"] for edit in one["edits"]]) for one in versions] == [
        (True, ["按新规定"]),
        (False, []),
    ]


def test_two_versions_are_compared_in_words_and_lines(client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    before = client.get("/api/v1/plan").json()["digest"]
    client.put("/api/v1/plan", json={"text": LONGER, "why": "按新规定"}, headers=began_from(client))
    after = client.get("/api/v1/plan").json()["digest"]

    said = client.get(f"/api/v1/plan/diff?a={before}&b={after}").json()

    assert len(said["changes"]) == 1
    assert [one["kind"] for one in said["lines"] if one["kind"] in ("gone", "came")] == ["gone", "came"]
    assert client.get(f"/api/v1/plan/versions/{before}").json()["text"] == PLAN


def test_who_began_from_an_older_text_is_shown_the_present_one(client_of: Of, plan_path: Path) -> None:
    client = client_of(Role.TRIAGE)
    began = began_from(client)
    plan_path.write_text(LONGER, "utf-8")

    said = client.put("/api/v1/plan", json={"text": PLAN + "# 我的\n", "why": "改"}, headers=began)

    assert (said.status_code, said.json()["text"]) == (409, LONGER)
    assert plan_path.read_text("utf-8") == LONGER


def test_a_plan_with_mistakes_is_not_saved(client_of: Of, plan_path: Path) -> None:
    client = client_of(Role.ADMIN)

    said = client.put("/api/v1/plan", json={"text": "site: {}\n", "why": "改"}, headers=began_from(client))

    assert said.status_code == 422
    assert said.json()["plan_mistakes"][0]["line"] == 1
    assert plan_path.read_text("utf-8") == PLAN


@pytest.mark.parametrize(
    ("text", "valid"), [(LONGER, True), ("columns: 3", False), ("\x00", False), ("a: &a [*a]", False), ("", False)]
)
def test_a_text_is_looked_at_without_being_saved(client_of: Of, plan_path: Path, text: str, valid: bool) -> None:
    said = client_of(Role.TRIAGE).post("/api/v1/plan/check", json={"text": text}).json()

    assert (said["valid"], not said["mistakes"], len(said["changes"])) == (valid, valid, int(valid))
    assert plan_path.read_text("utf-8") == PLAN


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER])
def test_who_may_not_edit_does_not(client_of: Of, plan_path: Path, role: Role) -> None:
    client = client_of(role, "办公室")

    said = client.put("/api/v1/plan", json={"text": LONGER, "why": "改"}, headers=began_from(client))

    assert (said.status_code, client.post("/api/v1/plan/check", json={"text": ""}).status_code) == (403, 403)
    assert plan_path.read_text("utf-8") == PLAN


@pytest.mark.parametrize("header", [None, "*", "x", '"' + "0" * 63 + '"', '"' + "0" * 64 + '"\r\nX: y'])
def test_without_what_one_began_from_nothing_is_saved(client_of: Of, plan_path: Path, header: str | None) -> None:
    headers = {} if header is None else {"If-Match": header}

    said = client_of(Role.ADMIN).put("/api/v1/plan", json={"text": LONGER, "why": "改"}, headers=headers)

    assert said.status_code == 422
    assert plan_path.read_text("utf-8") == PLAN


def test_a_desk_without_the_file_says_so(desk: Desk, client_of: Of, plan_path: Path) -> None:
    client = client_of(Role.ADMIN)
    began = began_from(client)
    plan_path.unlink()

    said = client.put("/api/v1/plan", json={"text": LONGER, "why": "改"}, headers=began)

    assert said.status_code == 409
    assert said.json()["detail"]


def test_a_difference_is_told_as_far_as_anybody_reads_it(client_of: Of, desk: Desk) -> None:
    client = client_of(Role.TRIAGE)
    texts = [PLAN, PLAN + "".join(f"# {n}\n" for n in range(2100)), PLAN + "# 1\n"]
    for text in texts:
        desk.store.record_plan(SITE, digest_of(text), text, desk.clock())

    first, *others = map(digest_of, texts)
    said = [client.get(f"/api/v1/plan/diff?a={first}&b={other}").json() for other in others]

    assert [(len(one["lines"]) >= 2000, one["truncated"]) for one in said] == [(True, True), (False, False)]
