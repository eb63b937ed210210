"""Dates: every form that portals write, and nothing that only looks like one."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.dates import SHANGHAI, date_in_address, find_date, find_dates, from_timestamp

TODAY = date(2025, 6, 1)
DAY = date(2025, 4, 15)
HAN = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2025, 4, 15, hour, minute, second, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "2025-04-15", "2025/4/15", "2025.4.15", "2025年4月15日", "2025 年 04 月 15 日",
        "[2025-04-15]", "（2025-04-15）",
        "２０２５－０４－１５", "２０２５年４月１５日", "二〇二五年四月十五日", "二○二五年四月十五日",
        "二零二五年四月十五日",
        "20250415", "发布日期：20250415", "25-04-15", "[25-04-15]", "15\n2025-04", "2025-04 15",
        "04-15 2025", "2025-04-15 周二",
        "发布时间：2025-04-15浏览次数：3456", "2025-04-15 24:00", "2025.4.15—5.15", "2025年4月15日-5月15日",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert find_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-04-15 09:30", at(9, 30)),
        ("2025-04-15 09:30:15", at(9, 30, 15)),
        ("2025-04-15-09:30:15", at(9, 30, 15)),
        ("2025年04月15日 09:30", at(9, 30)),
        ("2025年4月15日9时30分", at(9, 30)),
        ("2025年4月15日09：30", at(9, 30)),
        ("2025-04-1509:30", at(9, 30)),
        ("2025-04-15 星期二 09:30", at(9, 30)),
        ("2025/4/15 下午 3:20:00", at(15, 20)),
        ("2025/4/15 3:20:00 PM", at(15, 20)),
        ("2025-04-15T09:30:15+08:00", at(9, 30, 15)),
        ("2025-04-15T01:30:15Z", at(9, 30, 15)),
        ("2025-04-15T01:30:15.000+0000", at(9, 30, 15)),
        ("20250415093015", at(9, 30, 15)),
    ],
)
def test_a_stated_time_makes_an_aware_moment(text: str, moment: datetime) -> None:
    assert find_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30", "2025年13月1日", "浏览：20240415", "浏览次数 20240415", "20240415次", "沪民规〔2024〕15号",
        "021-20240415",
        "13820240415", "v1.2.2024.4.15", "192.168.20.24", "2024-04-15-00123", "1/2", "2025年4月", "",
        "2025-04-1520", "〔20240415〕",
        "04-15", "4月15日", "昨天", "ISBN 20240415123456789", "2024-2025", "0000-00-00",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04-15", date(2025, 4, 15)),
        ("[04-15]", date(2025, 4, 15)),
        ("4月15日", date(2025, 4, 15)),
        ("12-31", date(2024, 12, 31)),
        ("06-01", TODAY),
        ("02-29", date(2024, 2, 29)),
        ("昨天", date(2025, 5, 31)),
        ("前天", date(2025, 5, 30)),
        ("刚刚", TODAY),
        ("3小时前", TODAY),
        ("5天前", date(2025, 5, 27)),
        ("04-15 09:30", at(9, 30)),
    ],
)
def test_a_form_without_a_year_means_the_latest_such_day(text: str, day: date) -> None:
    assert find_date(text, today=TODAY) == day


def test_a_mistyped_future_year_is_kept_for_the_check_to_judge() -> None:
    assert find_date("2052-03-01", today=TODAY) == date(2052, 3, 1)


def test_all_dates_come_in_order_with_their_places() -> None:
    text = "自2025年4月15日起至二〇二五年五月一日止"
    assert [(text[start:end], found) for start, end, found in find_dates(text)] == [
        ("2025年4月15日", DAY),
        ("二〇二五年五月一日", date(2025, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/mzyw/20250415/3f2504e04f8941d39a0c0305e82c3301.html", DAY),
        ("/zwgk/202504/t20250415_12345.html", DAY),
        ("/202503/t20250415_12345.html", DAY),
        ("/art/2025/4/15/art_12_345.html", DAY),
        ("/2025-04/15/content_12.htm", DAY),
        ("/gn/2025/04-15/12.shtml", DAY),
        ("/n1/2025/0415/c1001-12.html", DAY),
        ("/202504/20250415.html", DAY),
        ("/news/2025-04-15.html", DAY),
        ("/news/20250415_12.html", DAY),
        ("/web/20120611024252/http://a.cn/2025-04/15/content_1.htm", DAY),
        ("/202504/content_12.htm", None),
        ("/content/post_20250415.html", None),
        ("/content/20250415.html", None),
        ("/2025041500123.html", None),
        ("/20251345/1.html", None),
        ("/list?date=2025/04/15/", None),
        ("/", None),
    ],
)
def test_an_address_states_a_day_or_nothing(path: str, day: date | None) -> None:
    assert date_in_address(f"https://www.example.gov.cn{path}") == day


def test_timestamps_are_seconds_or_milliseconds() -> None:
    assert from_timestamp("1744680615000") == from_timestamp(1744680615) == at(9, 30, 15)


@pytest.mark.parametrize("value", ["", "0", "abc", "12345", "99999999999999", "-1744680615"])
def test_other_numbers_are_no_timestamps(value: str) -> None:
    assert from_timestamp(value) is None


days = st.dates(date(1949, 1, 1), date(2100, 12, 31))


def in_han(day: date) -> str:
    def number(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens == 0 else "十" if tens == 1 else f"{HAN[str(tens)]}十") + (HAN[str(ones)] if ones else "")

    year = "".join(HAN[c] for c in str(day.year))
    return f"{year}年{number(day.month)}月{number(day.day)}日"


@given(days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "[%Y-%m-%d]", "han"]), st.booleans())
def test_every_day_is_read_back(day: date, form: str, unpadded: bool) -> None:
    written = in_han(day) if form == "han" else day.strftime(form)
    if unpadded:
        written = (
            written.replace("-0", "-").replace("/0", "/").replace(".0", ".").replace("年0", "年").replace("月0", "月")
        )
    assert find_date(f"日期：{written}") == day


@given(st.text(alphabet="0123456789年月日-/.: [](),天前昨〔〕第号", max_size=40))
def test_no_text_raises_and_places_never_overlap(text: str) -> None:
    found = find_dates(text, today=TODAY)
    assert all(one[1] <= two[0] for one, two in pairwise(found))


@given(st.text(alphabet="0123456789/-_t.html", max_size=60))
def test_no_address_raises(path: str) -> None:
    day = date_in_address(f"http://a/{path}")
    assert day is None or 1995 <= day.year <= 2100
