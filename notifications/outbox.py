"""What to do with a message that could not be delivered: try again and when, or give up and say so elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspection.errors import DeliveryError
from inspection.findings import Severity
from inspection.telling import ChannelHealth, Kind, Message
from notifications.alert import Alert, from_payload, to_payload

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=10)
LONGEST_ASKED = timedelta(hours=6)  # a channel that asks for more is asked again after so long
GIVE_UP_AFTER = timedelta(hours=24)  # of temporary failures
LEAST_TRIES = 10  # over about an hour, before a channel that takes other messages is thought not to take this one
SAY_AFTER = timedelta(minutes=15)  # a channel that fails for so long is told of on another one
_GAP = "\N{NO-BREAK SPACE}"  # in a notice's group, for a blank in a channel's name
_SHOWN = 20  # undelivered messages named in one notice


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at that time; the channel's other messages wait too, for they would fail alike."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Trying again is useless."""


def after_failure(
    message: Message, error: DeliveryError, now: datetime, failing_since: datetime | None = None
) -> Again | GiveUp:
    """Permanent errors are given up at once, temporary ones after a day; waits double from 15 s to 10 min.

    A wait that the channel asks for (Retry-After) is honoured, up to 6 hours. `failing_since`: since when the channel
    has taken nothing. A message that is a day old may have waited for the end of quiet hours or for a sender to run:
    that is no day of failures.
    """
    if error.permanent or _failed_for_long(message, now, failing_since):
        return GiveUp()
    if error.retry_after is not None:
        return Again(now + min(max(error.retry_after, timedelta(seconds=1)), LONGEST_ASKED))
    wait: timedelta = FIRST_WAIT * 2 ** min(message.attempts, 10)
    if failing_since is not None:
        wait = max(wait, (now - failing_since) / 2)  # whichever of its messages is tried
    return Again(now + min(wait, LONGEST_WAIT))


def _failed_for_long(message: Message, now: datetime, failing_since: datetime | None) -> bool:
    if now - message.created_at < GIVE_UP_AFTER:
        return False
    dead = failing_since is not None and now - failing_since >= GIVE_UP_AFTER
    return dead or message.attempts >= LEAST_TRIES


def other_channel(tried: Sequence[str], names: Sequence[str], health: Mapping[str, ChannelHealth]) -> str | None:
    """The first other channel of the plan that is not known to fail; one that fails for now, before none at all."""
    left = [name for name in names if name not in tried]
    sound = [name for name in left if name not in health or health[name].failing_since is None]
    waiting = [name for name in left if name in health and not health[name].permanent]
    return next(iter([*sound, *waiting]), None)


def ways_of(message: Message) -> list[str]:
    """The channels that the message has been through: its own, and of a notice those that it tells of."""
    earlier = told_of(message) if message.kind is Kind.NOTICE else []
    return list(dict.fromkeys([*earlier, message.channel]))


def told_of(message: Message) -> list[str]:
    """The channels that a notice tells of, by its group."""
    return [name.replace(_GAP, " ") for name in message.group.removeprefix("notice ").split(" ")]


def _group(ways: Sequence[str]) -> str:
    return " ".join(["notice", *(name.replace(" ", _GAP) for name in ways)])


def notice(
    failed: Message, error: str, channel: str, now: datetime, id_: str, earlier: Message | None = None
) -> Message:
    """What `channel` is told of a message that another one did not take, with what it said.

    `earlier` is a notice of the same kind that is not yet sent: the new one takes its place and says both.
    """
    before = alert_of(earlier) if earlier else None
    lines = [line for line in before.text.split("\n")[1:] if line] if before else []
    lines += [line for line in _content(failed) if line not in lines]
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], "· 其余见 xunjian alerts list --status failed"]
    severity = max((failed.severity, earlier.severity if earlier else failed.severity), key=_weight)
    told = Alert(
        id=id_,
        kind=Kind.NOTICE,
        site=failed.site,
        at=now,
        group=_group(ways_of(failed)),
        severity=severity,
        headline=f"通知渠道“{failed.channel}”无法送达，请尽快处理",
        because="另一渠道发送失败",
        text="\n".join([f"原因：{error}。以下内容未能经“{failed.channel}”送到：", *lines]),
        open=False,
    )
    return Message(id_, failed.site, channel, Kind.NOTICE, told.group, severity, now, now, to_payload(told))


def alert_of(message: Message) -> Alert | None:
    """What the message says; None where the row is damaged, or was written by another version of this program."""
    try:
        return from_payload(message.payload)
    except ValueError:
        return None


def _content(failed: Message) -> list[str]:
    """Of an alert, the issues that it named; a notice's own text goes on."""
    alert = alert_of(failed)
    if alert is None:
        numbers = "、".join(str(number) for number in failed.issues[:_SHOWN])
        about = f"，关于第 {numbers} 号问题单" if numbers else ""
        return [f"· 一条内容已无法读取的消息{about}（编号 {failed.id}）"]
    first = f"· {alert.headline}（编号 {alert.id}）"
    if failed.kind is Kind.NOTICE:
        return [first, *(line for line in alert.text.split("\n")[1:] if line)]
    return [first, *(f"  {number}. {line.title}" for number, line in enumerate(alert.lines[:3], 1))]


def stuck_notice(health: ChannelHealth, waiting: int, channel: str, now: datetime, id_: str) -> Message:
    """What `channel` is told of another one that has failed for a while, and is still tried."""
    since = (health.failing_since or now).astimezone(now.tzinfo)
    told = Alert(
        id=id_,
        kind=Kind.NOTICE,
        site=health.site,
        at=now,
        group=_group([health.channel]),
        severity=Severity.ERROR,
        headline=f"通知渠道“{health.channel}”暂时无法送达，仍在重试",
        because="另一渠道持续发送失败",
        text=f"自 {since:%Y-%m-%d %H:%M} 起发送失败，尚有 {waiting} 条消息未送出。\n原因：{health.error}",
        open=False,
    )
    return Message(id_, health.site, channel, Kind.NOTICE, told.group, told.severity, now, now, to_payload(told))


def is_stuck(health: ChannelHealth, now: datetime) -> bool:
    """Whether others should hear of it: it has failed for a while, and nobody was told."""
    return (
        health.failing_since is not None
        and not health.permanent
        and health.noticed_at is None
        and now - health.failing_since >= SAY_AFTER
    )


def _weight(severity: Severity) -> int:
    return -list(Severity).index(severity)


def trial(site: str, channel: str, now: datetime, id_: str) -> Alert:
    """One real message, to see whether a channel works."""
    return Alert(
        id=id_,
        kind=Kind.TEST,
        site=site,
        at=now,
        group=f"test {channel}",
        severity=Severity.WARNING,
        headline=f"测试消息：{site}巡检",
        because="有人运行了 xunjian alerts test",
        text=f"收到这条消息，说明通知渠道“{channel}”可以送达。无需处理。",
        open=False,
    )
