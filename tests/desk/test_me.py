"""One's own account: password, sessions, tokens; and where tokens lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.desk import Desk
from inspection.people import Role
from schedulers.beats import program_version
from store.sessions import Scope
from tests.desk.conftest import Now, application_of, enter, quickly_hashed

Clients = Callable[..., TestClient]
OLD, NEW = "今天天气很好适合走走", "明天也是一个大晴天呢"


def program(desk: Desk, scope: Scope, role: Role = Role.ADMIN, **more: object) -> TestClient:
    """A program that holds a token."""
    person, _ = enter(desk, role)
    secret = f"{scope}-{person.login}-secret"
    desk.store.add_token(secret, person.id, "程序", scope, desk.clock(), **more)  # type: ignore[arg-type]
    client = TestClient(application_of(desk), base_url="http://desk.test", follow_redirects=False)
    client.headers["Authorization"] = f"Bearer {secret}"
    return client


def change(client: TestClient, old: str = OLD, new: str = NEW, again: str = NEW) -> Response:
    return client.post("/me/password", data={"old": old, "new": new, "again": again})


@pytest.fixture
def holder(client_of: Clients, desk: Desk) -> TestClient:
    """Somebody with a password, signed in here and elsewhere."""
    client = client_of(Role.TRIAGE)
    person = desk.store.people()[0]
    desk.store.set_password(person.id, quickly_hashed(OLD), must_change=False)
    for secret, csrf in ((client.cookies[COOKIE], client.headers["X-CSRF-Token"]), ("elsewhere", "x")):
        desk.store.open_session(secret, person.id, csrf, desk.clock(), desk.clock() + timedelta(hours=9))
    return client


def test_a_changed_password_ends_every_other_session_and_renews_this_one(holder: TestClient, desk: Desk) -> None:
    before = holder.cookies[COOKIE]

    answer = change(holder)

    assert (answer.status_code, holder.get("/me").status_code) == (303, 200)
    assert [desk.store.session(secret, desk.clock()) for secret in ("elsewhere", before)] == [None, None]


@pytest.mark.parametrize(("also", "left"), [({"tokens": "yes"}, False), ({}, True)])
def test_who_changes_the_password_may_have_the_tokens_revoked(
    holder: TestClient, desk: Desk, also: dict[str, str], left: bool
) -> None:
    desk.store.add_token("secret", 1, "x", "act", desk.clock())
    asked = "全部令牌（1 个）" in holder.get("/me/password").text

    holder.post("/me/password", data={"old": OLD, "new": NEW, "again": NEW, **also})

    changed = next(row for row in desk.store.audited() if row.act == "password-change")
    assert (asked, desk.store.held_token("secret", desk.clock()) is not None) == (True, left)
    assert changed.detail == {"tokens": 0 if left else 1}


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("不对不对不对不对不对", NEW, NEW, "现用密码不对"),
        (OLD, "短", "短", "至少"),
        (OLD, NEW, NEW + "x", "不一样"),
        (OLD, OLD, OLD, "相同"),
    ],
)
def test_a_password_that_cannot_be_changed_so_is_told(
    holder: TestClient, old: str, new: str, again: str, words: str
) -> None:
    answer = change(holder, old, new, again)

    assert (answer.status_code, words in answer.text) == (422, True)


def test_an_open_browser_is_no_way_to_guess_the_password(holder: TestClient, desk: Desk) -> None:
    statuses = [change(holder, "不对不对不对不对不对").status_code for _ in range(desk.settings.tries + 1)]

    assert statuses[-1] == 429


def test_a_token_is_shown_once(client_of: Clients) -> None:
    client = client_of(Role.READER)

    made = client.post("/me/tokens", data={"name": "日历", "scope": "feed", "days": "365"})
    secret = re.search(r"token=([\w-]{40,})", made.text)

    assert secret is not None
    assert secret[1] not in client.get("/me").text


def test_an_odd_token_is_not_made(client_of: Clients, desk: Desk) -> None:
    for filled in [
        {},
        {"name": "x", "scope": "all", "days": "30"},
        {"name": "x", "scope": "read", "days": "9" * 30},
        {"name": "\x00", "scope": "read", "days": "²"},
    ]:
        answer = client_of(Role.READER).post("/me/tokens", data=filled)

        assert (answer.status_code, desk.store.tokens_of(1)) == (422, [])


def test_anothers_token_is_as_unknown_as_none(client_of: Clients, desk: Desk) -> None:
    owner = program(desk, "read")
    number = desk.store.tokens_of(desk.store.people()[0].id)[0].id

    answers = [client_of(Role.ADMIN).post(f"/me/tokens/{one}/revoke").status_code for one in (number, 9, "9" * 30, "x")]

    assert (answers, owner.get("/api/v1/me").status_code) == ([404] * 4, 200)


def test_a_revoked_token_is_refused(client_of: Clients, desk: Desk) -> None:
    client = client_of(Role.READER)
    person = desk.store.people()[0]
    desk.store.add_token("secret", person.id, "x", "read", desk.clock())

    client.post(f"/me/tokens/{desk.store.tokens_of(person.id)[0].id}/revoke")

    assert client_of().get("/api/v1/me", headers={"Authorization": "Bearer secret"}).status_code == 401


def test_anothers_session_cannot_be_ended(client_of: Clients, desk: Desk) -> None:
    _, secret = enter(desk, Role.ADMIN)
    session = desk.store.session(secret, desk.clock())
    assert session is not None

    answer = client_of(Role.READER).post("/me/sessions/end", data={"which": session.digest})

    assert (answer.status_code, desk.store.session(secret, desk.clock()) is not None) == (404, True)


def test_a_token_leads_where_it_is_for(desk: Desk) -> None:
    for scope, method, path, let_in in [
        ("read", "GET", "/api/v1/me", True),
        ("read", "POST", "/api/v1/issues/acts", False),
        ("read", "GET", "/", False),
        ("read", "GET", "/api", False),
        ("read", "GET", "/feed/issues.rss", False),
        ("act", "POST", "/api/v1/issues/acts", True),
        ("act", "GET", "/issues", False),
        ("act", "POST", "/sign-out", False),
        ("feed", "GET", "/feed/nothing", True),
        ("feed", "POST", "/feed/nothing", False),
        ("feed", "GET", "/api/v1/me", False),
        ("feed", "GET", "/me", False),
    ]:
        assert (program(desk, cast(Scope, scope)).request(method, path).status_code != 403) is let_in


def test_only_a_token_for_feeds_may_stand_in_an_address(desk: Desk) -> None:
    feed, read = program(desk, "feed"), program(desk, "read")
    secrets = [client.headers.pop("Authorization").removeprefix("Bearer ") for client in (feed, read)]

    assert [feed.get(f"/feed/nothing?token={secret}").status_code for secret in (*secrets, "", "x")] == [
        404,
        401,
        401,
        401,
    ]
    assert feed.get(f"/api/v1/me?token={secrets[0]}").status_code == 401


def test_a_wrong_token_is_told_whatever_cookie_comes_with_it(client_of: Clients) -> None:
    for shown in ["Bearer wrong", "Bearer ", "bearer x y", "Bearer \xff"]:
        answer = client_of(Role.ADMIN).get("/api/v1/me", headers={b"authorization": shown.encode("latin-1")})

        assert answer.status_code == 401


def test_a_token_that_has_ended_is_refused(desk: Desk, clock: Now) -> None:
    client = program(desk, "read", expires_at=desk.clock() + timedelta(days=1))
    clock.at += timedelta(days=1)

    assert client.get("/api/v1/me").status_code == 401


def test_when_a_token_was_used_is_noted(desk: Desk) -> None:
    program(desk, "read").get("/api/v1/me")

    assert desk.store.tokens_of(1)[0].used_at == desk.clock()


def test_the_page_leads_to_the_interfaces_manual_and_says_the_version(client_of: Clients) -> None:
    page = client_of(Role.READER).get("/me").text

    assert ('href="/api"' in page, f"版本 {program_version()}" in page) == (True, True)
