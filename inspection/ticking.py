"""人工确认: each time that a person's word is due, and whether it was given. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from inspection.due import MAX_YEAR, MIN_YEAR, State, occurrences, state
from inspection.duties import AlreadySaidError, Duty, Said, Tick, Ticked
from inspection.duty_state import Stand
from inspection.expected import NEAR
from inspection.issue import RefusedError
from inspection.occurrences import Occurrence, occurrences_between
from inspection.plan import Plan

LONGEST = 1000  # characters of a note or proof
LEFT_OVER = timedelta(days=31)  # so long after it was due in December something is asked for in the new year
EARLIEST = timedelta(days=400)  # so long before it is due something may have been done; earlier is a slip of the pen
YEARS = 1  # so many years back and ahead a word may be given


@dataclass(frozen=True, slots=True)
class TickAsked:
    """Of what a person gives their word."""

    duty: Duty
    tick: Tick
    occurrence: Occurrence

    @property
    def unit(self) -> str | None:
        """Who gives it."""
        return unit_of(self.duty, self.tick)


@dataclass(frozen=True, slots=True)
class TickDue:
    """One time that a word is due."""

    duty: Duty
    tick: Tick
    occurrence: Occurrence
    unit: str | None  # who gives it
    stand: Stand  # OVERDUE, MISSED, WARNING, LATE, ON_TIME or PENDING; UNDECIDED: before anybody watched
    said: str  # Chinese
    ticked: Ticked | None = None
    weighs: bool = True


def unit_of(duty: Duty, tick: Tick) -> str | None:
    """Who gives the word: the tick's unit, else the duty's first."""
    return tick.unit or next(iter(duty.units), None)


def ticks_due(duty: Duty, said: Iterable[Ticked], as_of: datetime, since: date | None = None) -> Iterator[TickDue]:
    """This year's occurrences of each tick, and what is left over from earlier. `since`: the first day of watching."""
    today = as_of.date()
    words = words_of(said, as_of)
    for tick in duty.ticks:
        for occurrence in year_of(tick, today):
            word = words.get((duty.number, tick.name, occurrence.label))
            if occurrence.due_at.year != today.year and (word is not None or today > occurrence.until):
                continue  # of an earlier year, and settled
            stand, words_, weighs = stands(occurrence, word, as_of, since)
            yield TickDue(duty, tick, occurrence, unit_of(duty, tick), stand, words_, word, weighs)


def year_of(tick: Tick, today: date) -> tuple[Occurrence, ...]:
    """The occurrences of that day's year, and what is left over from the year before."""
    every = occurrences_between(tick.due, _first(tick, today), date(min(today.year, MAX_YEAR - 1), 12, 31))
    asked = (one for one in every if is_asked(tick, one))
    return tuple(one for one in asked if one.due_at.year == today.year or is_left_over(tick, one, today))


def is_asked(tick: Tick, occurrence: Occurrence) -> bool:
    """Whether the plan asks for it: what was due before its beginning nobody had been told of."""
    return tick.since is None or occurrence.due_at >= tick.since


def is_left_over(tick: Tick, occurrence: Occurrence, today: date) -> bool:
    """Whether a word of last year is still asked for: a year's list does not ask for what was due before that year."""
    return tick.due.by is not None or (today - occurrence.due_at) <= LEFT_OVER


def owed(tick: Tick, today: date) -> tuple[Occurrence, ...]:
    """Of which a word is asked for that day, what is overdue first: warned of or overdue."""
    return tuple(
        one
        for one in occurrences(tick.due, today)
        if is_asked(tick, one)
        and state(one, today) in (State.WARNING, State.OVERDUE)
        and (one.due_at.year >= today.year or is_left_over(tick, one, today))
    )


def known_occurrences(tick: Tick, today: date) -> tuple[Occurrence, ...]:
    """Of which a word may be given: last year's, this year's and next year's."""
    every = occurrences_between(tick.due, _first(tick, today), date(min(MAX_YEAR - 1, today.year + YEARS), 12, 31))
    return tuple(one for one in every if is_asked(tick, one))


def _first(tick: Tick, today: date) -> date:
    """From where on it is looked at: last year's January; where it has one day, however long ago, from that day."""
    first = date(max(MIN_YEAR + 1, today.year - YEARS), 1, 1)
    return first if tick.due.by is None else min(first, tick.due.by - tick.due.lead)


