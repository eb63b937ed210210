"""The shape of a channel: `render` is pure, `send` speaks to the world and raises DeliveryError."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Protocol

from inspection.telling import Post
from notifications.alert import Alert

# What a channel sends: JSON values in the channel's own format, no secret among them.
Rendered = Mapping[str, Any]
# What the channel answered that is worth keeping: Slack's channel and ts, an e-mail's Message-ID.
Receipt = Mapping[str, Any]
# Where secrets come from: the environment, or what a test puts in its place.
Environment = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` messages in any span of `per`."""

    count: int
    per: timedelta


class Channel(Protocol):
    """One configured way to reach people. Made of the plan's settings and the environment."""

    kind: ClassVar[str]
    rate: ClassVar[Rate]

    @property
    def updates(self) -> bool:
        """Whether it can change a message that it has sent (and answer in its thread)."""
        ...

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:
        """The alert in the channel's format and within its limits; `post` is the group's earlier message, if any."""
        ...

    async def send(self, rendered: Rendered) -> Receipt:
        """Deliver it. Raises DeliveryError: permanent or not, with Retry-After where the channel says so."""
        ...
