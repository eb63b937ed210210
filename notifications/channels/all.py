"""Every channel there is, and the one that the plan's settings ask for."""

from __future__ import annotations

from inspection.alerting import Channel as Settings
from notifications.channels.apprise import Apprise
from notifications.channels.channel import Channel, Environment
from notifications.channels.dingtalk import Dingtalk
from notifications.channels.email import Email
from notifications.channels.feishu import Feishu
from notifications.channels.slack import SlackBot
from notifications.channels.slack_webhook import SlackWebhook
from notifications.channels.webhook import Webhook
from notifications.channels.wecom import Wecom

CHANNELS: tuple[type[Channel], ...] = (SlackBot, SlackWebhook, Wecom, Dingtalk, Feishu, Email, Webhook, Apprise)


def channel_of(name: str, settings: Settings, environment: Environment) -> Channel:
    """The plan's channel `name`, ready to send. Secrets are read from `environment` when it sends, not before."""
    if settings.slack is not None:
        made: type[SlackBot | SlackWebhook] = SlackBot if settings.slack.webhook_env is None else SlackWebhook
        return made(settings.slack, environment)
    if settings.wecom is not None:
        return Wecom(settings.wecom, environment)
    if settings.dingtalk is not None:
        return Dingtalk(settings.dingtalk, environment)
    if settings.feishu is not None:
        return Feishu(settings.feishu, environment)
    if settings.email is not None:
        return Email(settings.email, environment)
    if settings.webhook is not None:
        return Webhook(settings.webhook, environment)
    if settings.apprise is not None:
        return Apprise(settings.apprise, environment)
    raise ValueError(f"channel {name} is of no known kind: the plan lets exactly one through")
