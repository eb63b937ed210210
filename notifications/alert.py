"""An alert: what a person is told, before a channel gives it its form. Plain values; texts are not yet made safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from inspection.findings import Severity
from inspection.telling import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody to be called by name, with the identity that each kind of channel knows. No number: its variable."""

    name: str
    email: str | None = None
    slack: str | None = None
    wecom: str | None = None
    dingtalk: str | None = None
    feishu: str | None = None
    mobile_env: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One issue in an alert. `title` and `address` come from web pages: hostile."""

    issue: int
    title: str
    severity: Severity
    state: str  # inspection.issue.State
    check: str
    unit: str | None = None
    column: str | None = None
    address: str | None = None  # where the fault is seen
    due_at: datetime | None = None
    seen_at: datetime | None = None
    note: str = ""  # Chinese: 复发, 等级升高, 逾期 2 个工作日, 涉及 30 个网页
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows one of the issues. `content` is the PNG, base64, of those that are sent along; else empty."""

    issue: int
    shows: str  # Chinese
    doubtful: bool = False  # it speaks against the fault
    evidence: str | None = None  # digests
    snapshot: str | None = None
    har: str | None = None
    content: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """An attachment, base64."""

    name: str
    type: str
    content: str


@dataclass(frozen=True, slots=True)
class Alert:
    """One message about issues, to one channel, with the reason why it is sent."""

    id: str
    kind: Kind
    site: str
    at: datetime
    group: str
    severity: Severity
    headline: str  # one Chinese sentence: 通知公告：200 条断链（办公室）
    because: str  # Chinese: why this is sent: 首次发现, 过了 3 天仍未整改
    lines: tuple[Line, ...] = ()  # the top ones, worst first
    total: int = 0  # how many issues the group has
    unit: str | None = None
    check: str | None = None
    column: str | None = None
    more: str = ""  # how to see the rest: an address of the desk, or a command
    mentions: tuple[Mention, ...] = ()
    text: str = ""  # body of notices, tests and digests, plain text with line breaks
    html: str = ""  # the digest as HTML, for e-mail; made by us, safe
    files: tuple[File, ...] = ()
    recipients: tuple[str, ...] = ()  # e-mail addresses in place of the channel's own (a unit's own digest)
    open: bool = True  # whether people can still act on it (buttons)
    pictures: tuple[Shown, ...] = ()  # put in when it is sent: the outbox keeps the words alone


_ALERT = TypeAdapter(Alert)


def to_payload(alert: Alert) -> dict[str, Any]:
    """The alert as the outbox keeps it."""
    payload: dict[str, Any] = _ALERT.dump_python(alert, mode="json")
    return payload


def from_payload(payload: Any) -> Alert:
    """What `to_payload` wrote."""
    return _ALERT.validate_python(payload)
