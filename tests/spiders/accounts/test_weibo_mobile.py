"""A Weibo account read from m.weibo.cn: how far back, what is whole, and what walls are told as."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from inspection.media import Counts
from inspection.records import ColumnState
from inspection.weibo_address import weibo_address
from tests.platforms.weibo import WeiboServer
from tests.spiders.accounts.weibo_readings import NOW, TODAY, a_post, a_task, known_of, read


@pytest.fixture
def server() -> Iterator[WeiboServer]:
    with WeiboServer(now=NOW) as running:
        yield running


def test_a_post_is_read_with_all_that_the_list_tells(server: WeiboServer) -> None:
    post = a_post(1, "【清明祭扫安排】<br />预约电话021-12345。", likes="1.2万")
    server.posts = [post]

    (article,) = read(a_task(server)).articles

    assert (article.url, article.platform_id) == (weibo_address(server.uid, post.mid), post.mid)
    assert (article.title, article.text) == ("【清明祭扫安排】", "【清明祭扫安排】\n预约电话021-12345。")
    assert article.published_at == post.at.replace(microsecond=0)
    assert article.cover == f"https://wx1.sinaimg.cn/large/{post.bid}.jpg"
    assert article.counts == Counts(likes=12000, comments=0, reposts=1)


@pytest.mark.parametrize("page_by", ["since_id", "page"])
def test_pages_are_read_back_to_the_day_wanted(server: WeiboServer, page_by: str) -> None:
    server.page_by = page_by
    server.posts = [a_post(days) for days in range(60)]

    reading = read(a_task(server))

    assert reading.covers_since == TODAY - timedelta(days=28)
    assert len(reading.articles) == 40
    assert len(server.asked("getIndex")) == 4


def test_a_watch_round_reads_the_first_page(server: WeiboServer) -> None:
    server.posts = [a_post(days) for days in range(60)]

    reading = read(a_task(server, kind="watch"))

    assert (len(reading.articles), len(server.requests)) == (10, 1)
    assert reading.covers_since == TODAY - timedelta(days=8)


def test_an_old_pinned_post_neither_ends_the_reading_nor_leads_it(server: WeiboServer) -> None:
    server.posts = [a_post(900, pinned=True), *[a_post(days) for days in range(25)]]

    reading = read(a_task(server))

    assert len(reading.articles) == 26
    assert [article.position for article in reading.articles if article.pinned] == [25]


def test_liked_and_private_posts_are_not_published_ones(server: WeiboServer) -> None:
    server.posts = [a_post(0, uid="1111111111"), a_post(1, visible=1), a_post(2)]

    reading = read(a_task(server))

    assert [article.published_at for article in reading.articles] == [(NOW - timedelta(days=2))]


def test_an_end_that_guests_are_given_is_no_end_of_the_account(server: WeiboServer) -> None:
    server.posts = [a_post(days / 2) for days in range(50)]
    server.guest_pages = 2

    reading = read(a_task(server))

    oldest = (NOW - timedelta(days=9.5)).date()
    assert (len(reading.articles), reading.covers_since) == (20, oldest + timedelta(days=1))


def test_the_end_is_believed_when_the_platform_counts_no_more(server: WeiboServer) -> None:
    server.posts = [a_post(days) for days in range(12)]

    assert read(a_task(server)).covers_since == TODAY - timedelta(days=28)


@pytest.mark.parametrize("hours", [0.2, 5, 23])
def test_times_that_count_from_now_are_read(server: WeiboServer, hours: float) -> None:
    server.relative = True
    server.posts = [a_post(hours / 24), a_post(5)]

    first, second = read(a_task(server)).articles

    assert abs(first.published_at - (NOW - timedelta(hours=hours))) < timedelta(hours=1)  # type: ignore[operator]
    assert second.published_at == TODAY - timedelta(days=5)


@pytest.mark.parametrize(
    ("wall", "reason"),
    [
        ("ok-100", "cookie-wall"),
        ("432", "cookie-wall"),
        ("418", "cookie-wall"),
        ("414", "cookie-wall"),
        ("visitor", "cookie-wall"),
        ("html", "cookie-wall"),
        ("captcha", "captcha"),
        ("403", "forbidden"),
        ("429", "rate-limited"),
        ("often", "rate-limited"),
        ("busy", "platform-busy"),
    ],
)
def test_a_wall_is_told_by_its_name_and_never_as_an_empty_account(server: WeiboServer, wall: str, reason: str) -> None:
    server.posts = [a_post(1)]
    server.wall = wall

    reading = read(a_task(server))

    assert (reading.state, reading.reason, reading.articles) == (ColumnState.BLOCKED, reason, ())
    assert reading.credential is None
    assert len(server.requests) == 1


@pytest.mark.parametrize("wall", ["ok-100", "432", "often"])
def test_a_wall_on_a_later_page_keeps_what_was_read(server: WeiboServer, wall: str) -> None:
    server.posts = [a_post(days) for days in range(40)]
    server.wall, server.wall_from = wall, 2

    reading = read(a_task(server))

    assert (reading.state, len(reading.articles)) == (ColumnState.READ, 10)
    assert reading.covers_since == TODAY - timedelta(days=8)
    assert "没有读到" in reading.detail


def test_an_account_that_has_written_nothing_is_blank(server: WeiboServer) -> None:
    assert read(a_task(server)).state is ColumnState.BLANK


def test_an_empty_list_of_an_account_with_posts_is_a_wall(server: WeiboServer) -> None:
    server.posts = [a_post(1)]
    server.guest_pages = 0

    reading = read(a_task(server))

    assert (reading.state, reading.reason) == (ColumnState.BLOCKED, "cookie-wall")
    assert "1 条" in reading.detail


def test_an_empty_list_is_doubted_where_rounds_have_seen_posts(server: WeiboServer) -> None:
    server.posts = [a_post(1)]
    known = known_of(*read(a_task(server)).articles)
    server.posts = []

    assert read(a_task(server, known=known)).reason == "cookie-wall"


def test_a_number_that_is_no_account_is_told_as_such(server: WeiboServer) -> None:
    server.exists = False

    assert read(a_task(server)).reason == "account-not-found"


def test_long_posts_are_read_in_full(server: WeiboServer) -> None:
    server.posts = [a_post(1, "开头", whole="开头<br />和<a href='https://mzj.example.gov.cn/1.html'>全部内容</a>")]

    (article,) = read(a_task(server)).articles

    assert article.text == "开头\n和全部内容"
    assert article.body_links == ("https://mzj.example.gov.cn/1.html",)


def test_a_long_text_that_rounds_know_is_not_asked_for_again(server: WeiboServer) -> None:
    server.posts = [a_post(1, "开头", whole="开头和全部内容")]
    known = known_of(*read(a_task(server)).articles)

    (article,) = read(a_task(server, known=known)).articles

    assert article.text == "开头和全部内容"
    assert len(server.asked("extend")) == 1


def test_few_long_texts_are_asked_for_in_one_round(server: WeiboServer) -> None:
    server.posts = [a_post(days / 10, f"第{days}条", whole=f"第{days}条的全部") for days in range(30)]

    reading = read(a_task(server))

    assert len(server.asked("extend")) == 10
    assert sum(article.text.endswith("全部") for article in reading.articles) == 10


def test_a_repost_of_a_deleted_post_is_still_a_post(server: WeiboServer) -> None:
    deleted = {
        "id": "4000000000000000",
        "text": "抱歉，此微博已被作者删除。查看帮助：<a href='#'>网页链接</a>",
        "created_at": "",
    }
    server.posts = [a_post(1, "转发微博", original=deleted)]

    (article,) = read(a_task(server)).articles

    assert article.origin == "reposted"
    assert "原微博已删除" in article.text


def test_a_server_that_is_not_there_is_no_wall() -> None:
    with WeiboServer(now=NOW) as gone:
        task = a_task(gone)
    reading = read(task)

    assert (reading.state, reading.reason) == (ColumnState.UNREACHABLE, "refused")


def test_positions_follow_the_list(server: WeiboServer) -> None:
    server.posts = [a_post(days) for days in range(15)]

    articles = read(a_task(server)).articles

    assert [article.position for article in articles] == list(range(15))
