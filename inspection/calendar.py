"""Working days by the official calendar, 调休 included; honest about years that it does not cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import chinese_calendar

# The festivals are part of the calendar's face; they live in their own module.
from inspection.festivals import festival, festivals, named_year_of

__all__ = ["DayStatus", "Workdays", "festival", "festivals", "named_year_of"]

_DAY = timedelta(days=1)
_LONGEST_REST = 366  # days; a plan whose overrides leave no working day is a mistake


class DayStatus(StrEnum):
    """How surely it is known whether a day is a working day."""

    OFFICIAL = "official"  # the State Council's yearly notice, as chinesecalendar carries it
    PLAN = "plan"  # the plan's `workdays` says so
    PROVISIONAL = "provisional"  # the year is not announced yet: Monday to Friday but for the statutory days


@lru_cache(maxsize=16_384)
def _official(day: date) -> bool | None:
    """What the official calendar says; None for years that it does not cover (it raises for them).

    Remembered: the library works out its span of years anew for each day that it is asked.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@lru_cache(maxsize=64)
def _statutory(year: int) -> frozenset[date]:
    """The days off that the State Council's rule of 2024 fixes for every year; 调休 waits for the yearly notice."""
    spring = festival("春节", year)
    days = {spring + _DAY * n for n in range(-1, 3)}
    days |= {festival(name, year) for name in ("清明", "端午", "中秋")}
    days |= {date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
    return frozenset(days)


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working days. `overrides` come from the plan and win over the official calendar."""

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """The plan first, then the official calendar, then Monday to Friday less the statutory days (see `status`)."""
        if day in self.overrides:
            return self.overrides[day]
        official = _official(day)
        return day.weekday() < 5 and day not in _statutory(day.year) if official is None else official

    def status(self, day: date) -> DayStatus:
        """How surely `is_workday` knows."""
        if day in self.overrides:
            return DayStatus.PLAN
        return DayStatus.PROVISIONAL if _official(day) is None else DayStatus.OFFICIAL

    def add(self, start: date, days: int) -> date:
        """The `days`-th working day after `start`; 0 is the same day, working or not; ValueError below 0."""
        if days < 0:
            raise ValueError("工作日数不能为负")
        day = start
        idle = 0
        while days:
            day += _DAY
            works = self.is_workday(day)
            days -= works
            idle = 0 if works else idle + 1
            if idle > _LONGEST_REST:
                raise ValueError(f"{start.isoformat()} 之后一年没有工作日，请检查方案中的 workdays")
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_workday(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def provisional(self, start: date, end: date) -> tuple[int, ...]:
        """Years from `start` to `end` that the official calendar lacks, so that 调休 is not known."""
        return tuple(y for y in range(start.year, end.year + 1) if _official(date(y, 7, 1)) is None)
