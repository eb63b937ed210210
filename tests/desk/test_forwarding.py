"""A proxy that nobody named is told of: in the log, and to admins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.forwarding import AGAIN, Strangers, is_stranger
from desk.settings import DeskSettings
from inspection.people import Role
from tests.desk.conftest import NOW, application_of, enter

Clients = Callable[..., TestClient]


@pytest.mark.parametrize(
    ("peer", "said", "trusted", "strange"),
    [
        ("10.0.0.5", ["203.0.113.9"], [], True),
        ("10.0.0.5", ["203.0.113.9"], ["10.0.0.6"], True),
        ("203.0.113.9", ["203.0.113.9"], ["10.0.0.5"], False),  # believed
        ("203.0.113.9", ["198.51.100.1, 203.0.113.9:4711"], ["10.0.0.5"], False),
        ("2001:db8::1", ["[2001:db8::1]:4711"], ["10.0.0.5"], False),
        ("10.0.0.5", ["", "nonsense"], ["10.0.0.0/8"], False),  # nothing usable was said by a named one
        ("testclient", ["203.0.113.9"], [], False),
    ],
)
def test_who_is_not_believed_is_a_stranger(peer: str, said: list[str], trusted: list[str], strange: bool) -> None:
    assert is_stranger(peer, said, trusted) is strange


def from_proxy(address: str) -> Request:
    headers = [(b"x-forwarded-for", b"203.0.113.9")]
    return Request({"type": "http", "client": (address, 4711), "headers": headers})


def test_the_log_hears_of_strangers_once_an_hour(caplog: pytest.LogCaptureFixture) -> None:
    strangers = Strangers()
    for minutes, address in ((0, "10.0.0.5"), (5, "10.0.0.6"), (60, "10.0.0.7")):
        strangers.heed(from_proxy(address), [], NOW + timedelta(minutes=minutes))

    heard = [line.message for line in caplog.records]
    assert len(heard) == 2
    assert "10.0.0.7" in heard[1]
    assert strangers.shown(NOW + AGAIN * 30) is None


def test_admins_see_which_proxy_is_not_named(desk: Desk) -> None:
    admin = enter(desk, Role.ADMIN)[1]
    for trusted, seen in (("10.0.0.5", False), ("", True)):
        served = replace(desk, settings=DeskSettings(proxies=trusted))
        client = TestClient(application_of(served), base_url="http://desk.test", client=("10.0.0.5", 4711))
        client.cookies.set("xunjian", admin, domain="desk.test")

        page = client.get("/people", headers={"X-Forwarded-For": "203.0.113.9"}).text

        assert ("请把 10.0.0.5 写进 XUNJIAN_DESK_PROXIES" in page) is seen
