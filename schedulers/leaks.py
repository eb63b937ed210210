"""Where leaks and tampered pages stand: looked at as long as they are not over, even though nothing links to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from inspection.issue import ALIVE, Issue
from inspection.observed import Unlinked
from inspection.plan import Plan
from inspection.records import GONE, Verdict
from inspection.vouching_contents import LEAKS, PERSONAL, is_looked_for
from store.issue_lists import IssueFilter
from store.store import Store

MOST = 200  # addresses, and issues


def places_told(plan: Plan, store: Store) -> list[str]:
    """Addresses of the plan's hosts at which such issues stand, the heaviest first: what they are about, then pages."""
    return list(_places(plan, _issues(plan, store)))


def files_told(plan: Plan, store: Store) -> frozenset[str]:
    """Of these, files that give people's data away."""
    files = (one.subject for one in _issues(plan, store) if one.check == PERSONAL and one.evidence.get("file"))
    return frozenset(url for url in files if not plan.excludes(url))


def unlinked(plan: Plan, store: Store, round_id: str, named: Collection[str]) -> tuple[Unlinked, ...]:
    """Those to which nothing leads and that are there still, or could not be had; `named`: what is known to be led to.

    A page that leads to itself is no way to it.
    """
    issues = _issues(plan, store)
    told = [url for url in _places(plan, issues) if url not in named]
    if not told:
        return ()
    found = {url: probe for url in told if (probe := store.probe(round_id, url)) is not None}
    sound = [url for url, probe in found.items() if probe.verdict is Verdict.SOUND]
    linked = {
        target.probe.url
        for target in store.targets_at(round_id, sound, plan.site.home_url, 2)
        if any(link.page != target.probe.url for link in target.links)
    }
    reasons = {
        url: None if probe.verdict is Verdict.SOUND else probe.reason or "undecided"
        for url, probe in found.items()
        if url not in linked and probe.verdict is not Verdict.SKIPPED and probe.reason not in GONE
    }
    return tuple(
        Unlinked(one.check, one.subject, url, reasons[url])
        for one in issues
        for url in dict.fromkeys((one.subject, *one.found_on))
        if url in reasons
    )


def _issues(plan: Plan, store: Store) -> list[Issue]:
    return store.issues(IssueFilter(site=plan.site.name, states=ALIVE, checks=sorted(LEAKS), limit=MOST))


def _places(plan: Plan, issues: Iterable[Issue]) -> Iterator[str]:
    asked = list(issues)
    places = [(one, one.subject) for one in asked] + [(one, page) for one in asked for page in one.found_on]
    own = dict.fromkeys(url for one, url in places if is_looked_for(one, url, plan))
    return islice(own, MOST)
