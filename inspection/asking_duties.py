"""Whether the plan still asks for the word that an issue says is missing."""

from __future__ import annotations

from datetime import date

from inspection.issue import Issue
from inspection.plan import Plan
from inspection.ticking import owed

OVERDUE_DUTY = "overdue-duty"


def duty_no_longer_asked(issue: Issue, plan: Plan, today: date) -> str | None:
    """Why, in Chinese; None where it is still owed. What nobody ever confirmed lapses when its time is over."""
    number, _, name = issue.subject.partition("/")
    duty = next((one for one in plan.duties if one.number == number), None)
    if duty is None:
        return f"巡检方案的职责清单中已没有第 {number} 项"
    tick = next((one for one in duty.ticks if one.name == name), None)
    if tick is None:
        return f"巡检方案已不要求确认“{name}”"
    label = issue.evidence.get("occurrence")
    asked = {one.label for one in owed(tick, today)}
    if label in asked or (label is None and asked):
        return None
    return f"“{name}”（{label}）已过时，没有人确认过，不再提示" if label else f"“{name}”现在不用确认"
