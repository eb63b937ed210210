"""When rounds and digests happen."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.timing import Timing, parse_clock, parse_timing, parse_weekly


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("every 30m", Timing(every=timedelta(minutes=30))),
        ("每 2h", Timing(every=timedelta(hours=2))),
        ("每隔30分钟", Timing(every=timedelta(minutes=30))),
        ("06:00", Timing(at=time(6))),
        ("6：30", Timing(at=time(6, 30))),
        ("每天 06:00", Timing(at=time(6))),
        ("周日 02:00", Timing(weekday=6, at=time(2))),
        ("每周天 02:00", Timing(weekday=6, at=time(2))),
        ("每星期一 23:59", Timing(weekday=0, at=time(23, 59))),
    ],
)
def test_a_time_is_read_as_written(written: str, meant: Timing) -> None:
    assert parse_timing(written) == meant


@pytest.mark.parametrize("written", ["24:00", "6点", "周八 02:00", "every", "every 10s", "every 0m", 600, None, "周日"])
def test_what_is_no_time_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"请写"):
        parse_timing(written)


def test_a_digest_needs_a_day_of_the_week() -> None:
    with pytest.raises(ValueError, match="不是每周的时间"):
        parse_weekly("16:00")


def test_a_clock_is_read() -> None:
    assert parse_clock("18:00") == time(18)


@given(
    st.builds(Timing, every=st.integers(1, 10**5).map(lambda m: timedelta(minutes=m)))
    | st.builds(
        Timing,
        at=st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
        weekday=st.none() | st.integers(0, 6),
    )
)
def test_what_is_written_is_read_back(timing: Timing) -> None:
    assert parse_timing(str(timing)) == timing
