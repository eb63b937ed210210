"""Which earlier round a daily one begins with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from store.rounds import RoundRow
from store.store import Store

_TICK = timedelta(microseconds=1)
# What of the plan changes neither where a sweep goes nor what it makes of an answer.
_ALL_THE_SAME = {"site": {"name", "id_code"}, "crawl": {"concurrency", "delay", "retry_after"}}


def base_of(store: Store, plan: Plan, digest: str, as_of: datetime, now: datetime, skew: timedelta) -> RoundRow | None:
    """The round whose knowledge a daily round may begin with; None: it must look at everything itself.

    `digest` is that of the plan's text. A round that ended more than `skew` after `now` was dated by a clock that has
    been set back since: which of its looks came first cannot be told. Raises StoreError.
    """
    within = plan.verify_within
    since = max(now - within, datetime.min.replace(tzinfo=now.tzinfo) + within)
    verdicts = {digest: True}

    def suits(other: str) -> bool:
        if other not in verdicts:
            verdicts[other] = _looks_alike(plan, store.plan_of_digest(other))
        return verdicts[other]

    base = store.base_for(plan.site.name, plan.site.home_url, as_of=as_of, since=since, suits=suits)
    if base is None or as_of - base.as_of > within:
        return None
    return base if base.finished_at is not None and base.finished_at <= now + skew else None


def begun_after(base: RoundRow | None, started: datetime) -> datetime:
    """When a round begins: later than everything that its base saw."""
    return started if base is None or base.finished_at is None else max(started, base.finished_at + _TICK)


def _looks_alike(plan: Plan, text: str | None) -> bool:
    """Whether a sweep by that plan goes where this one's does, and judges answers as this one does."""
    if text is None:
        return False
    try:
        other = parse_plan(text)
    except PlanError:  # of an earlier version of this program
        return False
    return _of_sweep(plan) == _of_sweep(other)


def _of_sweep(plan: Plan) -> list[dict[str, Any]]:
    return [getattr(plan, part).model_dump(mode="json", exclude=rest) for part, rest in _ALL_THE_SAME.items()]
