"""Messages that wait in the outbox and no longer say what is true: withdrawn, and what is still wanted told anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from inspection.alerting import Alerts
from inspection.findings import Severity
from inspection.issue import Issue, State
from inspection.telling import Kind, Message, Telling

OVER = "over-before-sent"
UNWANTED = "unwanted-before-sent"
REPLACED = "replaced-by-newer"
SEEN_AGAIN = "seen-again"  # the site, of which a notice would say that rounds cannot see it
TELLING_KINDS = frozenset({Kind.NEW, Kind.REMINDER, Kind.ESCALATION})

Wanted = Callable[[Issue, str, Kind], bool]  # whether the stages would still tell of it on that channel, as that


def to_recall(queued: Sequence[Message], issues: Mapping[int, Issue], wanted: Wanted) -> Iterator[tuple[Message, str]]:
    """The queued messages to withdraw, and why.

    One that was tried may have arrived, though its channel's answer did not: only if all of its issues are over is it
    withdrawn. An issue that is not among the unsettled ones is over.
    """
    for message in queued:
        members = [issues.get(number) for number in message.issues]
        if message.kind is Kind.RECOVERY:
            if members and all(issue is not None and issue.alive for issue in members):
                yield message, REPLACED  # all of them came back
        elif message.kind in TELLING_KINDS:
            over = [issue is None or not issue.alive for issue in members]
            kept = [issue is not None and wanted(issue, message.channel, message.kind) for issue in members]
            if all(over):
                yield message, OVER
            elif message.attempts == 0 and not all(kept):
                yield message, REPLACED if any(kept) else UNWANTED


def still_fits(issue: Issue, kind: Kind) -> bool:
    """Whether the issue's state bears out a message of that kind; a claim does not make the first word untrue."""
    if kind is Kind.NEW:
        return issue.alive and issue.state is not State.MUTED
    return issue.open


def undone(telling: Telling, issue: Issue, message: Message, alerts: Alerts) -> Telling:
    """The telling as if that message had not been made, so that the stages decide anew without a second wait."""
    if message.kind is Kind.RECOVERY:
        return replace(telling, over_at=None, times=max(1, telling.times))
    waiting = message.created_at - alerts.group_wait if message.kind is Kind.NEW and issue.open else None
    if telling.times <= 1:
        # Nothing that was told is still open here: never told at all, or told to be over before it came back.
        return Telling(telling.issue, telling.channel, waiting, stage=telling.stage, reason=telling.reason)
    fewer = replace(telling, times=telling.times - 1, waiting_since=waiting)
    if message.kind is Kind.REMINDER:
        return replace(fewer, told_at=message.created_at - alerts.repeat)
    if message.kind is Kind.ESCALATION:
        return replace(fewer, rung=max(0, telling.rung - 1))
    if issue.reopened:
        return replace(fewer, told_reopened=issue.reopened - 1)
    return replace(fewer, told_severity=Severity.WARNING, told_unit="")  # it had got worse, or another unit has it now
