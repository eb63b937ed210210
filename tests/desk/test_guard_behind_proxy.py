"""The guard of a desk whose address is set, what goes wrong behind it, and how long one stays signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.app import application
from desk.desk import Desk
from desk.settings import DeskSettings
from inspection.people import Role
from store.errors import StoreError
from tests.desk.conftest import Now, application_of, enter
from tests.desk.test_guard import end_others

Clients = Callable[..., TestClient]

# With an address that is set

URL = "https://xunjian.example.gov.cn"


def behind(desk: Desk, role: Role | None = None, host: str = "xunjian.example.gov.cn") -> TestClient:
    """A client of a desk behind a proxy that speaks https outside."""
    served = replace(desk, settings=DeskSettings(url=URL))
    client = TestClient(application_of(served), base_url=f"http://{host}", follow_redirects=False)
    if role is not None:
        _, secret = enter(desk, role)
        client.headers["Cookie"] = f"__Host-{COOKIE}={secret}"
        session = desk.store.session(secret, desk.clock())
        assert session is not None
        client.headers["X-CSRF-Token"] = session.csrf
    return client


def test_only_the_set_host_is_answered(desk: Desk) -> None:
    for host, status in [
        ("xunjian.example.gov.cn", 200),
        ("xunjian.example.gov.cn:443", 200),
        ("evil.example", 400),
        ("127.0.0.1", 400),
    ]:
        assert behind(desk, host=host).get("/sign-in").status_code == status


@pytest.mark.parametrize(("origin", "status"), [(URL, 303), ("http://xunjian.example.gov.cn", 403)])
def test_the_set_address_is_the_origin(desk: Desk, origin: str, status: int) -> None:
    assert end_others(behind(desk, Role.READER), headers={"Origin": origin}) == status


def test_by_https_browsers_come_back_by_https_alone(desk: Desk) -> None:
    assert "max-age" in behind(desk).get("/sign-in").headers["strict-transport-security"]


def test_by_https_a_cookie_that_anybody_might_have_set_is_not_believed(desk: Desk) -> None:
    _, secret = enter(desk, Role.ADMIN)

    assert behind(desk).get("/me", headers={"Cookie": f"{COOKIE}={secret}"}).status_code == 303


# What goes wrong inside


def broken(desk: Desk, error: Exception) -> TestClient:
    def breaks() -> None:
        raise error

    app = application(desk)
    for path in ("/breaks", "/api/v1/breaks"):
        app.add_api_route(path, breaks)
    _, secret = enter(desk, Role.READER)
    return TestClient(app, base_url="http://desk.test", cookies={COOKIE: secret})


def test_an_error_is_told_by_its_number_alone(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    answer = broken(desk, RuntimeError("geheim")).get("/breaks")

    assert (answer.status_code, "编号" in answer.text, "geheim" in answer.text) == (500, True, False)
    assert "geheim" in caplog.text


def test_a_database_that_is_away_is_said(desk: Desk) -> None:
    client = broken(desk, StoreError("打不开数据库 /var/geheim.db", "cannot-open"))

    page, program = client.get("/breaks"), client.get("/api/v1/breaks")

    assert (page.status_code, program.status_code) == (503, 503)
    assert ("数据库暂时不可用" in page.text, "geheim" in page.text + program.text) == (True, False)
    assert program.json()["detail"]


def test_the_last_use_is_noted_once_a_minute(client_of: Clients, desk: Desk, clock: Now) -> None:
    client = client_of(Role.READER)
    before = seen(desk)
    clock.at += desk.settings.idle / 2

    client.get("/live/nothing")
    idle = seen(desk)
    client.get("/me")

    assert (idle == before, seen(desk) == clock.at) == (True, True)


def seen(desk: Desk) -> object:
    return desk.store.people()[0].seen_at or desk.clock() - desk.clock()


def test_nobody_stays_longer_than_the_longest(client_of: Clients, desk: Desk, clock: Now) -> None:
    client = client_of(Role.READER)
    statuses = []
    for _ in range(20):
        clock.at += desk.settings.idle * 0.9
        statuses.append(client.get("/me").status_code)

    assert statuses == [200] * statuses.count(200) + [303] * statuses.count(303)
    assert 303 in statuses


def test_who_is_idle_is_signed_out(client_of: Clients, desk: Desk, clock: Now) -> None:
    client = client_of(Role.READER)
    clock.at += desk.settings.idle / 2
    client.get("/me")
    clock.at += desk.settings.idle

    assert client.get("/me").status_code == 303
