"""Group sends, as WeChat's statistics show them a day late, joined with the list of publications."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Counts
from inspection.records import Article, DateFrom
from spiders.media.wechat_api import read_batchget
from spiders.media.wechat_totals import SentDay, days_to_ask, joined, read_sent, read_totals
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_api_shapes import News, Publication, item, total

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 17, 30, tzinfo=SHANGHAI)


def day_of(*news: News, notified: bool = True, bare: bool = False, **said: Any) -> SentDay:
    publication = Publication(news, AT, notified)
    return read_sent(
        json.dumps(
            {"list": [total(one, publication, DAY, bare=bare) for one in news], "is_delay": False} | said
        ).encode()
    )


def listed(*news: News, at: datetime = AT) -> tuple[Article, ...]:
    body = {"item": [item(Publication((one,), at)) for one in news], "total_count": len(news)}
    return read_batchget(json.dumps(body).encode()).articles


def test_a_group_send_is_an_article_with_its_numbers() -> None:
    news = News("关于清明祭扫的通告", 7, 2)

    (article,), missing = joined((), day_of(news).sent, {})

    assert (article.title, article.url, article.platform_id) == (news.title, news.permalink, "7_2")
    assert (article.published_at, article.date_from) == (DAY, DateFrom.API)
    assert missing == 0


def test_the_numbers_are_the_newest_sum_whatever_its_place() -> None:
    row = total(News("标题", 7), Publication((), AT), DAY)
    row["detail_list"].reverse()

    (sent,) = read_sent(json.dumps({"list": [row]}).encode()).sent

    assert sent.counts == Counts(reads=200, likes=3, comments=2, reposts=5)


def test_an_article_without_numbers_has_none() -> None:
    (sent,) = read_sent(b'{"list": [{"ref_date": "2026-11-20", "msgid": "7_1", "detail_list": []}]}').sent

    assert sent.counts == Counts()


@pytest.mark.parametrize(("said", "notified"), [(0, True), ("0", True), (1, False), (None, None)])
def test_a_group_send_is_told_from_a_quiet_publication(said: object, notified: bool | None) -> None:
    (sent,) = read_sent(json.dumps({"list": [{"msgid": "7_1", "publish_type": said}]}).encode()).sent

    assert sent.notified is notified


def test_the_interface_before_this_one_is_read_too() -> None:
    row = {
        "ref_date": "2024-04-15",
        "msgid": "2247483654_1",
        "title": "标题",
        "url": "http://mp.weixin.qq.com/s?__biz=MzA5MDAwMDAwMA==&mid=2247483654&idx=1&sn=ab#rd",
        "details": [
            {"stat_date": "2024-04-15", "int_page_read_user": 90, "int_page_read_count": 120, "share_count": 7},
            {"stat_date": "2024-04-16", "int_page_read_user": 190, "int_page_read_count": 250, "share_count": 9},
        ],
    }

    (article,) = read_totals(json.dumps({"list": [row]}).encode()).articles

    assert (article.published_at, article.counts) == (date(2024, 4, 15), Counts(reads=250, reposts=9))


def test_an_article_in_both_is_one() -> None:
    news = News("标题", 7, content="<p>正文</p>")

    (article,), _ = joined(listed(news), day_of(news, notified=False).sent, {})

    assert (article.text, article.published_at, article.counts.reads) == ("正文", AT, 200)


def test_an_article_that_was_corrected_later_keeps_the_day_of_its_publication() -> None:
    news = News("标题", 7)

    (article,), _ = joined(listed(news, at=AT + timedelta(days=3)), day_of(news).sent, {})

    assert article.published_at == DAY


def test_statistics_without_addresses_still_give_numbers_to_the_list() -> None:
    news = News("标题", 7)

    (article,), missing = joined(listed(news), day_of(news, bare=True).sent, {})

    assert (article.counts.reads, missing) == (200, 0)


def test_statistics_without_addresses_are_told_by_what_rounds_have_known() -> None:
    news = News("标题", 7)
    known = {"7_1": Article("某某民政", news.title, "https://mp.weixin.qq.com/s/short-address_12345", DAY)}

    (article,), missing = joined((), day_of(news, bare=True).sent, known)

    assert (article.url, article.title, missing) == (known["7_1"].url, news.title, 0)


def test_an_article_that_cannot_be_named_is_counted_as_missing() -> None:
    articles, missing = joined((), day_of(News("标题", 7), bare=True).sent, {})

    assert (articles, missing) == ((), 1)


def test_an_article_under_a_short_address_is_known_by_its_title_and_day() -> None:
    short = Article("", "标题", "https://mp.weixin.qq.com/s/short-address_12345", AT, DateFrom.API)

    articles, _ = joined([short], day_of(News("标题", 7)).sent, {})

    assert [article.url for article in articles] == [short.url]


def test_statistics_do_not_bring_back_what_was_withdrawn() -> None:
    there, withdrawn = News("在", 7), News("不在", 8)

    articles, missing = joined((), day_of(there, withdrawn).sent, {}, {withdrawn.permalink: "deleted-by-author"})

    assert ([article.title for article in articles], missing) == (["在"], 0)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(0, 9)), max_size=12), st.randoms())
def test_every_article_is_told_once_and_newest_first(given_news: list[tuple[int, int, int]], chance: Any) -> None:
    news = {(mid, idx): (News(f"第{mid}-{idx}篇", mid, idx), back) for mid, idx, back in given_news}
    quiet = [pair for pair in news.values() if chance.random() < 0.5]
    in_list = [article for one, back in quiet for article in listed(one, at=AT - timedelta(days=back))]
    sent = [
        entry
        for one, back in news.values()
        for entry in read_sent(
            json.dumps({"list": [total(one, Publication((), AT), DAY - timedelta(days=back))] * 2}).encode()
        ).sent
    ]

    articles, _ = joined(in_list, sent, {})

    days = [
        day.date() if isinstance(day, datetime) else day or date.min for day in (one.published_at for one in articles)
    ]
    assert sorted(article.url for article in articles) == sorted(one.permalink for one, _ in news.values())
    assert days == sorted(days, reverse=True)
    assert [article.position for article in articles] == list(range(len(articles)))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=SHANGHAI)),
    st.integers(0, 400),
    st.integers(1, 30),
)
def test_only_days_that_are_counted_and_wanted_are_asked_for(now: datetime, back: int, most: int) -> None:
    since = now.date() - timedelta(days=back)

    days = days_to_ask(now, since, most)

    assert len(days) <= most
    assert all(since <= day < now.date() for day in days)
    assert list(days) == [days[0] - timedelta(days=passed) for passed in range(len(days))] if days else True


@pytest.mark.parametrize(("hour", "last"), [(7, date(2026, 11, 20)), (8, date(2026, 11, 21))])
def test_yesterday_is_counted_at_eight_in_the_morning(hour: int, last: date) -> None:
    now = datetime(2026, 11, 22, hour, 0, tzinfo=SHANGHAI)

    assert days_to_ask(now, date(2026, 11, 1), 30)[0] == last


@pytest.mark.parametrize("said", [True, "true", 1])
def test_a_platform_that_has_not_counted_everything_says_so(said: object) -> None:
    assert day_of(is_delay=said).delayed


def test_a_row_that_cannot_be_read_makes_the_day_incomplete() -> None:
    day = read_sent(b'{"list": [1, {"title": "?"}, {"msgid": "7_1"}]}')

    assert (len(day.sent), day.incomplete) == (1, True)


def test_an_error_is_a_refusal_and_no_empty_day() -> None:
    day = read_sent(b'{"errcode": 48001, "errmsg": "api unauthorized"}')

    assert day.refusal is not None
    assert day.refusal.reason == "not-verified"


def test_an_object_that_is_no_day_is_not_taken_for_an_empty_one() -> None:
    assert read_sent(b"{}").refusal is not None


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["list", "msgid", "ref_date", "title", "content_url", "detail_list", "stat_date", "read_user"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_answer_breaks_the_reading(said: object) -> None:
    day = read_sent(json.dumps({"list": said}).encode())

    assert day.refusal is not None or all(sent.number or sent.url for sent in day.sent)
