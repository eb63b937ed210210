"""Moments as people say them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.moments import Due, due, lately
from inspection.calendar import Workdays
from inspection.issue import State
from tests.desk.samples import issue_of

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW - timedelta(minutes=30), "今天 08:00"),
        (datetime(2026, 11, 22, 23, 59, tzinfo=ZONE), "昨天 23:59"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=ZoneInfo("UTC")), "今天 00:00"),
        (datetime(2026, 1, 3, 9, 0, tzinfo=ZONE), "1月3日 09:00"),
        (datetime(2025, 3, 25, 9, 0, tzinfo=ZONE), "2025年3月25日"),
    ],
)
def test_a_moment_is_as_short_as_it_can_be_without_being_mistaken(moment: datetime, said: str) -> None:
    assert lately(moment, NOW) == said


@pytest.mark.parametrize(
    ("due_at", "stands"),
    [
        (NOW - timedelta(days=4), Due("over", "逾期 1 个工作日")),  # Thursday; Friday has passed
        (NOW - timedelta(days=3), Due("over", "已逾期")),  # Friday; today is the first working day after it
        (NOW - timedelta(hours=1), Due("over", "已逾期")),
        (NOW + timedelta(hours=1), Due("today", "今日到期")),
        (NOW + timedelta(days=1), Due("soon", "明日到期")),
        (NOW + timedelta(days=7), Due("later", "11月30日 周一到期")),
        (NOW + timedelta(days=60), Due("later", "2027年1月22日 周五到期")),
    ],
)
def test_what_is_owed_is_told_as_messages_tell_it(due_at: datetime, stands: Due) -> None:
    assert due(issue_of(state=State.CONFIRMED, due_at=due_at), NOW, Workdays({})) == stands


@pytest.mark.parametrize("state", [State.CORRECTED, State.MUTED, State.VERIFIED, State.WAIVED, State.FALSE_ALARM])
def test_what_is_claimed_or_over_owes_nothing(state: State) -> None:
    assert due(issue_of(state=state, due_at=NOW - timedelta(days=3)), NOW, Workdays({})) is None


@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_red_is_exactly_what_the_list_of_overdue_ones_holds(away: timedelta) -> None:
    issue = replace(issue_of(state=State.CONFIRMED), due_at=NOW + away)

    said = due(issue, NOW, Workdays({}))

    assert said is not None
    assert (said.tone == "over") is issue.overdue(NOW)
