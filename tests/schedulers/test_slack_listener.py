"""Slack's buttons, from the press to the deed: by Socket Mode and by the signed route."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.issue import Act, Deed, Issue, RefusedError
from inspection.plan import Plan
from notifications.slack_actions import Target
from schedulers.slack_counter import NOT_DONE, NOT_OPENED, UNMAPPED, Served, SlackCounter
from schedulers.slack_listener import LARGEST_BODY, listen_socket, signed_route
from tests.notifications.slack_payloads import STRANGER, choose, press, submit
from tests.notifications.slack_samples import NOW, SITE
from tests.notifications.slack_server import APP_TOKEN, BOT_TOKEN, Fault, SlackServer, slack_server

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
SECONDS = 1_742_864_400.0
PLAN = Plan.model_validate(
    {
        "site": {"name": SITE, "home": "https://www.example.gov.cn/"},
        "units": ["办公室", {"name": "传媒中心", "contacts": [{"name": "值班编辑", "slack": "U0001"}]}],
    }
)


class Desk:
    """Stands where the cases are: writes down what is asked of it, and answers as told."""

    def __init__(self) -> None:
        self.deeds: list[tuple[Target, Deed]] = []
        self.results: Mapping[int, Issue | RefusedError] = {}
        self.takes: float = 0
        self.fails: Exception | None = None

    def perform(self, target: Target, deed: Deed) -> Mapping[int, Issue | RefusedError]:
        time.sleep(self.takes)
        if self.fails is not None:
            raise self.fails
        self.deeds.append((target, deed))
        return self.results


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


@pytest.fixture
def desk() -> Desk:
    return Desk()


def settings(slack: SlackServer) -> Slack:
    return Slack(channel="#portal-inspection", base_url=slack.base)


def environment(**changes: str) -> dict[str, str]:
    own = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SECRET}
    return {**own, **changes}


def counter(slack: SlackServer, desk: Desk) -> SlackCounter:
    served = [Served(PLAN, desk.perform)]
    return SlackCounter(served, settings(slack), environment(), lambda: NOW, lambda: datetime.now(UTC))


@asynccontextmanager
async def listening(slack: SlackServer, desk: Desk) -> AsyncIterator[SlackCounter]:
    """A listener by Socket Mode, connected."""
    stop, office = asyncio.Event(), counter(slack, desk)
    task = asyncio.create_task(listen_socket(settings(slack), environment(), office, stop, first_wait=0.02))
    try:
        async with asyncio.timeout(5):
            await slack.connected.wait()
            yield office
    finally:
        stop.set()
        await asyncio.wait_for(task, 5)


async def until(condition: Callable[[], object]) -> None:
    """Wait for it, five seconds at most."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110, what is waited for is another's
            await asyncio.sleep(0.005)


async def serve(slack: SlackServer, desk: Desk, payload: object) -> dict[str, Any] | None:
    """What is acknowledged; when this returns the work is done too."""
    office = counter(slack, desk)
    said = office.take(payload)
    await office.finish()
    return said


def told(slack: SlackServer) -> list[str]:
    return [message["text"] for message in slack.ephemeral] + [answer["text"] for _, answer in slack.answered]


# What a press does


async def test_accepting_is_done_in_the_name_of_the_plans_person(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("accept"))

    [(target, deed)] = desk.deeds
    assert (target, deed.act, deed.who, deed.at) == (Target((11, 12)), Act.ACCEPT, "值班编辑", NOW)


async def test_one_lines_menu_acts_on_that_issue(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, choose("claim", 12))

    assert [(target, deed.act) for target, deed in desk.deeds] == [(Target((12,)), Act.CLAIM)]


async def test_a_stranger_may_look_but_not_act(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("accept", user=STRANGER))

    assert desk.deeds == []
    assert told(slack) == [UNMAPPED]


async def test_a_stranger_gets_no_window_either(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("dismiss", user=STRANGER))

    assert slack.views == []


async def test_a_refusal_is_told_to_the_person_alone(slack: SlackServer, desk: Desk) -> None:
    desk.results = {11: RefusedError("问题单现为“已整改”，不能“受理”")}

    await serve(slack, desk, press("accept"))

    assert "不能“受理”" in told(slack)[0]
    assert slack.ephemeral[0]["user"] == "U0001"
    assert slack.messages == {}


async def test_the_payloads_own_address_is_answered_first(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("accept", response_url=f"{slack.base}/answers/1"))

    [(_, answer)] = slack.answered
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)


async def test_an_answer_goes_nowhere_but_to_slack(slack: SlackServer, desk: Desk) -> None:
    async with slack_server() as other:
        await serve(slack, desk, press("accept", response_url=f"{other.base}/answers/1"))

    assert other.answered == []
    assert len(slack.ephemeral) == 1


async def test_a_deed_that_breaks_is_said_so(slack: SlackServer, desk: Desk) -> None:
    desk.fails = RuntimeError("disk")

    await serve(slack, desk, press("accept"))

    assert told(slack) == [NOT_DONE]


async def test_a_button_of_another_site_is_not_served_here(slack: SlackServer, desk: Desk) -> None:
    payload = press("accept")
    payload["actions"][0]["action_id"] = "xunjian:accept:00000000"

    await serve(slack, desk, payload)

    assert desk.deeds == []


