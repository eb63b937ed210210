"""What is counted beside a list, kept while no issue is written: a morning's list is asked for again and again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from desk.desk import Desk
from desk.plan_found import NAMED, STATES
from inspection.issue import State
from store.issue_counts import Facet
from store.issue_filters import IssueFilter
from store.plan_edits import Tally

_FACETS = ("state", "severity", "check", "unit", "column", "person")


@dataclass(frozen=True, slots=True)
class Counts:
    """A list's counts. `numbers`: the issues with the words looked for, where they are few. Not to be changed."""

    facets: Mapping[str, Facet]
    numbers: Collection[int] | None

    def narrowed(self, asked: IssueFilter) -> IssueFilter:
        """The same list, its words not looked for again."""
        return asked if self.numbers is None else replace(asked, text=None, numbers=self.numbers)

    def total(self, states: Collection[State]) -> int:
        """How many issues the list has: the states' facet is counted under all else that is asked for."""
        found = self.facets["state"]
        return sum(found.get(state.value, 0) for state in states) if states else sum(found.values())


def facets_beside(sites: Sequence[str]) -> tuple[str, ...]:
    """What is counted beside a list, on a desk with these sites."""
    return ("site", *_FACETS) if len(sites) > 1 else _FACETS


def counts_of(desk: Desk, asked: IssueFilter, names: tuple[str, ...]) -> Counts:
    """As the store counts, whatever the page and the order; `names`: facets, with "state".

    Asked of the database each time is only whether anything was written, by whichever process. What is counted by the
    moment (overdue, opened within so many days) is counted anew.
    """
    if asked.overdue_at or asked.opened_from or asked.opened_before:
        return _counts(desk, asked, names)
    changes = desk.store.changes(None if "site" in names else asked.site)  # first: what comes meanwhile makes it higher
    kept = desk.tallied.get((changes, names, _key(asked)), lambda: _counts(desk, asked, names))
    assert isinstance(kept, Counts)
    return kept


def found_of_plan(desk: Desk, site: str) -> list[Tally]:
    """What the lines of the site's plan have found. Not to be changed."""
    changes = desk.store.changes(site)
    kept = desk.found.get((changes, site), lambda: desk.store.tallies(site, STATES, NAMED))
    assert isinstance(kept, list)
    return kept


def _counts(desk: Desk, asked: IssueFilter, names: tuple[str, ...]) -> Counts:
    narrowed = desk.store.narrowed(asked)
    return Counts(desk.store.facets(narrowed, names), narrowed.numbers)


def _key(asked: IssueFilter) -> tuple[object, ...]:
    """Values, so that it can be looked up."""
    plain = replace(asked, limit=None, offset=0, order="weight", after=None, before=None)
    found = (getattr(plain, field.name) for field in fields(plain))
    return tuple(frozenset(one) if isinstance(one, Collection) and not isinstance(one, str) else one for one in found)
