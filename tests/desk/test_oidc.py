"""Signing in elsewhere, with a real provider on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response
from pydantic import SecretStr
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.desk import Desk
from desk.oidc import provider_of
from desk.settings import DeskSettings
from inspection.people import Person, Role
from tests.desk.conftest import Now, application_of
from tests.desk.oidc_provider import CLIENT, NOW, SECRET, Provider, providing


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as one:
        yield one


def client_at(desk: Desk, provider: Provider, role: str = "reader") -> TestClient:
    """A browser of a desk that trusts the provider."""
    settings = DeskSettings(
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        oidc_role=role,
    )
    return TestClient(
        application_of(replace(desk, settings=settings)), base_url="http://desk.test", follow_redirects=False
    )


def come(client: TestClient, provider: Provider, next: str = "/me") -> Response:
    """There and back."""
    away = client.get("/sign-in/elsewhere", params={"next": next})
    back, redirect = provider.authorize(away.headers["location"])
    assert redirect == "http://desk.test/sign-in/return"
    return client.get(back)


def test_who_is_known_elsewhere_comes_in_as_a_reader(desk: Desk, provider: Provider) -> None:
    provider.claims = {"preferred_username": "Qian", "name": "钱处"}
    client = client_at(desk, provider)

    answer = come(client, provider)

    added = desk.store.person_by_login("qian")
    assert added is not None
    assert (answer.headers["location"], added.name, added.role, added.elsewhere) == ("/me", "钱处", Role.READER, True)
    assert client.get("/me").status_code == 200


def test_who_comes_again_is_the_same_person_whatever_they_are_called(desk: Desk, provider: Provider) -> None:
    provider.claims = {"preferred_username": "qian"}
    come(client_at(desk, provider), provider)
    provider.claims = {"preferred_username": "another"}

    come(client_at(desk, provider), provider)

    assert [person.login for person in desk.store.people()] == ["qian"]


def test_a_name_that_is_somebodys_here_does_not_make_one_them(desk: Desk, provider: Provider) -> None:
    desk.store.add_person(Person("admin", "管理员", Role.ADMIN), desk.clock(), password="$argon2id$x")
    provider.claims = {"preferred_username": "admin"}

    come(client_at(desk, provider), provider)

    assert [(one.login.partition("-")[0], one.role) for one in desk.store.people()] == [
        ("admin", Role.ADMIN),
        ("admin", Role.READER),
    ]


def test_whom_an_admin_put_down_is_bound_at_the_first_coming_and_no_later(desk: Desk, provider: Provider) -> None:
    desk.store.add_person(Person("sun", "孙", Role.TRIAGE), desk.clock())
    provider.claims = {"preferred_username": "sun"}
    first = come(client_at(desk, provider, "none"), provider)
    provider.claims = {"preferred_username": "sun", "sub": "s-2"}

    second = come(client_at(desk, provider, "none"), provider)

    assert (first.status_code, second.status_code, "联系管理员" in second.text) == (303, 403, True)


def test_an_address_that_nobody_verified_binds_nobody(desk: Desk, provider: Provider) -> None:
    desk.store.add_person(Person("sun@example.org", "孙", Role.ADMIN), desk.clock())
    provider.claims = {"email": "sun@example.org", "email_verified": False}

    assert come(client_at(desk, provider, "none"), provider).status_code == 403


def test_who_may_no_longer_come_in_does_not(desk: Desk, provider: Provider) -> None:
    come(client_at(desk, provider), provider)
    desk.store.change_person(replace(desk.store.people()[0], active=False))

    assert come(client_at(desk, provider), provider).status_code == 403


@pytest.mark.parametrize(
    ("claims", "sign"),
    [
        ({"nonce": "wrong"}, "RS256"),
        ({"nonce": None}, "RS256"),
        ({"aud": "somebody-else"}, "RS256"),
        ({"aud": [CLIENT, "other"], "azp": "other"}, "RS256"),
        ({"aud": None}, "RS256"),
        ({"iss": "https://evil.example"}, "RS256"),
        ({"exp": NOW - 3600, "iat": NOW - 7200}, "RS256"),
        ({"exp": None}, "RS256"),
        ({"sub": None}, "RS256"),
        ({"sub": 7}, "RS256"),
        ({}, "none"),
        ({}, "HS256"),
        ({}, "foreign"),
    ],
)
def test_an_id_token_that_does_not_hold_lets_nobody_in(
    desk: Desk, provider: Provider, claims: dict[str, object], sign: str
) -> None:
    provider.claims, provider.sign = claims, sign
    client = client_at(desk, provider)

    answer = come(client, provider)

    assert (answer.status_code, desk.store.people(), COOKIE in client.cookies) == (403, [], False)
    assert desk.store.audited()[0].act == "sign-in-failed"


def test_an_answer_is_taken_once(desk: Desk, provider: Provider) -> None:
    client = client_at(desk, provider)
    back, _ = provider.authorize(client.get("/sign-in/elsewhere").headers["location"])
    client.get(back)
    client.cookies.delete(COOKIE)

    assert client.get(back).status_code == 403


def test_an_answer_that_another_browser_asked_for_is_not_taken(desk: Desk, provider: Provider) -> None:
    attacker, victim = client_at(desk, provider), client_at(desk, provider)
    back, _ = provider.authorize(attacker.get("/sign-in/elsewhere").headers["location"])
    victim.get("/sign-in/elsewhere")

    assert (victim.get(back).status_code, desk.store.people()) == (403, [])


@pytest.mark.parametrize(
    "query", ["", "?error=access_denied", "?state=x&code=y", "?state=%00&state=2&code=" + "9" * 5000]
)
def test_an_odd_answer_is_told(desk: Desk, provider: Provider, query: str) -> None:
    client = client_at(desk, provider)
    client.get("/sign-in/elsewhere")

    assert client.get(f"/sign-in/return{query}").status_code == 403


def test_a_provider_of_another_name_is_not_believed(desk: Desk, provider: Provider) -> None:
    provider.said_issuer = "https://evil.example"

    assert client_at(desk, provider).get("/sign-in/elsewhere").status_code == 403


def test_a_provider_that_is_away_is_said(desk: Desk, provider: Provider) -> None:
    provider.issuer = "http://127.0.0.1:9"

    assert "连不上" in client_at(desk, provider).get("/sign-in/elsewhere").text


def test_a_provider_that_did_not_answer_is_left_alone_for_a_while(desk: Desk, provider: Provider) -> None:
    address, provider.issuer = provider.issuer, "http://127.0.0.1:10"
    client = client_at(desk, provider)
    client.get("/sign-in/elsewhere")
    known = provider_of(client.app.state.desk.settings)  # type: ignore[attr-defined]
    known.issuer = provider.issuer = address  # it is back, and nobody asks yet

    assert client.get("/sign-in/elsewhere").status_code == 403


def test_nobody_fills_the_trail_without_signing_in(desk: Desk, provider: Provider) -> None:
    client = client_at(desk, provider)
    tries = 10 * desk.settings.tries

    for _ in range(3):
        client.get("/sign-in/return?state=x&code=y")
    said = [come_with_nonsense(client) for _ in range(tries + 2)]

    assert (said.count(429), len(desk.store.audited(limit=500))) == (2, tries)


def come_with_nonsense(client: TestClient) -> int:
    """The right state, and a code that is none."""
    away = parse_qs(urlsplit(client.get("/sign-in/elsewhere").headers["location"]).query)
    return client.get(f"/sign-in/return?code=nonsense&state={away['state'][0]}").status_code


def test_where_nothing_is_set_there_is_nowhere_to_go(desk: Desk) -> None:
    client = TestClient(application_of(desk), base_url="http://desk.test")

    assert ("统一身份认证登录" in client.get("/sign-in").text, client.get("/sign-in/elsewhere").status_code) == (
        False,
        404,
    )


def test_nobody_is_led_away_after_coming_back(desk: Desk, provider: Provider, clock: Now) -> None:
    assert come(client_at(desk, provider), provider, "//evil.example").headers["location"] == "/"
