"""What stands before every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.browser_rules import POLICY
from desk.desk import Desk
from desk.guard import MOST_BYTES
from inspection.people import Role
from tests.desk.conftest import enter

Clients = Callable[..., TestClient]
FORM = "application/x-www-form-urlencoded"


def csrf_of(client: TestClient) -> str:
    return client.headers["X-CSRF-Token"]


def end_others(client: TestClient, **more: object) -> int:
    """A deed that the session may do: its answer's status."""
    return client.post("/me/sessions/end", data={"which": "others"}, **more).status_code  # type: ignore[arg-type]


def test_nothing_is_shown_to_who_is_not_signed_in(client_of: Clients) -> None:
    for path in ["/", "/issues", "/me", "/people", "/nowhere", "/api", "/live", "/evidence/abc"]:
        answer = client_of().get(path)

        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")


def test_a_program_without_a_token_is_told_so(client_of: Clients) -> None:
    for method in ["GET", "POST", "DELETE"]:
        answer = client_of().request(method, "/api/v1/issues")

        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_part_of_a_page_leads_the_whole_page_to_the_form(client_of: Clients) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "http://desk.test/issues?unit=x"}

    answer = client_of().get("/issues", headers=asked)

    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in?next=/issues%3Funit%3Dx")


def test_a_deed_of_the_desks_own_page_is_done(client_of: Clients) -> None:
    assert end_others(client_of(Role.READER)) == 303


def test_the_token_may_come_in_the_form(client_of: Clients) -> None:
    client = client_of(Role.READER)
    token = client.headers.pop("X-CSRF-Token")

    answer = client.post("/me/sessions/end", data={"which": "others", "csrf": token})

    assert answer.status_code == 303


def test_the_token_may_come_in_a_form_of_many_parts(client_of: Clients) -> None:
    client = client_of(Role.READER)
    token = client.headers.pop("X-CSRF-Token")

    answer = client.post("/me/sessions/end", files={"which": (None, "others"), "csrf": (None, token)})

    assert answer.status_code == 303


def test_without_the_sessions_token_nothing_is_done(client_of: Clients) -> None:
    for token in ["", "wrong", "错"]:
        client = client_of(Role.READER)
        del client.headers["X-CSRF-Token"]

        assert client.post("/me/sessions/end", data={"which": "others", "csrf": token}).status_code == 403


def test_another_sessions_token_does_not_help(client_of: Clients) -> None:
    client, other = client_of(Role.READER), client_of(Role.READER)
    client.headers["X-CSRF-Token"] = csrf_of(other)

    assert end_others(client) == 403


def test_two_tokens_are_none(client_of: Clients) -> None:
    client = client_of(Role.READER)
    token = client.headers.pop("X-CSRF-Token")

    answer = client.post(
        "/me/sessions/end", content=f"which=others&csrf={token}&csrf={token}x", headers={"Content-Type": FORM}
    )

    assert answer.status_code == 403


def test_a_request_that_another_site_made_is_refused(client_of: Clients) -> None:
    for site in ["cross-site", "same-site", "none", "", "same-origin, cross-site"]:
        assert end_others(client_of(Role.READER), headers={"Sec-Fetch-Site": site}) == 403


def test_a_browser_that_does_not_say_the_site_must_say_the_origin(client_of: Clients) -> None:
    for origin, status in [
        ("http://desk.test", 303),
        ("https://desk.test", 403),
        ("http://desk.test.evil.example", 403),
        ("http://desk.test:81", 403),
        ("null", 403),
        (None, 403),
    ]:
        client = client_of(Role.READER)
        del client.headers["Sec-Fetch-Site"], client.headers["Origin"]

        assert end_others(client, headers={"Origin": origin} if origin is not None else {}) == status


def test_every_answer_has_the_rules_for_browsers(client_of: Clients) -> None:
    client = client_of(Role.READER)

    answers = [
        client.get(path) for path in ("/me", "/nowhere", "/api/v1/nowhere", "/static/desk.css", "/static/no.css")
    ]

    assert all(
        (one.headers["content-security-policy"], one.headers["x-content-type-options"]) == (POLICY, "nosniff")
        for one in answers
    )
    assert [one.headers["cache-control"] for one in answers] == ["no-store"] * 3 + ["no-cache", "no-store"]


def test_what_has_a_version_is_kept_by_browsers(client_of: Clients) -> None:
    assert "immutable" in client_of().get("/static/desk.css?v=1").headers["cache-control"]


def test_a_body_that_is_too_long_is_not_read(client_of: Clients) -> None:
    client = client_of(Role.READER)

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * (MOST_BYTES // 20)

    named = client.post("/me/sessions/end", content=b"x" * (MOST_BYTES + 1))
    unnamed = client.post("/me/sessions/end", content=endless())

    assert (named.status_code, unnamed.status_code) == (413, 413)


def test_a_form_that_cannot_be_read_is_refused(client_of: Clients) -> None:
    for kind in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x; charset=nonsense",
        "application/x-www-form-urlencoded; charset=nonsense",
        "text/plain",
        "",
    ]:
        client = client_of(Role.READER)
        del client.headers["X-CSRF-Token"]

        answer = client.post("/me/sessions/end", content=b"--x\r\nbroken\x00\xff%zz", headers={"Content-Type": kind})

        assert answer.status_code in (400, 403)


def test_what_can_be_got_can_be_asked_about(client_of: Clients) -> None:
    answer = client_of(Role.READER).head("/me")

    assert (answer.status_code, answer.content) == (200, b"")


def test_other_methods_are_refused(client_of: Clients) -> None:
    for method, path in [("OPTIONS", "/me"), ("DELETE", "/me"), ("TRACE", "/me"), ("PUT", "/")]:
        assert client_of(Role.READER).request(method, path).status_code == 405


def test_a_slash_too_many_leads_to_the_page_on_this_host(client_of: Clients) -> None:
    answer = client_of(Role.READER).get("/me/")

    assert answer.headers["location"] == "http://desk.test/me"


def test_two_sessions_in_one_request_are_none(client_of: Clients, desk: Desk) -> None:
    _, one = enter(desk, Role.READER)
    _, other = enter(desk, Role.ADMIN)

    answer = client_of().get("/me", headers={"Cookie": f"{COOKIE}={one}; {COOKIE}={other}"})

    assert answer.status_code == 303


def test_an_unknown_path_is_told_in_chinese(client_of: Clients) -> None:
    answer = client_of(Role.READER).get("/nowhere")

    assert (answer.status_code, "没有这个页面" in answer.text, "Not Found" in answer.text) == (404, True, False)


def test_who_was_given_a_password_can_do_nothing_before_it_is_changed(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.ADMIN)
    desk.store.change_person(replace(desk.store.people()[0], must_change=True))

    page, part, program = (
        client.get("/people"),
        client.get("/", headers={"HX-Request": "true"}),
        client.get("/api/v1/me"),
    )

    assert (page.headers["location"], part.headers["hx-redirect"], program.status_code) == (
        "/me/password",
        "/me/password",
        403,
    )
    assert end_others(client) == 303
    assert client.get("/me/password").status_code == 200


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.TRIAGE, "/plan/check", 200),
        (Role.TRIAGE, "/issues/act", 413),
        (Role.READER, "/plan/check", 413),
        (None, "/plan/check", 413),
    ],
)
def test_nothing_but_a_plan_is_long(client_of: Clients, role: Role | None, path: str, status: int) -> None:
    assert client_of(role).post(path, data={"text": "#" * 600_000}).status_code == status
