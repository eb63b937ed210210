"""Messages of the outbox, posts and channels' health as rows, and back."""

from __future__ import annotations

from typing import Any

from inspection.findings import Severity
from inspection.telling import ChannelHealth, Kind, Message, Post, Status
from store.case_tables import channel_health, messages, posts
from store.values import AnyRow, clean, from_json, to_json

_MESSAGE = (
    "id", "site", "channel", "kind", "group", "severity", "created_at", "not_before", "payload", "issues", "status",
    "attempts", "sent_at", "error", "receipt",
)  # fmt: skip
MESSAGE_COLUMNS = [messages.c[name] for name in _MESSAGE]
POST_COLUMNS = [posts.c[name] for name in ("site", "channel", "group", "message", "at", "place")]
HEALTH_COLUMNS = list(channel_health.c)


def to_message(row: AnyRow) -> Message:
    """From a row of MESSAGE_COLUMNS."""
    values = dict(zip(_MESSAGE, row, strict=True))
    values["kind"] = Kind(row.kind)
    values["severity"] = Severity(row.severity)
    values["payload"] = _payload(row.payload)
    values["issues"] = tuple(from_json(row.issues))
    values["status"] = Status(row.status)
    values["receipt"] = from_json(row.receipt)
    return Message(**values)


def _payload(text: str) -> Any:
    """One damaged row must not stop every other message: empty, it is refused where it would be sent."""
    try:
        payload = from_json(text)
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}


def message_row(message: Message) -> dict[str, Any]:
    """Every column but those of the claim."""
    return {
        "id": clean(message.id),
        "site": clean(message.site),
        "channel": clean(message.channel),
        "kind": message.kind.value,
        "group": clean(message.group),
        "severity": message.severity.value,
        "created_at": message.created_at,
        "not_before": message.not_before,
        "payload": to_json(message.payload),
        "issues": to_json(message.issues),
        "status": message.status.value,
        "attempts": message.attempts,
        "sent_at": message.sent_at,
        "error": clean(message.error),
        "receipt": to_json(message.receipt),
    }


def to_post(row: AnyRow) -> Post:
    """From a row of POST_COLUMNS."""
    site, channel, group, message, at, place = row
    return Post(site, channel, group, message, at, from_json(place))


def post_row(post: Post) -> dict[str, Any]:
    """Every column."""
    return {
        "site": clean(post.site),
        "channel": clean(post.channel),
        "group": clean(post.group),
        "message": clean(post.message),
        "at": post.at,
        "place": to_json(post.place),
    }


def to_health(row: AnyRow) -> ChannelHealth:
    """From a row of HEALTH_COLUMNS."""
    return ChannelHealth(*row)


def health_row(health: ChannelHealth) -> dict[str, Any]:
    """Every column."""
    return {
        "site": clean(health.site),
        "channel": clean(health.channel),
        "failing_since": health.failing_since,
        "error": clean(health.error),
        "permanent": health.permanent,
        "not_before": health.not_before,
        "noticed_at": health.noticed_at,
    }
