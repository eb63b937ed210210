"""The week in figures: counts, breakdowns, and how long things took."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from statistics import median

from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.issue import OPEN, Act, State
from notifications.digest.facts import Counts, Speed, Tally
from notifications.digest.history import History, Stood, came_back, ended, not_mended
from notifications.report import NO_UNIT
from notifications.wording import SEVERITIES, check_name, check_order

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingTime:
    """Lengths in working days of the plan's calendar; each day is looked up once."""

    workdays: Workdays
    zone: tzinfo
    _known: dict[date, bool] = field(default_factory=dict)

    def _works(self, day: date) -> bool:
        if day not in self._known:
            self._known[day] = self.workdays.is_workday(day)
        return self._known[day]

    def days(self, start: datetime, end: datetime) -> float:
        """Working days from `start` to `end`, by the clock on the wall: from 18:00 to 09:00 next day are 0.625."""
        first, last = start.astimezone(self.zone), end.astimezone(self.zone)
        if last <= first:
            return 0.0
        whole = sum(self._works(first.date() + _DAY * n) for n in range((last.date() - first.date()).days))
        return whole - self._part(first) + self._part(last)

    def _part(self, moment: datetime) -> float:
        passed = (moment.hour * 60 + moment.minute) * 60 + moment.second
        return passed / 86_400 if self._works(moment.date()) else 0.0

    def past(self, due: datetime, now: datetime) -> int:
        """Whole working days after the due day, up to and including today."""
        first, last = due.astimezone(self.zone).date(), now.astimezone(self.zone).date()
        return sum(self._works(first + _DAY * n) for n in range(1, (last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Weekly:
    """One issue over one week: how it stood when the week began and ended, and what happened in between."""

    history: History
    at_start: Stood | None
    at_end: Stood

    @classmethod
    def of(cls, history: History, start: datetime, until: datetime) -> Weekly | None:
        """None: the issue did not exist by then."""
        at_end = history.stood(until)
        return None if at_end is None else cls(history, history.stood(start, inclusive=False), at_end)


def counts(issues: Iterable[Weekly], start: datetime, until: datetime) -> Counts:
    """The week's figures."""
    sums = dict.fromkeys(Counts.__dataclass_fields__, 0)
    for issue in issues:
        sums["start"] += issue.at_start is not None and issue.at_start.alive
        for step in issue.history.within(start, until):
            if step.before is None:
                sums["new"] += 1
            elif came_back(step):
                sums["returned"] += 1
            elif not_mended(step):
                sums["unmended"] += 1
            elif ended(step):
                sums[_end_of(step.act)] += 1
        taken = issue.history.acknowledged()
        sums["acknowledged"] += taken is not None and start <= taken.at <= until
        stood = issue.at_end
        sums["end"] += stood.alive
        sums["open"] += stood.state in OPEN
        sums["claimed"] += stood.state is State.CORRECTED
        sums["muted"] += stood.state is State.MUTED
        sums["overdue"] += stood.overdue(until)
    return Counts(**sums)


def _end_of(act: Act) -> str:
    return {Act.VERIFY: "verified", Act.DISMISS: "false_alarms", Act.WAIVE: "waived"}.get(act, "lapsed")


def tallies(
    issues: Sequence[Weekly], start: datetime, until: datetime, key: Callable[[Weekly], str]
) -> dict[str, Counts]:
    """The week's figures for each value of `key`, those with nothing to say left out."""
    grouped: dict[str, list[Weekly]] = {}
    for issue in issues:
        grouped.setdefault(key(issue), []).append(issue)
    every = {name: counts(some, start, until) for name, some in grouped.items()}
    return {name: c for name, c in every.items() if c.end or c.new or c.ended or c.reopened}


def by_severity(issues: Sequence[Weekly], start: datetime, until: datetime) -> tuple[Tally, ...]:
    """Every severity, also where it has none."""
    found = tallies(issues, start, until, lambda one: one.at_end.severity.value)
    return tuple(_tally(s.value, SEVERITIES[s.value], found.get(s.value, Counts())) for s in Severity)


def by_check(issues: Sequence[Weekly], start: datetime, until: datetime) -> tuple[Tally, ...]:
    """In the order of reports."""
    found = tallies(issues, start, until, lambda one: one.history.issue.check)
    return tuple(_tally(c, check_name(c), found[c]) for c in sorted(found, key=lambda c: (check_order(c), c)))


def by_unit(issues: Sequence[Weekly], start: datetime, until: datetime) -> tuple[Tally, ...]:
    """Those with the most to do first; what nobody answers for comes last."""
    found = tallies(issues, start, until, lambda one: one.at_end.unit or "")
    ordered = sorted(found, key=lambda unit: (not unit, -found[unit].end, -found[unit].new, unit))
    return tuple(_tally(unit, unit or NO_UNIT, found[unit]) for unit in ordered)


def _tally(key: str, name: str, of: Counts) -> Tally:
    return Tally(key, name, of.end, of.open, of.overdue, of.new, of.verified)


def time_to_acknowledge(issues: Iterable[Weekly], start: datetime, until: datetime, time: WorkingTime) -> Speed:
    """Of the issues that a person first took up this week."""
    taken = ((issue.history, issue.history.acknowledged()) for issue in issues)
    return _speed([time.days(h.steps[0].at, step.at) for h, step in taken if step and start <= step.at <= until])


def time_to_correct(issues: Iterable[Weekly], start: datetime, until: datetime, time: WorkingTime) -> Speed:
    """Of what was verified this week."""
    return _speed(
        [
            time.days(*issue.history.correction(step))
            for issue in issues
            for step in issue.history.within(start, until)
            if step.act is Act.VERIFY
        ]
    )


def _speed(lengths: list[float]) -> Speed:
    if not lengths:
        return Speed()
    ordered = sorted(lengths)
    return Speed(len(ordered), round(median(ordered), 2), round(ordered[math.ceil(0.9 * len(ordered)) - 1], 2))
