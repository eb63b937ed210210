"""What was told about an issue, on which channel, and why or why not: the memory of every stage of telling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inspection.findings import Json, Severity


class Kind(StrEnum):
    """What a message is."""

    NEW = "new"  # issues told for the first time; some may have been told before and got worse or came back
    REMINDER = "reminder"  # what is still wrong after the plan's interval
    ESCALATION = "escalation"  # overdue: one rung of the plan's ladder
    RECOVERY = "recovery"  # it is over
    UPDATE = "update"  # the group's post, brought up to date in place; channels that cannot are sent none
    DIGEST = "digest"  # the week
    NOTICE = "notice"  # about the telling itself: a channel that fails
    TEST = "test"  # `xunjian alerts test`


@dataclass(frozen=True, slots=True)
class Decision:
    """What one stage decided about one issue on one channel. The newest of (issue, channel) is shown first."""

    issue: int
    channel: str
    at: datetime
    stage: str  # route, inhibit, group, quiet-hours, dedup, escalate, recover, or send
    reason: str  # kebab-case; notifications/because.py has the Chinese
    detail: str = ""  # Chinese, for people
    message: str | None = None  # the message that was made of it
    until: datetime | None = None  # when a held one is looked at again, where that is known


@dataclass(frozen=True, slots=True)
class Telling:
    """How things stand between one issue and one channel."""

    issue: int
    channel: str
    waiting_since: datetime | None = None  # wanted to be told, waits in its group
    told_at: datetime | None = None  # when a message about it was last put into the outbox
    told_kind: Kind | None = None
    told_severity: Severity | None = None
    told_version: int = 0  # the issue's version when it was last told or updated
    told_reopened: int = 0  # how often it had come back when it was last told
    times: int = 0  # how often, since it was last told that it was over
    rung: int = 0  # how many rungs of the ladder were told here
    over_at: datetime | None = None  # told that it is over
    group: str = ""  # the group in which it was last told
    stage: str = ""  # the last decision's
    reason: str = ""
    until: datetime | None = None
    told_unit: str | None = None  # the unit that answered when it was last told; `-` where none did


class Status(StrEnum):
    """Where a message is."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # given up; said so on another channel
    WITHDRAWN = "withdrawn"  # what it says was no longer true before it could be sent


@dataclass(frozen=True, slots=True)
class Message:
    """One row of the outbox. `payload` is the alert (notifications/alert.py) as JSON."""

    id: str  # sorts by time; it is in every message, so that a repeated one can be known
    site: str
    channel: str
    kind: Kind
    group: str
    severity: Severity
    created_at: datetime
    not_before: datetime
    payload: Mapping[str, Json]
    issues: tuple[int, ...] = ()
    status: Status = Status.QUEUED
    attempts: int = 0
    sent_at: datetime | None = None
    error: str = ""  # Chinese, without secrets: what the channel said last
    receipt: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """A group's message that can be updated or answered to: Slack's `channel` and `ts`."""

    site: str
    channel: str
    group: str
    message: str
    at: datetime
    place: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChannelHealth:
    """Whether a channel takes messages."""

    site: str
    channel: str
    failing_since: datetime | None = None  # None: it works
    error: str = ""
    permanent: bool = False
    not_before: datetime | None = None  # the channel asked us to wait: no message before
    noticed_at: datetime | None = None  # when other channels were told of it