def present_occurrence(tick: Tick, given: Mapping[str, Ticked], today: date, zone: tzinfo) -> Occurrence | None:
    """Which is meant where nobody names one: the earliest without a word, up to the one whose due day is nearest.

    `given`: the words of that tick, by occurrence. Where none is open, the next to come. Who asks twice, or comes
    second, does not confirm the next: AlreadySaidError where the word was given, or that of another on the same day.
    """
    waits = [
        one
        for one in known_occurrences(tick, today)
        if one.until >= today and (one.due_at.year >= today.year or is_left_over(tick, one, today))
    ]
    open_ = [one for one in waits if one.opens <= today]
    nearest = min(open_, key=lambda one: abs(one.due_at - today), default=None)
    if nearest is None:
        return next((one for one in waits if one.label not in given), None)
    before = [one for one in open_ if one.due_at <= nearest.due_at]
    found = next((one for one in before if one.label not in given), None)
    last = next((given[one.label] for one in reversed(before) if one.label in given), None)
    if last is not None and (found is None or last.said_at.astimezone(zone).date() == today):
        later = next((one.label for one in open_ if one.label not in given), "")
        more = f"；如果要确认{later}，请写明是这一期" if later else ""
        raise AlreadySaidError(f"{last.said_by}已经确认过“{tick.name}”（{last.occurrence}）{more}")
    return found


def done_on(word: Ticked, as_of: datetime) -> date:
    """When it was done: as the person says, else the day on which it was said."""
    return word.done_on or word.said_at.astimezone(as_of.tzinfo).date()


def words_of(said: Iterable[Ticked], as_of: datetime) -> Mapping[tuple[str, str, str], Ticked]:
    """By duty, tick and occurrence; without what was done on a day to come."""
    return {(one.duty, one.tick, one.occurrence): one for one in said if done_on(one, as_of) <= as_of.date()}


def words_at(said: Iterable[Said], until: datetime) -> tuple[Ticked, ...]:
    """The words that stood at that moment, whatever was said later; in the order in which they were given."""
    last: dict[tuple[str, str, str], Said] = {}
    for one in said:
        if one.word.said_at <= until:
            last[one.word.duty, one.word.tick, one.word.occurrence] = one
    return tuple(one.word for one in last.values() if not one.taken_back)


def stands(occurrence: Occurrence, word: Ticked | None, as_of: datetime, since: date | None) -> tuple[Stand, str, bool]:
    """How one occurrence stands, in words, and whether it weighs: not what lay before the first day of watching."""
    today, due = as_of.date(), occurrence.due_at
    if word is not None:
        late = (done_on(word, as_of) - due).days
        said = f"{word.said_by}确认已完成"
        return (Stand.LATE, f"{said}，晚 {late} 天", True) if late > 0 else (Stand.ON_TIME, said, True)
    if today <= due:
        near = today >= (occurrence.warns_at or due - NEAR)
        left = "今天到期" if today == due else f"还有 {(due - today).days} 天"
        return (Stand.WARNING if near else Stand.PENDING), left, True
    if today <= occurrence.until:
        return Stand.OVERDUE, f"到期 {(today - due).days} 天，没有人确认", True
    if since is None or occurrence.until < since:
        return Stand.UNDECIDED, "当时没有使用本系统，没有人确认", False
    return Stand.MISSED, "这一期没有人确认", True


def read_word(
    plan: Plan, number: str, name: str, *, occurrence: str, done_on: date | None, said: Iterable[Ticked], today: date
) -> TickAsked:
    """What a person means to say, as far as the plan knows it; RefusedError with a Chinese sentence where it does not.

    `occurrence` may be empty: then as `present_occurrence` has it, and AlreadySaidError where somebody was first.
    """
    duty = next((one for one in plan.duties if one.number == number.strip()), None)
    if duty is None:
        raise RefusedError(f"方案的职责清单中没有第 {number} 项")
    tick = next((one for one in duty.ticks if one.name == name.strip()), None)
    if tick is None:
        known = "、".join(one.name for one in duty.ticks) or "无"
        raise RefusedError(f"第 {duty.number} 项职责没有要人工确认的“{name}”，可确认的有：{known}")
    if done_on is not None and done_on > today:
        raise RefusedError(f"完成日期 {done_on.isoformat()} 晚于今天，还没有完成的不能确认")
    given = {one.occurrence: one for one in said if (one.duty, one.tick) == (duty.number, tick.name)}
    found = _occurrence(tick, occurrence.strip(), given, today, plan.zone)
    if done_on is not None and found.due_at - done_on > EARLIEST:
        raise RefusedError(f"完成日期 {done_on.isoformat()} 比到期日 {found.due_at.isoformat()} 早一年多，请核对年份")
    if found.opens > today:
        raise RefusedError(f"“{tick.name}”（{found.label}）从 {found.opens.isoformat()} 起才能确认")
    return TickAsked(duty, tick, found)


def _occurrence(tick: Tick, label: str, given: Mapping[str, Ticked], today: date, zone: tzinfo) -> Occurrence:
    known = known_occurrences(tick, today)
    if label:
        found = next((one for one in known if one.label == label), None)
    else:
        found = present_occurrence(tick, given, today, zone)
    if found is None:
        labels = "、".join(one.label for one in known) or "无"
        raise RefusedError(f"“{tick.name}”没有“{label}”这一期，可确认的有：{labels}" if label else "没有待确认的一期")
    return found
