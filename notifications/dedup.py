"""Stage 3, dedup: told already? Again only after the plan's interval, or when it got worse or came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from inspection.asking import EXPIRED
from inspection.issue import Issue
from inspection.telling import Kind, Telling
from notifications.situation import WEIGHT, Ruling

STAGE = "dedup"
FIRST_TIME = Ruling(STAGE, "first-time", Kind.NEW)
CAME_BACK = Ruling(STAGE, "came-back", Kind.NEW)
GOT_WORSE = Ruling(STAGE, "got-worse", Kind.NEW)

REASSIGNED = Ruling(STAGE, "reassigned", Kind.NEW)
TOLD_ONCE = Ruling(STAGE, "told-once")

# A login that expired is told on the change from good to bad, to whom it concerns, and then left to them: neither
# reminder nor escalation. It stays in the lists and in the weekly digest; should it work and expire again, it is new.
ONCE = frozenset({EXPIRED})


def unit_of(issue: Issue) -> str:
    """The unit as a telling keeps it."""
    return issue.unit or "-"


def wanted(issue: Issue, telling: Telling, repeat: timedelta, now: datetime, *, in_outbox: bool) -> Ruling:
    """Whether an open issue is to be told on this channel, and as what.

    `in_outbox`: a message about it still waits to be sent; a reminder beside it would only lengthen the queue.
    """
    if issue.reopened > telling.told_reopened:
        return CAME_BACK
    if telling.told_at is None:
        return FIRST_TIME
    if telling.told_severity is not None and WEIGHT[issue.severity] > WEIGHT[telling.told_severity]:
        return GOT_WORSE
    if telling.told_unit is not None and telling.told_unit != unit_of(issue):
        return REASSIGNED
    if issue.check in ONCE:
        return TOLD_ONCE
    until = telling.told_at + repeat
    if now < until:
        return Ruling(STAGE, "told-already", until=until)
    if in_outbox:
        return Ruling(STAGE, "waits-in-outbox")
    return Ruling(STAGE, "still-open", Kind.REMINDER)
