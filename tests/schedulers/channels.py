"""A channel that notes what it is given and fails when told to, and messages for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from inspection.findings import Severity
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.telling import Kind, Message, Post
from notifications.alert import Alert, Line, to_payload
from notifications.channels.channel import Rate
from store.store import Store

SITE = "某某市民政局"
NOW = datetime(2025, 3, 25, 2, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Shanghai
PLAN = f"""
site: {{name: {SITE}, home: "https://www.example.gov.cn/"}}
alerts:
  channels:
    one: {{wecom: {{key_env: ONE}}}}
    two: {{wecom: {{key_env: TWO}}}}
    three: {{wecom: {{key_env: THREE}}}}
  routes: [{{units: "*", to: [one]}}]
"""


def plan(more: str = "") -> Plan:
    return parse_plan((PLAN + more).encode())


@dataclass
class Noted:
    """A channel that keeps what was sent."""

    kind: ClassVar[str] = "noted"
    rate: ClassVar[Rate] = Rate(10_000, timedelta(minutes=1))
    updates: bool = False
    fails: Callable[[int], Exception | None] = lambda _n: None  # by the number of the attempt, from 1
    answer: Mapping[str, Any] = field(default_factory=dict)
    sent: list[Alert] = field(default_factory=list)
    posts: list[Post | None] = field(default_factory=list)
    attempts: int = 0
    slow: float = 0

    def render(self, alert: Alert, post: Post | None = None) -> Mapping[str, Any]:
        self.posts.append(post)
        return {"alert": alert}

    async def send(self, rendered: Mapping[str, Any]) -> Mapping[str, Any]:
        self.attempts += 1
        await asyncio.sleep(self.slow)
        error = self.fails(self.attempts)
        if error is not None:
            raise error
        self.sent.append(rendered["alert"])
        return self.answer


def message(
    id_: str,
    channel: str = "one",
    group: str | None = None,
    kind: Kind = Kind.NEW,
    severity: Severity = Severity.ERROR,
    at: datetime = NOW,
) -> Message:
    alert = Alert(
        id=id_,
        kind=kind,
        site=SITE,
        at=at,
        group=group or id_,
        severity=severity,
        headline=f"通知公告：断链 {id_}",
        because="首次发现",
        lines=(Line(1, f"附件“{id_}”打不开", severity, "suspected", "broken-link"),),
        total=1,
    )
    return Message(id_, SITE, channel, kind, group or id_, severity, at, at, to_payload(alert))


def put(store: Store, *messages: Message) -> None:
    with store.casework(SITE) as work:
        work.enqueue(messages)
