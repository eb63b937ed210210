"""Months that titles name: in Han numerals, in spans, and only where a promise is monthly."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from tests.checks.rounds import article
from tests.checks.test_missing_publication import BENEFITS, HAN, judged, months


@given(months)
def test_months_in_han_numerals_are_understood(month: int) -> None:
    told = article(f"{HAN[month - 1]}月份残疾人补贴发放公示", date(2025, 9, 10))
    assert (judged(BENEFITS, told, today=date(2025, 9, 20)).faults == []) == (month in {8, 9})


@pytest.mark.parametrize(
    "title",
    ["1—6月残疾人补贴发放情况", "1月、6月补贴发放情况", "6月30日补贴发放情况", "三个月补贴发放情况", "补贴发放情况"],
)
def test_a_title_that_is_not_about_one_month_is_not_refused_for_it(title: str) -> None:
    assert judged(BENEFITS, article(title, date(2025, 3, 10)), today=date(2025, 3, 20)).faults == []


def test_the_due_days_own_month_counts_where_the_lead_moves_it_into_the_month_before() -> None:
    early = {**BENEFITS, "due": {"monthly": 3, "lead": "10d"}}  # the day of March is owed by February 21
    told = article("1月份残疾人补贴发放情况", date(2025, 2, 22))
    assert judged(early, told, today=date(2025, 2, 25)).faults == []


def test_months_are_compared_for_monthly_promises_alone() -> None:
    yearly = {"name": "年检", "due": {"yearly": "03-31"}, "all_of": ["年检"]}
    assert judged(yearly, article("关于10月份年检的通知", date(2025, 3, 10)), today=date(2025, 4, 5)).faults == []
