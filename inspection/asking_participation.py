"""Whether the plan still asks for what an issue about consultations, decisions or guides is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from inspection.issue import Issue
from inspection.plan import Plan

OF_CONSULTATIONS = frozenset({"short-consultation", "missing-feedback", "missing-draft-interpretation"})


def participation_no_longer_asked(issue: Issue, plan: Plan) -> str | None:
    """Why, in Chinese; None where the plan still asks for it."""
    asked = _ASKED.get(issue.check)
    return asked(issue, plan) if asked is not None else None


def _consultation(issue: Issue, plan: Plan) -> str | None:
    rule = plan.consultations
    if rule is None:
        return "巡检方案中已没有意见征集的要求"
    if issue.column and issue.column not in rule.columns:
        return f"“{issue.column}”已不在巡检方案的意见征集栏目之列"
    if issue.check == "missing-draft-interpretation" and not rule.interpretation:
        return "巡检方案已不要求征求意见时附草案解读"
    published = _day(issue.evidence.get("published"))
    if rule.since is not None and published is not None and published < rule.since:
        return f"公告发布于巡检方案规定的起始日期（{rule.since.isoformat()}）之前"
    if any(word in issue.title for word in rule.exempt):
        return "巡检方案规定免查这类意见征集"
    return None


def _decision(issue: Issue, plan: Plan) -> str | None:
    named = any(rule.name == issue.subject for rule in plan.decisions)
    return None if named else f"巡检方案中已没有重大行政决策目录“{issue.subject}”"


def _guide(issue: Issue, plan: Plan) -> str | None:
    named = any(guide.name == issue.subject for guide in plan.guides)
    return None if named else f"巡检方案中已没有指南“{issue.subject}”"


def _excerpt(issue: Issue, plan: Plan) -> str | None:
    rule = plan.interpretation
    if rule is None:
        return "巡检方案中已没有政策解读的要求"
    if issue.column and issue.column not in (*rule.interpretations, *rule.policies):
        return f"“{issue.column}”已不在巡检方案的解读栏目之列"
    return None


_ASKED: Mapping[str, Callable[[Issue, Plan], str | None]] = {
    **dict.fromkeys(OF_CONSULTATIONS, _consultation),
    "incomplete-decision": _decision,
    "incomplete-guide": _guide,
    "excerpt-interpretation": _excerpt,
}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
