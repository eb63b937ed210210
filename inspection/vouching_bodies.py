"""Who vouches that a hijacked link, a hidden one, a tampered page is gone: another look at the same pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inspection.findings import Finding
from inspection.issue import Issue
from inspection.scope import Scope
from inspection.visits import View

HIJACKED, HIDDEN, TAMPERED = "hijacked-link", "hidden-link", "tampered-page"
OF_BODIES = frozenset({HIJACKED, HIDDEN, TAMPERED})


def bodies_were_seen(
    issue: Issue,
    findings: Iterable[Finding],
    scope: Scope,
    address_was_seen: Callable[[str, Issue], bool],
    link_was_seen: Callable[[Issue], bool],
) -> bool:
    """Whether what the issue was seen in was looked at since. The checks found nothing of it any more."""
    if issue.check == HIJACKED:
        return link_was_seen(issue)
    if issue.check == TAMPERED:
        told_together = (finding for finding in findings if finding.check == TAMPERED and len(finding.found_on) > 1)
        return not any(told_together) and address_was_seen(issue.subject, issue)
    if not all(address_was_seen(page, issue) for page in issue.found_on):
        return False
    return issue.evidence.get("seen_by") != "browser" or all(_was_visited(page, scope) for page in issue.found_on)


def _was_visited(page: str, scope: Scope) -> bool:
    visit = scope.visits.get((page, View.DESK))
    return visit is not None and visit.reason is None and visit.round == scope.look.round
