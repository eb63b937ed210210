"""The last day on which an interpretation is in time, and how sure that day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspection.calendar import Workdays
from inspection.durations import WorkdaySpan

# The longest official break since 2004 (国庆 and 中秋 together, 春节 of 2020) took no more ordinary working days.
LONGEST_BREAK = 8


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day` is the last day in time; `latest` the last that it can be, whatever the missing calendar will say."""

    day: date
    latest: date
    provisional: tuple[int, ...] = ()  # years that the official calendar does not cover yet

    def passed(self, on: date) -> bool | None:
        """Whether that day is too late; None: it depends on a calendar that is not published."""
        return None if self.day < on <= self.latest else on > self.day


def deadline(published: date, within: WorkdaySpan | timedelta, workdays: Workdays) -> Deadline:
    """`within` counts from the day of publication: 0 workdays is the same day, 3 the third working day after it."""
    if isinstance(within, timedelta):
        day = published + timedelta(days=within // timedelta(days=1))
        return Deadline(day, day)
    day = workdays.add(published, within.days)
    years = workdays.provisional(published, day) if within.days else ()
    return Deadline(day, workdays.add(published, within.days + LONGEST_BREAK) if years else day, years)


def in_words(within: WorkdaySpan | timedelta) -> str:
    """3个工作日, 当天, 7天."""
    days = within.days
    if not days:
        return "当天"
    return f"{days}个工作日" if isinstance(within, WorkdaySpan) else f"{days}天"
