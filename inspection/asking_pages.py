"""Whether the plan still asks for what an issue about the labels or the feet of pages is about."""

from __future__ import annotations

import re

from inspection.issue import Issue
from inspection.plan import Plan

_LABELS = frozenset({"missing-label", "wrong-label"})
_IDENTITY = "missing-identity"
ALL_LABELS = "全部标签"  # the subject of pages that have none: 全部标签（稿件页）
_NAME = re.compile(r"[A-Za-z]+")


def pages_no_longer_asked(issue: Issue, plan: Plan) -> str | None:
    """Why, in Chinese; None where the plan still asks for it."""
    if issue.check in _LABELS:
        if not plan.labels.enabled:
            return "巡检方案已不要求检查网页标签"
        exempt = {one.lower() for one in plan.labels.exempt}
        name = _NAME.match(issue.subject)
        if name is not None and name[0].lower() in exempt:
            return f"巡检方案已不要求标签 {name[0]}"
        labels = issue.evidence.get("labels_lost")
        # One that is left is told by its own name.
        if isinstance(labels, list) and sum(str(label).lower() not in exempt for label in labels) < 2:
            return "巡检方案已不要求这些标签"
    if issue.check == _IDENTITY:
        if not plan.identity.enabled:
            return "巡检方案已不要求检查页脚的网站标识"
        asked = issue.evidence.get("missing")
        named = asked.split("、") if isinstance(asked, str) else []
        if named and set(named) <= set(plan.identity.exempt):
            return f"巡检方案已不要求{'、'.join(named)}"
    return None
