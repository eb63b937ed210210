"""Which column or account a fault belongs to: by the articles that it lists, else by the folder of the linking page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inspection.addresses import folder_of, host_of
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
    belonging = _Belonging(plan, readings, known or {})
    for target in targets:
        names = (belonging.of(link.page) for link in target.links)
        counts = Counter(name for name in names if name)
        yield replace(target, columns=tuple(name for name, _ in counts.most_common()))


class _Belonging:
    """Whose page an address is."""

    def __init__(self, plan: Plan, readings: Mapping[str, ColumnReading], known: Mapping[str, Iterable[Known]]) -> None:
        self._home, self._hosts = plan.site.home_url, plan.site.inspected_hosts
        self._columns = {plan.column_url(column): column.name for column in plan.columns}
        folders = ((folder_of(url), name) for url, name in self._columns.items())
        self._folders = sorted(folders, key=lambda pair: -len(pair[0]))
        of_accounts = {account.name for account in plan.accounts}
        self._listed: dict[str, str] = {}
        self._by_accounts: dict[str, str] = {}
        for name, reading in readings.items():
            listed = self._by_accounts if name in of_accounts else self._listed
            for article in reading.articles:
                listed.setdefault(article.url, name)
        for name, articles in known.items():
            for one in articles:
                self._by_accounts.setdefault(one.article.url, name)

    def of(self, page: str) -> str | None:
        if page == self._home:
            return None
        own = self._columns.get(page) or self._listed.get(page) or self._by_folder(page)
        account = self._by_accounts.get(page)
        return (own or account) if host_of(page) in self._hosts else (account or own)

    def _by_folder(self, page: str) -> str | None:
        root = folder_of(self._home)
        return next((name for folder, name in self._folders if folder != root and page.startswith(folder)), None)
