"""今日, as a page: each number leads to a list of just so many, and each role sees what is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.app import application
from desk.desk import Desk
from desk.issue_query import read_query
from desk.plans import Plans
from desk.settings import DeskSettings
from inspection.findings import Severity
from inspection.issue import State
from inspection.people import Role
from store.store import Store
from tests.desk.conftest import NOW, SITE, Now, enter
from tests.desk.samples import HOME, issue_of, opened, round_of

DAY = timedelta(days=1)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Issues of each kind, of two units; a round this morning."""
    states = [*State, State.CONFIRMED, State.CONFIRMED]
    some = [
        issue_of(
            f"{HOME}/{unit}/{n}",
            state=state,
            unit=unit,
            title=f"第{n}件<script>alert(1)</script>",
            severity=list(Severity)[n % 3],
            opened_at=NOW - n * DAY,
            due_at=NOW + timedelta(hours=-30 + n * 8),
            check="expired-credential" if n == 1 else "broken-link",
        )
        for unit in ("办公室", "养老处", None)
        for n, state in enumerate(states)
    ]
    opened(desk, *some)
    round_of(desk, NOW - timedelta(hours=2))
    return desk


def test_every_number_leads_to_a_list_of_just_so_many(client_of: Callable[..., TestClient], filled: Desk) -> None:
    page = client_of(Role.HANDLER, "养老处").get("/").text

    links = re.findall(r'href="/issues\?([^"]*)">(?:全部 )?(\d+)(?: 张)?</a>', page)
    now = filled.now(filled.plans.of(SITE))
    counts = []
    for query, _ in links:
        wanted, notes = read_query(parse_qsl(unescape(query)))
        assert notes == []
        counts.append(filled.store.count_issues(wanted.filter(SITE, now)))

    assert len(links) > 14
    assert [int(number) for _, number in links] == counts


@pytest.mark.parametrize(
    ("role", "unit", "buttons"),
    [(Role.READER, None, 0), (Role.HANDLER, "传媒中心", 0), (Role.TRIAGE, None, 1), (Role.HANDLER, "养老处", 1)],
)
def test_only_who_may_accept_is_offered_it(
    client_of: Callable[..., TestClient], filled: Desk, role: Role, unit: str | None, buttons: int
) -> None:
    page = client_of(role, unit).get("/").text

    assert min(page.count('value="accept"'), 1) == buttons


def test_a_unit_sees_its_own_first(client_of: Callable[..., TestClient], filled: Desk) -> None:
    page = client_of(Role.HANDLER, "养老处").get("/").text

    assert 0 < page.index("本单位：养老处") < page.index(">全站<")


def panels(page: str) -> dict[str, list[str]]:
    """The morning's lists in their order, each with the numbers of the issues that it shows."""
    found = re.findall(r'<h2 id="site-(\w+)">(.*?)</section>', page, re.S)
    return {key: re.findall(r'class="issue-link" href="/issues/(\d+)"', body) for key, body in found}


def test_the_morning_begins_with_what_is_new(client_of: Callable[..., TestClient], filled: Desk) -> None:
    shown = panels(client_of(Role.TRIAGE).get("/").text)

    order = ["new", "overdue", "today", "back", "claimed", "suspected", "credential", "critical"]
    assert list(shown) == [key for key in order if key in shown]
    assert list(shown)[:3] == order[:3]
    assert max(map(len, shown.values())) == 5


def test_the_critical_ones_below_are_those_not_shown_above(client_of: Callable[..., TestClient], desk: Desk) -> None:
    like: dict[str, Any] = {"severity": Severity.CRITICAL, "state": State.CONFIRMED, "due_at": NOW + 9 * DAY}
    fresh = opened(desk, *(issue_of(f"n{n}", opened_at=NOW, **like) for n in range(4)))
    old = opened(desk, issue_of("old", opened_at=NOW - 30 * DAY, **like))

    shown = panels(client_of(Role.TRIAGE).get("/").text)

    assert (set(shown["new"]), shown["critical"]) == ({str(one.id) for one in fresh}, [str(old[0].id)])


def test_what_is_due_today_is_not_overdue_too(client_of: Callable[..., TestClient], desk: Desk) -> None:
    opened(
        desk, issue_of("late", due_at=NOW - timedelta(minutes=5)), issue_of("today", due_at=NOW + timedelta(hours=1))
    )

    shown = panels(client_of(Role.TRIAGE).get("/").text)

    assert (shown["overdue"], shown["today"]) == (["1"], ["2"])


def test_what_sleeps_is_not_offered_to_be_accepted(client_of: Callable[..., TestClient], desk: Desk) -> None:
    opened(desk, issue_of(state=State.MUTED, opened_at=NOW, before_mute=State.CONFIRMED, muted_until=NOW + 9 * DAY))

    page = client_of(Role.TRIAGE).get("/").text

    assert ("/issues/1" in page, 'value="accept"' in page) == (True, False)


def test_what_was_accepted_from_here_is_in_hand(client_of: Callable[..., TestClient], filled: Desk) -> None:
    client = client_of(Role.TRIAGE)
    page = client.get("/").text
    number, version = re.findall(r'/issues/(\d+)/act.*?name="version" value="(\d+)"', page, re.S)[0]

    client.post(f"/issues/{number}/act", data={"act": "accept", "version": version})

    issue = filled.store.issue(int(number))
    assert issue is not None
    assert issue.state is State.ASSIGNED


def test_what_a_page_put_into_a_title_is_shown_as_text(client_of: Callable[..., TestClient], filled: Desk) -> None:
    assert "<script>alert" not in client_of(Role.TRIAGE).get("/").text


def test_columns_that_nobody_read_are_not_passed_over(client_of: Callable[..., TestClient], filled: Desk) -> None:
    assert ">2 个栏目、账号</a>情况不明" in client_of(Role.READER).get("/").text  # the round read none


def test_a_desk_that_knows_no_round_says_that_nothing_is_known(
    client_of: Callable[..., TestClient], desk: Desk
) -> None:
    page = client_of(Role.READER).get("/").text

    assert "还没有完成过巡检" in page
    assert "没有未办结的问题。" not in page


def test_a_desk_without_any_site_says_what_to_do(tmp_path: Path, clock: Now) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with Store.open(url, tmp_path / "evidence") as store:
        bare = Desk(store, Plans(store), DeskSettings(), url, clock)
        _, secret = enter(bare, Role.ADMIN)
        client = TestClient(application(bare), base_url="http://desk.test", cookies={COOKIE: secret})

        page = client.get("/?site=没有这个网站")

    assert (page.status_code, "还没有网站" in page.text) == (200, True)


@pytest.mark.parametrize("query", ["site=%00", "site=%ED%A0%80", "site=a&site=b", "site=" + "x" * 5000, "site[]=1"])
def test_an_odd_address_is_no_error(client_of: Callable[..., TestClient], filled: Desk, query: str) -> None:
    assert client_of(Role.TRIAGE).get(f"/?{query}").status_code == 200


def test_the_site_that_was_chosen_is_remembered(client_of: Callable[..., TestClient], filled: Desk) -> None:
    other = "另一个网站"
    filled.store.record_plan(other, "d", f"site: {{name: {other}, home: 'https://b.example.cn/'}}\n", NOW)
    client = client_of(Role.TRIAGE)

    client.get("/", params={"site": other})

    assert f'<option value="{other}" selected>' in client.get("/").text
