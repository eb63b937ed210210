"""People's words on the calendar: each time that one is due, as what is to be published is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from inspection.duties import Ticked
from inspection.duty_state import Stand
from inspection.expected import Fate, Item
from inspection.occurrences import occurrences_between
from inspection.plan import Plan
from inspection.ticking import done_on, is_left_over, stands, unit_of, words_of

_FATES = {
    Stand.OVERDUE: Fate.OVERDUE,
    Stand.MISSED: Fate.MISSED,
    Stand.WARNING: Fate.NEAR,
    Stand.LATE: Fate.LATE,
    Stand.ON_TIME: Fate.DONE,
    Stand.PENDING: Fate.PENDING,
    Stand.UNDECIDED: Fate.UNWATCHED,
}


def tick_items(
    plan: Plan, said: Iterable[Ticked], as_of: datetime, since: date | None, first: date, last: date
) -> Iterator[Item]:
    """Every time that a word is due between these days. `since`: the first day on which a round looked."""
    words, today = words_of(said, as_of), as_of.date()
    for duty in plan.duties:
        for tick in duty.ticks:
            for occurrence in occurrences_between(tick.due, first, last):
                word = words.get((duty.number, tick.name, occurrence.label))
                stand, told, weighs = stands(occurrence, word, as_of, since)
                if word is None and occurrence.due_at.year < today.year and not is_left_over(tick, occurrence, today):
                    stand, told = Stand.UNDECIDED, "不在今年的清单中，没有人确认"
                yield Item(
                    kind="tick",
                    name=f"{duty.number} {tick.name}",
                    label=occurrence.label,
                    unit=unit_of(duty, tick),
                    due=occurrence.due_at,
                    fate=_FATES[stand],
                    said=told,
                    why=word.note if word is not None else "" if weighs else "不计入",
                    link=word.proof if word is not None else "",
                    title=word.proof if word is not None else "",
                    day=done_on(word, as_of) if word is not None else None,
                    channel=word.said_by if word is not None else "",
                    warns=occurrence.warns_at,
                    opens=occurrence.opens,
                    season=tick.due.before or "",
                    event=occurrence.event,
                    key=f"tick\x00{duty.number}\x00{tick.name}\x00{occurrence.event.isoformat()}",
                )
