"""Slack by an incoming webhook."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from notifications.channels.slack_webhook import SlackWebhook
from tests.notifications.channels.slack_rules import message_error
from tests.notifications.channels.slack_samples import alert, alerts
from tests.notifications.channels.slack_server import HOOK, Fault, SlackServer

OFFLINE = SlackWebhook(Slack(webhook_env="SLACK_HOOK"), {})


def hook(address: str) -> SlackWebhook:
    return SlackWebhook(Slack(webhook_env="SLACK_HOOK"), {"SLACK_HOOK": address})


async def refusal(channel: SlackWebhook) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert()))
    return raised.value


async def test_an_alert_is_delivered(slack: SlackServer) -> None:
    channel = hook(slack.base + HOOK)

    await channel.send(channel.render(alert()))

    assert len(slack.hooked) == 1


@given(alerts())
@settings(max_examples=100, deadline=None)
def test_no_alert_breaks_a_limit_or_has_buttons(told: Any) -> None:
    body = dict(OFFLINE.render(told))

    assert message_error(body) is None
    assert not [block for block in body["blocks"] if block["type"] == "actions" or "accessory" in block]


@pytest.mark.parametrize(
    ("status", "word", "permanent"),
    [(400, "invalid_payload", True), (403, "action_prohibited", True), (404, "channel_not_found", True),
     (404, "no_service", True), (410, "channel_is_archived", True), (500, "rollup_error", False),
     (429, "rate_limited", False), (502, "<html>", False), (200, "<html>ok</html>", False), (302, "", True)],
)  # fmt: skip
async def test_answers_mean_what_slack_says_they_mean(
    slack: SlackServer, status: int, word: str, permanent: bool
) -> None:
    slack.faults.append(Fault(status, word.encode()))

    assert (await refusal(hook(slack.base + HOOK))).permanent is permanent


async def test_a_dropped_connection_is_tried_again(slack: SlackServer) -> None:
    slack.faults.append(Fault(drop=True))

    assert not (await refusal(hook(slack.base + HOOK))).permanent


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/services/T/B/secret-word", "secret-word", "http://[secret-word"]
)
async def test_no_error_holds_the_address(address: str) -> None:
    assert "secret-word" not in repr(await refusal(hook(address)))


async def test_a_missing_address_is_named_and_final() -> None:
    error = await refusal(OFFLINE)

    assert error.permanent
    assert "SLACK_HOOK" in str(error)
