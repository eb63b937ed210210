"""Stage 6, escalate: what is overdue is told to somebody more, one rung of the plan's ladder after another."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from inspection.calendar import Workdays
from inspection.handling import Rung
from inspection.issue import Issue
from inspection.plan import Person, Plan
from inspection.telling import Kind
from notifications.situation import Ruling

STAGE = "escalate"
_DAY = timedelta(days=1)


class Lateness:
    """How many whole working days have passed since an issue was due; remembers by day, as many share one."""

    def __init__(self, workdays: Workdays, now: datetime, zone: tzinfo) -> None:
        self._now, self._zone = now, zone
        yesterday = now.astimezone(zone).date() - _DAY
        self._passed = lru_cache(maxsize=None)(lambda day: max(0, workdays.between(day, yesterday)))

    def of(self, issue: Issue) -> int | None:
        """0 on the first day after the due day; None where the issue is not overdue."""
        if issue.due_at is None or not issue.overdue(self._now):
            return None
        # The due time may be written as the last moment of its day or as the first of the next.
        last = (issue.due_at - timedelta(microseconds=1)).astimezone(self._zone)
        return self._passed(last.date())


def rung_due(ladder: tuple[Rung, ...], channel: str, late: int, *, routed: bool) -> int:
    """The number (from 1) of the highest rung that is due and is told on this channel; 0 where there is none.

    Of several that are due at once a channel hears the highest; the lower ones count as done. A rung is told on the
    issue's own channels and on those that it names itself.
    """
    due = (n for n, rung in enumerate(ladder, 1) if rung.after.days <= late and (routed or channel in rung.to))
    return max(due, default=0)


def escalated(ladder: tuple[Rung, ...], number: int, done: int) -> Ruling | None:
    """The ruling for a rung that is due and was not told before; `done` rungs were."""
    if number <= done:
        return None
    return Ruling(STAGE, f"overdue-{ladder[number - 1].tell}", Kind.ESCALATION, rung=number)


def people(plan: Plan, tell: str, unit: str | None, office: str | None) -> tuple[Person, ...]:
    """Whom a rung calls: the unit's contacts, the office's contacts, or the leader of the unit, else of the office."""
    answering, leading = plan.unit(unit), plan.unit(office)
    if tell == "leader":
        leader = (answering and answering.leader) or (leading and leading.leader)
        return (leader,) if leader else ()
    told = answering if tell == "unit" else leading
    return told.contacts if told else ()
