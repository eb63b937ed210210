"""Working days and named days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.calendar import DayStatus, Workdays, festival, festivals

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
YEARS = st.integers(1990, 2100)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("清明", 2023, date(2023, 4, 5)),
        ("清明", 2024, date(2024, 4, 4)),
        ("清明节", 2025, date(2025, 4, 4)),
        ("冬至", 2024, date(2024, 12, 21)),
        ("冬至", 2026, date(2026, 12, 22)),
        ("立春", 2025, date(2025, 2, 3)),
        ("小寒", 2025, date(2025, 1, 5)),
        ("大雪", 2024, date(2024, 12, 6)),
        ("春节", 2024, date(2024, 2, 10)),
        ("春节", 2025, date(2025, 1, 29)),
        ("除夕", 2025, date(2025, 1, 28)),
        ("元宵", 2024, date(2024, 2, 24)),
        ("端午", 2025, date(2025, 5, 31)),
        ("七夕", 2025, date(2025, 8, 29)),
        ("中元", 2025, date(2025, 9, 6)),
        ("中秋", 2025, date(2025, 10, 6)),
        ("重阳", 2025, date(2025, 10, 29)),
        ("重阳", 2024, date(2024, 10, 11)),
        ("腊八", 2025, date(2025, 1, 7)),
        ("小年", 2025, date(2025, 1, 22)),
        ("国庆", 2025, date(2025, 10, 1)),
        ("520", 2025, date(2025, 5, 20)),
        ("全国助残日", 2025, date(2025, 5, 18)),
        ("全国助残日", 2022, date(2022, 5, 15)),
        ("中华慈善日", 2024, date(2024, 9, 5)),
    ],
)
def test_a_named_day_falls_on_its_known_date(name: str, year: int, day: date) -> None:
    assert festival(name, year) == day


def test_an_unknown_festival_is_refused_with_near_names() -> None:
    with pytest.raises(ValueError, match=r"不是已知的节气或节日，是不是想写 .*中秋"):
        festival("中秋节日", 2025)


@settings(deadline=None)
@given(st.sampled_from(festivals()), st.integers(1990, 2099))
def test_every_named_day_comes_once_for_each_year(name: str, year: int) -> None:
    gap = (festival(name, year + 1) - festival(name, year)).days

    assert 353 <= gap <= 385


@settings(deadline=None)
@given(YEARS)
def test_the_solar_terms_stand_where_astronomy_puts_them(year: int) -> None:
    assert festival("清明", year) in (date(year, 4, 4), date(year, 4, 5), date(year, 4, 6))
    assert festival("冬至", year) in (date(year, 12, 21), date(year, 12, 22), date(year, 12, 23))
    assert date(year, 1, 20) < festival("春节", year) < date(year, 2, 22)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 9, 29), True),  # a Sunday worked for 国庆
        (date(2024, 10, 7), False),  # a Monday off
        (date(2025, 1, 26), True),  # a Sunday worked for 春节
        (date(2025, 4, 4), False),
        (date(2025, 3, 29), False),
        (date(2025, 3, 28), True),
    ],
)
def test_days_worked_in_exchange_for_holidays_are_known(day: date, works: bool) -> None:
    assert Workdays().is_workday(day) is works


def test_the_plan_wins_over_the_official_calendar() -> None:
    workdays = Workdays({date(2025, 3, 28): False, date(2030, 10, 5): True})

    assert [workdays.is_workday(day) for day in (date(2025, 3, 28), date(2030, 10, 5))] == [False, True]
    assert workdays.status(date(2030, 10, 5)) is DayStatus.PLAN


def test_a_year_that_is_not_announced_is_provisional() -> None:
    workdays = Workdays()

    assert workdays.status(date(2024, 10, 1)) is DayStatus.OFFICIAL
    assert workdays.status(date(2099, 10, 1)) is DayStatus.PROVISIONAL
    assert workdays.provisional(date(2003, 1, 1), date(2005, 1, 1)) == (2003,)


def test_three_working_days_after_the_last_day_before_national_day_is_the_tenth() -> None:
    assert Workdays().add(date(2024, 9, 30), 3) == date(2024, 10, 10)


@settings(deadline=None)
@given(DAYS, st.integers(0, 40))
def test_between_undoes_add(start: date, days: int) -> None:
    workdays = Workdays()

    assert workdays.between(start, workdays.add(start, days)) == days


@settings(deadline=None)
@given(DAYS, st.integers(1, 40))
def test_the_day_reached_is_a_working_day(start: date, days: int) -> None:
    assert Workdays().is_workday(Workdays().add(start, days))


@settings(deadline=None)
@given(DAYS, st.integers(-60, 60))
def test_between_counts_back_with_the_opposite_sign(start: date, days: int) -> None:
    end = start + timedelta(days=days)

    assert Workdays().between(start, end) == -Workdays().between(end, start)


def test_a_plan_that_never_works_is_refused_rather_than_counted_for_ever() -> None:
    with pytest.raises(ValueError, match="没有工作日"):
        Workdays({date(2025, 1, 1) + timedelta(days=n): False for n in range(800)}).add(date(2025, 1, 1), 1)
