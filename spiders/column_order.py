"""What is asked of the reading of each column: by the plan, the day and the kind of round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspection.addresses import host_of
from inspection.asking import COMPARED_DAYS
from inspection.plan import Plan
from inspection.records import Published, day_of
from inspection.service_visits import policy_columns
from spiders.job import is_read
from spiders.reading.dates import SHANGHAI

WATCH_ARTICLES = 20  # opened per column in a watch round
BEFORE_POLICY = timedelta(days=90)
COMPARED = timedelta(days=COMPARED_DAYS)  # what accounts say is compared with the portal's texts


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """One column's. Two that are equal read the same from the same pages."""

    column: str
    url: str
    today: date
    in_full: bool = False  # every article is opened, not only those whose row leaves something open
    in_full_since: date | None = None  # rows dated before are not opened for their own sake
    max_pages: int = 200
    max_articles: int = 50_000
    hosts: frozenset[str] = frozenset()  # the plan's; articles elsewhere are not opened; empty: anywhere
    home: str = ""  # the portal's home page, and its other columns: redirected there, an address is not this column's
    others: frozenset[str] = frozenset()

    def is_foreign(self, url: str) -> bool:
        """Whether an address lies off the plan's hosts."""
        return bool(self.hosts) and host_of(url) not in self.hosts

    def is_old(self, published: Published | None) -> bool:
        """Whether a row of that date is opened for nothing but its date or title."""
        since = self.in_full_since
        return published is not None and since is not None and day_of(published, SHANGHAI) < since


def orders_of(plan: Plan, today: date, kind: str) -> list[ColumnOrder]:
    """One for each column that is read."""
    rule = plan.interpretation
    in_full = set(rule.policies + rule.interpretations) if rule else set()
    in_full.update(policy_columns(plan))
    urls = {plan.column_url(column) for column in plan.columns}
    watch = kind == "watch"
    # An interpretation may stand a little before its policy, never long before.
    since = rule.since - BEFORE_POLICY if rule and rule.since else None
    compared = today - COMPARED if plan.accounts else None
    return [
        ColumnOrder(
            column.name,
            plan.column_url(column),
            today,
            in_full=(column.name in in_full or compared is not None) and not watch,
            in_full_since=_earlier(since, compared) if column.name in in_full else compared,
            max_pages=1 if watch else column.max_list_pages,
            max_articles=WATCH_ARTICLES if watch else plan.crawl.max_pages,
            hosts=frozenset(plan.site.inspected_hosts),
            home=plan.site.home_url,
            others=frozenset(urls - {plan.column_url(column)}),
        )
        for column in plan.columns
        if is_read(plan, column)
    ]


def _earlier(since: date | None, compared: date | None) -> date | None:
    """The rows of a policy column are opened for both reasons; without `since` all of them are."""
    return min(since, compared) if since is not None and compared is not None else since
