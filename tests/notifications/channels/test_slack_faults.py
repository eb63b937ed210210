"""What Slack's answers mean to a bot: try again, wait, or give up."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from notifications.channels.slack import SlackBot
from tests.notifications.channels.slack_bot import CHANNEL, OFFLINE, bot
from tests.notifications.channels.slack_samples import alert
from tests.notifications.channels.slack_server import BOT_TOKEN, Fault, SlackServer

JSON = {"Content-Type": "application/json"}


async def refusal(slack: SlackServer, **changes: Any) -> DeliveryError:
    channel = bot(slack)
    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert(**changes)))
    return raised.value


def said(answer: dict[str, Any]) -> Fault:
    return Fault(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})


async def test_too_fast_waits_as_long_as_slack_asks(slack: SlackServer) -> None:
    slack.limit_rate = True
    channel = bot(slack)
    await channel.send(channel.render(alert()))

    error = await refusal(slack)

    assert (error.permanent, error.retry_after) == (False, timedelta(seconds=1))


@pytest.mark.parametrize(
    "code", ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "a_word_of_tomorrow"]
)
async def test_passing_faults_are_tried_again(slack: SlackServer, code: str) -> None:
    slack.faults.append(said({"ok": False, "error": code}))

    assert not (await refusal(slack)).permanent


@pytest.mark.parametrize(
    "code",
    ["channel_not_found", "is_archived", "invalid_auth", "account_inactive", "token_revoked", "missing_scope",
     "not_in_channel", "invalid_blocks", "msg_too_long", "msg_blocks_too_long", "restricted_action_read_only_channel"],
)  # fmt: skip
async def test_refusals_are_final_and_named(slack: SlackServer, code: str) -> None:
    slack.faults.append(said({"ok": False, "error": code}))

    error = await refusal(slack)

    assert error.permanent
    assert code in str(error)


@pytest.mark.parametrize(
    "fault",
    [Fault(500, b"oops"), Fault(503, b"<html>"), Fault(200, b"not json"), Fault(200, b"[1]", JSON),
     Fault(200, b"{", JSON), Fault(200, b"\xff\xfe", JSON), Fault(200, b"null", JSON), Fault(200, b"", JSON),
     Fault(200, b"ok", {"Content-Type": "text/plain"}), Fault(200, b'{"ok": false}', JSON), Fault(drop=True)],
)  # fmt: skip
async def test_answers_that_are_none_are_tried_again(slack: SlackServer, fault: Fault) -> None:
    slack.faults.append(fault)

    assert not (await refusal(slack)).permanent


async def test_429_without_a_body_is_understood(slack: SlackServer) -> None:
    slack.faults.append(Fault(429, b"", {"Retry-After": "7"}))

    assert (await refusal(slack)).retry_after == timedelta(seconds=7)


async def test_an_archived_channel_is_named(slack: SlackServer) -> None:
    slack.archived.add("C0000001")

    assert "归档" in str(await refusal(slack))


async def test_nobody_there_is_tried_again(slack: SlackServer) -> None:
    channel = SlackBot(Slack(channel=CHANNEL, base_url="http://127.0.0.1:9"), {"SLACK_BOT_TOKEN": BOT_TOKEN})

    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert()))

    assert not raised.value.permanent


async def test_a_missing_token_is_named_and_final() -> None:
    with pytest.raises(DeliveryError, match="SLACK_BOT_TOKEN") as raised:
        await OFFLINE.send(OFFLINE.render(alert()))

    assert raised.value.permanent


async def test_no_error_holds_the_token(slack: SlackServer) -> None:
    secret = "xoxb-wrong-and-secret"
    channel = bot(slack, secret)

    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert()))

    assert secret not in f"{raised.value!r}{raised.value.__cause__!r}"


async def test_a_yes_without_a_place_is_a_yes(slack: SlackServer) -> None:
    slack.faults.append(said({"ok": True}))
    channel = bot(slack)

    assert await channel.send(channel.render(alert())) == {}
