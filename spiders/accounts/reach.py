"""How far back an account's articles matter: as far as anything in the plan looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from inspection.accounts import Account
from inspection.due import occurrences
from inspection.plan import Plan

FARTHEST = timedelta(days=400)
LEAST = timedelta(days=180)  # so far back notices of portal and account are compared, and withdrawn ones told
_YEAR = timedelta(days=370)  # of which a series' issues are counted
BEFORE = timedelta(days=90)  # an interpretation, or what was published elsewhere first, may be older than its policy


def how_far_back(plan: Plan, account: Account, as_of: datetime, kind: str) -> date:
    """The day from which on everything that the account published should be known; at most 400 days before `as_of`.

    A watch round looks at freshness alone: twice the deadline.
    """
    today = as_of.astimezone(plan.zone).date()
    if kind == "watch":
        return today - min(account.update_within * 2, FARTHEST)
    return max(min(_days(plan, account, today)), today - FARTHEST)


def _days(plan: Plan, account: Account, today: date) -> Iterator[date]:
    yield today - min(max(account.update_within * 2, LEAST), FARTHEST)
    if account.originality is not None:
        yield today - min(account.originality.within, FARTHEST)
    if account.replying is not None:
        yield today - min(account.replying.back, FARTHEST)
    for series in account.series:
        yield today - min(max(series.update_within, _YEAR if series.at_least else series.update_within), FARTHEST)
    rule = plan.interpretation
    if rule is not None and account.name in rule.interpretations:
        yield _before(rule.since, today)
    for crosspost in plan.crossposts:
        if account.name in (*crosspost.from_, *crosspost.to):
            yield _before(crosspost.since, today)
    for expectation in plan.expectations:
        if account.name in expectation.columns:
            yield from (occurrence.opens for occurrence in occurrences(expectation.due, today))


def _before(since: date | None, today: date) -> date:
    return today - FARTHEST if since is None else max(since, date(1990, 1, 1) + BEFORE) - BEFORE
