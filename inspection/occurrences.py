"""The engine behind `due`: which occurrence counts as of a day, and which publications count for it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from inspection.festivals import festival, named_year_of

_DAY = timedelta(days=1)
DEFAULT_WINDOW_BEFORE = timedelta(days=60)  # notices for 清明 were seen from T−34, bookings open a month ahead
DEFAULT_WINDOW_BY = timedelta(days=365)  # a promise for this year is not kept by an edition of an earlier one
MIN_YEARLY_WINDOW = timedelta(days=30)
GRACE_AFTER_EVENT = timedelta(days=14)  # T+14: from then on the notice itself would count as last season's residue
FOR_EVER = date.max

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TITLE_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=\s*年|\s*[-—–－~～至、]\s*(?:19|20)\d{2}\s*年|[.．/]\d{1,2}(?!\d))"
)
_CHINESE_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=\s*年)")


class State(StrEnum):
    """How an occurrence without any publication stands on a day."""

    PENDING = "pending"  # nothing needs to be said yet
    WARNING = "warning"  # not yet due, but the plan wants an early word
    OVERDUE = "overdue"  # the due day has passed
    CLOSED = "closed"  # no longer owed: the event is over


class Rule(Protocol):
    """The part of `inspection.due.Due` that the engine reads."""

    @property
    def before(self) -> str | None: ...
    @property
    def by(self) -> date | None: ...
    @property
    def yearly(self) -> str | None: ...
    @property
    def monthly(self) -> int | None: ...
    @property
    def quarterly(self) -> int | None: ...
    @property
    def lead(self) -> timedelta: ...
    @property
    def warn(self) -> timedelta | None: ...
    @property
    def window(self) -> timedelta | None: ...


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is due. All days are inclusive; windows of one rule never overlap."""

    label: str  # for people: 2025年清明, 2025年3月, 2025年第1季度
    event: date  # the festival, or the day that the rule names
    opens: date  # the first day whose publications count
    warns_at: date | None  # from this day a missing one deserves an early word; None: the plan wants none
    due_at: date  # the last day in time: event − lead
    closes_at: date  # the last day whose publications count, late ones included
    until: date  # the last day on which a missing one is still a fault
    years: frozenset[int]  # the years that a title may name

    def counts(self, published: date) -> bool:
        """Whether a publication of that day (a date, or a datetime in the plan's zone) belongs here."""
        return self.opens <= _day_of(published) <= self.closes_at

    def names_another_year(self, title: str) -> bool:
        """Whether the title names years, and none of them fits: 2024年清明… in 2025's window."""
        named = years_in(title)
        return bool(named) and not named & self.years


def years_in(title: str) -> frozenset[int]:
    """Years that a title names: 2024年, 2024-2025年, 2024.12, 二〇二四年; not a document number's 〔2024〕."""
    digits = {int(found) for found in _TITLE_YEAR.findall(title)}
    spelled = {int(found.translate(_CHINESE_DIGITS)) for found in _CHINESE_YEAR.findall(title)}
    return frozenset(digits | {year for year in spelled if 1900 <= year < 2100})


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def state(occurrence: Occurrence, as_of: date) -> State:
    """How it stands on that day while nothing was published. On the due day itself it is not overdue yet."""
    as_of = _day_of(as_of)
    if as_of > occurrence.until:
        return State.CLOSED
    if as_of > occurrence.due_at:
        return State.OVERDUE
    warned = occurrence.warns_at is not None and as_of >= occurrence.warns_at
    return State.WARNING if warned else State.PENDING


def occurrences_of(due: Rule, as_of: date) -> tuple[Occurrence, ...]:
    """The latest occurrence whose due day has passed, while still owed, then the next one."""
    as_of = _day_of(as_of)
    around = _around(due, as_of)
    past = [o for o in around if o.due_at < as_of][-1:]
    coming = [o for o in around if o.due_at >= as_of][:1]
    return tuple(o for o in (*past, *coming) if as_of <= o.until)


