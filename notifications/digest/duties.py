"""职责清单 of the digest: told from what the store held by its clock, so that a week's digest is always the same.

A publication is judged by its issue and the last round's doubts, not anew; what browsers and probes could not look at
is left to the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from inspection.duties import Duty
from inspection.duty_parts import tick_parts
from inspection.duty_state import STANDS, DutyStanding, Part, PartKind, Stand, Told, worst
from inspection.duty_units import concerns, parts_for
from inspection.duty_watched import of_check, of_column, of_entry, of_publication
from inspection.issue import Issue
from inspection.silent import silent_checks
from inspection.ticking import words_at
from notifications.digest.duty_facts import DutiesFact, DutyLine
from notifications.digest.material import Material
from notifications.duty_document import part_name

AHEAD = timedelta(days=14)


def duties_fact(material: Material, unit: str | None) -> DutiesFact | None:
    """Of the whole site, or of one unit; None where the plan has no duties, or the unit none."""
    plan, told = material.plan, _told(material)
    every = [DutyStanding(duty, worst(parts := tuple(_parts(material, duty, told))), parts) for duty in plan.duties]
    mine = every if unit is None else [_of_unit(one, unit) for one in every if concerns(one, unit)]
    if not mine:
        return None
    stands = [one.stand for one in mine]
    desk = (plan.alerts.desk or "").rstrip("/") if plan.alerts else ""
    query = {"site": plan.site.name} | ({"unit": unit} if unit else {})
    horizon = told.today + AHEAD
    return DutiesFact(
        total=len(mine),
        counts=tuple((words, stands.count(stand)) for stand, words in STANDS.items() if stand in stands),
        overdue=tuple(_lines(mine, [Stand.OVERDUE])),
        coming=tuple(
            line for line in _lines(mine, [Stand.WARNING, Stand.PENDING]) if line.on is not None and line.on <= horizon
        ),
        undecided=tuple(_undecided(mine)),
        link=f"{desk}/duties?{urlencode(query, errors='replace')}" if desk else "",
    )


def _told(material: Material) -> Told:
    whole = [one for one in material.rounds if one.complete and one.kind != "watch"]
    return Told(
        as_of=material.clock.until,
        issues=list(_alive(material)),
        undecided=material.undecided,
        ticked=words_at(material.words, material.clock.until),
        looked_at=whole[-1].at if whole else None,
        silent=silent_checks(material.plan, watched=bool(material.probes), browsed=True),
        since=material.since,
    )


def _alive(material: Material) -> Iterator[Issue]:
    """As they stood at the end of the week."""
    for one in material.issues:
        if one.at_end.alive:
            yield replace(one.history.issue, state=one.at_end.state, severity=one.at_end.severity, unit=one.at_end.unit)


def _parts(material: Material, duty: Duty, told: Told) -> Iterator[Part]:
    plan = material.plan
    yield from (of_publication(plan, name, told) for name in duty.expectations)
    yield from (of_column(plan, name, told) for name in duty.columns)
    yield from (of_entry(plan, name, told) for name in duty.entries)
    yield from (of_check(name, told) for name in duty.checks)
    yield from tick_parts(duty, told)


def _of_unit(one: DutyStanding, unit: str) -> DutyStanding:
    own = tuple(parts_for(one, unit))
    return DutyStanding(one.duty, worst(own) if own else one.stand, own)


def _lines(duties: Iterable[DutyStanding], stands: Sequence[Stand]) -> list[DutyLine]:
    """What people have to confirm, by day."""
    found = [
        DutyLine(one.duty.number, one.duty.name, _what(part), part.unit, part.due, part.said)
        for one in duties
        for part in one.parts
        if part.stand in stands and part.kind is PartKind.TICK
    ]
    return sorted(found, key=lambda line: (line.on is None, line.on, line.number))


def _undecided(duties: Iterable[DutyStanding]) -> Iterator[DutyLine]:
    for one in duties:
        if one.stand is Stand.UNDECIDED:
            parts = [part for part in one.parts if part.stand is Stand.UNDECIDED and part.weighs]
            names = "、".join(part_name(part) for part in parts[:3])
            more = f"等 {len(parts)} 处" if len(parts) > 3 else ""
            note = parts[0].said if parts else ""
            yield DutyLine(one.duty.number, one.duty.name, f"{names}{more}", None, None, note)


def _what(part: Part) -> str:
    return f"{part.name}（{part.label}）" if part.label else part.name
