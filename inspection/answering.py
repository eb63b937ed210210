"""Who answers for an issue, and by when: what the plan says of a finding."""

from __future__ import annotations

from datetime import datetime, time

from inspection.calendar import Workdays
from inspection.findings import Finding, Severity
from inspection.issue import Answering
from inspection.plan import Plan

_DAY_ENDS = time(23, 59, 59)


def answering(finding: Finding, plan: Plan, due: datetime, units: frozenset[str] = frozenset()) -> Answering:
    """The unit that answers for the finding, by `due` (see `due_at`); `units` are the names of the plan's."""
    return Answering(unit_of(finding, plan) or default_unit_of(plan), due, units)


def due_at(severity: Severity, plan: Plan, workdays: Workdays, at: datetime) -> datetime:
    """The last second, in the plan's zone, of the last working day in time; `at` must be aware."""
    day = workdays.add(at.astimezone(plan.zone).date(), plan.issues.due.of(severity).days)
    return datetime.combine(day, _DAY_ENDS, plan.zone)


def unit_of(finding: Finding, plan: Plan) -> str | None:
    """The unit that the check named, else the one of the finding's column or account."""
    if finding.unit or finding.column is None:
        return finding.unit or None
    channel = plan.column(finding.column) or plan.account(finding.column)
    return channel.unit if channel else None


def default_unit_of(plan: Plan) -> str | None:
    """Who answers where nobody is named: the plan's word, else the first unit that can be reached, else the first."""
    if plan.issues.default_unit is not None:
        return plan.issues.default_unit
    reached = next((unit.name for unit in plan.units if unit.contacts), None)
    return reached or next((unit.name for unit in plan.units), None)


def office_of(plan: Plan) -> str | None:
    """The unit that coordinates: the ladder's `office`."""
    return plan.issues.office or default_unit_of(plan)
