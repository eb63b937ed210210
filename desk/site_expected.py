"""What a site has to publish over three years, and what became of it; kept while no round and no step has come."""

from __future__ import annotations

from datetime import date

from desk.calendar_of import YEARS
from desk.desk import Desk
from desk.remembered import Remembered
from desk.site_now import basis_of
from inspection.asking import OF_EXPECTATIONS, OF_INTERPRETATIONS
from inspection.due import MAX_YEAR, MIN_YEAR
from inspection.expected import Item
from schedulers.expected import publications
from schedulers.expected_readings import interpretations
from schedulers.known_now import known_now
from store.issue_lists import IssueFilter

_MOST = 2000  # issues of policies and expectations
_KEPT: Remembered[tuple[Item, ...]] = Remembered(16)  # sites


def site_expected(desk: Desk, site: str) -> tuple[Item, ...]:
    """Everything due last year, this year and next. Raises StoreError."""
    today = desk.now(desk.plans.of(site)).date()
    return _KEPT.get((basis_of(desk, site), today), lambda: _worked_out(desk, site, today))


def _worked_out(desk: Desk, site: str, today: date) -> tuple[Item, ...]:
    plan = desk.plans.of(site)
    first = date(max(MIN_YEAR + 1, today.year - YEARS), 1, 1)
    last = date(min(MAX_YEAR - 1, today.year + YEARS), 12, 31)
    known = known_now(desk.store, plan, desk.now(plan))
    checks = (*OF_EXPECTATIONS, *OF_INTERPRETATIONS)
    issues = desk.store.issues(IssueFilter(site=site, checks=checks, limit=_MOST, order="newest"))
    return (*publications(known, first, last, issues), *interpretations(known, first, last, issues))
