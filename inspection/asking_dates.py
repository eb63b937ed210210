"""Whether the plan still asks for what an issue about validity, days of publication or wordings is about."""

from __future__ import annotations

from datetime import date

from inspection.issue import Issue
from inspection.plan import Plan

EXPIRING, DATING, WORDING = "expiring-document", "inconsistent-date", "wrong-wording"
REMEMBERED_DAYS = 180  # so far back rounds tell since when an article is there
_POLICIES = "政策文件"


def validity_columns(plan: Plan) -> tuple[str, ...]:
    """The columns whose documents' terms are looked at: as named, else those of policies."""
    named = plan.validity.columns or (plan.interpretation.policies if plan.interpretation else ())
    return named or tuple(column.name for column in plan.columns if column.kind == _POLICIES)


def dates_no_longer_asked(issue: Issue, plan: Plan, today: date) -> str | None:
    """Why, in Chinese; None where the plan still asks for it."""
    title = str(issue.evidence.get("title") or "")
    if issue.check == EXPIRING:
        if issue.column and issue.column not in validity_columns(plan):
            return f"“{issue.column}”已不在巡检方案要看有效期的栏目之列"
        return "巡检方案规定不看这份文件的有效期" if _has(title, plan.validity.exempt) else None
    if issue.check == DATING:
        return _dating(issue, plan, title, today)
    if issue.check == WORDING:
        words = issue.evidence.get("wordings")
        wrong = {str(one.get("wrong")) for one in words if isinstance(one, dict)} if isinstance(words, list) else set()
        return "巡检方案规定这些词语不查" if wrong and wrong <= set(plan.wording.exempt) else None
    return None


def _dating(issue: Issue, plan: Plan, title: str, today: date) -> str | None:
    if issue.column and plan.column(issue.column) is None:
        return f"巡检方案中已没有栏目“{issue.column}”"
    if _has(title, plan.dating.exempt):
        return "巡检方案规定不比对这篇稿件的日期"
    seen = issue.evidence.get("first_seen_on")
    if isinstance(seen, str) and (today - date.fromisoformat(seen)).days > REMEMBERED_DAYS:
        return f"首次见到已超过 {REMEMBERED_DAYS} 天，当时的巡检记录不再对照"
    return None


def _has(title: str, words: tuple[str, ...]) -> bool:
    return bool(title) and any(word in title for word in words)
