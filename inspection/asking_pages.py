"""Whether the plan still asks for what an issue about the labels or the feet of pages is about."""

from __future__ import annotations

import re

from inspection.issue import Issue
from inspection.plan import Plan

_LABELS = frozenset({"missing-label", "wrong-label"})
_IDENTITY = "missing-identity"
_NAME = re.compile(r"[A-Za-z]+")


def pages_no_longer_asked(issue: Issue, plan: Plan) -> str | None:
    """Why, in Chinese; None where the plan still asks for it."""
    if issue.check in _LABELS:
        if not plan.labels.enabled:
            return "巡检方案已不要求检查网页标签"
        name = _NAME.match(issue.subject)
        if name is not None and name[0].lower() in {one.lower() for one in plan.labels.exempt}:
            return f"巡检方案已不要求标签 {name[0]}"
    if issue.check == _IDENTITY:
        if not plan.identity.enabled:
            return "巡检方案已不要求检查页脚的网站标识"
        asked = issue.evidence.get("missing")
        named = asked.split("、") if isinstance(asked, str) else []
        if named and set(named) <= set(plan.identity.exempt):
            return f"巡检方案已不要求{'、'.join(named)}"
    return None
