"""One issue's page, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.findings import Finding, fingerprint
from inspection.issue import Act, Issue, State
from inspection.people import Role
from inspection.records import Verdict
from tests.desk.conftest import NOW, SITE
from tests.desk.samples import HOME, PAGE, SUBJECT, issue_of, moved, one, opened, pictured, round_of

Clients = Callable[..., TestClient]


def form(issue: Issue, act: str, **fields: str) -> dict[str, str]:
    return {"act": act, "version": str(issue.version), "seen": "1", **fields}


def filled(issue: Issue, act: Act) -> dict[str, str]:
    return form(issue, act.value, why="w", unit="办公室", until="3d")


_OWN = {"accept", "assign", "claim", "note"}


def finding_of(issue: Issue) -> Finding:
    return Finding(issue.check, issue.severity, issue.subject, issue.title, issue.basis, issue.fingerprint)


def test_the_page_says_what_is_wrong_where_whose_and_by_when(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    page = LexborHTMLParser(client_of(Role.READER).get(f"/issues/{issue.id}").text)

    assert page.css_first("h1").text() == issue.title
    said = page.css_first("#issue-body").text()
    for words in ("办公室", "工作动态", SUBJECT, PAGE, "还有 2 个工作日", "断链", "工作惯例", "第 1 号"):
        assert words in said


@pytest.mark.parametrize("number", ["99", "0", "-1", "abc", "9" * 19, "9" * 400, "１", "%00", "1%2f2"])
def test_an_issue_that_is_not_there_is_not_found(client_of: Clients, number: str) -> None:
    assert client_of(Role.READER).get(f"/issues/{number}").status_code == 404


def test_a_deed_moves_the_issue_and_leads_back_to_it(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    answer = client_of(Role.TRIAGE).post(
        f"/issues/{issue.id}/act", data=form(issue, "assign", unit="养老处", person="经办甲")
    )

    assert (answer.status_code, answer.headers["location"]) == (303, f"/issues/{issue.id}")
    now = desk.store.issue(issue.id)
    assert now is not None
    assert (now.state, now.unit, now.person) == (State.ASSIGNED, "养老处", "经办甲")


def test_to_htmx_a_deed_answers_the_changed_part_alone(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    answer = client_of(Role.TRIAGE).post(
        f"/issues/{issue.id}/act", data=form(issue, "accept"), headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<article id="issue-body"')
    assert "受理，已记录" in answer.text


def test_what_is_filled_in_wrongly_is_kept_and_the_mend_is_said(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    answer = client_of(Role.TRIAGE).post(
        f"/issues/{issue.id}/act", data=form(issue, "mute", why="等改版", until_date="2020-01-01")
    )

    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 422
    assert "已经过去" in page.css_first("#issue-said").text()
    assert page.css_first("details[open] textarea").text() == "等改版"


def test_a_reader_does_nothing(desk: Desk, client_of: Clients) -> None:
    issue, client = one(desk), client_of(Role.READER)

    answers = {client.post(f"/issues/{issue.id}/act", data=filled(issue, act)).status_code for act in Act}

    assert answers == {403, 422}  # 422: no deed of people
    assert desk.store.issue(issue.id) == issue


def test_a_handler_does_with_the_units_own_what_handlers_may(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.HANDLER, "办公室")
    issues = dict(zip(Act, opened(desk, *(issue_of(f"{HOME}/{act.value}") for act in Act)), strict=True))

    answers = {act: client.post(f"/issues/{one.id}/act", data=filled(one, act)) for act, one in issues.items()}

    assert {act.value for act, answer in answers.items() if answer.status_code == 303} == _OWN


def test_a_handler_does_nothing_with_another_units_issue(desk: Desk, client_of: Clients) -> None:
    issue, client = one(desk), client_of(Role.HANDLER, "养老处")

    answers = {client.post(f"/issues/{issue.id}/act", data=filled(issue, act)).status_code for act in Act}

    assert answers == {403, 422}
    assert desk.store.issue(issue.id) == issue


def test_a_handler_gives_nothing_to_another_unit(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    answer = client_of(Role.HANDLER, "办公室").post(
        f"/issues/{issue.id}/act", data=form(issue, "assign", unit="养老处")
    )

    assert answer.status_code == 403


def test_what_one_may_not_do_is_explained_and_not_offered(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    page = LexborHTMLParser(client_of(Role.HANDLER, "办公室").get(f"/issues/{issue.id}").text)

    offered = {field.attributes["value"] for field in page.css("#issue-deeds input[name=act]")}
    assert offered == _OWN
    assert "由调度人员判定" in page.css_first("#issue-deeds").text()


def test_who_was_quicker_is_named_what_was_typed_is_kept_and_it_may_be_done_all_the_same(
    desk: Desk, client_of: Clients
) -> None:
    issue, client = one(desk), client_of(Role.TRIAGE)
    moved(desk, issue, Act.ACCEPT, State.ASSIGNED, who="同事乙")

    answer = client.post(f"/issues/{issue.id}/act", data=form(issue, "dismiss", why="是测试页"))

    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 409
    assert "同事乙" in page.css_first("#issue-said").text()
    assert page.css_first("details[open] textarea").text() == "是测试页"
    again = {f.attributes["name"]: f.attributes["value"] or "" for f in page.css("details[open] input[type=hidden]")}
    again |= {"why": "是测试页"}
    assert client.post(f"/issues/{issue.id}/act", data=again).status_code == 303


def test_what_became_impossible_meanwhile_is_said_with_what_was_typed(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)
    moved(desk, issue, Act.VERIFY, State.VERIFIED, who="xunjian")

    answer = client_of(Role.TRIAGE).post(f"/issues/{issue.id}/act", data=form(issue, "claim", why="已换新附件"))

    said = LexborHTMLParser(answer.text).css_first("#issue-said").text()
    assert "现在已不能“申报整改”" in said
    assert "已换新附件" in said


def test_a_deed_without_the_version_that_was_seen_is_not_done(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)

    answer = client_of(Role.TRIAGE).post(f"/issues/{issue.id}/act", data={"act": "accept"})

    assert answer.status_code == 409
    assert desk.store.issue(issue.id) == issue


def test_a_note_moves_nothing_and_may_be_written_by_two_at_once(desk: Desk, client_of: Clients) -> None:
    issue, client = one(desk), client_of(Role.TRIAGE)

    answers = [client.post(f"/issues/{issue.id}/act", data=form(issue, "note", why=w)) for w in ("甲", "乙")]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_the_looks_of_the_last_rounds_are_a_strip(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)
    round_of(desk, NOW - timedelta(days=3), finding_of(issue), verdict=Verdict.FAULTY)
    round_of(desk, NOW - timedelta(days=2), verdict=Verdict.SOUND)
    round_of(desk, NOW - timedelta(days=1), verdict=Verdict.UNDECIDED)
    round_of(desk, NOW)

    page = LexborHTMLParser(client_of(Role.READER).get(f"/issues/{issue.id}").text)

    cells = [cell.attributes["class"] for cell in page.css("#issue-body ol.looks li")]
    assert cells == ["look faulty", "look sound", "look unknown", "look cleared"]


def test_the_source_around_the_fault_is_shown_as_text(desk: Desk, client_of: Clients) -> None:
    body = '<html><p>下载<a href="/attach/gone.doc">申请表</a><script>alert(1)</script> 13800138000</p>'
    round_ = round_of(desk, NOW, body=body)
    issue = one(desk, round=round_)

    page = LexborHTMLParser(client_of(Role.READER).get(f"/issues/{issue.id}").text)

    source = page.css_first("pre.source")
    assert source.css_first("mark").text() == "/attach/gone.doc"
    assert "<script>alert(1)</script>" in source.text()
    assert "13800138000" not in source.text()


def test_what_hangs_together_is_listed(desk: Desk, client_of: Clients) -> None:
    issue, same, on_page, beside = opened(
        desk,
        issue_of(),
        issue_of(check="mismatched-download", title="同一附件另有问题"),
        issue_of(PAGE, check="missing-alt", title="同页图片没有说明"),
        issue_of(f"{HOME}/other.doc", title="同栏目另一断链"),
    )

    said = LexborHTMLParser(client_of(Role.READER).get(f"/issues/{issue.id}").text).css_first("#issue-similar").parent

    assert said is not None
    assert all(other.title in said.text() for other in (same, on_page, beside))


def test_a_picture_is_shown_with_when_it_was_taken_and_without_one_why(desk: Desk, client_of: Clients) -> None:
    issue, bare = opened(desk, issue_of(), issue_of(f"{HOME}/b.doc"))
    picture = pictured(desk, issue)
    client = client_of(Role.READER)

    shown = LexborHTMLParser(client.get(f"/issues/{issue.id}").text)

    assert shown.css_first(".shot img").attributes["src"] == f"/evidence/{picture.evidence}"
    assert "没有截图" in client.get(f"/issues/{bare.id}").text


def test_a_check_has_its_page_of_the_manual(client_of: Clients) -> None:
    client = client_of(Role.READER)

    assert "查什么" in client.get("/checks/broken-link").text
    assert client.get("/checks/none-such").status_code == 404


def test_the_fingerprint_of_the_samples_is_the_stores_own() -> None:
    assert issue_of().fingerprint == fingerprint(SITE, "broken-link", SUBJECT)
