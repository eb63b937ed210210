"""Whether the plan still asks for what an issue about a notice, a table, a message board or a library is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from inspection.due import occurrences
from inspection.durations import say_duration
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.publication import Expectation


def kept_promise(issue: Issue, plan: Plan, today: date) -> str | None:
    """Why it does not any more, in Chinese; None where it does, or where the check is none of these."""
    asks = _ASKS.get(issue.check)
    return asks(issue, plan, today) if asks is not None else None


def _notice(issue: Issue, plan: Plan, today: date) -> str | None:
    """Of the expectation itself, or `<expectation>：<account>`."""
    found = _expectation(plan, issue.subject) or _expectation(plan, issue.subject.rpartition("：")[0])
    if found is None:
        return f"巡检方案中已没有应发稿件“{issue.subject}”"
    if not found.mentions:
        return f"巡检方案已不要求“{found.name}”写到哪些内容"
    label = issue.evidence.get("occurrence")
    open_ = [one for one in occurrences(found.due, today) if found.due.before is None or today <= one.event]
    return None if label is None or label in {one.label for one in open_} else f"“{found.name}”（{label}）已过时"


def _outdated(issue: Issue, plan: Plan, _today: date) -> str | None:
    name = issue.evidence.get("expectation")
    found = _expectation(plan, name) if isinstance(name, str) else None
    if name is not None and found is None:
        return f"巡检方案中已没有应发稿件“{name}”"
    if found is not None and found.due.before is None and found.remove_after is None:
        return f"巡检方案已不要求撤下“{name}”"
    return None


def _table(issue: Issue, plan: Plan, _today: date) -> str | None:
    names = {one.name for one in plan.tables}
    return None if issue.subject in names else f"巡检方案中已没有表格“{issue.subject}”"


def _letter(issue: Issue, plan: Plan, today: date) -> str | None:
    """A letter that is too old to be looked at any more was not answered by that."""
    name = issue.evidence.get("board")
    board = next((one for one in plan.messages if one.name == name), None)
    if name is not None and board is None:
        return f"巡检方案中已没有留言板“{name}”"
    asked = issue.evidence.get("asked")
    if board is not None and isinstance(asked, str) and today - date.fromisoformat(asked) > board.back:
        return f"来信已超过 {say_duration(board.back)}，不再查看"
    return None


def _library(issue: Issue, plan: Plan, _today: date) -> str | None:
    name = issue.evidence.get("library")
    library = next((one for one in plan.libraries if one.name == name), None)
    if name is not None and library is None:
        return f"巡检方案中已没有主题库“{name}”"
    published = issue.evidence.get("published")
    since = library.since if library is not None else None
    if since is not None and isinstance(published, str) and date.fromisoformat(published) < since:
        return f"文件发布于巡检方案规定的起始日期（{since.isoformat()}）之前"
    return None


def _expectation(plan: Plan, name: str) -> Expectation | None:
    return next((one for one in plan.expectations if one.name == name), None)


_ASKS: Mapping[str, Callable[[Issue, Plan, date], str | None]] = {
    "incomplete-notice": _notice,
    "outdated-notice": _outdated,
    "incomplete-table": _table,
    "overdue-reply": _letter,
    "library-gap": _library,
}
