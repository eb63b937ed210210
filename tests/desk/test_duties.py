"""职责清单 on the desk: what is shown to whom, who may give a word and take it back, and what others see then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from tests.desk.conftest import NOW, PLAN, SITE
from tests.desk.looked import article, looked, reading
from tests.desk.samples import issue_of, opened

DUTIES = f"""{PLAN}
duties:
  - number: "1"
    name: 网站日常维护
    text: 做好日常巡查与维护。
    units: [办公室]
    columns: [工作动态]
    checks: [broken-link]
  - number: "24"
    name: 学习培训
    units: [养老处, 办公室]
    ticks:
      - {{name: 下半年培训, due: {{yearly: 11-30, warn: 30d}}}}
      - {{name: 每月答复, due: {{monthly: 10}}, unit: 办公室}}
"""
Of = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _plan(desk: Desk, plan_path: Path) -> None:
    plan_path.write_text(DUTIES, encoding="utf-8")


def read_columns(desk: Desk) -> None:
    looked(desk, reading(article(NOW.date() - timedelta(days=2), "动态一则")))


def tick(client: TestClient, number: str = "24", **fields: str) -> int:
    sent = {"tick": "下半年培训", "occurrence": "2026年", "done_on": "2026-11-20", **fields}
    return client.post(f"/duties/{number}/tick", data=sent, follow_redirects=False).status_code


def test_every_duty_is_on_the_page_with_how_it_stands(desk: Desk, client_of: Of) -> None:
    read_columns(desk)

    page = client_of(Role.READER).get("/duties").text

    assert "2026年，2 项" in page
    assert all(words in page for words in ("网站日常维护", "已落实", "学习培训", "逾期", "栏目和账号 1、检查 1"))


def test_without_a_round_nothing_is_called_met(client_of: Of) -> None:
    page = client_of(Role.READER).get("/duties").text

    assert "已落实 <b>" not in page
    assert "近 7 天没有完整的巡检" in page


def test_a_unit_s_person_sees_what_is_theirs_first(client_of: Of) -> None:
    page = client_of(Role.HANDLER, "养老处").get("/duties").text

    assert page.index("本单位（养老处）") < page.index("学习培训") < page.index("其他单位") < page.index("网站日常维护")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("unit=养老处", ["学习培训"]),
        ("state=overdue", ["学习培训"]),
        ("state=met", ["网站日常维护"]),
        ("state=没有", ["网站日常维护", "学习培训"]),
        ("unit=没有这个单位", []),
    ],
)
def test_the_list_is_narrowed(desk: Desk, client_of: Of, query: str, shown: list[str]) -> None:
    read_columns(desk)

    page = client_of(Role.READER).get(f"/duties?{query}").text

    assert [name for name in ("网站日常维护", "学习培训") if name in page] == shown


def test_an_open_issue_is_the_reason_and_one_click_away(desk: Desk, client_of: Of) -> None:
    read_columns(desk)
    (issue,) = opened(desk, issue_of(unit="办公室", state=State.CONFIRMED))

    page = client_of(Role.READER).get("/duties/1").text

    assert "1 个问题未办结" in page
    assert f'href="/issues/{issue.id}"' in page
    assert "做好日常巡查与维护" in page


def test_a_word_is_given_and_seen_by_everybody(desk: Desk, client_of: Of) -> None:
    assert tick(client_of(Role.HANDLER, "养老处"), proof="沪民便函〔2026〕9号", note="在礼堂") == 303

    page = client_of(Role.READER).get("/duties/24").text
    assert all(words in page for words in ("确认已完成", "2026-11-20", "沪民便函〔2026〕9号", "在礼堂"))
    assert desk.store.audited(act="duty-")[0].act == "duty-tick"


def test_the_second_hears_who_was_first(desk: Desk, client_of: Of) -> None:
    tick(client_of(Role.TRIAGE))
    other = client_of(Role.ADMIN)

    tick(other)

    assert "已经确认过“下半年培训”（2026年）" in other.get("/duties/24").text
    assert len(desk.store.said(SITE)) == 1


@pytest.mark.parametrize(
    ("role", "unit", "allowed"),
    [
        (Role.READER, None, False),
        (Role.HANDLER, "办公室", False),
        (Role.HANDLER, "养老处", True),
        (Role.TRIAGE, None, True),
        (Role.ADMIN, None, True),
    ],
)
def test_who_answers_for_it_may_and_who_dispatches(
    desk: Desk, client_of: Of, role: Role, unit: str | None, allowed: bool
) -> None:
    client = client_of(role, unit)

    status = tick(client)

    assert (status, len(desk.store.ticked(SITE))) == ((303, 1) if allowed else (403, 0))
    assert ("/duties/24/untick" in client.get("/duties/24").text) is allowed


@pytest.mark.parametrize(
    "fields",
    [
        {"tick": "没有这一项"},
        {"occurrence": "2019年"},
        {"done_on": "2026-11-24"},
        {"done_on": "昨天"},
        {"note": "长" * 1001},
        {"occurrence": "2027年"},
    ],
)
def test_what_cannot_be_is_told_and_not_kept(desk: Desk, client_of: Of, fields: dict[str, str]) -> None:
    client = client_of(Role.TRIAGE)

    assert tick(client, **fields) == 303
    assert "没有确认：" in client.get("/duties/24").text
    assert list(desk.store.ticked(SITE)) == []


def test_a_word_is_taken_back_with_a_reason_and_stays_on_record(desk: Desk, client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    tick(client)
    seen = str(desk.store.ticked(SITE)[0].id)
    sent = {"tick": "下半年培训", "occurrence": "2026年", "seen": seen}

    client.post("/duties/24/untick", data=sent)
    without, kept = client.get("/duties/24").text, len(desk.store.ticked(SITE))
    client.post("/duties/24/untick", data={**sent, "why": "名单不全"})

    assert ("请写明撤回的理由" in without, kept) == (True, 1)
    assert (list(desk.store.ticked(SITE)), "名单不全" in client.get("/duties/24").text) == ([], True)


def test_without_the_token_nothing_is_kept(desk: Desk, client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    del client.headers["X-CSRF-Token"]

    assert tick(client) == 403
    assert list(desk.store.ticked(SITE)) == []


def test_a_number_that_is_not_there_is_not_found(client_of: Of) -> None:
    client = client_of(Role.TRIAGE)

    assert client.get("/duties/99").status_code == 404
    assert tick(client, "99") == 303


def test_what_people_write_is_text(desk: Desk, client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    tick(client, note="<script>alert(1)</script>", proof="javascript:alert(1)")

    page = client.get("/duties/24").text

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_list_is_a_table_for_spreadsheets(desk: Desk, client_of: Of) -> None:
    client = client_of(Role.READER)

    rows = client.get("/duties/export.csv?unit=养老处").text.splitlines()

    assert rows[0].startswith("\ufeff序号,职责,责任单位")
    assert all(row.startswith("24,") for row in rows[1:])
    assert client.get("/duties/export.xlsx").content[:2] == b"PK"


def test_a_plan_without_duties_says_how_to_begin(plan_path: Path, client_of: Of) -> None:
    plan_path.write_text(PLAN, encoding="utf-8")

    assert "方案里没有职责清单" in client_of(Role.READER).get("/duties").text


def test_words_that_are_due_stand_in_the_calendar_and_on_the_morning_page(client_of: Of) -> None:
    client = client_of(Role.READER)

    assert "24 下半年培训" in client.get("/expectations?month=2026-11").text
    morning = client.get("/").text
    assert "24 下半年培训" in morning
    assert 'href="/duties/24"' in morning


def test_a_word_takes_it_off_the_morning_page(client_of: Of) -> None:
    client = client_of(Role.TRIAGE)
    client.get("/")

    tick(client)

    assert "24 下半年培训" not in client.get("/").text
