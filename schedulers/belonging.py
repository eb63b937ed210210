"""Which column or account a fault belongs to: by the articles that it lists, else by the folder of the linking page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inspection.belonging import Belonging
from inspection.observed import Target
from inspection.plan import Plan
from inspection.records import ColumnReading
from inspection.sources import Known


def with_columns(
    targets: Iterable[Target],
    plan: Plan,
    readings: Mapping[str, ColumnReading],
    known: Mapping[str, Iterable[Known]] | None = None,
) -> Iterator[Target]:
    """The targets, each with the columns and accounts of the pages that link to it, most frequent first.

    A home page has none. `known` are the accounts' articles: a page on a platform is its account's, even where a column
    of the portal lists it, and a page of the portal is its column's, even where an account lists it.
    """
    belonging = Belonging(plan, readings, known or {})
    for target in targets:
        names = (belonging.of(link.page) for link in target.links)
        counts = Counter(name for name in names if name)
        yield replace(target, columns=tuple(name for name, _ in counts.most_common()))
