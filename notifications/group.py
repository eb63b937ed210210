"""Stage 5, group: one message for what belongs together; what heals while a group waits is not told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inspection.alerting import Alerts
from inspection.findings import Severity
from inspection.issue import Issue
from inspection.telling import Kind, Telling
from notifications.situation import Ruling

STAGE = "group"
HEALED_IN_TIME = Ruling(STAGE, "healed-in-time")
_BAR = str.maketrans({"|": "%7C", "%": "%25"})


def group_of(issue: Issue) -> str:
    """What is told in one message: a unit's faults of one check in one column. `办公室|broken-link|通知公告`."""
    return "|".join((part or "-").translate(_BAR) for part in (issue.unit, issue.check, issue.column))


def host_group(host: str) -> str:
    """The group of the one link that speaks for a silent host."""
    return f"host|{host.translate(_BAR)}"


def waits(
    members: Sequence[tuple[Issue, Telling]], kind: Kind, last_told: datetime | None, alerts: Alerts, now: datetime
) -> Ruling | None:
    """The hold on a group of issues that want to be told; None where its time has come.

    New ones wait `group_wait` from the first of them and, unless one is critical, `group_interval` from when the group
    was last told so; reminders wait that interval from the last reminder. Each kind counts for itself: a stream of new
    issues does not keep the reminders away. Escalations and recoveries do not wait.
    """
    if kind not in {Kind.NEW, Kind.REMINDER}:
        return None
    if kind is Kind.NEW:
        due = min(telling.waiting_since or now for _, telling in members) + alerts.group_wait
        if now < due:
            return Ruling(STAGE, "group-wait", until=due)
    if last_told is None or any(issue.severity is Severity.CRITICAL for issue, _ in members):
        return None
    due = last_told + alerts.group_interval
    return Ruling(STAGE, "group-interval", until=due) if now < due else None
