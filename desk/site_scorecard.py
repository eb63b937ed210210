"""A site's scorecard, worked out once and kept while no round, no step and no probe of note has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.desk import Desk
from desk.remembered import Remembered
from desk.site_now import Basis, basis_of, folder_of
from inspection.scoring.card import Scorecard
from inspection.scoring.score import score
from inspection.scoring.trend import TrendPoint
from notifications.digest.week import Week
from notifications.scorecard.units import UnitFact
from schedulers.score_units import units_at
from schedulers.score_weeks import trend
from schedulers.scorekeeping import facts_at, standard_for

AFRESH = timedelta(minutes=10)  # so old may the card of the running day be: probes come without rounds
_EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """The card with what stands beside it."""

    card: Scorecard
    trend: tuple[TrendPoint, ...]
    units: tuple[UnitFact, ...]
    trouble: str = ""  # Chinese: the standard that the plan names cannot be read


_KEPT: Remembered[Shown] = Remembered(16)
_OVER: Remembered[dict[Week, TrendPoint]] = Remembered(16)


def site_scorecard(desk: Desk, site: str, day: date | None = None) -> Shown:
    """As of that day's end, by default now. Raises StoreError."""
    plan = desk.plans.of(site)
    now = desk.now(plan)
    at = now if day is None or day >= now.date() else datetime.combine(day, time(23, 59, 59), plan.zone)
    folder = folder_of(desk, site)
    standard, trouble = standard_for(plan, folder)
    turn = int(at.timestamp() // AFRESH.total_seconds())
    rules = standard.model_dump_json()
    key: tuple[Basis, int, str] = (basis_of(desk, site), turn, rules)

    def work() -> Shown:
        card = score(standard, facts_at(desk.store, plan, at, standard))
        return Shown(
            card,
            tuple(trend(desk.store, plan, at, standard, known=_weeks(desk, site, rules))),
            units_at(desk.store, plan, at),
            trouble,
        )

    return _KEPT.get(key, work)


def _weeks(desk: Desk, site: str, rules: str) -> dict[Week, TrendPoint]:
    """The points of weeks that are over, by the same rules."""
    return _OVER.get((desk.database, site, rules), dict)


def day_of(text: str) -> date | None:
    """The day that an address asks for; None where it is none that can be."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _EARLIEST else None
