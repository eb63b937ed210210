"""The plan's pages: who may do what, what is shown, and what odd requests come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.app import application
from desk.desk import Desk
from desk.plans import Plans
from inspection.issue import Issue
from inspection.people import Role
from inspection.plan_file import digest_of
from tests.desk.conftest import NOW, PLAN, SITE
from tests.store.samples import found, issue

LONGER = PLAN.replace("update_within: 14d", "update_within: 30d")
FORM = {"text": LONGER, "base": digest_of(PLAN), "why": "例会要求"}
Clients = Callable[..., TestClient]


def opened(desk: Desk, one: Issue) -> None:
    with desk.store.casework(SITE) as work:
        work.save([(one, [found()])], NOW)


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER])
def test_who_may_not_edit_is_refused_by_the_server(client_of: Clients, plan_path: Path, role: Role) -> None:
    client = client_of(role, "办公室" if role is Role.HANDLER else None)

    asked = [client.get(address) for address in ("/plan/edit", "/plan/hint")]
    sent = [
        client.post(address, data={**FORM, "step": "save"}) for address in ("/plan/edit", "/plan/check", "/plan/undo")
    ]

    assert ([one.status_code for one in (*asked, *sent)], plan_path.read_text("utf-8")) == ([403] * 5, PLAN)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_the_plan_and_its_versions(client_of: Clients, role: Role) -> None:
    client = client_of(role, "办公室" if role is Role.HANDLER else None)

    pages = [client.get(address) for address in ("/plan", "/plan?show=text", f"/plan/versions/{digest_of(PLAN)}")]

    assert [(page.status_code, "工作动态" in page.text) for page in pages] == [(200, True)] * 3


def test_nobody_sees_it_who_is_not_signed_in(client_of: Clients) -> None:
    assert client_of().get("/plan").status_code == 303


def test_a_line_says_how_many_of_its_issues_are_open(desk: Desk, client_of: Clients) -> None:
    opened(desk, issue(site=SITE, check="stale-column", column="工作动态", unit="办公室"))

    page = client_of(Role.READER).get("/plan").text

    assert '&amp;column=%E5%B7%A5%E4%BD%9C%E5%8A%A8%E6%80%81">未办结 1</a>' in page


def test_before_the_first_round_nothing_is_said_to_be_without_faults(client_of: Clients) -> None:
    page = client_of(Role.READER).get("/plan").text

    assert ("还没有巡检过" in page, "从未发现问题" in page) == (True, False)


def test_the_review_tells_what_changes_and_which_issues_lapse_and_saves_nothing(
    desk: Desk, client_of: Clients, plan_path: Path
) -> None:
    opened(
        desk, issue(site=SITE, check="stale-column", subject="养老服务", column="养老服务", title="养老服务没有更新")
    )
    lines = [line for line in PLAN.splitlines(keepends=True) if "name: 养老服务" not in line]

    page = client_of(Role.TRIAGE).post("/plan/edit", data={**FORM, "text": "".join(lines), "step": "review"}).text

    assert "栏目：删去 1 项（养老服务）" in page
    assert "下一轮巡检后有 <strong>1</strong> 张" in page
    assert plan_path.read_text("utf-8") == PLAN


def test_saving_leads_back_to_the_plan_with_a_word(client_of: Clients, plan_path: Path) -> None:
    client = client_of(Role.TRIAGE)

    answer = client.post("/plan/edit", data={**FORM, "text": LONGER.replace("\n", "\r\n"), "step": "save"})

    assert (answer.status_code, plan_path.read_bytes()) == (303, LONGER.encode())
    assert "方案已保存" in client.get(answer.headers["Location"]).text


def test_whoever_is_overtaken_finds_their_text_and_both_in_one(client_of: Clients, plan_path: Path) -> None:
    client = client_of(Role.TRIAGE)
    client.get("/plan/edit")
    plan_path.write_text(PLAN.replace("90d", "60d"), "utf-8")

    answer = client.post("/plan/edit", data={**FORM, "step": "save"})

    assert (answer.status_code, "互不重叠" in answer.text) == (409, True)
    assert "update_within: 30d" in answer.text
    assert "unit: 养老处, update_within: 60d" in answer.text
    assert plan_path.read_text("utf-8") == PLAN.replace("90d", "60d")


def test_an_undo_is_an_edit_with_a_reason(desk: Desk, client_of: Clients, plan_path: Path) -> None:
    client = client_of(Role.TRIAGE)
    client.post("/plan/edit", data={**FORM, "step": "save"})

    page = client.post("/plan/undo", data={"digest": digest_of(PLAN)}).text
    back = {"text": PLAN, "base": digest_of(LONGER), "why": "恢复", "step": "save"}
    client.post("/plan/edit", data=back)

    assert "更新期限：30d 改为 14d" in page
    assert (plan_path.read_text("utf-8"), len(desk.store.plan_edits(SITE))) == (PLAN, 2)


def test_what_is_typed_is_shown_as_text_wherever_it_stands(client_of: Clients) -> None:
    evil = '"</textarea><script>alert(1)</script>"'
    text = PLAN.replace("name: 工作动态", f"name: {evil}").replace("columns: [工作动态]", f"columns: [{evil}]")
    client = client_of(Role.TRIAGE)

    pages = [
        client.post("/plan/edit", data={**FORM, "text": text, "step": step}).text for step in ("back", "review", "save")
    ]
    pages += [client.get(address).text for address in ("/plan", "/plan?show=text", "/plan/versions", "/plan/edit")]
    pages.append(client.post("/plan/check", data={**FORM, "text": text.replace("unit:", "<b>x</b>:")}).text)

    assert [page for page in pages if "<script>alert" in page or "<b>x" in page] == []


def test_a_version_that_is_not_there_is_said(client_of: Clients) -> None:
    client = client_of(Role.READER)

    answers = [client.get(f"/plan/versions/{digest}") for digest in ("x", "0" * 64, "%00", "é", "A" * 5000)]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_odd_forms_are_answered_and_nothing_is_saved(client_of: Clients, plan_path: Path) -> None:
    client = client_of(Role.ADMIN)
    forms: list[dict[str, Any]] = [
        {},
        {"step": "save"},
        {"text": b"\x00\xed\xa0\x80", "base": "\x00", "why": "\x00", "step": "save", "digest": "\x00"},
        {"text": "a: [", "step": "nonsense", "digest": "é"},
        {"text": PLAN, "base": "x" * 5000, "step": "review", "digest": "0" * 64},
        {"text": ["a", "b"], "base": ["c", "d"], "digest": ["e", "f"]},
    ]

    answers = [client.post(f"/plan/{what}", data=form) for what in ("edit", "check", "undo") for form in forms]
    answers.append(client.get("/plan/hint?where=%00%ED%A0%80"))
    answers.append(client.get("/plan/versions?a=%00&b=é&site=%00"))

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert plan_path.read_text("utf-8") == PLAN


def test_a_desk_without_the_file_shows_the_plan_and_says_how_to_edit_it(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.TRIAGE)
    without = TestClient(application(replace(desk, plans=Plans(desk.store, []))), base_url="http://desk.test")
    without.cookies.update(client.cookies)

    assert "xunjian desk" in without.get("/plan/edit").text
    assert "工作动态" in without.get("/plan").text


def test_a_file_that_became_faulty_is_said_and_can_be_mended_here(client_of: Clients, plan_path: Path) -> None:
    faulty = PLAN.replace("update_within: 14d", "update_within: soon")
    plan_path.write_text(faulty, "utf-8")
    client = client_of(Role.TRIAGE)

    page = client.get("/plan").text
    answer = client.post("/plan/edit", data={**FORM, "base": digest_of(faulty), "step": "save"})

    assert ("方案文件现在有错" in page, "第 4 行" in page) == (True, True)
    assert (answer.status_code, plan_path.read_text("utf-8")) == (303, LONGER)


def test_a_file_that_cannot_be_read_is_said(client_of: Clients, plan_path: Path) -> None:
    client = client_of(Role.TRIAGE)
    client.get("/plan")
    plan_path.write_bytes("网站".encode("gbk"))

    assert "读不出来" in client.get("/plan").text
    assert "GBK" in client.get("/plan/edit").text


def test_a_plan_of_hundreds_of_kilobytes_can_be_typed(client_of: Clients, plan_path: Path) -> None:
    """Most of it comments, which are read fast; a form writes each character as nine."""
    long = LONGER + "".join("# " + "长" * 500 + "\n" for _ in range(400))

    answer = client_of(Role.TRIAGE).post("/plan/edit", data={**FORM, "text": long, "step": "save"})

    assert (answer.status_code, plan_path.read_text("utf-8")) == (303, long)


def test_one_version_alone_is_compared_with_nothing(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)
    pages = []
    for text in (PLAN, LONGER):
        desk.store.record_plan(SITE, digest_of(text), text, NOW)
        pages.append(client.get("/plan/versions").text)

    assert ["对比所选的两版" in page for page in pages] == [False, True]
