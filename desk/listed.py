"""The list that a request asks for: its query, the sites it is about, and the moment from which days are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl

from fastapi import Request

from desk.desk import Desk
from desk.issue_query import ANY_SITE, PAGE, IssueQuery, read_query
from desk.pages import chosen_site
from inspection.people import Person, Role
from inspection.plan import Plan
from store.issue_filters import IssueFilter


@dataclass(frozen=True, slots=True)
class Listed:
    """A query as it is answered. `site`: None for every site; `plan` and `now`: of the site, or of the first."""

    query: IssueQuery
    notes: tuple[str, ...]
    site: str | None
    plan: Plan | None
    now: datetime
    sites: Sequence[str] = ()

    def filter(self, limit: int | None = PAGE) -> IssueFilter:
        """For the store."""
        return self.query.filter(self.site, self.now, limit)


def listed(request: Request, desk: Desk, pairs: Iterable[tuple[str, str]] | None = None) -> Listed:
    """As the address says, or those pairs."""
    query, notes = read_query(request.query_params.multi_items() if pairs is None else pairs)
    sites = desk.plans.sites()
    if query.site and query.site != ANY_SITE and query.site not in sites:
        notes.append(f"没有网站“{query.site[:30]}”，已显示当前网站")
        query = replace(query, site="")
    chosen = query.site if query.site in sites else chosen_site(request, desk)
    plan = desk.plans.of(chosen) if chosen else None
    now = desk.now(plan) if plan else desk.clock()
    return Listed(query, tuple(notes), None if query.site == ANY_SITE else chosen, plan, now, sites)


def own_list(desk: Desk, person: Person) -> IssueQuery | None:
    """What a person sees who asks for nothing in particular: the view they begin with, else of a unit its own.

    None: all that is not over.
    """
    chosen = desk.store.start_query(person.id)
    if chosen is not None:
        return read_query(parse_qsl(chosen))[0].from_the_start()
    own = person.role is Role.HANDLER and person.unit
    return IssueQuery(units=frozenset({person.unit})) if own else None
