"""How scorecards follow each other over the weeks, and what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol

from inspection.plan import Plan
from inspection.scoring.card import Scorecard
from inspection.scoring.score import score
from inspection.scoring.standard import Standard
from inspection.scoring.trend import TrendPoint, point_of
from notifications.digest.week import Week
from notifications.scorecard.document import scorecard_document
from schedulers.scorekeeping import Remembered, facts_at
from store.scores import KeptScore
from store.store import Store

WEEKS = 8


class Remembers(Remembered, Protocol):
    """What is asked of the store beside the facts of one day."""

    def first_looked(self, site: str) -> datetime | None: ...
    def scores(self, site: str, standard: str, since: date, until: date) -> list[KeptScore]: ...


def trend(
    store: Remembers,
    plan: Plan,
    at: datetime,
    standard: Standard,
    weeks: int = WEEKS,
    known: MutableMapping[Week, TrendPoint] | None = None,
) -> list[TrendPoint]:
    """A point for each week up to now, the earliest first, none before the first round.

    Counted anew from what the store holds; where that is gone, as it was counted at the time. `known` is asked for
    weeks that are over, which nothing changes any more, and told of them. Raises StoreError.
    """
    site, now = plan.site.name, at.astimezone(plan.zone)
    first = store.first_looked(site)
    if first is None or weeks < 1:
        return []
    this = Week.of(now.date())
    asked = [this.earlier(n) for n in reversed(range(weeks))]
    told = [week for week in asked if week.end(plan.zone) > first]
    kept = _kept(store, site, standard, told)
    over = known if known is not None else {}
    points = []
    for week in told:
        if week not in over:
            point = _of_week(store, plan, min(week.end(plan.zone), now), standard, kept.get(week))
            if week.end(plan.zone) >= now:
                points.append(point)
                continue
            over[week] = point
        points.append(over[week])
    return points


def _of_week(store: Remembered, plan: Plan, at: datetime, standard: Standard, kept: TrendPoint | None) -> TrendPoint:
    facts = facts_at(store, plan, at, standard)
    made = point_of(score(standard, facts), current=facts.current)
    return kept if kept is not None and not facts.current else made


def _kept(store: Remembers, site: str, standard: Standard, weeks: Sequence[Week]) -> dict[Week, TrendPoint]:
    """By week the latest card that was kept in it."""
    if not weeks:
        return {}
    rows = store.scores(site, standard.key, weeks[0].monday, weeks[-1].sunday)
    return {Week.of(row.day): _point(row.day, row.document["point"]) for row in rows if "point" in row.document}


def _point(day: date, known: Mapping[str, Any]) -> TrendPoint:
    points = {name: None if known[name] is None else Decimal(known[name]) for name in ("most", "least")}
    return TrendPoint(**{**known, **points, "day": day})


def keep(store: Store, card: Scorecard, *, current: bool, now: datetime | None = None) -> None:
    """Keep that day's card; a later one of the same day takes its place. Raises StoreError."""
    point = asdict(point_of(card, current=current))
    point |= {"day": card.at.date().isoformat(), "most": _text(point["most"]), "least": _text(point["least"])}
    document = {"point": point, "card": scorecard_document(card)}
    store.keep_score(card.site, KeptScore(card.at.date(), card.key, now or datetime.now(UTC), document))


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
