"""Periods of consultations, in the ways that offices write them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.periods import Unit, period_of
from tests.checks.consulting import ELSEWHERE, lasting_for, until

PUBLISHED = date(2024, 5, 6)
WRITTEN = {
    "征求意见时间自2024年5月6日至6月5日。": date(2024, 6, 5),
    "征求意见期限：2024年5月6日——2024年5月20日": date(2024, 5, 20),
    "即日起至2024年5月15日，欢迎提出意见。": date(2024, 5, 15),
    "公示期/征求意见时间：2024-05-06至2024-05-12": date(2024, 5, 12),
    "截止日期：2024-06-01": date(2024, 6, 1),
    "意见反馈截止时间为二〇二四年五月三十一日": date(2024, 5, 31),
    "征求意见时间为5月6日至31日": date(2024, 5, 31),
    "如有意见，请于2024年5月20日（周一）17：00前通过电子邮件反馈": date(2024, 5, 20),
    "公开征求意见的时间为2024/05/06－2024/05/14（共7个工作日）": date(2024, 5, 14),
    "征集时间：2024年05月06日 00时 至 2024年05月16日 23时": date(2024, 5, 16),
    "公众可在2024年６月５日前提出意见": date(2024, 6, 5),
    "开始时间：2024-05-06 10:00\n结束时间：2024-05-16 10:00": date(2024, 5, 16),
    "征求意见时间从今日起至5月15日止": date(2024, 5, 15),
    "请于2024年5月20日下班前将意见反馈我局。": date(2024, 5, 20),
    "自即日起至5月20日（共15天）": date(2024, 5, 20),
    "征求意见时间：从2024年5月6日开始，到5月20日结束": date(2024, 5, 20),
    "征求意见时间：5月6日至5月10日。应各方要求，征求意见延长至5月31日。": date(2024, 5, 31),
}
LENGTHS = {
    "为期30天，请提出意见": (30, Unit.DAYS),
    "有关意见请在本公告发布之日起7个工作日内反馈至我局": (7, Unit.WORKDAYS),
    "征求意见时间：自公告之日起三十日内": (30, Unit.DAYS),
    "自发布之日起一个月内提出意见": (1, Unit.MONTHS),
    "现予公示，公示期自5月6日起7天，如有意见请反馈": (7, Unit.DAYS),
    "征求意见期限为两周": (14, Unit.DAYS),
    "意见征集期五个工作日": (5, Unit.WORKDAYS),
    "征求意见时限为7个工作日": (7, Unit.WORKDAYS),
}
NONE_STATED = (
    "欢迎社会各界提出宝贵意见。",
    "本办法自2024年7月1日起施行，有效期至2029年6月30日。请提意见。",
    "根据2023年3月1日印发的意见，起草本办法，现征求意见。",
    "第一条　为规范工作，制定本办法。\n第二条　街道应当在每年5月31日前报送意见。",
    "征求意见时间：2024年5月6日至4月30日。",
    "征求意见时间：2024年2月30日前反馈意见。",
    "征求意见时间：2034年5月6日至2034年6月6日。",
    "",
)


@pytest.mark.parametrize(("text", "end"), WRITTEN.items())
def test_the_last_day_is_read(text: str, end: date) -> None:
    found = period_of(text, PUBLISHED)
    assert found is not None
    assert found.end == end


@pytest.mark.parametrize(("text", "length"), LENGTHS.items())
def test_the_length_is_read(text: str, length: tuple[int, Unit]) -> None:
    found = period_of(text, PUBLISHED)
    assert found is not None
    assert found.length == length


@pytest.mark.parametrize("text", NONE_STATED)
def test_what_states_no_period_or_an_impossible_one_is_not_understood(text: str) -> None:
    assert period_of(text, PUBLISHED) is None


def test_a_range_over_new_year_ends_in_the_next() -> None:
    found = period_of("征求意见时间：12月25日至1月8日。", date(2023, 12, 25))
    assert found is not None
    assert (found.start, found.end) == (date(2023, 12, 25), date(2024, 1, 8))


def test_without_a_day_of_publication_a_year_left_out_is_not_guessed() -> None:
    assert period_of("请于5月20日前反馈意见。", None) is None


@given(st.integers(0, 10**6), st.dates(date(2015, 1, 1), date(2026, 12, 1)), st.integers(1, 60))
def test_every_wording_is_read_with_other_days_around(seed: int, first: date, days: int) -> None:
    rng = random.Random(seed)
    last = first + timedelta(days=days)
    text = f"现向社会公开征求意见。\n{until(first, last, rng)}\n{rng.choice(ELSEWHERE)}"
    found = period_of(text, first)
    assert found is not None
    assert (found.start in (None, first), found.end) == (True, last)


@given(st.integers(0, 10**6), st.integers(1, 60), st.sampled_from("wd"))
def test_every_wording_of_a_length_is_read(seed: int, count: int, unit: str) -> None:
    found = period_of(lasting_for(count, unit, random.Random(seed)), PUBLISHED)
    assert found is not None
    assert found.length == (count, Unit.WORKDAYS if unit == "w" else Unit.DAYS)


@given(st.text(alphabet="征求意见年月日至到0123456789一二三十()（）:：-—～前起内个工作第条。\n 　", max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    found = period_of(text, PUBLISHED)
    assert found is None or found.end is not None or found.length is not None


def test_hostile_text_takes_no_time() -> None:
    assert period_of("征求意见" + "1月" * 60_000 + "至" * 60_000, PUBLISHED) is None
