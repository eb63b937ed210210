"""m.weibo.cn with a login: what it lets in, and when it must be renewed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inspection.records import ColumnState
from tests.platforms.weibo import WeiboServer
from tests.spiders.accounts.weibo_readings import COOKIE, NOW, a_post, a_task, read


@pytest.fixture
def server() -> Iterator[WeiboServer]:
    with WeiboServer(now=NOW) as running:
        yield running


def test_a_login_lets_in_and_is_never_shown(server: WeiboServer) -> None:
    server.cookie = "_2A25secretvalue"
    server.posts = [a_post(1)]

    reading = read(a_task(server, {COOKIE: f"SUB={server.cookie}; SUBP=0033Wr"}))

    assert reading.state is ColumnState.READ
    assert server.cookie not in repr(reading)


@pytest.mark.parametrize("wall", ["ok-100", "432", "visitor", "html"])
def test_a_login_that_is_refused_must_be_renewed(server: WeiboServer, wall: str) -> None:
    server.posts = [a_post(1)]
    server.wall = wall

    reading = read(a_task(server, {COOKIE: "SUB=old"}))

    assert (reading.reason, reading.credential) == ("credential-expired", COOKIE)


def test_too_many_requests_are_no_reason_to_renew_a_login(server: WeiboServer) -> None:
    server.wall = "418"

    assert read(a_task(server, {COOKIE: "SUB=good"})).reason == "cookie-wall"


def test_a_login_that_is_not_set_is_asked_for_and_nothing_else(server: WeiboServer) -> None:
    reading = read(a_task(server, {}))

    assert (reading.reason, server.requests) == ("credential-missing", [])
