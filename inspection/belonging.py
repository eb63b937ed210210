"""Whose page an address is: by the articles that columns and accounts list, else by the folder of a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspection.addresses import folder_of, host_of
from inspection.plan import Plan
from inspection.records import ColumnReading
from inspection.sources import Known


class Belonging:
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
        """The name of the column or account; None for a home page, and for what is nobody's."""
        if page == self._home:
            return None
        own = self._columns.get(page) or self._listed.get(page) or self._by_folder(page)
        account = self._by_accounts.get(page)
        return (own or account) if host_of(page) in self._hosts else (account or own)

    def _by_folder(self, page: str) -> str | None:
        root = folder_of(self._home)
        return next((name for folder, name in self._folders if folder != root and page.startswith(folder)), None)
