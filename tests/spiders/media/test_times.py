"""Times as platforms write them, in every form, against the moment that they were made from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.media.times import platform_time
from spiders.reading.dates import SHANGHAI
from tests.platforms.weibo_shapes import created_at, shown_at

NOW = datetime(2026, 11, 23, 9, 5, 30, tzinfo=SHANGHAI)
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2026, 11, 23, 9, 0)).map(
    lambda at: at.replace(microsecond=0, tzinfo=SHANGHAI)
)


@given(MOMENTS)
def test_what_the_interfaces_write_is_read_to_the_second(at: datetime) -> None:
    assert platform_time(created_at(at), now=NOW) == at


@given(
    MOMENTS,
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S+08:00", "%Y年%m月%d日 %H:%M:%S"]),
)
def test_a_full_date_is_read_to_the_second(at: datetime, form: str) -> None:
    assert platform_time(at.strftime(form), now=NOW) == at


@given(MOMENTS, st.sampled_from([1, 1000]), st.booleans())
def test_seconds_and_milliseconds_since_1970_are_read(at: datetime, factor: int, as_text: bool) -> None:
    stamp = int(at.timestamp()) * factor

    assert platform_time(str(stamp) if as_text else stamp, now=NOW) == at


@given(MOMENTS)
def test_what_m_weibo_cn_shows_is_right_to_the_unit_that_it_shows(at: datetime) -> None:
    found = platform_time(shown_at(at, NOW), now=NOW)

    if isinstance(found, datetime):
        assert abs(found - at) < timedelta(hours=1)
    else:
        assert found == at.date()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("刚刚", NOW),
        ("30秒前", NOW - timedelta(seconds=30)),
        ("5分钟前", NOW - timedelta(minutes=5)),
        ("3小时前", NOW - timedelta(hours=3)),
        ("今天 08:30", datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI)),
        ("昨天12:30", datetime(2026, 11, 22, 12, 30, tzinfo=SHANGHAI)),
        ("昨天 下午3:05", datetime(2026, 11, 22, 15, 5, tzinfo=SHANGHAI)),
        ("前天", date(2026, 11, 21)),
        ("3天前", date(2026, 11, 20)),
        ("星期六", date(2026, 11, 21)),
        ("星期一", date(2026, 11, 16)),
        ("03-14", date(2026, 3, 14)),
        ("12-14", date(2025, 12, 14)),
        ("3-4", date(2026, 3, 4)),
        ("06月17日 18:12\xa0来自绿洲APP", datetime(2026, 6, 17, 18, 12, tzinfo=SHANGHAI)),
        ("2020年1月2日 3:04", datetime(2020, 1, 2, 3, 4, tzinfo=SHANGHAI)),
        ("２０２０-０１-０２", date(2020, 1, 2)),
        ("23-1-5 12:30", datetime(2023, 1, 5, 12, 30, tzinfo=SHANGHAI)),
        ("Fri, 04 Jul 2025 07:51:28 GMT", datetime(2025, 7, 4, 7, 51, 28, tzinfo=UTC)),
        ("发布时间：2024-05-01", date(2024, 5, 1)),
    ],
)
def test_each_way_of_writing_is_read(text: str, stated: date) -> None:
    assert platform_time(text, now=NOW) == stated


def test_a_month_and_day_may_be_tomorrow_where_clocks_differ() -> None:
    assert platform_time("11-24", now=NOW) == date(2026, 11, 24)
    assert platform_time("11-25", now=NOW) == date(2025, 11, 25)


def test_the_29th_of_february_is_of_a_leap_year() -> None:
    assert platform_time("02-29", now=NOW) == date(2024, 2, 29)


def test_now_is_taken_in_chinese_time() -> None:
    late = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)

    assert platform_time("昨天 01:00", now=late) == datetime(2026, 11, 22, 1, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "全文", "3个月前", "昨天 25:00", "13-45", "02-30", "4383411844046171", "https://weibo.com/1/2", "12:30"],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert platform_time(text, now=NOW) is None


@given(
    st.text(max_size=120) | st.integers() | st.floats() | st.text("0123456789-:年月日前小时分钟天昨今 +./", max_size=30)
)
def test_nothing_makes_it_raise_and_what_it_reads_is_usable(text: str | int | float) -> None:
    found = platform_time(text, now=NOW)

    assert found is None or isinstance(found, date)
    assert not isinstance(found, datetime) or found.tzinfo is not None


@pytest.mark.parametrize("value", [None, True, [], {}])
def test_other_types_are_no_times(value: object) -> None:
    assert platform_time(value, now=NOW) is None  # type: ignore[arg-type]
