"""Signing in and out, as a browser does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.app import application
from desk.cookies import ENTRY
from desk.desk import Desk
from desk.settings import DeskSettings
from desk.signing_in import place_of
from inspection.people import Person, Role
from tests.desk.conftest import Now, quickly_hashed

Clients = Callable[..., TestClient]
PASSWORD = "今天天气很好适合走走"


@pytest.fixture
def person(desk: Desk) -> Person:
    """Somebody with a password."""
    return desk.store.add_person(Person("zhang", "张科", Role.TRIAGE), desk.clock(), password=quickly_hashed(PASSWORD))


def sign_in(client: TestClient, login: str = "zhang", password: str = PASSWORD, **more: str) -> Response:
    """What the form sends, once it was opened."""
    page = client.get("/sign-in")
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf is not None
    return client.post("/sign-in", data={"login": login, "password": password, "csrf": csrf[1], **more})


def test_the_right_password_opens_the_desk(client_of: Clients, person: Person) -> None:
    client = client_of()

    answer = sign_in(client, " ZHANG ", next="/me")

    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert "张科" in client.get("/me").text


def test_a_wrong_login_and_a_wrong_password_are_told_alike(client_of: Clients, person: Person) -> None:
    def said(login: str, password: str) -> tuple[int, str]:
        answer = sign_in(client_of(), login, password)
        shown = re.search(r'role="alert"[^>]*>([^<]*)', answer.text)
        return answer.status_code, shown[1] if shown else ""

    assert said("zhang", "不对不对不对不对不对") == said("nobody", PASSWORD) == (403, "用户名或密码不对")


def test_the_cookie_is_for_the_desk_alone(client_of: Clients, person: Person) -> None:
    flags = next(one for one in sign_in(client_of()).headers.get_list("set-cookie") if one.startswith(COOKIE + "="))

    assert {"httponly", "path=/", "samesite=lax"} == {part.strip().lower() for part in flags.split(";")[1:]}


def test_by_https_the_cookie_is_secure_and_of_this_host(desk: Desk, person: Person) -> None:
    app = application(replace(desk, settings=DeskSettings(url="https://desk.test")))
    client = TestClient(
        app, base_url="https://desk.test", follow_redirects=False, headers={"Origin": "https://desk.test"}
    )

    flags = next(one for one in sign_in(client).headers.get_list("set-cookie") if COOKIE + "=" in one)

    assert (flags.startswith(f"__Host-{COOKIE}="), "; secure" in flags.lower(), "domain" in flags.lower()) == (
        True,
        True,
        False,
    )


def test_a_session_that_came_with_the_request_is_never_adopted(client_of: Clients, desk: Desk, person: Person) -> None:
    client = client_of()
    client.cookies.set(COOKIE, "planted", domain="desk.test", path="/")

    sign_in(client)

    assert (desk.store.session("planted", desk.clock()), client.cookies.get(COOKIE) != "planted") == (None, True)


def test_signing_in_again_ends_the_session_before(client_of: Clients, desk: Desk, person: Person) -> None:
    client = client_of()
    client.get("/sign-in")
    entry = client.cookies[ENTRY]
    sign_in(client)
    before = client.cookies[COOKIE]
    client.cookies.set(ENTRY, entry, domain="desk.test", path="/")

    client.post("/sign-in", data={"login": "zhang", "password": PASSWORD, "csrf": entry})

    assert (desk.store.session(before, desk.clock()), client.cookies[COOKIE] != before) == (None, True)


def test_another_sites_form_signs_nobody_in(client_of: Clients, person: Person) -> None:
    client = client_of()
    client.get("/sign-in")
    filled = {"login": "zhang", "password": PASSWORD, "csrf": client.cookies[ENTRY]}

    foreign = client.post("/sign-in", data=filled, headers={"Sec-Fetch-Site": "cross-site"})
    blind = client.post("/sign-in", data={**filled, "csrf": "guessed"})

    assert (foreign.status_code, blind.status_code, COOKIE in client.cookies) == (403, 403, False)


def test_who_failed_too_often_waits_with_the_right_password_too(
    client_of: Clients, desk: Desk, person: Person, clock: Now
) -> None:
    client = client_of()
    for _ in range(desk.settings.tries):
        assert sign_in(client, password="不对不对不对不对不对").status_code == 403
        clock.at += timedelta(minutes=1)

    held = sign_in(client)

    assert (held.status_code, "10 分钟后" in held.text, held.headers["retry-after"]) == (429, True, "600")
    clock.at += timedelta(minutes=10, seconds=1)
    assert sign_in(client).status_code == 303


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_computer_with_many_addresses_is_one_place(address: str, place: str) -> None:
    assert place_of(address) == place


def test_a_slip_is_forgotten_once_the_password_is_right(client_of: Clients, desk: Desk, person: Person) -> None:
    client = client_of()
    for _ in range(2):
        for _ in range(desk.settings.tries - 1):
            sign_in(client, password="不对不对不对不对不对")
        assert sign_in(client).status_code == 303
        client.cookies.clear()


def test_what_is_nobodys_login_is_not_written_down(client_of: Clients, desk: Desk, person: Person) -> None:
    sign_in(client_of(), login=PASSWORD)

    assert PASSWORD not in str(desk.store.audited())


def test_who_signs_in_and_out_is_in_the_trail(client_of: Clients, desk: Desk, person: Person) -> None:
    client = client_of()
    sign_in(client, password="不对不对不对不对不对")
    sign_in(client)
    session = desk.store.session(client.cookies[COOKIE], desk.clock())
    assert session is not None
    client.post("/sign-out", data={"csrf": session.csrf})

    assert [(row.who, row.act) for row in desk.store.audited()] == [
        ("张科", "sign-out"),
        ("张科", "sign-in"),
        ("zhang", "sign-in-failed"),
    ]


def test_signing_out_ends_the_session_itself(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.READER)
    secret = client.cookies[COOKIE]

    client.post("/sign-out")

    assert desk.store.session(secret, desk.clock()) is None


def test_a_link_signs_nobody_out(client_of: Clients) -> None:
    assert client_of(Role.READER).get("/sign-out").status_code == 405


@pytest.mark.parametrize("change", [{"role": Role.READER}, {"active": False}, {"role": Role.HANDLER, "unit": "养老处"}])
def test_whose_rights_change_is_signed_out_at_once(client_of: Clients, desk: Desk, change: dict[str, Any]) -> None:
    client = client_of(Role.TRIAGE)

    desk.store.change_person(replace(desk.store.people()[0], **change))

    assert client.get("/me").status_code == 303


def test_who_was_given_a_password_changes_it_first(client_of: Clients, desk: Desk, person: Person) -> None:
    desk.store.change_person(replace(desk.store.people()[0], must_change=True))

    assert sign_in(client_of(), next="/issues").headers["location"] == "/me/password?next=%2Fissues"


def test_nobody_is_led_away(client_of: Clients, person: Person) -> None:
    for next in ["//evil.example", "/x\r\nSet-Cookie: a=b"]:  # test_return_path knows more
        answer = sign_in(client_of(), next=next)

        assert (answer.headers["location"], "a=b" in str(answer.headers)) == ("/", False)


def test_what_is_typed_is_shown_as_text(client_of: Clients) -> None:
    answer = sign_in(client_of(), login='"><script>alert(1)</script>', password="x")

    assert "<script>alert" not in answer.text


def test_odd_forms_are_answered(client_of: Clients) -> None:
    odd = [{}, {"login": "\x00" * 9}, {"login": "x" * 10_000}, {"password": "x" * 1_000_000}]

    answers = [sign_in(client_of(), **{"login": "", "password": "", **filled}).status_code for filled in odd]

    assert answers == [403, 403, 403, 413]


def test_who_is_signed_in_needs_no_form(client_of: Clients) -> None:
    assert client_of(Role.READER).get("/sign-in?next=/me").headers["location"] == "/me"
