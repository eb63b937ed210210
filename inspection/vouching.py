"""Who vouches that a fault which a browser saw is gone: a later look, in the same view, that measured the same thing.

A check that rests on looks has one line in `OF_VISITS`. What none of the last looks shows any more is gone only when
every page that showed it was looked at again; a fault that only looks of earlier rounds show is not seen anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from inspection.findings import Finding, Json
from inspection.issue import Issue
from inspection.service_pages import BROKEN, State
from inspection.visits import View, Visit

Facts = Mapping[str, Json]
Visits = Mapping[tuple[str, View], Visit]


@dataclass(frozen=True, slots=True)
class Rests:
    """What a check rests on: looks in that view at the pages that an issue was found on."""

    view: View
    of_subject: bool = False  # it is the subject that is looked at, whatever pages lead there
    measured: Callable[[Facts], bool] = bool  # whether a look says anything of this fault


def _leaving_was_tried(facts: Facts) -> bool:
    tried = facts.get("leaving")
    return isinstance(tried, list) and any(isinstance(one, dict) and one.get("announced") is not None for one in tried)


def _was_laid_out(facts: Facts) -> bool:
    return bool(facts.get("width")) and bool(facts.get("scroll_width"))


def _service_was_told(facts: Facts) -> bool:
    """Planned works, a firewall, a page that is none of these: they say nothing of the item behind."""
    return facts.get("state") in {State.ITEM, State.NEEDS_LOGIN, *BROKEN}


def _item_was_told(facts: Facts) -> bool:
    return facts.get("state") in {State.ITEM, *BROKEN - {State.LOADING}}


OF_VISITS: Mapping[str, Rests] = {
    "blank-page": Rests(View.DESK),
    "script-error": Rests(View.DESK),
    "slow-page": Rests(View.DESK, measured=lambda facts: facts.get("paint") is not None),
    "broken-layout": Rests(View.PHONE, measured=_was_laid_out),
    "mixed-content": Rests(View.DESK),
    "missing-alt": Rests(View.DESK),
    "inaccessible-page": Rests(View.DESK, measured=lambda facts: facts.get("axe") is True),
    "stale-popup": Rests(View.DESK),
    "mismatched-download": Rests(View.DOWNLOAD, of_subject=True),
    "failing-search": Rests(View.SEARCH, of_subject=True),
    "missing-consultation": Rests(View.FORM, of_subject=True),
    "missing-service-link": Rests(View.POLICY, of_subject=True),
    # Targets in question are opened in each round, whether or not a policy still leads there.
    "broken-service-link": Rests(View.SERVICE, of_subject=True, measured=_service_was_told),
    "wrong-service": Rests(View.SERVICE, of_subject=True, measured=_item_was_told),
    "missing-leaving-notice": Rests(View.DESK, measured=_leaving_was_tried),
}


def pages_of(check: str, subject: str, found_on: Collection[str]) -> tuple[str, ...]:
    """The addresses whose looks decide."""
    return (subject,) if OF_VISITS[check].of_subject or not found_on else tuple(found_on)


def seen_anew(finding: Finding, visits: Visits, round_id: str) -> bool:
    """Whether a look of this round shows the fault, or it does not rest on looks that are known."""
    if finding.check not in OF_VISITS:
        return True
    view = OF_VISITS[finding.check].view
    looks = [visits.get((page, view)) for page in pages_of(finding.check, finding.subject, finding.found_on)]
    rounds = {look.round for look in looks if look is not None}
    return not rounds or round_id in rounds


def was_looked_at_again(
    issue: Issue,
    visits: Visits,
    round_id: str,
    doubted: Collection[tuple[str, str]],
    is_over: Callable[[str], bool],
) -> bool:
    """Whether every page that showed the fault was seen and measured since, or is no more (`is_over`).

    `doubted`: checks and what they could not judge.
    """
    rests = OF_VISITS[issue.check]

    def is_settled(page: str) -> bool:
        visit = visits.get((page, rests.view))
        if (visit is None or visit.round != round_id) and is_over(page):
            return True
        if visit is None or visit.reason is not None or not rests.measured(visit.facts):
            return False
        return visit.round == round_id or (visit.round != issue.round and visit.visited_at > issue.looked_at)

    pages = pages_of(issue.check, issue.subject, issue.found_on)
    # Where no browser looks any more, nothing is settled.
    return bool(visits) and not any((issue.check, page) in doubted for page in pages) and all(map(is_settled, pages))
