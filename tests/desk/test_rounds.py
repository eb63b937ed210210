"""Tests of the rounds' pages: how each ended, what it found, what it could not look at, what comes next."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.rounds import coming, doubts_of, end_of, mend_of, say_length
from inspection.findings import Finding, Severity, Undecided
from inspection.people import Role
from inspection.plan_file import parse_plan
from store.round_lists import DoubtCount
from store.rounds import RoundRow
from tests.desk.conftest import SITE

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ROW = RoundRow("r", SITE, "full", NOW, "x", NOW - timedelta(hours=1))


def finished(desk: Desk, kind: str = "full", *, complete: bool = True, ago: int = 1) -> str:
    """A round that is over, with a finding and a doubt."""
    at = desk.clock() - timedelta(hours=ago)
    store = desk.store
    id_ = store.begin_round(site=SITE, kind=kind, as_of=at, plan_digest="d" * 64, started_at=at)
    found = Finding("broken-link", Severity.ERROR, "https://x.example.org/a", "链接“<b>甲</b>”打不开", "", f"v1:{id_}")
    store.record_findings(id_, [found], [Undecided("broken-link", "https://x.example.org/b", "blocked-by-firewall")])
    over = at + timedelta(minutes=3, seconds=20)
    store.finish_round(id_, finished_at=over, complete=complete, counters={"pages": 12, "links": 340})
    return id_


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW, "已中断"),
        (RoundRow("r", SITE, "full", NOW, "x", NOW - timedelta(days=2)), "没有做完"),
        (RoundRow("r", SITE, "full", NOW, "x", NOW, finished_at=NOW, complete=True), "完整"),
        (RoundRow("r", SITE, "full", NOW, "x", NOW, finished_at=NOW), "不完整"),
        (RoundRow("r", SITE, "full", NOW, "x", NOW, abandoned_at=NOW), "已放弃"),
    ],
)
def test_how_a_round_ended_is_said(row: RoundRow, words: str) -> None:
    assert end_of(row, NOW).words == words


def test_a_round_that_somebody_has_in_hand_is_under_way() -> None:
    assert end_of(ROW, NOW, running=True).words == "进行中"


def test_checks_that_the_same_stopped_are_one_line() -> None:
    counts = [DoubtCount(check, "pages-not-read", 1, SITE, "") for check in ("personal-data", "wrong-label")]
    [(_, lines)] = doubts_of([*counts, DoubtCount("missing-label", "pages-not-read", 2, SITE, "")])

    assert [one.checks for one in lines] == [("personal-data", "wrong-label"), ("missing-label",)]


@pytest.mark.parametrize(("seconds", "words"), [(42, "42 秒"), (200, "3 分 20 秒"), (3900, "1 小时 5 分")])
def test_a_length_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert say_length(timedelta(seconds=seconds)) == words


def test_what_comes_next_is_said_by_the_timetable() -> None:
    plan = parse_plan('site: {name: 甲, home: "https://a.example.org/"}\nrounds: {full: "02:00", watch: every 1h}\n')

    assert [kind for _, kind in coming(plan, NOW.astimezone(plan.zone))] == ["watch", "full"]


def test_what_a_firewall_bars_has_a_mend() -> None:
    assert "防火墙" in mend_of("blocked-by-firewall")


def test_the_list_shows_what_each_round_came_to(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    finished(desk)

    page = client_of(Role.READER).get("/rounds").text

    assert all(words in page for words in ("全面巡检", "完整", "3 分 20 秒", ">12<", ">340<"))


def test_the_list_is_narrowed_to_one_kind(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    full, watch = finished(desk), finished(desk, "watch", ago=2)

    page = client_of(Role.READER).get("/rounds?kind=watch").text

    assert (watch in page, full in page) == (True, False)


def test_older_rounds_are_on_the_next_page_and_lead_back(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    ids = [finished(desk, ago=n) for n in range(1, 33)]
    client = client_of(Role.READER)

    older = client.get(f"/rounds?before={ids[29]}").text
    newer = client.get(f"/rounds?after={ids[30]}").text

    assert [(ids[30] in older, ids[0] in older), (ids[0] in newer, ids[31] in newer)] == [(True, False), (True, False)]


def test_a_running_round_shows_how_far_it_is(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    now = desk.clock()
    desk.store.acquire(SITE, "x", now)
    id_ = desk.store.begin_round(site=SITE, kind="daily", as_of=now, plan_digest="x", started_at=now)
    desk.store.record_progress(id_, stage="sweep", done=25, waiting=75, pages=10, faulty=0, at=now)

    page = client_of(Role.READER).get("/rounds").text

    assert ('value="25"' in page, "已查 25，待查 75" in page) == (True, True)


def test_one_round_says_what_it_could_not_look_at_and_the_mend(
    desk: Desk, client_of: Callable[..., TestClient]
) -> None:
    page = client_of(Role.READER).get(f"/rounds/{finished(desk)}").text

    assert all(words in page for words in ("被防火墙拦截", "请网站的防火墙放行", "https://x.example.org/b"))


def test_what_pages_say_of_themselves_is_shown_as_text(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    page = client_of(Role.READER).get(f"/rounds/{finished(desk)}").text

    assert "<b>甲</b>" not in page


def test_a_round_whose_details_were_cleared_away_says_so(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    at = desk.clock()
    id_ = desk.store.begin_round(site=SITE, kind="full", as_of=at, plan_digest="x", started_at=at)
    desk.store.finish_round(id_, finished_at=at, complete=True, counters={"pages": 3})

    assert "已按保存期限清理" in client_of(Role.READER).get(f"/rounds/{id_}").text


def test_without_rounds_the_list_says_what_to_do(client_of: Callable[..., TestClient]) -> None:
    assert "xunjian inspect" in client_of(Role.READER).get("/rounds").text


def test_rounds_are_exported_with_times_of_the_plans_zone(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    finished(desk)

    answer = client_of(Role.READER).get("/rounds/export.xlsx?kind=full")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    began = next(iter(desk.store.round_lines(SITE, "full"))).row.started_at
    told = began.astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, microsecond=0)
    assert [row[2] for row in sheet.iter_rows(values_only=True)] == ["开始", told]


@pytest.mark.parametrize("id_", ["none", "x" * 5000, "%00", "%F0%9F%98%80", "export.pdf"])
def test_a_round_that_is_none_is_not_found(client_of: Callable[..., TestClient], id_: str) -> None:
    assert client_of(Role.READER).get(f"/rounds/{id_}").status_code in (404, 414)


def test_odd_questions_are_answered(client_of: Callable[..., TestClient]) -> None:
    client = client_of(Role.READER)

    @given(st.dictionaries(st.sampled_from(["kind", "before", "after", "site"]), st.text(max_size=40)))
    @settings(max_examples=25, deadline=None)
    def asked(query: dict[str, str]) -> None:
        sent = {key: value.encode("utf-8", "replace").decode() for key, value in query.items()}
        assert client.get("/rounds", params=sent).status_code == 200

    asked()
