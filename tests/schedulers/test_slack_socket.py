"""Slack's buttons by Socket Mode: acknowledged at once, served once, connected again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from inspection.errors import DeliveryError
from schedulers.slack_counter import SlackCounter
from schedulers.slack_listener import listen_socket
from tests.notifications.channels.slack_payloads import press, submit
from tests.notifications.channels.slack_server import Fault, SlackServer
from tests.schedulers.slack_desk import Desk, counter, environment, settings


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
