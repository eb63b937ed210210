"""Slack's channel by a bot's token, at the stand-in or offline."""

from __future__ import annotations

from inspection.alerting import Slack
from notifications.channels.slack import SlackBot
from tests.notifications.channels.slack_server import BOT_TOKEN, SlackServer

CHANNEL = "#portal-inspection"
OFFLINE = SlackBot(Slack(channel=CHANNEL), {})


def bot(slack: SlackServer, token: str = BOT_TOKEN) -> SlackBot:
    return SlackBot(Slack(channel=CHANNEL, base_url=slack.base), {"SLACK_BOT_TOKEN": token})
