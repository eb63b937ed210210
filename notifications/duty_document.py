"""How the duties stand, as plain values for other programs; days and times are ISO text."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from inspection.duty_state import PART_KINDS, STANDS, DutyStanding, Part, PartKind, Standing, UnitStanding
from notifications.readable import clickable
from notifications.wording import check_name

SCHEMA = "xunjian/duties/1"


def duties_document(standing: Standing, shown: Collection[DutyStanding] | None = None) -> dict[str, Any]:
    """The whole document; `shown`: these duties alone. Counts are of all."""
    duties = standing.duties if shown is None else shown
    return {
        "schema": SCHEMA,
        "as_of": standing.as_of.isoformat(),
        "counts": {stand.value: sum(one.stand is stand for one in standing.duties) for stand in STANDS},
        "duties": [duty_entry(one) for one in duties],
        "units": [unit_entry(one) for one in standing.units],
    }


def duty_entry(one: DutyStanding) -> dict[str, Any]:
    """One duty with its parts."""
    return {
        "number": one.duty.number,
        "name": one.duty.name,
        "text": one.duty.text or "",
        "units": list(one.duty.units),
        "state": one.stand.value,
        "words": one.words,
        "next_due": _day(one.next_due),
        "parts": [part_entry(part) for part in one.parts],
    }


def part_entry(part: Part) -> dict[str, Any]:
    """One part, with what it rests on."""
    return {
        "kind": part.kind.value,
        "name": part.name,
        "words": part_name(part),
        "occurrence": part.label,
        "state": part.stand.value,
        "said": part.said,
        "unit": part.unit,
        "due": _day(part.due),
        "why": part.why,
        "title": part.title,
        "link": part.link if clickable(part.link) else "",
        "proof": part.ticked.proof if part.ticked else "",
        "day": _day(part.day),
        "issues": list(part.issues),
        "faults": part.faults,
        "counts": part.weighs,
        "said_by": part.ticked.said_by if part.ticked else None,
        "said_at": part.ticked.said_at.isoformat() if part.ticked else None,
    }


def unit_entry(one: UnitStanding) -> dict[str, Any]:
    """One unit's figures; lengths in working days."""
    return {
        "unit": one.unit,
        "duties": list(one.duties),
        "counts": {stand.value: one.counts[stand] for stand in STANDS},
        "met": one.met,
        "on_time": one.on_time,
        "overdue": one.overdue,
        "lag": one.lag,
        "interpreted": one.interpreted,
        "owing": one.owing,
        "correct": one.correct,
        "corrected": one.corrected,
    }


def part_name(part: Part) -> str:
    """What people call it: a check by its Chinese name."""
    return check_name(part.name) if part.kind is PartKind.CHECK else part.name


def watched_by(one: DutyStanding) -> list[str]:
    """What watches a duty, by kind: 应发稿件 3、人工确认 1."""
    counts = {kind: len({part.name for part in one.parts if part.kind is kind}) for kind in PART_KINDS}
    return [f"{PART_KINDS[kind]} {count}" for kind, count in counts.items() if count]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
