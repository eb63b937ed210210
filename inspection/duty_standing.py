"""How each duty of the year's key points stands: part by part, as a whole, and by unit."""

from __future__ import annotations

from inspection.duty_parts import parts_of
from inspection.duty_state import STANDS, DutyStanding, Part, PartKind, Stand, Standing, Told, UnitStanding, worst
from inspection.duty_units import units_of
from inspection.plan import Plan

__all__ = ["STANDS", "DutyStanding", "Part", "PartKind", "Stand", "Standing", "Told", "UnitStanding", "standing"]


def standing(plan: Plan, told: Told) -> Standing:
    """How every duty stands on that day, in that day's year."""
    duties = []
    for duty in plan.duties:
        parts = tuple(parts_of(plan, duty, told))
        duties.append(DutyStanding(duty, worst(parts), parts))
    return Standing(told.as_of, tuple(duties), tuple(units_of(plan, duties, told)))
