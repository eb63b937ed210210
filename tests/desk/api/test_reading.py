"""What else the interface tells: sites, the board, what is to be published, rounds, evidence, second looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from store.second_looks import LookOutcome
from tests.desk.api.conftest import PNG, issue, number_of, opened
from tests.desk.conftest import NOW, SITE

Of = Callable[..., TestClient]


def test_a_site_has_its_units_and_what_is_open(filled: Desk, client_of: Of) -> None:
    site = client_of(Role.READER).get("/api/v1/sites").json()["sites"][0]

    assert (site["name"], site["timezone"], site["open_issues"]) == (SITE, "Asia/Shanghai", 8)
    assert [unit["name"] for unit in site["units"]] == ["传媒中心", "办公室", "养老处"]
    assert "wang@example.org" not in str(site)


def test_the_board_has_every_column_and_what_is_open_there(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/board?sort=plan").json()

    assert [(row["name"], row["unit"], row["open_issues"]) for row in said["rows"]] == [
        ("工作动态", "办公室", 6),
        ("养老服务", "养老处", 1),
    ]
    assert {row["standing"] for row in said["rows"]} == {"unknown"}  # no round read them


def test_what_is_due_has_its_fate(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/expectations?first=2026-01-01&last=2026-12-31").json()

    assert [(one["name"], one["due"][:7], one["fate"]) for one in said["expectations"]] == [
        ("清明祭扫提示", "2026-03", "unwatched")
    ]


UNKNOWN = (
    "/board?site=别处",
    "/board?sort=size",
    "/board?states=fresh",
    "/expectations?first=2026-02-30",
    "/expectations?first=2026-02-02&last=2026-02-01",
    "/rounds/20261123T003000Z-zzzzzz",
    "/rounds/20261123T003000Z-abcdef",
    f"/rounds?limit={2**80}",
    "/evidence/" + "0" * 64,
    "/evidence/../etc/passwd",
    "/second-looks/12",
    "/issues/9999/second-looks",
    f"/audit?before={2**63}",
)


def test_what_is_unknown_or_wrong_is_said(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.ADMIN)

    answers = {address: client.get(f"/api/v1{address}") for address in UNKNOWN}

    assert {address: one.status_code for address, one in answers.items() if one.status_code not in (404, 422)} == {}
    assert all(one.json()["detail"] for one in answers.values())


def test_rounds_come_page_by_page(filled: Desk, client_of: Of) -> None:
    for n in range(1, 5):
        filled.store.begin_round(
            site=SITE, kind="watch", as_of=NOW, plan_digest="d" * 64, started_at=NOW + timedelta(minutes=n)
        )
    client, seen, before = client_of(Role.READER), list[str](), ""
    while before is not None:
        said = client.get("/api/v1/rounds?limit=2" + (f"&before={before}" if before else "")).json()
        seen += [one["id"] for one in said["rounds"]]
        before = said["next"]

    assert seen == [one.id for one in filled.store.rounds(SITE)]


def test_a_round_tells_what_it_found_and_could_not_judge(filled: Desk, client_of: Of) -> None:
    client, round_ = client_of(Role.READER), filled.store.rounds(SITE)[0].id

    assert client.get(f"/api/v1/rounds/{round_}").json()["finding_counts"] == [
        {"check": "broken-link", "severity": "error", "count": 1}
    ]
    assert client.get(f"/api/v1/rounds/{round_}/findings").json()["total"] == 1
    assert client.get(f"/api/v1/rounds/{round_}/undecided").json()["undecided"][0]["reason"] == "unreachable"


def test_evidence_is_what_an_issue_shows_and_nothing_else(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.READER)
    shown = client.get(f"/api/v1/issues/{number_of(filled, 'suspected')}").json()["picture"]["evidence"]
    other = filled.store.evidence.put(b"<script>alert(1)</script>")

    picture = client.get(f"/api/v1/evidence/{shown}")

    assert (picture.content, picture.headers["content-type"]) == (PNG, "image/png")
    assert client.get(f"/api/v1/evidence/{other}").status_code == 404


def test_a_second_look_can_be_read_while_it_runs_and_when_it_is_over(filled: Desk, client_of: Of) -> None:
    number, store, client = number_of(filled, "confirmed"), filled.store, client_of(Role.READER)
    look = store.begin_second_look(
        site=SITE, issue=number, version=1, who="某人", process="p", at=NOW, since=NOW, most=3
    )
    assert isinstance(look, int)
    running = client.get(f"/api/v1/second-looks/{look}").json()
    store.finish_second_look(look, LookOutcome.GONE, "本次未见", {}, NOW)

    assert running["outcome"] is None
    assert [one["outcome"] for one in client.get(f"/api/v1/issues/{number}/second-looks").json()["looks"]] == ["gone"]


@pytest.mark.parametrize(("role", "unit"), [(Role.READER, None), (Role.HANDLER, "养老处")])
def test_who_may_not_cannot_have_it_looked_at_again(filled: Desk, client_of: Of, role: Role, unit: str | None) -> None:
    number = number_of(filled, "confirmed")

    assert client_of(role, unit).post(f"/api/v1/issues/{number}/second-looks").status_code == 403
    assert filled.store.second_looks_of(number) == []


def test_of_one_site_one_thing_at_a_time_is_looked_at_again(filled: Desk, client_of: Of) -> None:
    number = number_of(filled, "confirmed")
    filled.store.begin_second_look(
        site=SITE, issue=number, version=1, who="某人", process="p", at=NOW, since=NOW, most=3
    )

    said = client_of(Role.TRIAGE).post(f"/api/v1/issues/{number}/second-looks")

    assert (said.status_code, "正在复查" in said.json()["detail"]) == (409, True)


def test_who_asks_too_often_is_told_to_wait(filled: Desk, client_of: Of) -> None:
    client, number = client_of(Role.TRIAGE), number_of(filled, "confirmed")
    me = client.get("/api/v1/me").json()["name"]
    for _ in range(3):
        look = filled.store.begin_second_look(
            site=SITE, issue=number, version=1, who=me, process="p", at=NOW, since=NOW, most=9
        )
        assert isinstance(look, int)
        filled.store.finish_second_look(look, LookOutcome.FAILED, "", {}, NOW)

    said = client.post(f"/api/v1/issues/{number}/second-looks")

    assert (said.status_code, said.headers["retry-after"]) == (429, "60")


def test_what_no_look_can_tell_alone_is_a_conflict(filled: Desk, client_of: Of) -> None:
    (one,) = opened(filled, issue("alone", check="duplicate-article"))

    said = client_of(Role.TRIAGE).post(f"/api/v1/issues/{one.id}/second-looks")

    assert said.status_code == 409


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER, Role.TRIAGE])
def test_the_audit_trail_is_for_administrators(filled: Desk, client_of: Of, role: Role) -> None:
    assert client_of(role).get("/api/v1/audit").status_code == 403


def test_a_deed_is_in_the_audit_trail(filled: Desk, client_of: Of) -> None:
    client, number = client_of(Role.ADMIN), number_of(filled, "confirmed")
    client.post(f"/api/v1/issues/{number}/acts", json={"act": "note", "why": "看过"})

    rows = client.get("/api/v1/audit?act=issue-").json()["audit"]

    assert [(row["act"], row["subject"], row["detail"]["why"]) for row in rows] == [("issue-note", str(number), "看过")]
