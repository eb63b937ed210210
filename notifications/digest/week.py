"""Weeks as offices count them: ISO 8601, Monday to Sunday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as clock

_YEARS = range(1990, 2200)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week: Monday to Sunday, in the plan's zone."""

    year: int  # the ISO year, which may differ from the calendar's in the first and last days
    number: int

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that has the day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    def earlier(self, weeks: int = 1) -> Week:
        """So many weeks before; negative: after."""
        return Week.of(self.monday - timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    def start(self, zone: tzinfo) -> datetime:
        """Monday 00:00 in that zone."""
        return datetime.combine(self.monday, clock.min, zone)

    def end(self, zone: tzinfo) -> datetime:
        """Sunday's last microsecond in that zone."""
        return datetime.combine(self.sunday, clock.max, zone)

    @classmethod
    def parse(cls, text: str) -> Week:
        """2025-W13. Raises ValueError with a Chinese sentence."""
        found = re.fullmatch(r"\s*(\d{4})-?[Ww](\d{1,2})\s*", text)
        if not found:
            raise ValueError(f"“{text}”不是周次，请写成 2025-W13")
        year, number = int(found[1]), int(found[2])
        if year not in _YEARS:
            raise ValueError(f"“{text}”的年份不对，应在 {_YEARS[0]} 至 {_YEARS[-1]} 年之间")
        try:
            return cls.of(date.fromisocalendar(year, number, 1))
        except ValueError:
            raise ValueError(f"{year} 年没有第 {number} 周，请写成 2025-W13") from None
