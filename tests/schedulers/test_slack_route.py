"""Slack's buttons by the signed route: what is served, and what is refused."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from inspection.errors import DeliveryError
from schedulers.slack_counter import SlackCounter
from schedulers.slack_listener import signed_route
from schedulers.slack_signature import LARGEST_BODY
from tests.notifications.channels.slack_payloads import press, submit
from tests.notifications.channels.slack_server import SlackServer
from tests.schedulers.slack_desk import SECRET, Desk, counter, environment, settings

SECONDS = 1_742_864_400.0


@asynccontextmanager
async def route(slack: SlackServer, desk: Desk) -> AsyncIterator[tuple[TestClient[Any, Any], SlackCounter]]:
    office = counter(slack, desk)
    app = signed_route(settings(slack), environment(), office, lambda: SECONDS)
    async with TestClient(TestServer(app)) as client:
        yield client, office


def signed(payload: object, at: float = SECONDS, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    body = urlencode({"payload": json.dumps(payload)}).encode()
    return body, headers(body, at, secret)


def headers(body: bytes, at: float = SECONDS, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature is not None
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }


async def test_a_signed_press_is_served(slack: SlackServer, desk: Desk) -> None:
    body, head = signed(press("accept"))
    async with route(slack, desk) as (client, office):
        answer = await client.post("/slack/actions", data=body, headers=head)
        await office.finish()

    assert (answer.status, len(desk.deeds)) == (200, 1)


async def test_a_signed_press_sent_twice_acts_once(slack: SlackServer, desk: Desk) -> None:
    body, head = signed(press("accept"))
    async with route(slack, desk) as (client, office):
        answers = [await client.post("/slack/actions", data=body, headers=head) for _ in range(2)]
        await office.finish()

    assert ([answer.status for answer in answers], len(desk.deeds)) == ([200, 200], 1)


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "9" * 30},
        {"X-Slack-Request-Timestamp": str(int(SECONDS) - 1)},
    ],
)
async def test_a_press_with_a_wrong_signature_is_refused(
    slack: SlackServer, desk: Desk, change: dict[str, str]
) -> None:
    body, head = signed(press("accept"))
    async with route(slack, desk) as (client, _):
        answer = await client.post("/slack/actions", data=body, headers={**head, **change})

    assert (answer.status, desk.deeds) == (401, [])


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_a_press_signed_more_than_five_minutes_ago_is_refused(
    slack: SlackServer, desk: Desk, seconds: int
) -> None:
    body, head = signed(press("accept"), SECONDS + seconds)
    async with route(slack, desk) as (client, _):
        answer = await client.post("/slack/actions", data=body, headers=head)

    assert (answer.status, desk.deeds) == (401, [])


@pytest.mark.parametrize("body", [b"", b"payload=", b"payload=%7B", b"payload=[1]", b"payload=" + b"[" * 100_000])
async def test_a_signed_body_that_says_nothing_is_refused(slack: SlackServer, desk: Desk, body: bytes) -> None:
    async with route(slack, desk) as (client, _):
        answer = await client.post("/slack/actions", data=body, headers=headers(body))

    assert answer.status == 400


async def test_an_unsigned_body_of_bytes_is_refused(slack: SlackServer, desk: Desk) -> None:
    body = b"\xff\xfe"
    async with route(slack, desk) as (client, _):
        answer = await client.post("/slack/actions", data=body, headers=headers(b""))

    assert answer.status == 401


async def test_a_body_without_end_is_cut_off(slack: SlackServer, desk: Desk) -> None:
    body = b"payload=" + b"x" * LARGEST_BODY
    async with route(slack, desk) as (client, _):
        answer = await client.post("/slack/actions", data=body, headers=headers(body))

    assert answer.status == 413


async def test_errors_of_a_window_are_the_answer(slack: SlackServer, desk: Desk) -> None:
    view = {"callback_id": press("dismiss")["actions"][0]["action_id"], "private_metadata": '{"target": "issues:11"}'}
    body, head = signed(submit(view, why=""))
    async with route(slack, desk) as (client, _):
        answer = await client.post("/slack/actions", data=body, headers=head)
        said = await answer.json()

    assert said["errors"] == {"why": "请写明理由"}


async def test_the_watchman_is_answered(slack: SlackServer, desk: Desk) -> None:
    async with route(slack, desk) as (client, _):
        answer = await client.get("/healthz")

    assert answer.status == 200


def test_a_missing_signing_secret_is_named(desk: Desk) -> None:
    server = SlackServer(base="http://127.0.0.1:9")

    with pytest.raises(DeliveryError, match="SLACK_SIGNING_SECRET"):
        signed_route(settings(server), environment(SLACK_SIGNING_SECRET=""), counter(server, desk))
