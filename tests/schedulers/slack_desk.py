"""The desk behind Slack's buttons, and what a listener needs to be started at it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from inspection.alerting import Slack
from inspection.issue import Deed, Issue, RefusedError
from inspection.plan import Plan
from notifications.channels.slack_actions import Target
from schedulers.slack_counter import Served, SlackCounter
from tests.notifications.channels.slack_samples import NOW, SITE
from tests.notifications.channels.slack_server import APP_TOKEN, BOT_TOKEN, SlackServer

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
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


def settings(slack: SlackServer) -> Slack:
    return Slack(channel="#portal-inspection", base_url=slack.base)


def environment(**changes: str) -> dict[str, str]:
    own = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SECRET}
    return {**own, **changes}


def counter(slack: SlackServer, desk: Desk) -> SlackCounter:
    served = [Served(lambda: PLAN, desk.perform)]
    return SlackCounter(served, settings(slack), environment(), lambda: NOW, lambda: datetime.now(UTC))
