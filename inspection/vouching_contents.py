"""Who vouches that a fault which what pages say has shown is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from inspection.issue import Issue
from inspection.visits import View, Visit

# Their subjects, or the pages that they were found on, are pages: gone when every one was read again, or is no more.
OF_CONTENTS = frozenset(
    {
        "personal-data",
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
    issue: Issue, doubted: Collection[tuple[str, str]], address_was_seen: Callable[[str, Issue], bool]
) -> bool:
    """Whether every page that showed the fault was had again, or is linked to no more, and none of them is in doubt."""
    pages = issue.found_on or (issue.subject,)
    return not any((issue.check, page) in doubted for page in pages) and all(
        address_was_seen(page, issue) for page in pages
    )


def file_was_read(issue: Issue, visits: Mapping[tuple[str, View], Visit]) -> bool:
    """Whether a file that gave personal data away was read again, and whole; True for a page, and where no look at
    it is known any more: nothing leads there. Where nobody reads files, nothing is known of any."""
    look = visits.get((issue.subject, View.FILE))
    if issue.check != "personal-data":
        return True
    if look is None:
        return not issue.evidence.get("file") or any(view is View.FILE for _, view in visits)
    return look.reason is None and not look.facts.get("unread")
