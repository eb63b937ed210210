"""How cards follow each other: one point for each week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspection.scoring.card import Light, Scorecard


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One day's card in a few figures. `most` None: nothing was scored that day."""

    day: date
    most: Decimal | None
    least: Decimal | None
    void: bool
    vetoed: int
    warned: int
    undecided: int  # vetoes of which nobody could say how they stood
    current: bool  # False: no whole round looked in the days before


def point_of(card: Scorecard, *, current: bool) -> TrendPoint:
    """The card in a few figures."""
    lights = [one.light for one in card.vetoes]
    total = card.total
    return TrendPoint(
        day=card.at.date(),
        most=total.most if total else None,
        least=total.least if total else None,
        void=bool(total and total.void),
        vetoed=lights.count(Light.VETOED),
        warned=lights.count(Light.RED) + lights.count(Light.YELLOW),
        undecided=lights.count(Light.UNDECIDED),
        current=current,
    )
