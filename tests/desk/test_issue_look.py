"""Looking again on the spot, as far as the page goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from store.second_looks import LookOutcome
from tests.desk.conftest import NOW, SITE
from tests.desk.samples import one

Clients = Callable[..., TestClient]


def begun(desk: Desk, issue: int, who: str = "某人") -> int:
    look = desk.store.begin_second_look(
        site=SITE, issue=issue, version=1, who=who, process="p", at=NOW, since=NOW - timedelta(minutes=1), most=3
    )
    assert isinstance(look, int)
    return look


@pytest.mark.parametrize(("role", "unit"), [(Role.READER, None), (Role.HANDLER, "养老处"), (Role.HANDLER, None)])
def test_who_may_not_look_again_is_refused_and_offered_nothing(
    desk: Desk, client_of: Clients, role: Role, unit: str | None
) -> None:
    issue, client = one(desk), client_of(role, unit)

    assert client.post(f"/issues/{issue.id}/look-again").status_code == 403
    assert LexborHTMLParser(client.get(f"/issues/{issue.id}").text).css("#issue-look button") == []
    assert desk.store.second_looks_of(issue.id) == []


def test_what_cannot_be_looked_at_alone_is_said_to_wait_for_a_round(desk: Desk, client_of: Clients) -> None:
    issue = one(desk, check="frequent-outage")

    answer = client_of(Role.TRIAGE).post(f"/issues/{issue.id}/look-again", headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "等下一轮巡检" in answer.text


def test_a_look_that_is_under_way_asks_for_its_answer_and_then_shows_it(desk: Desk, client_of: Clients) -> None:
    issue, client = one(desk), client_of(Role.TRIAGE)
    number = begun(desk, issue.id, "<b>某人")

    under_way = client.get(f"/issues/{issue.id}/look-again", headers={"HX-Request": "true"}).text
    desk.store.finish_second_look(number, LookOutcome.STILL, "仍打不开（404）", {}, NOW)
    over = client.get(f"/issues/{issue.id}/look-again", headers={"HX-Request": "true"}).text

    assert 'hx-trigger="every 2s"' in under_way
    assert "正在复查" in under_way
    assert "every 2s" not in over
    assert "仍打不开（404）" in over
    assert "<b>" not in over


def test_an_issue_of_a_site_without_a_plan_is_shown(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)
    with desk.store.casework("别的网站") as work:
        other = work.save([(replace(issue, id=0, site="别的网站", fingerprint="v1:1"), [])], NOW)[0]

    assert client_of(Role.ADMIN).get(f"/issues/{other.id}").status_code == 200