# Windows


@pytest.mark.parametrize(
    ("act", "fields", "expected"),
    [
        ("assign", {"unit": "办公室", "why": "请核"}, {"unit": "办公室", "why": "请核"}),
        ("dismiss", {"why": "页面本来如此"}, {"why": "页面本来如此"}),
        ("mute", {"days": "3", "why": "改版中"}, {"until": NOW + timedelta(days=3), "why": "改版中"}),
    ],
)
async def test_a_window_asks_for_more_and_then_it_is_done(
    slack: SlackServer, desk: Desk, act: str, fields: dict[str, str], expected: dict[str, Any]
) -> None:
    asked = press(act)
    slack.triggers.add(asked["trigger_id"])
    await serve(slack, desk, asked)

    await serve(slack, desk, submit(slack.views[0], **fields))

    [(target, deed)] = desk.deeds
    assert (target, deed.act.value) == (Target((11, 12)), act)
    assert {name: getattr(deed, name) for name in expected} == expected


async def test_a_window_without_a_reason_stays_open(slack: SlackServer, desk: Desk) -> None:
    asked = press("dismiss")
    slack.triggers.add(asked["trigger_id"])
    await serve(slack, desk, asked)

    said = await serve(slack, desk, submit(slack.views[0], why=" "))

    assert said == {"response_action": "errors", "errors": {"why": "请写明理由"}}
    assert desk.deeds == []


async def test_a_window_that_came_too_late_is_said_so(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("mute"))

    assert told(slack) == [NOT_OPENED]


async def test_a_stranger_cannot_send_off_a_window(slack: SlackServer, desk: Desk) -> None:
    asked = press("dismiss")
    slack.triggers.add(asked["trigger_id"])
    await serve(slack, desk, asked)

    await serve(slack, desk, submit(slack.views[0], user=STRANGER, why="x"))

    assert desk.deeds == []


# Socket Mode


async def test_a_press_is_acknowledged_before_the_work_is_done(slack: SlackServer, desk: Desk) -> None:
    desk.takes = 0.4
    async with listening(slack, desk):
        await slack.push(press("accept"), "e1")
        await until(lambda: "e1" in slack.acks)
        at_acknowledgement = list(desk.deeds)
        await until(lambda: desk.deeds)

    assert at_acknowledgement == []


async def test_a_payload_delivered_twice_acts_once(slack: SlackServer, desk: Desk) -> None:
    payload = press("accept")
    async with listening(slack, desk) as office:
        await slack.push(payload, "e1")
        await slack.push(payload, "e2")
        await until(lambda: len(slack.acks) == 2)
        await office.finish()

    assert len(desk.deeds) == 1


async def test_errors_of_a_window_travel_with_the_acknowledgement(slack: SlackServer, desk: Desk) -> None:
    view = {"callback_id": press("mute")["actions"][0]["action_id"], "private_metadata": '{"target": "issues:11"}'}
    async with listening(slack, desk):
        await slack.push(submit(view, why=""), "e1")
        await until(lambda: "e1" in slack.acks)

    assert slack.acks["e1"]["payload"]["response_action"] == "errors"


@pytest.mark.parametrize("payload", [{}, {"type": "block_actions"}, {"type": "block_actions", "actions": [{}]}])
async def test_a_damaged_payload_is_acknowledged_and_the_next_one_served(
    slack: SlackServer, desk: Desk, payload: dict[str, Any]
) -> None:
    async with listening(slack, desk):
        await slack.sockets[-1].send_str("{not json")
        await slack.push(payload, "e1")
        await slack.push(press("accept"), "e2")
        await until(lambda: {"e1", "e2"} <= set(slack.acks) and desk.deeds)

    assert len(desk.deeds) == 1


async def test_events_that_nobody_asked_for_are_acknowledged(slack: SlackServer, desk: Desk) -> None:
    async with listening(slack, desk):
        await slack.push({"type": "event_callback"}, "e1", kind="events_api")
        await until(lambda: "e1" in slack.acks)

    assert desk.deeds == []


async def test_a_refreshed_connection_is_made_anew(slack: SlackServer, desk: Desk) -> None:
    async with listening(slack, desk):
        await slack.cut()
        await slack.connected.wait()
        await slack.push(press("accept"), "e1")
        await until(lambda: desk.deeds)

    assert len(slack.sockets) == 2


async def test_slack_may_be_away_for_a_while(slack: SlackServer, desk: Desk) -> None:
    slack.faults.extend([Fault(500, b""), Fault(200, b"<html>"), Fault(drop=True)])

    async with listening(slack, desk):
        await slack.push(press("accept"), "e1")
        await until(lambda: desk.deeds)

    assert slack.calls.count("apps.connections.open") == 4


@pytest.mark.parametrize("token", ["", "xapp-wrong"])
async def test_a_missing_or_refused_token_is_final_and_stays_secret(slack: SlackServer, desk: Desk, token: str) -> None:
    with pytest.raises(DeliveryError) as raised:
        await listen_socket(
            settings(slack), environment(SLACK_APP_TOKEN=token), counter(slack, desk), asyncio.Event(), first_wait=0.02
        )

    assert raised.value.permanent
    assert "xapp" not in str(raised.value)


# The signed route


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
