"""Who vouches that a fault which what pages say has shown is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from inspection.addresses import host_of
from inspection.findings import Undecided
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.records import Verdict
from inspection.scope import Scope
from inspection.visits import View, Visit

PERSONAL, NOBODY_READ = "personal-data", "pages-not-read"
# What does harm as long as it can be opened: to take the links away mends nothing.
LEAKS = frozenset({PERSONAL, "tampered-page", "hidden-link"})
# Their subjects, or the pages that they were found on, are pages: gone when every one was read again, or is no more.
OF_CONTENTS = frozenset(
    {
        PERSONAL,
        "expiring-document",
        "wrong-wording",
        "missing-identity",
        "missing-label",
        "wrong-label",
        "inconsistent-date",
        "outdated-rule",
        "short-consultation",
        "missing-draft-interpretation",
        "missing-feedback",
        "excerpt-interpretation",
        "outdated-notice",
        "overdue-reply",
        "library-gap",
    }
)
# Their subjects stand in the plan, and they say themselves what could not be judged.
OF_PROMISES = frozenset(
    {
        "stale-home",
        "faulty-attachment",
        "incomplete-decision",
        "incomplete-guide",
        "incomplete-notice",
        "incomplete-table",
        "stale-series",
    }
)


def contents_were_seen(
    issue: Issue,
    doubted: Collection[tuple[str, str]],
    scope: Scope,
    address_was_seen: Callable[[str, Issue], bool],
) -> bool:
    """Whether every page that showed the fault was had again, or is linked to no more, and none of them is in doubt."""
    pages = issue.found_on or (issue.subject,)
    if issue.check == PERSONAL and issue.subject not in pages:
        pages = (*pages, issue.subject)  # a file, whatever became of the page that offered it
    if any((issue.check, page) in doubted for page in pages):
        return False
    if not all(address_was_seen(page, issue) for page in pages):
        return False
    is_gone = (scope.verdicts or {}).get(issue.subject) is Verdict.FAULTY
    return is_gone or file_was_read(issue, scope.visits)


def says_of_files(doubt: Undecided, site: str) -> bool:
    """Whether a doubt of the site is about some files that nobody read, not about everything that the check found."""
    return doubt.check == PERSONAL and doubt.reason != NOBODY_READ and doubt.subject == site


def is_looked_for(issue: Issue, address: str, plan: Plan) -> bool:
    """Whether rounds look at what the issue was found at, though nothing links to it any more."""
    return issue.check in LEAKS and host_of(address) in plan.site.inspected_hosts and not plan.excludes(address)


def file_was_read(issue: Issue, visits: Mapping[tuple[str, View], Visit]) -> bool:
    """Whether a file that gave personal data away was read again, and whole; True for a page, and where no look at
    it is known any more: nothing leads there. Where nobody reads files, nothing is known of any."""
    look = visits.get((issue.subject, View.FILE))
    if issue.check != PERSONAL:
        return True
    if look is None:
        return not issue.evidence.get("file") or any(view is View.FILE for _, view in visits)
    return look.reason is None and not look.facts.get("unread")
