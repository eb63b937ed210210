"""A WeChat account read through its official API: what is published, what is sent, what cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from inspection.media import Gone
from inspection.records import Article, ColumnState
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_api import LIST, TOKEN, TOTALS, WechatApiServer
from tests.platforms.wechat_api_shapes import News, Publication
from tests.spiders.accounts.wechat_readings import NOW, a_task, known_of, read

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def server() -> Iterator[WechatApiServer]:
    with WechatApiServer(now=NOW) as running:
        yield running


def published(number: int, back: float, *, notified: bool = False) -> Publication:
    """One article, so many days before now."""
    return Publication((News(f"第{number}篇", 1000 + number),), NOW - timedelta(days=back), notified)


def titles(articles: tuple[Article, ...]) -> list[str]:
    return [article.title for article in articles]


def test_publications_and_group_sends_are_one_list(server: WechatApiServer) -> None:
    server.publications = [published(1, 0.1), published(2, 3, notified=True), published(3, 5)]

    reading = read(a_task(server))

    assert titles(reading.articles) == ["第1篇", "第2篇", "第3篇"]
    assert (reading.state, reading.partial, reading.reason) == (ColumnState.READ, None, None)


def test_everything_is_known_since_the_first_day_of_the_statistics(server: WechatApiServer) -> None:
    server.publications = [published(1, 2)]
    since = TODAY - timedelta(days=9)

    reading = read(a_task(server, since=since))

    assert (reading.covers_since, reading.seen_until) == (since, YESTERDAY)
    assert [asked["begin_date"] for asked in server.asked(TOTALS)][-1] == since.isoformat()


def test_no_more_than_thirty_days_are_asked_for(server: WechatApiServer) -> None:
    server.publications = [published(1, 2)]

    reading = read(a_task(server, since=date(2026, 1, 1)))

    assert len(server.asked(TOTALS)) == 30
    assert reading.covers_since == TODAY - timedelta(days=30)


def test_before_eight_in_the_morning_yesterday_is_not_seen(server: WechatApiServer) -> None:
    server.now = NOW.replace(hour=6)
    server.publications = [published(1, 2)]

    assert read(a_task(server)).seen_until == TODAY - timedelta(days=2)


def test_a_round_that_looks_back_asks_for_the_days_before_its_own(server: WechatApiServer) -> None:
    server.publications = [published(1, 40), published(2, 2)]
    then = NOW - timedelta(days=30)

    reading = read(a_task(server, as_of=then, since=then.date() - timedelta(days=30)))

    assert (reading.seen_until, reading.covers_since) == (then.date(), then.date() - timedelta(days=29))


def test_a_day_that_is_not_counted_to_the_end_is_not_vouched_for(server: WechatApiServer) -> None:
    server.publications = [published(1, 4)]
    server.delayed = {YESTERDAY, YESTERDAY - timedelta(days=1)}

    assert read(a_task(server)).seen_until == YESTERDAY - timedelta(days=2)


def test_a_day_that_is_counted_in_part_is_not_vouched_for(server: WechatApiServer) -> None:
    server.publications = [published(1, 1)]
    server.delayed = {YESTERDAY}

    reading = read(a_task(server))

    assert (titles(reading.articles), reading.seen_until) == (["第1篇"], YESTERDAY - timedelta(days=1))


def test_without_the_right_to_statistics_group_sends_are_said_to_be_unseen(server: WechatApiServer) -> None:
    server.publications = [published(1, 2), published(2, 3, notified=True)]
    server.unverified = {TOTALS}

    reading = read(a_task(server))

    assert (reading.state, titles(reading.articles)) == (ColumnState.READ, ["第1篇"])
    assert (reading.partial, reading.covers_since) == ("group-sends-not-seen", None)
    assert "48001" in reading.detail


def test_an_account_that_only_sends_is_not_called_empty(server: WechatApiServer) -> None:
    server.publications = [published(1, 2, notified=True)]
    server.unverified = {TOTALS}

    reading = read(a_task(server))

    assert (reading.state, reading.reason) == (ColumnState.BLOCKED, "group-sends-not-seen")


def test_an_account_without_any_publication_is_blank(server: WechatApiServer) -> None:
    reading = read(a_task(server))

    assert (reading.state, reading.articles, reading.covers_since) == (
        ColumnState.BLANK,
        (),
        TODAY - timedelta(days=28),
    )


def test_statistics_that_break_off_vouch_for_the_days_that_came(server: WechatApiServer) -> None:
    server.publications = [published(1, 1.5), published(2, 9, notified=True)]
    server.quota = {TOTALS: 5}

    reading = read(a_task(server))

    assert (reading.covers_since, titles(reading.articles)) == (TODAY - timedelta(days=5), ["第1篇"])


def test_statistics_alone_are_enough(server: WechatApiServer) -> None:
    server.publications = [published(1, 2), published(2, 3, notified=True)]
    server.unverified = {LIST}

    reading = read(a_task(server))

    assert (titles(reading.articles), reading.partial) == (["第1篇", "第2篇"], None)


def test_an_unverified_account_could_not_be_checked(server: WechatApiServer) -> None:
    server.publications = [published(1, 2)]
    server.unverified = {LIST, TOTALS}

    reading = read(a_task(server))

    assert (reading.state, reading.reason, reading.credential) == (ColumnState.BLOCKED, "not-verified", None)


def test_statistics_without_addresses_make_the_reading_partial(server: WechatApiServer) -> None:
    server.publications = [published(1, 2), published(2, 3, notified=True)]
    server.without_addresses = True

    reading = read(a_task(server))

    assert (titles(reading.articles), reading.partial, reading.covers_since) == (
        ["第1篇"],
        "group-sends-not-seen",
        None,
    )


def test_statistics_without_addresses_are_completed_by_what_is_known(server: WechatApiServer) -> None:
    sent = published(2, 3, notified=True)
    server.publications = [published(1, 2), sent]
    server.without_addresses = True
    known = Article("某某民政", "第2篇", "https://mp.weixin.qq.com/s/known-address_123", platform_id="1002_1")

    reading = read(a_task(server, known=known_of(known)))

    assert ([one.url for one in reading.articles][1], reading.partial) == (known.url, None)


def test_a_withdrawn_article_is_told_and_not_listed(server: WechatApiServer) -> None:
    withdrawn = News("不在", 7, is_deleted=True)
    server.publications = [published(1, 2), Publication((withdrawn,), NOW - timedelta(days=3))]

    reading = read(a_task(server))

    assert (titles(reading.articles), reading.gone) == (["第1篇"], ((withdrawn.permalink, Gone.DELETED),))


def test_a_watch_round_asks_for_the_first_page_alone(server: WechatApiServer) -> None:
    server.publications = [published(number, number) for number in range(30)]

    reading = read(a_task(server, kind="watch", since=TODAY - timedelta(days=60)))

    assert server.calls() == {TOKEN: 1, LIST: 1}
    assert (len(reading.articles), reading.partial, reading.covers_since) == (20, "group-sends-not-seen", None)


def test_a_watch_round_of_an_account_that_only_sends_looks_at_the_last_days(server: WechatApiServer) -> None:
    server.publications = [published(1, 1.2, notified=True)]

    reading = read(a_task(server, kind="watch"))

    assert (titles(reading.articles), reading.covers_since) == (["第1篇"], TODAY - timedelta(days=3))


def test_a_watch_round_that_sees_nothing_says_that_it_hardly_looked(server: WechatApiServer) -> None:
    server.publications = [published(1, 9, notified=True)]

    reading = read(a_task(server, kind="watch"))

    assert (reading.state, reading.articles, reading.partial) == (ColumnState.READ, (), "group-sends-not-seen")


def test_too_much_text_is_asked_for_again_without_it(server: WechatApiServer) -> None:
    long = News("长文", 7, content="<p>" + "字" * 4_000_000 + "</p>")
    server.publications = [Publication(tuple(replace(long, idx=idx) for idx in (1, 2, 3)), NOW - timedelta(days=2))]

    reading = read(a_task(server))

    assert [asked["no_content"] for asked in server.asked(LIST)] == [0, 1]
    assert [(article.title, article.text) for article in reading.articles] == [("长文", "")] * 3


def test_articles_bear_the_time_of_their_publication(server: WechatApiServer) -> None:
    at = datetime(2026, 11, 20, 23, 59, 30, tzinfo=SHANGHAI)
    server.publications = [Publication((News("夜里发的", 7),), at)]

    (article,) = read(a_task(server)).articles

    assert article.published_at == at
