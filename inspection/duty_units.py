"""Duties by unit: which of them are met and overdue, how late policies were interpreted, how long issues took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import fmean, median

from inspection.calendar import Workdays
from inspection.duty_state import DutyStanding, Part, Stand, Told, UnitStanding, worst
from inspection.expected import Fate, Item
from inspection.issue import Issue
from inspection.plan import Plan


def units_of(plan: Plan, duties: Sequence[DutyStanding], told: Told) -> Iterator[UnitStanding]:
    """Every unit that has a duty, a policy or a mended issue; the plan's order, then others by name."""
    workdays = Workdays(plan.workdays)
    for unit in _units(plan, duties, told):
        own = {one.duty.number: stand for one in duties if (stand := stand_for(one, unit)) is not None}
        lags = [lag for one in told.items if one.unit == unit and (lag := _lag(one, workdays)) is not None]
        owing = sum(
            one.kind == "interpretation" and one.unit == unit and one.fate is Fate.OVERDUE for one in told.items
        )
        took = [_took(one, workdays, told) for one in told.mended if one.unit == unit]
        if not (own or lags or owing or took):
            continue
        yield UnitStanding(
            unit=unit,
            duties=tuple(own),
            counts={stand: sum(one is stand for one in own.values()) for stand in Stand},
            lag=round(fmean(lags), 1) if lags else None,
            interpreted=len(lags),
            owing=owing,
            correct=float(median(took)) if took else None,
            corrected=len(took),
            overdue_parts=sum(
                p.stand is Stand.OVERDUE for one in duties for p in parts_for(one, unit) if one.duty.number in own
            ),
        )


def stand_for(standing: DutyStanding, unit: str) -> Stand | None:
    """How the duty stands as far as the unit answers for it; None: it is not the unit's."""
    if not concerns(standing, unit):
        return None
    own = parts_for(standing, unit)
    if own:
        return worst(own)
    leads = next(iter(standing.duty.units), None) == unit
    return standing.stand if leads else None


def concerns(standing: DutyStanding, unit: str) -> bool:
    """Whether the duty names the unit, or something of it is the unit's."""
    return unit in standing.duty.units or any(p.unit == unit or unit in p.at_fault for p in standing.parts)


def parts_for(standing: DutyStanding, unit: str) -> list[Part]:
    """The unit's own parts, and those that name nobody; a shared one is sound for whom none of its issues is."""
    found = []
    for part in standing.parts:
        if part.unit not in (None, unit):
            continue
        if part.unit is None and unit not in standing.duty.units and unit not in part.at_fault:
            continue
        others = part.unit is None and part.at_fault and unit not in part.at_fault
        found.append(replace(part, stand=Stand.MET, issues=(), faults=0) if others else part)
    return found


def _units(plan: Plan, duties: Iterable[DutyStanding], told: Told) -> list[str]:
    named = [one.name for one in plan.units]
    others = {unit for one in duties for unit in (*one.duty.units, *(p.unit for p in one.parts if p.unit))}
    others |= {one.unit for one in told.items if one.unit} | {one.unit for one in told.mended if one.unit}
    return [*named, *sorted(others - set(named))]


def _lag(item: Item, workdays: Workdays) -> int | None:
    """Working days from the policy's day to its interpretation's; one that came first was no day late."""
    if item.kind != "interpretation" or item.day is None or item.opens is None:
        return None
    return max(0, workdays.between(item.opens, item.day))


def _took(issue: Issue, workdays: Workdays, told: Told) -> int:
    """Working days from found to claimed as mended, else to verified."""
    zone = told.as_of.tzinfo
    ended = issue.claimed_at or issue.closed_at or issue.seen_at
    return max(0, workdays.between(issue.opened_at.astimezone(zone).date(), ended.astimezone(zone).date()))
