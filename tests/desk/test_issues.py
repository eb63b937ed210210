"""The issue list as people use it: filters, pages, many at once, and what each may not do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from inspection.people import Role
from store.issue_filters import IssueFilter
from tests.desk.conftest import NOW, SITE
from tests.desk.samples import issue_of, opened

Clients = Callable[..., TestClient]


def some(desk: Desk, count: int, **fields: Any) -> list[Issue]:
    return opened(desk, *(issue_of(f"https://mzj.example.gov.cn/{n}", **fields) for n in range(count)))


def moved_by_another(desk: Desk, issue: Issue) -> None:
    after = replace(issue, unit="养老处", version=issue.version + 1)
    with desk.store.casework(SITE) as work:
        work.save([(after, (Step(NOW, "别人", Act.NOTE, issue.state, issue.state),))], NOW)


def act(client: TestClient, chosen: list[Issue], deed: str, **fields: str) -> str:
    """What the page says after the deed."""
    data: dict[str, Any] = {"query": "", "act": deed, "issue": [str(one.id) for one in chosen], **fields}
    data |= {f"version-{one.id}": str(one.version) for one in chosen}
    answer = client.post("/issues/act", data=data)
    assert answer.status_code == 303
    return client.get(answer.headers["location"]).text


def test_what_is_not_over_is_shown_the_heaviest_first(desk: Desk, client_of: Clients) -> None:
    opened(
        desk,
        issue_of("1", title="轻的", severity=Severity.WARNING),
        issue_of("2", title="重的", severity=Severity.CRITICAL),
        issue_of("3", title="办结的", state=State.VERIFIED),
    )

    page = client_of(Role.READER).get("/issues").text

    assert page.index("重的") < page.index("轻的")
    assert "办结的" not in page


def test_the_address_that_messages_link_to_shows_what_they_are_about(desk: Desk, client_of: Clients) -> None:
    opened(desk, issue_of("1", title="办公室的"), issue_of("2", title="养老处的", unit="养老处"))

    page = client_of(Role.READER).get("/issues?unit=办公室&check=broken-link&column=工作动态").text

    assert "办公室的" in page
    assert "养老处的" not in page


def test_a_handler_begins_with_what_their_unit_owes(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.HANDLER, "养老处")

    assert client.get("/issues").headers["location"] == "/issues?unit=%E5%85%BB%E8%80%81%E5%A4%84"
    assert client.get("/issues?state=alive").status_code == 200


def test_htmx_gets_the_list_alone_and_caches_know(desk: Desk, client_of: Clients) -> None:
    answer = client_of(Role.READER).get("/issues?state=all", headers={"HX-Request": "true"})

    assert "<html" not in answer.text
    assert "HX-Request" in answer.headers["vary"]


def test_following_the_pages_shows_every_issue_once(desk: Desk, client_of: Clients) -> None:
    made, client = some(desk, 120), client_of(Role.READER)

    address, seen = "/issues?state=alive", list[str]()
    while address:
        page = client.get(address).text
        seen += [part.split('"')[0] for part in page.split('<tr id="issue-')[1:]]
        found = [part for part in page.split("<a ") if 'rel="next"' in part]
        address = unescape(found[0].split('href="')[1].split('"')[0]) if found else ""

    assert sorted(map(int, seen)) == [one.id for one in made]


def test_what_web_pages_and_addresses_say_is_never_markup(desk: Desk, client_of: Clients) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=y>"
    opened(desk, issue_of("1", title=evil, unit=evil, column=evil, person=evil, check=evil))

    page = client_of(Role.TRIAGE).get("/issues", params={"text": evil[:20], "unit": evil, "person": evil}).text

    assert evil[:20] in unescape(page)
    assert "<script>alert" not in page
    assert "<img" not in page


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["unit", "state", "age", "after", "before", "order", "text", "told", "site", "due", "x"]),
        st.sampled_from(["\x00", "9" * 30, "-1", "*", "-", "1.9223372036854775807.1", "½", "%", "𝕏" * 90]) | st.text(),
        max_size=4,
    )
)
def test_no_address_breaks_the_page(desk: Desk, client_of: Clients, pairs: dict[str, str]) -> None:
    pairs = {key: value.encode("utf-8", "replace").decode() for key, value in pairs.items()}

    assert client_of(Role.READER).get("/issues", params=pairs).status_code in (200, 303)


def test_many_are_done_at_once_and_told_in_one_line(desk: Desk, client_of: Clients) -> None:
    made = some(desk, 3)

    page = act(client_of(Role.TRIAGE), made, "dismiss", why="测试页")

    assert "已办 3 张" in page
    assert {one.state for one in desk.store.issues_of(SITE)} == {State.FALSE_ALARM}


def test_one_that_somebody_else_moved_is_named_and_left_alone(desk: Desk, client_of: Clients) -> None:
    made, client = some(desk, 3), client_of(Role.TRIAGE)
    moved_by_another(desk, made[1])

    page = act(client, made, "accept")

    assert "已办 2 张" in page
    assert "未办 1 张" in page
    assert "刚有变动" in page
    assert [one.state is State.ASSIGNED for one in desk.store.issues_of(SITE)] == [True, False, True]


def test_all_that_fits_is_done_but_what_moved_since_the_page_was_made(desk: Desk, client_of: Clients) -> None:
    made, client = some(desk, 60), client_of(Role.TRIAGE)
    step = str(desk.store.newest_step())
    moved_by_another(desk, made[5])

    page = act(client, [], "claim", all="1", step=step, total="60")

    assert "已办 59 张" in page
    assert f'href="/issues/{made[5].id}"' in page


def test_all_that_fits_is_not_done_where_it_became_more(desk: Desk, client_of: Clients) -> None:
    some(desk, 3)

    page = act(client_of(Role.TRIAGE), [], "claim", all="1", step="999", total="2")

    assert "已由 2 张变为 3 张" in page
    assert desk.store.count_issues(IssueFilter(states=[State.CORRECTED])) == 0


def test_a_handler_cannot_act_on_other_units_issues_in_a_heap(desk: Desk, client_of: Clients) -> None:
    own, foreign = opened(desk, issue_of("1", unit="养老处"), issue_of("2", unit="办公室"))

    page = act(client_of(Role.HANDLER, "养老处"), [own, foreign], "claim")

    assert "已办 1 张" in page
    assert "只能办理本单位" in page
    assert [one.state is State.CORRECTED for one in desk.store.issues_of(SITE)] == [True, False]


@pytest.mark.parametrize("deed", ["dismiss", "waive", "mute", "assign"])
def test_a_handler_judges_nothing_and_gives_nothing_away(desk: Desk, client_of: Clients, deed: str) -> None:
    made = some(desk, 1, unit="养老处")

    act(client_of(Role.HANDLER, "养老处"), made, deed, why="不是问题", until="1w", unit="办公室")

    assert [(one.state, one.unit) for one in desk.store.issues_of(SITE)] == [(State.SUSPECTED, "养老处")]


def test_a_reader_is_refused(desk: Desk, client_of: Clients) -> None:
    made, client = some(desk, 1), client_of(Role.READER)

    answer = client.post("/issues/act", data={"issue": str(made[0].id), "act": "claim"})

    assert answer.status_code == 403
    assert 'name="issue"' not in client.get("/issues").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"act": "claim"}, "没有选中问题单"),
        ({"act": "dismiss", "issue": "1"}, "须写明理由"),
        ({"act": "verify", "issue": "1"}, "这项操作"),
        ({"act": "claim", "issue": ["9" * 30, "x", "٣"]}, "没有选中问题单"),
        ({"act": "claim", "issue": [str(n) for n in range(1, 600)]}, "一次最多办理 500 张"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_mend(
    desk: Desk, client_of: Clients, fields: dict[str, Any], said: str
) -> None:
    some(desk, 1)
    client = client_of(Role.TRIAGE)

    answer = client.post("/issues/act", data=fields)

    assert said in client.get(answer.headers["location"]).text


def test_where_one_is_led_afterwards_is_always_the_list(desk: Desk, client_of: Clients) -> None:
    made = some(desk, 1)
    data = {"query": "//evil.example/?a=\r\nSet-Cookie: x", "act": "accept", "issue": str(made[0].id)}

    location = client_of(Role.TRIAGE).post("/issues/act", data=data).headers["location"]

    assert (urlsplit(location).netloc, urlsplit(location).path) == ("", "/issues")


def test_what_another_person_did_is_not_told_to_me(desk: Desk, client_of: Clients) -> None:
    act(client_of(Role.TRIAGE), some(desk, 2), "claim")
    newest = desk.store.audited(act="issue-", limit=1)[0]

    assert "办理结果" not in client_of(Role.TRIAGE).get(f"/issues?state=all&told={newest.id}").text


def test_the_file_has_every_page_of_the_list(desk: Desk, client_of: Clients) -> None:
    some(desk, 60, title='=HYPERLINK("https://evil.example")')
    opened(desk, issue_of("other", unit="养老处"))

    answer = client_of(Role.READER).get("/issues/export.csv?unit=办公室")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (len(rows), {row[3][:2] for row in rows[1:]}) == (61, {"'="})
    assert client_of(Role.READER).get("/issues/export.exe").status_code == 404


def test_everybody_must_be_signed_in(client_of: Clients) -> None:
    client = client_of()

    for address in ("/issues", "/issues/export.csv", "/views", "/views/pins"):
        assert client.get(address).headers["location"].startswith("/sign-in")
