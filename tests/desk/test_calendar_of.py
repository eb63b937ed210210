"""The sheet of a month, and where what is due stands on it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desk.calendar_of import Month, by_month, sheet
from inspection.calendar import Workdays
from inspection.expected import Fate, Item

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def _item(due: date) -> Item:
    return Item("publication", "a", "", None, due, Fate.PENDING, "", key=due.isoformat())


@given(DAYS, st.lists(DAYS, max_size=20))
def test_each_item_of_the_month_stands_on_its_day_once(day: date, dues: list[date]) -> None:
    month = Month.of(day)

    squares = [square for week in sheet(month, map(_item, dues), Workdays()) for square in week if square.inside]

    assert sorted(i.due for s in squares for i in s.items) == sorted(d for d in dues if Month.of(d) == month)
    assert all(item.due == square.on for square in squares for item in square.items)


@given(st.lists(DAYS, max_size=20))
def test_a_year_lists_every_item_in_the_order_of_days(dues: list[date]) -> None:
    listed = [item.due for _month, some in by_month(map(_item, dues)) for item in some]

    assert listed == sorted(dues)


@given(DAYS, st.integers(-30, 30))
def test_months_move_forth_and_back(day: date, months: int) -> None:
    assert Month.of(day).moved(months).moved(-months) == Month.of(day)


@given(st.text(max_size=10), DAYS)
def test_what_is_no_month_is_the_present_one(text: str, today: date) -> None:
    month = Month.read(text, today)

    assert month == Month.of(today) or str(month) == text


def test_seasons_are_named_on_their_day() -> None:
    squares = {square.on: square.names for week in sheet(Month(2026, 4), [], Workdays()) for square in week}

    assert "清明" in squares[date(2026, 4, 5)]
