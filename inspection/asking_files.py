"""Whether the plan still asks for what an issue about personal data, or about attachments, is about."""

from __future__ import annotations

from inspection.issue import Issue
from inspection.plan import Plan

PERSONAL, ATTACHMENT = "personal-data", "faulty-attachment"


def files_no_longer_asked(issue: Issue, plan: Plan) -> str | None:
    """Why, in Chinese; None where the plan still asks for it."""
    if issue.check == PERSONAL:
        if plan.excludes(issue.subject):
            return "巡检方案规定不查这个地址"
        named = issue.evidence.get("file")
        if any(
            word in issue.subject or word in issue.title or word in str(named or "") for word in plan.privacy.exempt
        ):
            return "巡检方案规定不查这里的个人信息"
        if named and not plan.privacy.files:
            return "巡检方案规定不通读附件"
    if issue.check == ATTACHMENT:
        expectation = next((one for one in plan.expectations if one.name == issue.subject), None)
        if expectation is None:
            return f"巡检方案中已没有应发稿件“{issue.subject}”"
        if expectation.attachments != "required":
            return f"巡检方案已不要求“{issue.subject}”带附件"
    return None
