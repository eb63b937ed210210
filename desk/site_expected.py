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
from inspection.records import day_of
from inspection.tick_items import tick_items
from schedulers.expected import publications
from schedulers.expected_readings import interpretations
from schedulers.known_now import known_now
from store.issue_lists import IssueFilter

_MOST = 2000  # issues of policies and expectations
_KEPT: Remembered[tuple[Item, ...]] = Remembered(16)  # sites


def site_expected(desk: Desk, site: str) -> tuple[Item, ...]:
    """Everything due last year, this year and next. Raises StoreError."""
    today = desk.now(desk.plans.of(site)).date()
    key = (basis_of(desk, site), desk.store.words_mark(site), today)
    return _KEPT.get(key, lambda: _worked_out(desk, site, today))


def _worked_out(desk: Desk, site: str, today: date) -> tuple[Item, ...]:
    plan = desk.plans.of(site)
    first = date(max(MIN_YEAR + 1, today.year - YEARS), 1, 1)
    last = date(min(MAX_YEAR - 1, today.year + YEARS), 12, 31)
    known = known_now(desk.store, plan, desk.now(plan))
    checks = (*OF_EXPECTATIONS, *OF_INTERPRETATIONS)
    issues = desk.store.issues(IssueFilter(site=site, checks=checks, limit=_MOST, order="newest"))
    return (
        *publications(known, first, last, issues),
        *interpretations(known, first, last, issues),
        *ticks_of(desk, site, first, last),
    )


def ticks_of(desk: Desk, site: str, first: date, last: date) -> list[Item]:
    """Every time that a person's word is due between these days. Raises StoreError."""
    plan = desk.plans.of(site)
    if not any(duty.ticks for duty in plan.duties):
        return []
    looked = desk.store.looked(site)
    since = day_of(looked[0].at, plan.zone) if looked else None
    return list(tick_items(plan, desk.store.ticked(site), desk.now(plan), since, first, last))
