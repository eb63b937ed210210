"""Lengths of time as the plan writes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.durations import (
    WorkdaySpan,
    format_duration,
    format_within,
    parse_duration,
    parse_seconds,
    parse_within,
    say_duration,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14d", timedelta(days=14)),
        (" 2 w ", timedelta(weeks=2)),
        ("0.5s", timedelta(milliseconds=500)),
        ("12h", timedelta(hours=12)),
        ("30m", timedelta(minutes=30)),
        ("14天", timedelta(days=14)),
        ("2 周", timedelta(weeks=2)),
        ("3个小时", timedelta(hours=3)),
        ("30分钟", timedelta(minutes=30)),
    ],
)
def test_a_length_is_read_as_written(written: str, meant: timedelta) -> None:
    assert parse_duration(written) == meant


@pytest.mark.parametrize(
    "written", [14, 0.5, "14", "d", "-3d", "3 d d", "三天", "", None, True, "1e3d", "9" * 30 + "d"]
)
def test_what_is_no_length_is_refused_in_chinese(written: object) -> None:
    with pytest.raises(ValueError, match=r"不是时长，请写成|过长"):
        parse_duration(written)


def test_a_bare_number_is_seconds_where_the_network_is_meant() -> None:
    assert parse_seconds(15) == timedelta(seconds=15)


@given(st.integers(0, 10**8).map(lambda n: timedelta(seconds=n)))
def test_what_is_written_is_read_back(length: timedelta) -> None:
    assert parse_duration(format_duration(length)) == length


@given(st.integers(0, 3000).map(WorkdaySpan) | st.integers(0, 10**6).map(lambda n: timedelta(minutes=n)))
def test_a_term_is_read_back(term: WorkdaySpan | timedelta) -> None:
    assert parse_within(format_within(term)) == term


@pytest.mark.parametrize("written", ["3 workdays", "3workdays", "3 个工作日", "3工作日"])
def test_working_days_are_read(written: str) -> None:
    assert parse_within(written) == WorkdaySpan(3)


@pytest.mark.parametrize("written", [3, "3", "workdays", "-1 workdays", "99999 workdays", None])
def test_what_is_no_number_of_working_days_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"工作日|过长"):
        WorkdaySpan.parse(written)


def test_people_read_lengths_in_chinese() -> None:
    assert [say_duration(timedelta(days=14)), say_duration(timedelta(seconds=90))] == ["14天", "90秒"]
