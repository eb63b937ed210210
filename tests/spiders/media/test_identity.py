"""Whether two sources speak of the same article."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import Article
from spiders.media.identity import apart, folded, form_of, is_lasting, keys_of, number_of, words_agree, words_of
from tests.spiders.media.listed import NOON, Publication, post

ONE = Publication(1, "清明祭扫安排", NOON)


def test_every_way_to_copy_a_link_names_the_same_article() -> None:
    copied = Article("", "x", f"{ONE.long().replace('https', 'http')}&chksm=1&scene=27#wechat_redirect")

    assert keys_of(copied) == keys_of(ONE.told())


def test_a_number_that_a_source_states_is_the_number_in_the_address() -> None:
    stated = Article("", "x", ONE.short(), platform_id="1001_1")

    assert keys_of(stated) & keys_of(ONE.told())


def test_a_posts_number_is_read_from_any_of_its_addresses() -> None:
    mobile = Article("", "x", "https://m.weibo.cn/detail/5100000000000007")

    assert number_of(mobile) == number_of(post(7, "正文", NOON))


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (ONE.long(), "wechat-long"),
        (ONE.short(), "wechat-short"),
        ("https://mp.weixin.qq.com/s?src=11&timestamp=1&ver=1&signature=x", None),
        ("urn:xunjian:article:1", None),
        ("https://rss.example/a", None),
    ],
)
def test_a_platforms_own_lasting_address_has_a_form(url: str, form: str | None) -> None:
    assert form_of(url) == form


def test_links_that_expire_and_names_made_up_do_not_last() -> None:
    signed = "https://mp.weixin.qq.com/s?src=11&timestamp=1&ver=1&signature=x"

    assert [is_lasting(url) for url in (signed, "urn:xunjian:article:1", ONE.short())] == [False, False, True]


def test_titles_are_compared_by_letters_and_digits_alone() -> None:
    assert folded("【提示】 2025年 清明祭扫！🌧") == folded("提示２０２５年清明祭扫")


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_agreement_does_not_depend_on_who_speaks_first(one: str, other: str) -> None:
    assert words_agree(one, other, "weibo") == words_agree(other, one, "weibo")


def test_a_post_that_one_source_cuts_off_agrees_with_the_whole() -> None:
    text = "今日起本市各区救助管理站开展夏季送清凉专项行动，市民发现求助人员可拨打热线。"
    whole, cut = post(1, text, NOON), post(1, f"{text[:28]}...全文", NOON)

    assert words_agree(words_of(whole, "weibo"), words_of(cut, "weibo"), "weibo")
    assert not words_agree(folded(text), folded(text[:10]), "weibo")


def test_half_a_day_is_the_same_time_of_a_title_and_two_minutes_of_a_post() -> None:
    hours, minutes = NOON + timedelta(hours=12), NOON + timedelta(minutes=2)
    second = timedelta(seconds=1)

    assert apart(NOON, hours, "wechat") == timedelta(hours=12)
    assert apart(NOON, hours + second, "wechat") is None
    assert apart(NOON, minutes, "weibo") == timedelta(minutes=2)
    assert apart(NOON, minutes + second, "weibo") is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_bare_date_agrees_with_its_own_day_in_china(hour: int, minute: int) -> None:
    at = datetime.fromisoformat(f"2025-03-20T{hour:02}:{minute:02}:00+08:00")

    assert apart(date(2025, 3, 20), at.astimezone(datetime.fromisoformat("2025-01-01T00:00Z").tzinfo), "wechat")
    assert apart(date(2025, 3, 21), at, "wechat") is None


def test_without_a_date_nothing_is_known_to_be_the_same() -> None:
    assert apart(None, NOON, "wechat") is None