def occurrences_between(due: Rule, first: date, last: date) -> tuple[Occurrence, ...]:
    """Every occurrence whose due day lies between the two days, both inclusive, earliest first."""
    found: dict[date, Occurrence] = {}
    for year in range(first.year, last.year + 1):
        found |= {one.event: one for one in _around(due, date(year, 7, 1))}
    return tuple(found[event] for event in sorted(found) if first <= found[event].due_at <= last)


def _around(due: Rule, as_of: date) -> list[Occurrence]:
    """Occurrences around that day, in order; at least one before and one after it (`by` has one in all)."""
    if due.by is not None:
        return [_once(due, due.by)]
    years = range(as_of.year - 2, as_of.year + 4)
    if due.before is not None:
        days = [festival(due.before, year) for year in years]
        return [_seasonal(due, due.before, year, *pair) for year, pair in zip(years[1:], pairwise(days), strict=True)]
    events = [day for year in years for day in _periodic_days(due, year)]
    triples = zip(events, events[1:], events[2:], strict=False)
    return [_periodic(due, before, event, after) for before, event, after in triples]


def _once(due: Rule, event: date) -> Occurrence:
    return Occurrence(
        label=f"{event.year}年{event.month}月{event.day}日前",
        event=event,
        opens=event - (due.window or DEFAULT_WINDOW_BY),
        warns_at=_warns_at(due, event),
        due_at=event - due.lead,
        closes_at=FOR_EVER,
        until=FOR_EVER,
        years=frozenset({event.year - 1, event.year, event.year + 1}),
    )


def _seasonal(due: Rule, name: str, year: int, previous: date, event: date) -> Occurrence:
    """What appears after the event (how it went) is not the notice, so the window closes with the event."""
    window = due.window or max(DEFAULT_WINDOW_BEFORE, (due.warn or due.lead) + timedelta(days=30))
    return Occurrence(
        label=f"{year}年{name}",
        event=event,
        opens=max(event - window, previous + _DAY),
        warns_at=_warns_at(due, event),
        due_at=event - due.lead,
        closes_at=event,
        until=event + GRACE_AFTER_EVENT,
        years=named_year_of(name, year),
    )


def _periodic(due: Rule, previous: date, event: date, following: date) -> Occurrence:
    """A late one still counts until the next window opens; a missing one is owed until the next is overdue."""
    opens = _opens(due, previous, event)
    return Occurrence(
        label=_period_label(due, event),
        event=event,
        opens=opens,
        warns_at=_warns_at(due, event),
        due_at=event - due.lead,
        closes_at=_opens(due, event, following) - _DAY,
        until=following - due.lead,
        years=frozenset({event.year, event.year - 1} if _may_name_last_year(due, event) else {event.year}),
    )


def _may_name_last_year(due: Rule, event: date) -> bool:
    """A yearly report is about the year before; December's or the last quarter's figures come out in January."""
    return due.yearly is not None or event.month <= 3


def _opens(due: Rule, previous: date, event: date) -> date:
    """The first of the month (of the year, for yearly ones), or `window` before; after the previous due day."""
    if due.window is not None:
        first = event - due.window
    elif due.yearly is not None:
        first = min(date(event.year, 1, 1), event - due.lead - MIN_YEARLY_WINDOW)
    else:
        first = min(event.replace(day=1), event - (due.warn or due.lead))
    return max(first, previous - due.lead + _DAY)


def _warns_at(due: Rule, event: date) -> date | None:
    return None if due.warn is None else event - due.warn


def _period_label(due: Rule, event: date) -> str:
    if due.yearly is not None:
        return f"{event.year}年"
    if due.monthly is not None:
        return f"{event.year}年{event.month}月"
    quarter = (event.month - 2) // 3 % 4 + 1
    return f"{event.year - (event.month == 1)}年第{quarter}季度"


def _periodic_days(due: Rule, year: int) -> list[date]:
    """The due days of one year. A day that the month lacks is the month's last."""
    if due.yearly is not None:
        month, day = (int(part) for part in due.yearly.split("-"))
        return [_clamped(year, month, day)]
    if due.monthly is not None:
        return [_clamped(year, month, due.monthly) for month in range(1, 13)]
    return [_clamped(year, month, due.quarterly or 1) for month in (1, 4, 7, 10)]


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
