"""Which column a fault belongs to: by the articles that a column lists, else by the folder of the linking page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inspection.addresses import folder_of
from inspection.observed import Target
from inspection.plan import Plan
from inspection.records import ColumnReading


def with_columns(targets: Iterable[Target], plan: Plan, readings: Mapping[str, ColumnReading]) -> Iterator[Target]:
    """The targets, each with the columns of the pages that link to it, most frequent first; a home page has none."""
    listed: dict[str, str] = {}
    for name, reading in readings.items():
        for article in reading.articles:
            listed.setdefault(article.url, name)
    folders = sorted(((folder_of(plan.column_url(c)), c.name) for c in plan.columns), key=lambda pair: -len(pair[0]))
    pages = {plan.column_url(column): column.name for column in plan.columns}
    home = plan.site.home_url
    for target in targets:
        counts: Counter[str] = Counter()
        for link in target.links:
            if link.page != home:
                column = (
                    pages.get(link.page) or listed.get(link.page) or _by_folder(link.page, folders, folder_of(home))
                )
                if column:
                    counts[column] += 1
        yield replace(target, columns=tuple(name for name, _ in counts.most_common()))


def _by_folder(page: str, folders: list[tuple[str, str]], root: str) -> str | None:
    return next((name for folder, name in folders if folder != root and page.startswith(folder)), None)
