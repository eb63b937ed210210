"""Moments as people say them: how long ago, how long until it is due. Pure; days are those of the clock given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from inspection.calendar import Workdays
from inspection.issue import Issue
from notifications.escalate import Lateness

_WEEKDAYS = "一二三四五六日"
_SOON = 3  # days: so near a due day is told in another tone


@dataclass(frozen=True, slots=True)
class Due:
    """How an issue's due time stands; `tone` is a class of desk.css."""

    tone: Literal["over", "today", "soon", "later"]
    words: str


def day(value: date | None) -> str:
    """`11月23日 周一`; a datetime must be in the plan's zone already."""
    return "" if value is None else f"{value.month}月{value.day}日 周{_WEEKDAYS[value.weekday()]}"


def clock(value: datetime | None) -> str:
    """`2026-11-23 08:30`; in the zone that it is in."""
    return "" if value is None else value.strftime("%Y-%m-%d %H:%M")


def lately(value: datetime | None, now: datetime) -> str:
    """`今天 08:30`, `昨天 17:05`, `11月3日 09:00`, `2025年3月25日`; in the zone of `now`."""
    if value is None:
        return ""
    local = value.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    if days in (0, 1, -1):
        return f"{({0: '今天', 1: '昨天', -1: '明天'})[days]} {local:%H:%M}"
    if local.year == now.year:
        return f"{local.month}月{local.day}日 {local:%H:%M}"
    return f"{local.year}年{local.month}月{local.day}日"


def due(issue: Issue, now: datetime, workdays: Workdays) -> Due | None:
    """None: nothing is owed (not open), or no time is set. `now` in the plan's zone.

    What is over is counted in working days, as in messages and in the digest.
    """
    if issue.due_at is None or not issue.open:
        return None
    on = issue.due_at.astimezone(now.tzinfo).date()
    days = (on - now.date()).days
    if issue.overdue(now):
        late = Lateness(workdays, now, now.tzinfo or UTC).of(issue)
        return Due("over", f"逾期 {late} 个工作日" if late else "已逾期")
    if days <= 1:
        return Due("today", "今日到期") if days <= 0 else Due("soon", "明日到期")
    year = f"{on.year}年" if on.year != now.year else ""
    return Due("soon" if days <= _SOON else "later", f"{year}{day(on)}到期")
