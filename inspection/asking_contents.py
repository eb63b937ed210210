"""Whether the plan still asks for what an issue about pages' contents, or about an entry of the plan, is about."""

from __future__ import annotations

from inspection.issue import Issue
from inspection.plan import Plan


def _series(plan: Plan) -> frozenset[str]:
    return frozenset(series.name for account in plan.accounts for series in account.series)


def promise_no_longer_asked(issue: Issue, plan: Plan) -> str | None:
    """Why, in Chinese; None where the plan still asks for it."""
    if issue.check == "stale-series" and issue.subject not in _series(plan):
        return f"巡检方案中已没有合集“{issue.subject}”"
    return None
