"""Lists of issues by the interface: the page's filters, pages that stay whole, and one issue with all of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.issue import ALIVE
from inspection.people import Role
from notifications.issue_text import as_json
from store.issue_lists import IssueFilter
from tests.desk.api.conftest import issue, number_of, opened
from tests.desk.conftest import SITE

Of = Callable[..., TestClient]


def test_a_list_is_what_the_command_line_prints(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/issues").json()

    known = filled.store.issues(IssueFilter(states=ALIVE))
    assert said["schema"] == "xunjian/issues/1"
    assert said["total"] == len(known)
    theirs = json.dumps([as_json(one, filled.clock()) for one in known]).replace("+00:00", "Z")  # two ways to write UTC
    assert said["issues"] == json.loads(theirs)


def test_personal_data_stays_masked(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.ADMIN).get(f"/api/v1/issues/{number_of(filled, 'confirmed')}")

    assert "13800138000" not in said.text


FILTERS = {
    "state=all": 11,
    "unit=养老处": 1,
    "unit=-": 1,
    "unit=养老处&unit=办公室": 7,
    "severity=critical": 1,
    "state=muted&state=waived": 2,
    "column=养老服务": 1,
    "check=stale-column": 0,
    "text=养老": 1,
    "due=overdue": 6,
    "age=30d%2B": 0,
    "site=*": 8,
    "site=别处": 0,
    "site=%C2%82%00&due=today": 0,
}


def test_filters_are_those_of_the_page(filled: Desk, client_of: Of) -> None:
    client = client_of(Role.READER)

    said = {query: client.get(f"/api/v1/issues?{query}").json() for query in FILTERS}

    assert {query: one["total"] for query, one in said.items()} == FILTERS
    assert {query: len(one["issues"]) for query, one in said.items()} == FILTERS


MISTAKEN = (
    *("stat=open", "state=bad", "limit=0", "limit=501", "limit=x", f"limit={2**70}", "after=x", "after=1"),
    *("order=size", "age=9999d", "text=" + "字" * 201, "due=never", f"after={'9' * 19}.1.1", "&".join(["unit=a"] * 61)),
)


def test_a_query_that_is_not_understood_is_refused(client_of: Of) -> None:
    client = client_of(Role.READER)

    answers = {query: client.get(f"/api/v1/issues?{query}") for query in MISTAKEN}

    assert {query: one.status_code for query, one in answers.items()} == dict.fromkeys(MISTAKEN, 422)
    assert all(one.json()["detail"] for one in answers.values())


@pytest.mark.parametrize("order", ["weight", "newest", "oldest", "due", "seen", "number"])
def test_pages_show_each_issue_once_while_others_come_and_go(filled: Desk, client_of: Of, order: str) -> None:
    client, known = client_of(Role.TRIAGE), {one.id for one in filled.store.issues_of(SITE)}
    seen: list[int] = []
    after: str | None = ""
    while after is not None:
        query = f"state=all&order={order}&limit=3" + (f"&after={after}" if after else "")
        said = client.get(f"/api/v1/issues?{query}").json()
        seen += [one["id"] for one in said["issues"]]
        opened(filled, issue(f"neu-{len(seen)}"))
        after = said["next"]

    assert known <= set(seen)
    assert len(seen) == len(set(seen))


def test_counts_are_right_under_the_other_filters(filled: Desk, client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/issues/facets?unit=办公室").json()

    assert said["total"] == 6
    assert said["unit"] == {"": 1, "办公室": 6, "养老处": 1}
    assert said["severity"] == {"error": 6}


def test_one_issue_has_its_history_its_picture_and_its_version(filled: Desk, client_of: Of) -> None:
    number = number_of(filled, "suspected")

    said = client_of(Role.HANDLER, "办公室").get(f"/api/v1/issues/{number}")

    assert said.headers["etag"] == '"1"'
    assert [step["act"] for step in said.json()["history"]] == ["found"]
    assert said.json()["picture"]["shows"] == "框出打不开的链接"
    assert said.json()["acts"] == ["accept", "assign", "claim", "note"]


@pytest.mark.parametrize("number", [999, 2**63 - 1])
def test_an_issue_that_is_none_is_unknown(filled: Desk, client_of: Of, number: int) -> None:
    assert client_of(Role.READER).get(f"/api/v1/issues/{number}").status_code == 404
