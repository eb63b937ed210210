"""A month as a sheet of weeks, a year as a list of months: where what is due stands on the calendar."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desk.exports import Cell
from inspection.calendar import Workdays
from inspection.expected import FATES, Fate, Item
from inspection.festivals import SOLAR_TERMS, festival

YEARS = 1  # so many years back and ahead are worked out
# What an office plans by, beside what its plan names.
_KNOWN = ("元旦", "春节", "元宵", "清明", "劳动节", "端午", "建党节", "中秋", "国庆节", "重阳", "冬至", "除夕")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that has the day."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str, today: date) -> Month:
        """`2026-11`; what is no month, or too far away to be told of, is the present one."""
        found = _MONTH.fullmatch(text)
        if found and 1 <= int(found[2]) <= 12 and abs(int(found[1]) - today.year) <= YEARS:
            return cls(int(found[1]), int(found[2]))
        return cls.of(today)

    def moved(self, months: int) -> Month:
        """So many months on."""
        year, month = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, month + 1)

    def told(self, today: date) -> bool:
        """Whether it lies in the years that are worked out."""
        return abs(self.year - today.year) <= YEARS

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Day:
    """One square."""

    on: date
    inside: bool  # of the month itself
    rest: bool  # no working day
    names: tuple[str, ...]  # festivals and solar terms
    items: tuple[Item, ...]


def sheet(month: Month, items: Iterable[Item], workdays: Workdays, seasons: Iterable[str] = ()) -> list[list[Day]]:
    """The weeks of the month, Monday first. `seasons`: names that the plan asks for."""
    by_day: dict[date, list[Item]] = {}
    for item in items:
        by_day.setdefault(item.due, []).append(item)
    names = _names(month, seasons)
    return [
        [
            Day(
                day,
                Month.of(day) == month,
                not workdays.is_workday(day),
                names.get(day, ()),
                tuple(by_day.get(day, ())),
            )
            for day in week
        ]
        for week in Calendar(0).monthdatescalendar(month.year, month.number)
    ]


def _names(month: Month, seasons: Iterable[str]) -> dict[date, tuple[str, ...]]:
    found: dict[date, list[str]] = {}
    for name in dict.fromkeys((*seasons, *_KNOWN, *SOLAR_TERMS)):
        for year in (month.year - 1, month.year, month.year + 1):  # 腊八 and 除夕 bear the year that follows
            day = festival(name, year)
            if abs((day.year - month.year) * 12 + day.month - month.number) <= 1:
                found.setdefault(day, []).append(name)
    return {day: tuple(dict.fromkeys(names)) for day, names in found.items()}


def by_month(items: Iterable[Item]) -> list[tuple[Month, list[Item]]]:
    """In the order of their days."""
    months: dict[Month, list[Item]] = {}
    for item in in_order(items):
        months.setdefault(Month.of(item.due), []).append(item)
    return list(months.items())


def in_order(items: Iterable[Item]) -> list[Item]:
    """By the day on which they are due, then by name."""
    return sorted(items, key=lambda item: (item.due, item.kind, item.name))


def counted(items: Sequence[Item]) -> list[tuple[Fate, str, int]]:
    """How many there are of each, the most pressing first."""
    counts = [(fate, words, sum(item.fate is fate for item in items)) for fate, words in FATES.items()]
    return [one for one in counts if one[2]]


HEADINGS = (
    "事项", "期次", "责任单位", "最迟发布", "情况", "说明", "发布日期", "稿件标题", "稿件地址", "栏目或账号", "问题单",
)  # fmt: skip


def table(items: Iterable[Item]) -> list[tuple[Cell, ...]]:
    """The same for a spreadsheet."""
    return [
        (
            one.name,
            one.label,
            one.unit or "未明确",
            one.due,
            one.fate_words,
            "，".join(filter(None, (one.words if one.words != one.fate_words else "", one.why))),
            one.day,
            one.title,
            one.link,
            one.channel,
            one.issue or None,
        )
        for one in in_order(items)
    ]
