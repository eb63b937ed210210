"""The board: every column as a row, what it owes, the most pressing first."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from starlette.testclient import TestClient

from desk.board import Row, Wanted, counted, narrowed
from desk.desk import Desk
from inspection.findings import Undecided
from inspection.issue import State
from inspection.people import Role
from notifications.digest.facts import Standing
from store.boards import Alive
from tests.desk.browsing import WIDTHS, axe, sideways
from tests.desk.conftest import NOW
from tests.desk.looked import article, looked, reading
from tests.desk.samples import issue_of, opened

TODAY = date(2026, 11, 23)
ROWS = st.lists(
    st.builds(
        Row,
        kind=st.sampled_from(["column", "account"]),
        name=st.text(max_size=5),
        link=st.just(""),
        unit=st.sampled_from([None, "办公室", "养老处"]),
        standing=st.sampled_from(list(Standing)),
        stands=st.just(""),
        weeks=st.none(),
        limit=st.just(""),
        basis=st.just(""),
        last_day=st.none(),
        left=st.none() | st.integers(-400, 400),
        alive=st.just(Alive(0, 0)),
    ),
    max_size=12,
)


@given(ROWS)
def test_what_is_over_comes_before_what_is_near_and_what_is_well(rows: list[Row]) -> None:
    shown = [row.standing for row in narrowed(rows, Wanted())]

    first_well = next((n for n, one in enumerate(shown) if one is Standing.FRESH), len(shown))
    assert Standing.STALE not in shown[first_well:]


@given(ROWS, st.sampled_from(list(Standing)))
def test_a_filter_shows_as_many_as_its_chip_counts(rows: list[Row], state: Standing) -> None:
    counts = {one: count for one, _words, count in counted(rows)}

    assert len(narrowed(rows, Wanted(state=state))) == counts.get(state, 0)


def test_a_column_that_is_late_says_by_how_many_days(client_of: Callable[..., TestClient], desk: Desk) -> None:
    looked(desk, reading(article(TODAY - timedelta(days=20), "旧闻")))

    page = client_of(Role.READER).get("/board").text

    assert "更新不及时" in page
    assert "已超 6 天" in page


def test_what_no_round_looked_at_is_unknown_and_never_sound(client_of: Callable[..., TestClient]) -> None:
    page = client_of(Role.READER).get("/board").text

    assert "近 7 天没有巡检，现状不明" in page
    assert "正常 <b>" not in page


def test_what_was_read_six_days_ago_still_counts_on_monday_morning(
    client_of: Callable[..., TestClient], desk: Desk
) -> None:
    looked(desk, reading(article(TODAY - timedelta(days=7), "近闻")), at=NOW - timedelta(days=6))

    assert client_of(Role.READER).get("/board?state=fresh").text.count("<tr class") == 1


def test_the_link_to_issues_shows_as_many_as_it_counts(client_of: Callable[..., TestClient], desk: Desk) -> None:
    looked(desk, reading(article(TODAY, "今天")))
    opened(desk, *(issue_of(f"https://mzj.example.gov.cn/{n}.doc") for n in range(3)))
    opened(desk, issue_of("https://mzj.example.gov.cn/over.doc", state=State.VERIFIED, closed_at=NOW))

    assert "3 张</a>" in client_of(Role.READER).get("/board").text


def test_what_could_not_be_judged_is_told_with_its_reason(client_of: Callable[..., TestClient], desk: Desk) -> None:
    looked(desk, undecided=[Undecided("stale-column", "工作动态", "incomplete", "")])

    assert "未能判定 1 项" in client_of(Role.READER).get("/board").text


def test_titles_of_articles_are_text_and_their_addresses_only_of_the_web(
    client_of: Callable[..., TestClient], desk: Desk
) -> None:
    hostile = article(TODAY, "<script>alert(1)</script>")
    looked(desk, reading(replace(hostile, url="javascript:alert(1)")))

    page = client_of(Role.READER).get("/board").text

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    "query", ["unit=%00", "state=nonsense", "kind=x&kind=y", "sort=%ff", "text=" + "长" * 3000, "site=no"]
)
def test_odd_queries_show_the_board_all_the_same(client_of: Callable[..., TestClient], query: str) -> None:
    assert client_of(Role.READER).get(f"/board?{query}").status_code == 200


def test_the_export_has_the_rows_of_the_page(client_of: Callable[..., TestClient], desk: Desk) -> None:
    looked(desk, reading(article(TODAY, "=cmd|' /C calc'!A0")))

    answer = client_of(Role.READER).get("/board/export.csv?unit=办公室")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert [(row["名称"], row["更新情况"]) for row in rows] == [("工作动态", "正常")]
    assert not rows[0]["最新稿件标题"].startswith("=")


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_board_fits_and_is_accessible(tab_of: Callable[..., Page], desk: Desk, served: str, width: int) -> None:
    looked(
        desk,
        reading(*(article(TODAY - timedelta(days=7 * n), f"第{n}期工作动态" * 6) for n in range(30))),
        undecided=[Undecided("stale-column", "养老服务", "not-read", "")],
    )
    page = tab_of(Role.READER, width=width)

    page.goto(f"{served}/board")

    assert (sideways(page), axe(page)) == (0, [])
