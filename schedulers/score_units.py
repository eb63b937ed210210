"""How the units stood at some moment: their duties, their issues, how long both took."""

from __future__ import annotations

from datetime import datetime, timedelta

from inspection.plan import Plan
from notifications.digest.material import histories
from notifications.scorecard.units import UnitFact, units_of
from schedulers.duties_now import duties_now
from store.store import Store

_AHEAD = timedelta.resolution


def units_at(store: Store, plan: Plan, at: datetime) -> tuple[UnitFact, ...]:
    """How every unit of the plan stood then; empty where it names none. Raises StoreError."""
    if not plan.units:
        return ()
    site = plan.site.name
    issues: dict[str, tuple[int, int]] = {}
    for one in histories(store.issues_since(site, at), store.steps_since(site, at, at + _AHEAD), at):
        stood = one.stood(at)
        if stood is not None and stood.alive and stood.unit:
            open_, late = issues.get(stood.unit, (0, 0))
            issues[stood.unit] = (open_ + 1, late + stood.overdue(at))
    standings = duties_now(store, plan, at).units if plan.duties else ()
    return units_of([one.name for one in plan.units], standings, issues)
