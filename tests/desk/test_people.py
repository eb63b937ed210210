"""People and the audit trail, for admins alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.passwords import checked
from inspection.people import Person, Role
from store.audit import AuditRow
from tests.desk.conftest import enter

Clients = Callable[..., TestClient]
NEW = {"login": "li", "name": "李工", "role": "handler", "unit": "养老处"}


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER, Role.TRIAGE])
def test_only_admins_see_and_manage_people(client_of: Clients, desk: Desk, role: Role) -> None:
    client = client_of(role, "养老处" if role is Role.HANDLER else None)

    answers = [client.get(path).status_code for path in ("/people", "/people/1", "/audit")]
    answers += [client.post(path, data=NEW).status_code for path in ("/people", "/people/1", "/people/1/password")]

    assert (answers, len(desk.store.people())) == ([403] * 6, 1)


def test_somebody_new_gets_a_password_for_one_use(client_of: Clients, desk: Desk) -> None:
    answer = client_of(Role.ADMIN).post("/people", data=NEW)

    added = desk.store.person_by_login("li")
    shown = re.search(r'class="secret">([^<]+)', answer.text)
    assert added is not None
    assert shown is not None
    assert (added.role, added.unit, added.must_change) == (Role.HANDLER, "养老处", True)
    assert checked(shown[1], desk.store.password_hash(added.id))[0]


def test_who_signed_in_has_been_here_though_they_opened_no_page(client_of: Clients, desk: Desk) -> None:
    person, _ = enter(desk, Role.READER)

    seen = {one.id: one.seen_at for one in desk.store.people()}

    assert seen[person.id] == desk.clock()


@pytest.mark.parametrize("path", ["/people", "/people/1"])
def test_a_unit_counts_on_every_site_and_the_form_says_so(client_of: Clients, path: str) -> None:
    assert "按单位名称，对本办理台的各网站都有效" in client_of(Role.ADMIN).get(path).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"login": "李 工"}, "用户名"),
        ({"login": "a\x00b"}, "用户名"),
        ({"login": "<b>x"}, "用户名"),
        ({"login": ""}, "用户名"),
        ({"name": ""}, "姓名"),
        ({"name": "x" * 61}, "姓名"),
        ({"role": "god"}, "身份"),
        ({"unit": ""}, "单位"),
        ({"unit": "没有的处"}, "单位"),
    ],
)
def test_who_is_put_down_wrongly_is_told(client_of: Clients, desk: Desk, change: dict[str, str], words: str) -> None:
    answer = client_of(Role.ADMIN).post("/people", data={**NEW, **change})

    said = re.search(r'role="alert">([^<]*)', answer.text)
    assert (answer.status_code, said is not None and words in said[1], len(desk.store.people())) == (422, True, 1)


def test_a_login_is_given_once(client_of: Clients) -> None:
    client = client_of(Role.ADMIN)
    client.post("/people", data=NEW)

    assert "已有人使用" in client.post("/people", data={**NEW, "login": "LI"}).text


def test_an_admin_changes_anothers_role(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.ADMIN)
    other, secret = enter(desk, Role.READER)

    client.post(f"/people/{other.id}", data={"name": "赵", "role": "triage", "unit": "", "active": "yes"})

    changed = desk.store.person(other.id)
    assert changed is not None
    assert (changed.name, changed.role, desk.store.session(secret, desk.clock())) == ("赵", Role.TRIAGE, None)


def test_what_became_of_a_person_is_said_on_the_next_page(client_of: Clients, desk: Desk) -> None:
    client, (other, _) = client_of(Role.ADMIN), enter(desk, Role.READER)

    client.post(f"/people/{other.id}", data={"name": "赵", "role": "triage", "unit": "", "active": "yes"})

    assert "已保存：赵，调度人员。" in client.get("/people").text


@pytest.mark.parametrize("filled", [{"role": "admin"}, {"role": "reader", "active": "yes"}])
def test_nobody_takes_their_own_rights(client_of: Clients, desk: Desk, filled: dict[str, str]) -> None:
    client = client_of(Role.ADMIN)
    enter(desk, Role.ADMIN)

    answer = client.post("/people/1", data={"name": "x", **filled})

    assert (answer.status_code, "不能停用自己" in answer.text) == (422, True)


def test_a_reset_password_signs_the_person_out(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.ADMIN)
    other, secret = enter(desk, Role.READER)

    answer = client.post(f"/people/{other.id}/password")

    assert (answer.status_code, desk.store.session(secret, desk.clock())) == (200, None)


def test_a_token_outlives_neither_a_reset_nor_the_person(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.ADMIN)
    reset, gone = enter(desk, Role.READER)[0], enter(desk, Role.READER)[0]
    for person in (reset, gone):
        desk.store.add_token(person.login, person.id, "x", "act", desk.clock())

    client.post(f"/people/{reset.id}/password")
    client.post(f"/people/{gone.id}", data={"name": "赵", "role": "reader", "unit": ""})

    assert [desk.store.held_token(one.login, desk.clock()) for one in (reset, gone)] == [None, None]
    assert [row.detail["tokens"] for row in desk.store.audited()] == [1, 1]
    assert "停用令牌 1 个" in client.get("/audit").text


def test_nobody_of_that_number_is_said(client_of: Clients) -> None:
    for number in ["0", "99", "9" * 25, "-1", "x", "%00", "²"]:
        client = client_of(Role.ADMIN)

        assert [
            client.get(f"/people/{number}").status_code,
            client.post(f"/people/{number}", data=NEW).status_code,
        ] == [404] * 2


def test_what_admins_do_is_in_the_trail_without_any_secret(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.ADMIN)
    shown = re.search(r'class="secret">([^<]+)', client.post("/people", data=NEW).text)
    client.post("/people/2", data={"name": "李工", "role": "reader", "unit": "", "active": "yes"})
    client.post("/people/2/password")

    rows = desk.store.audited()
    assert shown is not None
    assert ([row.act for row in rows], shown[1] in str(rows)) == (
        ["person-password", "person-change", "person-add"],
        False,
    )
    page = client.get("/audit").text
    assert ("承办人员 → 查阅人员" in page, "李工（li）" in page) == (True, True)


def test_the_trail_is_narrowed_or_the_odd_left_out(client_of: Clients) -> None:
    for query in [
        "act=sign-",
        "person=1",
        "person=x&act=<b>&before=" + "9" * 30,
        "before=%00&person=-1",
        "act=a&act=b",
    ]:
        assert client_of(Role.ADMIN).get(f"/audit?{query}").status_code == 200


def test_a_long_trail_is_shown_page_by_page(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.ADMIN)
    for number in range(120):
        desk.store.audit(AuditRow(desk.clock(), f"某{number}", "sign-in"))
    first = client.get("/audit").text
    more = re.search(r'rel="next" href="([^"]+)"', first)

    assert more is not None
    assert ("某119" in first, "某0<" in first, "某0<" in client.get(more[1].replace("&amp;", "&")).text) == (
        True,
        False,
        True,
    )


def test_names_are_shown_as_text(client_of: Clients, desk: Desk) -> None:
    desk.store.add_person(Person("x1", "<script>alert(1)</script>", Role.READER), desk.clock())
    client = client_of(Role.ADMIN)

    pages = [client.get(path).text for path in ("/people", "/people/1", "/audit")]

    assert not any("<script>alert" in page for page in pages)
