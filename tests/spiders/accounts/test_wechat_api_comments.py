"""Comments of a WeChat account: read where the plan promises replies, and only for recent articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from inspection.records import Article, ColumnState
from tests.platforms.wechat_api import COMMENTS, WechatApiServer
from tests.platforms.wechat_api_shapes import News, Publication, Reader
from tests.spiders.accounts.wechat_readings import NOW, a_task, known_of, read

REPLYING = {"within": "3 workdays", "back": "30d"}


@pytest.fixture
def server() -> Iterator[WechatApiServer]:
    with WechatApiServer(now=NOW) as running:
        news = (News("第一条", 7, 1), News("第二条", 7, 2))
        running.publications = [Publication(news, NOW - timedelta(days=2), notified=True)]
        running.comments = {"7_1": [], "7_2": []}
        yield running


def readers(many: int) -> list[Reader]:
    return [Reader(number, f"第{number}个问题", NOW - timedelta(hours=number)) for number in range(1, many + 1)]


def test_comments_are_those_of_their_article(server: WechatApiServer) -> None:
    server.comments["7_2"] = readers(2)

    reading = read(a_task(server, replying=REPLYING))

    second = next(article for article in reading.articles if article.title == "第二条")
    assert {(one.article_url, one.text) for one in reading.comments} == {
        (second.url, "第1个问题"),
        (second.url, "第2个问题"),
    }
    assert set(reading.commented) == {article.url for article in reading.articles}


@pytest.mark.parametrize("many", [48, 49, 50, 120])
def test_every_comment_is_read_once(server: WechatApiServer, many: int) -> None:
    server.comments["7_1"] = readers(many)

    reading = read(a_task(server, replying=REPLYING))

    assert sorted(one.key for one in reading.comments) == sorted(f"7_1-{number}" for number in range(1, many + 1))


def test_a_comment_that_came_between_two_pages_is_not_told_twice(server: WechatApiServer) -> None:
    server.comments["7_1"] = readers(60)
    late = Reader(99, "新的", NOW)
    server.after_first(COMMENTS, lambda: server.comments["7_1"].insert(0, late))

    keys = [one.key for one in read(a_task(server, replying=REPLYING)).comments]

    assert len(keys) == len(set(keys))


def test_without_a_promise_to_reply_nobody_asks_for_comments(server: WechatApiServer) -> None:
    reading = read(a_task(server))

    assert (server.calls()[COMMENTS], reading.commented) == (0, ())


def test_a_watch_round_does_not_ask_for_comments(server: WechatApiServer) -> None:
    read(a_task(server, replying=REPLYING, kind="watch"))

    assert server.calls()[COMMENTS] == 0


def test_only_recent_articles_are_asked_about(server: WechatApiServer) -> None:
    server.publications.append(Publication((News("旧的", 3),), NOW - timedelta(days=9)))
    server.comments["3_1"] = readers(1)

    reading = read(a_task(server, replying={"back": "7d"}))

    assert 3 not in [asked["msg_data_id"] for asked in server.asked(COMMENTS)]
    assert reading.comments == ()


def test_an_article_that_is_not_open_to_comments_has_none(server: WechatApiServer) -> None:
    del server.comments["7_1"]
    server.comments["7_2"] = readers(1)

    reading = read(a_task(server, replying=REPLYING))

    assert len(reading.comments) == 1
    assert len(reading.commented) == 1


def test_without_the_right_to_comments_the_articles_are_read_all_the_same(server: WechatApiServer) -> None:
    server.unverified = {COMMENTS}

    reading = read(a_task(server, replying=REPLYING))

    assert (reading.state, len(reading.articles)) == (ColumnState.READ, 2)
    assert (reading.comments, reading.commented, server.calls()[COMMENTS]) == ((), (), 1)


def test_what_was_read_before_the_quota_ran_out_is_kept(server: WechatApiServer) -> None:
    server.comments = {"7_1": readers(1), "7_2": readers(1)}
    server.quota = {COMMENTS: 1}

    reading = read(a_task(server, replying=REPLYING))

    assert (len(reading.comments), len(reading.commented)) == (1, 1)


def test_an_article_known_by_another_way_is_asked_about_under_its_known_address(server: WechatApiServer) -> None:
    address = "https://mp.weixin.qq.com/s/known-address_123"
    known = Article("某某民政", "第一条", address, NOW - timedelta(days=2), platform_id="7_1")
    server.comments["7_1"] = readers(1)

    reading = read(a_task(server, replying=REPLYING, known=known_of(known)))

    assert [one.article_url for one in reading.comments] == [address]


def test_an_article_that_is_gone_is_not_asked_about(server: WechatApiServer) -> None:
    known = Article("某某民政", "撤回的", "https://mp.weixin.qq.com/s/a", NOW - timedelta(days=2), platform_id="5_1")

    read(a_task(server, replying=REPLYING, known=known_of(known, gone="deleted-by-author")))

    assert 5 not in [asked["msg_data_id"] for asked in server.asked(COMMENTS)]


def test_who_comments_is_not_kept(server: WechatApiServer) -> None:
    server.comments["7_1"] = readers(3)

    assert "oABCDreader" not in repr(read(a_task(server, replying=REPLYING)))


@pytest.mark.parametrize("number", ["", "x", "7", "7_0", "urn:7_1"])
def test_an_article_whose_number_is_of_another_kind_is_not_asked_about(server: WechatApiServer, number: str) -> None:
    known = Article("某某民政", "别处的", "https://mp.weixin.qq.com/s/a", NOW - timedelta(days=2), platform_id=number)

    read(a_task(server, replying=REPLYING, known=known_of(known)))

    assert server.calls()[COMMENTS] == 2
