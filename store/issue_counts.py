"""How many issues there are of each kind, under what else is asked for; and which ones moved since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select

from store.case_tables import issues, steps
from store.database import Database
from store.desk_tables import issue_changes
from store.issue_filters import IssueFilter, asks_only, conditions, in_front, number_in, only_says, said_in
from store.values import AnySelect, clean

# A facet's name, its column, and the field of the filter that it is about. Some are asked for together: to go through
# the index costs most. Where nothing but states is asked for, each has its own index by state, and nothing is sorted.
_TOGETHER = (("state",), ("severity", "check", "person"), ("unit", "column"))
_FIELDS = {
    "site": "site",
    "state": "states",
    "severity": "severities",
    "check": "checks",
    "unit": "units",
    "column": "columns",
    "person": "persons",
}
Facet = dict[str | None, int]
_FEW = 1000  # numbers that a question may hold


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands in its list."""

    total: int
    before: int  # how many come in front of the page


class IssueCounts(Database):
    """The part of the store that counts issues."""

    def narrowed(self, wanted: IssueFilter) -> IssueFilter:
        """The same, its words looked for already, where they are in few issues: a page asks many things of one list."""
        if not wanted.text:
            return wanted
        query = select(issues.c.id).where(said_in(issues, wanted.site, wanted.text)).limit(_FEW + 1)
        number = number_in(wanted.text)
        with self.reading() as connection:
            numbers = frozenset(connection.scalars(query))
        numbers |= {number} if number is not None else frozenset()
        return wanted if len(numbers) > _FEW else replace(wanted, text=None, numbers=numbers)

    def count_issues(self, wanted: IssueFilter) -> int:
        """How many fit, whatever the limit."""
        with self.reading() as connection:
            return connection.execute(select(func.count()).select_from(issues).where(*conditions(wanted))).scalar_one()

    def place_of(self, wanted: IssueFilter, first: tuple[Any, ...] | None) -> Place:
        """How many fit, wherever the page begins, and how many of them are in front of the issue with that key."""
        counts: list[ColumnElement[Any]] = [func.count()]
        if first is not None:
            counts.append(func.coalesce(func.sum(case((in_front(wanted.order, first), 1), else_=0)), 0))
        query = select(*counts).select_from(issues).where(*conditions(wanted, paged=False))
        with self.reading() as connection:
            row = connection.execute(query).one()
        return Place(row[0], row[1] if first is not None else 0)

    def facets(self, wanted: IssueFilter, names: Collection[str] | None = None) -> dict[str, Facet]:
        """Of each facet how many issues have which value, under all that is asked for but the facet's own values.

        Facets: state, severity, check, unit, column, person, and site where it is named; None: those that have none.
        """
        found: dict[str, Facet] = {}
        with self.reading() as connection:
            for together in _asked_together(wanted, names):
                free = _without(wanted, together)
                query = _counting(free, together)
                counts: list[Counter[str | None]] = [Counter() for _ in together]
                for *values, many in connection.execute(query):
                    for counter, value in zip(counts, values, strict=True):
                        counter[value or None] += many
                found |= {name: dict(counter) for name, counter in zip(together, counts, strict=True)}
        return found

    def changes(self, site: str | None = None) -> int:
        """Goes up whenever issues of the site, or of any, are written: what was counted holds while it stands."""
        query = select(func.coalesce(func.sum(issue_changes.c.number), 0))
        if site is not None:
            query = query.where(issue_changes.c.site == clean(site))
        with self.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def newest_step(self) -> int:
        """The number of the last step of any issue; 0: there is none."""
        with self.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(steps.c.id), 0))).scalar_one())

    def versions_since(self, wanted: IssueFilter, step: int) -> dict[int, int]:
        """Versions by number of all that fits, at most `limit`; 0 where something happened after that step."""
        moved = select(steps.c.issue).where(steps.c.id > step)
        query = select(issues.c.id, case((issues.c.id.in_(moved), 0), else_=issues.c.version))
        query = query.where(*conditions(wanted, paged=False)).order_by(issues.c.id).limit(wanted.limit)
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _counting(wanted: IssueFilter, names: Collection[str]) -> AnySelect:
    """Values are grouped by as expressions where their own index does not serve: for one of units alone, or of states
    where words are looked for, every row would be looked up."""
    fits = conditions(wanted, paged=False)
    if asks_only(wanted, "states") and "site" not in names:
        keys = [issues.c[name] for name in names]
        groups = dict.fromkeys((issues.c.state, *keys))  # the state named twice would be sorted
        return select(*keys, func.count()).where(*fits).group_by(*groups)
    bare = [name for name in names if not issues.c[name].nullable and not only_says(wanted)]
    found = [issues.c[name] if name in bare else _given(issues.c[name]) for name in names]
    return select(*found, func.count()).where(*fits).group_by(*found)


def _given(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(column, literal_column("''"))  # PostgreSQL: the same each time


def _asked_together(wanted: IssueFilter, names: Collection[str] | None) -> list[tuple[str, ...]]:
    """Facets whose own values are not asked for have the same conditions."""
    pairs = [*_TOGETHER, ("site",)] if names is not None and "site" in names else list(_TOGETHER)
    together: list[tuple[str, ...]] = []
    for pair in pairs:
        asked = [name for name in pair if names is None or name in names]
        if any(getattr(wanted, _FIELDS[name]) for name in asked) or asks_only(wanted, "states"):
            together += [(name,) for name in asked]
        elif asked:
            together.append(tuple(asked))
    return together


def _without(wanted: IssueFilter, names: Collection[str]) -> IssueFilter:
    free: Mapping[str, Any] = {_FIELDS[name]: None if name == "site" else () for name in names}
    return replace(wanted, **free)
