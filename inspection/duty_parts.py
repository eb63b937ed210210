"""The parts of one duty and how each stands: what was due, what checks see, what people said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspection.duties import Duty
from inspection.duty_state import Part, PartKind, Stand, Told
from inspection.duty_watched import of_check, of_column, of_entry, promises_of
from inspection.expected import Fate, Item
from inspection.plan import Plan
from inspection.ticking import ticks_due

_STANDS = {
    Fate.OVERDUE: Stand.OVERDUE,
    Fate.NEAR: Stand.WARNING,
    Fate.UNKNOWN: Stand.UNDECIDED,
    Fate.MISSED: Stand.MISSED,
    Fate.LATE: Stand.LATE,
    Fate.DONE: Stand.ON_TIME,
    Fate.PENDING: Stand.PENDING,
    Fate.UNWATCHED: Stand.UNDECIDED,
}


def parts_of(plan: Plan, duty: Duty, told: Told) -> Iterator[Part]:
    """In the plan's order: publications, columns, entries, checks, ticks."""
    for name in duty.expectations:
        yield from _publications(plan, name, told)
    for name in duty.columns:
        yield of_column(plan, name, told)
    for name in duty.entries:
        yield of_entry(plan, name, told)
    for name in duty.checks:
        yield of_check(name, told)
    yield from tick_parts(duty, told)


def of_item(item: Item, today: date) -> Part:
    """What became of one publication. What was due before anybody watched decides nothing."""
    return Part(
        kind=PartKind.EXPECTATION,
        name=item.name,
        stand=_STANDS[item.fate],
        said=item.words,
        label=item.label,
        unit=item.unit,
        due=item.due,
        why=item.why,
        title=item.title,
        link=item.link,
        day=item.day,
        issues=(item.issue,) if item.issue else (),
        faults=1 if item.issue else 0,
        weighs=item.fate is not Fate.UNWATCHED or item.due >= today,
        warns=item.warns,
    )


def _publications(plan: Plan, name: str, told: Told) -> Iterator[Part]:
    """Each time that the expectation is due this year; what was due earlier while it is still owed; its contents."""
    expectation = next((one for one in plan.expectations if one.name == name), None)
    if expectation is None:
        yield Part(PartKind.EXPECTATION, name, Stand.UNDECIDED, "方案中没有这项应发稿件")
        return
    items = [i for i in told.items if i.kind == "publication" and i.name == name and _concerns(i, told.today)]
    yield from (of_item(item, told.today) for item in items)
    if not items:
        outside = expectation.due.by is not None
        said = "不在本年度" if outside else "没有可查的期次"
        yield Part(PartKind.EXPECTATION, name, Stand.PENDING, said, unit=expectation.unit, weighs=not outside)
    yield from promises_of(expectation, told)


def _concerns(item: Item, today: date) -> bool:
    """This year's, and what is left over from earlier years."""
    return item.due.year == today.year or (item.due.year < today.year and item.fate is Fate.OVERDUE)


def tick_parts(duty: Duty, told: Told) -> Iterator[Part]:
    """What people confirm, each time that it is due."""
    for one in ticks_due(duty, told.ticked, told.as_of, told.since):
        yield Part(
            kind=PartKind.TICK,
            name=one.tick.name,
            stand=one.stand,
            said=one.said,
            label=one.occurrence.label,
            unit=one.unit,
            due=one.occurrence.due_at,
            why=one.ticked.note if one.ticked else "",
            link=one.ticked.proof if one.ticked else "",
            day=one.ticked.done_on if one.ticked else None,
            ticked=one.ticked,
            weighs=one.weighs,
            warns=one.occurrence.warns_at,
        )
