"""What stands between an account and its reader: tokens, secrets, rights, quotas, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from inspection.records import ColumnState
from tests.platforms.wechat_api import COMMENTS, LIST, TOKEN, TOTALS, WechatApiServer
from tests.platforms.wechat_api_shapes import News, Publication, Reader
from tests.spiders.accounts.wechat_readings import ENV, NOW, a_task, read


@pytest.fixture
def server() -> Iterator[WechatApiServer]:
    with WechatApiServer(now=NOW) as running:
        running.publications = [Publication((News("标题", 7),), NOW - timedelta(days=2))]
        running.comments = {"7_1": [Reader(1, "在哪里办理", NOW - timedelta(days=1))]}
        yield running


def test_a_secret_that_is_not_set_is_asked_for_by_name(server: WechatApiServer) -> None:
    reading = read(a_task(server, environment={}))

    assert (reading.reason, reading.requests) == ("credential-missing", 0)
    assert ENV in reading.detail


def test_a_wrong_secret_is_to_be_renewed_by_a_person(server: WechatApiServer) -> None:
    reading = read(a_task(server, environment={ENV: "not-the-secret"}))

    assert (reading.state, reading.reason, reading.credential) == (ColumnState.BLOCKED, "credential-refused", ENV)
    assert server.calls() == {TOKEN: 1}


def test_an_unknown_app_id_is_told(server: WechatApiServer) -> None:
    task = a_task(server)
    server.app_id = "wxanother"

    assert "40013" in read(task).detail


def test_an_address_that_is_not_allowed_is_named(server: WechatApiServer) -> None:
    server.refused_ip = "203.0.113.7"

    reading = read(a_task(server))

    assert (reading.reason, reading.credential) == ("ip-not-allowed", None)
    assert "203.0.113.7" in reading.detail


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_is_no_longer_taken_is_replaced_once(server: WechatApiServer, code: int) -> None:
    server.fail(LIST, code)

    reading = read(a_task(server))

    assert reading.state is ColumnState.READ
    assert [asked["force_refresh"] for asked in server.asked(TOKEN)] == [False, False, True]


def test_a_token_that_another_program_replaced_is_not_forced_again(server: WechatApiServer) -> None:
    server.after_first(TOKEN, server.expire_tokens)

    reading = read(a_task(server))

    assert reading.state is ColumnState.READ
    assert [asked["force_refresh"] for asked in server.asked(TOKEN)] == [False, False]


def test_a_token_that_expires_between_two_requests_costs_nothing(server: WechatApiServer) -> None:
    server.after_first(TOTALS, server.expire_tokens)

    assert read(a_task(server)).covers_since == NOW.date() - timedelta(days=28)


@pytest.mark.parametrize(("code", "reason"), [(40001, "credential-refused"), (42001, "credential-expired")])
def test_a_token_that_is_never_taken_is_to_be_seen_to_by_a_person(
    server: WechatApiServer, code: int, reason: str
) -> None:
    server.fail(LIST, code, times=99)

    reading = read(a_task(server))

    assert (reading.reason, reading.credential) == (reason, ENV)
    assert server.calls()[LIST] <= 3
    assert sum(asked["force_refresh"] for asked in server.asked(TOKEN)) <= 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [(45009, "quota-used-up"), (45011, "rate-limited"), (50002, "forbidden"), (40035, "platform-error")],
)
def test_a_refusal_is_never_an_empty_account(server: WechatApiServer, code: int, reason: str) -> None:
    server.fail(LIST, code, times=9)

    reading = read(a_task(server))

    assert (reading.state, reading.reason, reading.articles) == (ColumnState.BLOCKED, reason, ())
    assert str(code) in reading.detail


def test_a_used_up_quota_of_the_statistics_is_the_reason_of_what_is_not_seen(server: WechatApiServer) -> None:
    server.quota = {TOTALS: 0}

    reading = read(a_task(server))

    assert reading.partial == "group-sends-not-seen"
    assert "调用次数已用完" in reading.detail


@pytest.mark.parametrize("fault", [{"code": -1}, {"status": 503}, {"status": 502, "body": b"<html>bad gateway</html>"}])
def test_a_busy_platform_is_asked_again(server: WechatApiServer, fault: dict[str, Any]) -> None:
    server.fail(LIST, times=2, **fault)

    assert read(a_task(server)).state is ColumnState.READ
    assert server.calls()[LIST] == 3


def test_a_platform_that_stays_busy_is_left_alone(server: WechatApiServer) -> None:
    server.fail(LIST, -1, times=99)

    reading = read(a_task(server))

    assert (reading.reason, server.calls()[LIST]) == ("platform-busy", 3)


def test_a_web_page_in_place_of_json_could_not_be_read(server: WechatApiServer) -> None:
    server.fail(LIST, body=b"<html><title>login</title></html>")

    reading = read(a_task(server))

    assert (reading.state, reading.reason) == (ColumnState.UNREADABLE, "not-json")


def test_a_redirect_is_not_followed_with_the_token(server: WechatApiServer) -> None:
    server.fail(LIST, status=302, headers={"Location": f"{server.base}/elsewhere"})

    reading = read(a_task(server))

    assert reading.reason == "not-json"
    assert "/elsewhere" not in server.calls()


def test_a_platform_that_is_not_there_is_unreachable(server: WechatApiServer) -> None:
    task = a_task(server)
    server.__exit__()

    assert read(task).state is ColumnState.UNREACHABLE


@pytest.mark.parametrize("path", [TOKEN, LIST, TOTALS, COMMENTS])
@pytest.mark.parametrize("code", [-1, 40001, 40164, 42001, 45009, 48001, 88000])
def test_no_secret_and_no_token_is_in_what_is_told(server: WechatApiServer, path: str, code: int) -> None:
    server.fail(path, code, times=99)
    task = a_task(server, replying={})

    told = repr(read(task))

    assert not any(secret in told for secret in (server.secret, *server.tokens))
    assert "oABCDreader" not in told


def test_a_token_in_the_platforms_own_words_is_blotted_out(server: WechatApiServer) -> None:
    said = '{"errcode": 40035, "errmsg": "invalid parameters for 88_0001StandInTokenStandInToken-_0"}'
    server.fail(LIST, body=said.encode())

    reading = read(a_task(server))

    assert "88_0001StandInTokenStandInToken-_0" in server.tokens
    assert "StandInToken" not in reading.detail


def test_secrets_go_nowhere_but_into_the_request_for_a_token(server: WechatApiServer) -> None:
    read(a_task(server, replying={}))

    assert all(server.secret not in repr(body) for path, body in server.requests if path != TOKEN)
    assert all(server.secret not in path for path, _ in server.requests)
