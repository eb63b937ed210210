"""What is known of published articles now: the widest readings of late, joined to what checks judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inspection.calendar import Workdays
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.records import ColumnReading, ColumnState, day_of
from notifications.digest.freshness import ReadAt
from schedulers.freshness_now import clock_of, read_slim
from schedulers.weekly import finished, in_earnest, worth_reading
from store.rounds import RoundRow
from store.store import Store

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """Articles of every column and account, as far as they were read."""

    observed: Observed  # what policies and interpretations need is there in full, other articles by title and day
    read_on: Mapping[str, date]  # by column or account: the day on which it was last read
    looked: Sequence[date]  # days on which a round looked, in order


def known_now(store: Store, plan: Plan, now: datetime) -> Known:
    """Ask the store; some tenths of a second. Raises StoreError."""
    clock, site = clock_of(plan, now), plan.site.name
    rounds = in_earnest(store, site, finished(store.rounds_between(site, clock.start, now + _DAY), clock.start, now))
    worth = worth_reading(store, site, rounds, clock.start)
    read = {name: list(some) for name, some in read_slim(store, worth).items()}
    rule = plan.interpretation
    if rule is not None:
        read |= _in_full(store, worth, {*rule.policies, *rule.interpretations})
    days = sorted({day_of(one.at, plan.zone) for one in store.looked(site) if one.at <= now})
    observed = Observed(
        plan=plan,
        as_of=now.astimezone(plan.zone),
        workdays=Workdays(plan.workdays),
        home=None,
        columns={name: joined(some) for name, some in read.items()},
        complete=any(one.complete for one in worth),
    )
    return Known(observed, {name: _last_read(some, plan) for name, some in read.items()}, days)


def _in_full(store: Store, rounds: Iterable[RoundRow], columns: Collection[str]) -> dict[str, list[ReadAt]]:
    read: dict[str, list[ReadAt]] = {}
    for one in rounds:
        for name, reading in store.readings(one.id, columns).items():
            read.setdefault(name, []).append(ReadAt(one.as_of, reading))
    return read


def joined(read: Sequence[ReadAt]) -> ColumnReading:
    """One reading of several, the oldest first: the last whole one, with what later ones saw above it.

    A first page read later adds its articles; the list counts as whole while that page reaches down to what was known.
    """
    rows = [one.reading for one in read if one.reading.state is ColumnState.READ]
    if not rows:
        return read[-1].reading
    wide = next((one for one in reversed(rows) if one.complete or one.covers_since), rows[-1])
    later = rows[rows.index(wide) + 1 :]
    known = {article.url: article for article in wide.articles}
    whole = wide.complete
    for one in later:
        meets = any(article.url in known for article in one.articles)
        whole = whole and (meets or one.complete)
        known = {article.url: article for article in one.articles} | known
    return replace(wide, articles=tuple(known.values()), complete=whole)


def _last_read(read: Sequence[ReadAt], plan: Plan) -> date:
    """The last day on which rows came; the day of the first try where none ever did."""
    days = [day_of(one.at, plan.zone) for one in read if one.reading.state is ColumnState.READ]
    return days[-1] if days else date.min
