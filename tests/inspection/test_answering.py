"""Who answers for a finding, and by when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.answering import answering, default_unit_of, due_at, office_of
from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.plan import Plan
from tests.inspection.issues import finding

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2025, 3, 28, 9, tzinfo=SHANGHAI)
PEOPLE = [{"name": "值班编辑"}]


def plan(**more: Any) -> Plan:
    return Plan.model_validate(
        {
            "site": {"name": "某市民政局", "home": "https://mzj.example.gov.cn/"},
            "units": ["办公室", "法规处", {"name": "传媒中心", "contacts": PEOPLE}, "宣传处"],
            "columns": [
                {"name": "政策文件", "url": "/zcwj/", "unit": "法规处"},
                {"name": "无主栏目", "url": "/wz/"},
            ],
            "accounts": [{"name": "某市民政", "platform": "wechat", "unit": "宣传处"}],
            **more,
        }
    )


@pytest.mark.parametrize(
    ("unit", "column", "answers"),
    [
        ("办公室", "政策文件", "办公室"),
        (None, "政策文件", "法规处"),
        (None, "某市民政", "宣传处"),
        (None, "无主栏目", "传媒中心"),
        (None, "已撤栏目", "传媒中心"),
        (None, None, "传媒中心"),
        ("", None, "传媒中心"),
    ],
)
def test_the_nearest_word_decides_who_answers(unit: str | None, column: str | None, answers: str) -> None:
    assert answering(finding(unit=unit, column=column), plan(), FRIDAY).unit == answers


@pytest.mark.parametrize(
    ("more", "default", "office"),
    [
        ({}, "传媒中心", "传媒中心"),
        ({"issues": {"default_unit": "宣传处"}}, "宣传处", "宣传处"),
        ({"issues": {"office": "宣传处"}}, "传媒中心", "宣传处"),
        ({"units": ["办公室", "法规处"]}, "办公室", "办公室"),
        ({"units": []}, None, None),
    ],
)
def test_there_is_a_default_where_the_plan_names_anybody(
    more: dict[str, Any], default: str | None, office: str | None
) -> None:
    assert (default_unit_of(plan(**more)), office_of(plan(**more))) == (default, office)


@pytest.mark.parametrize(
    ("severity", "day"),
    [
        (Severity.CRITICAL, date(2025, 3, 31)),
        (Severity.ERROR, date(2025, 4, 7)),  # 清明 is off
        (Severity.WARNING, date(2025, 4, 14)),
    ],
)
def test_the_office_has_until_the_end_of_the_last_working_day(severity: Severity, day: date) -> None:
    assert due_at(severity, plan(), Workdays(), FRIDAY) == datetime.combine(day, time(23, 59, 59), SHANGHAI)


def test_the_plans_own_due_times_and_workdays_count() -> None:
    written = plan(issues={"due": {"error": "1 workdays"}})
    works = Workdays({date(2025, 3, 29): True})

    assert due_at(Severity.ERROR, written, works, FRIDAY).date() == date(2025, 3, 29)


def test_no_working_day_is_the_same_day_even_on_a_holiday() -> None:
    written = plan(issues={"due": {"critical": "0 workdays"}})
    sunday = FRIDAY + timedelta(days=2)

    assert due_at(Severity.CRITICAL, written, Workdays(), sunday).date() == sunday.date()


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.sampled_from([UTC, SHANGHAI])),
    st.sampled_from(Severity),
)
def test_a_day_is_the_plans_day_wherever_the_clock_stands(moment: datetime, severity: Severity) -> None:
    due = due_at(severity, plan(), Workdays(), moment)

    day = moment.astimezone(SHANGHAI).date()
    assert due > moment
    assert Workdays().between(day, due.date()) == plan().issues.due.of(severity).days
