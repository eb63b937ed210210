"""A Weibo account read through the open interface: its own posts, its readers' comments, its error codes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from inspection.media import Origin
from inspection.records import ColumnState
from tests.platforms.weibo import WeiboServer
from tests.platforms.weibo_shapes import Reader
from tests.spiders.accounts.weibo_readings import NOW, TODAY, TOKEN, a_post, a_task, known_of, read

ASKED = NOW - timedelta(days=2)
REPLYING = {"within": "3 workdays", "back": "30d"}


@pytest.fixture
def server() -> Iterator[WeiboServer]:
    with WeiboServer(now=NOW) as running:
        yield running


def test_the_accounts_own_posts_are_read(server: WeiboServer) -> None:
    server.posts = [a_post(1, "清明祭扫 http://t.cn/A6abcdef"), a_post(2, "转发微博", original={"id": 1, "text": "x"})]

    reading = read(a_task(server, api=True))

    first, second = reading.articles
    assert (first.text, first.body_links) == ("清明祭扫 http://t.cn/A6abcdef", ("http://t.cn/A6abcdef",))
    assert (first.origin, second.origin) == (Origin.ORIGINAL, Origin.REPOSTED)
    assert first.cover == f"http://wx1.sinaimg.cn/large/{server.posts[0].bid}.jpg"
    assert reading.covers_since == TODAY - timedelta(days=28)


def test_pages_of_a_hundred_are_read_back_to_the_day_wanted(server: WeiboServer) -> None:
    server.posts = [a_post(number / 10) for number in range(400)]

    reading = read(a_task(server, api=True))

    assert (len(reading.articles), reading.covers_since) == (300, TODAY - timedelta(days=28))


def test_an_application_that_sees_the_newest_only_says_how_far_it_reaches(server: WeiboServer) -> None:
    server.posts = [a_post(days) for days in range(40)]
    server.shown = 5

    reading = read(a_task(server, api=True))

    assert (reading.state, len(reading.articles)) == (ColumnState.READ, 5)
    assert reading.covers_since == TODAY - timedelta(days=3)


@pytest.mark.parametrize(
    ("code", "reason", "renew"),
    [
        (21327, "credential-expired", True),
        (21315, "credential-expired", True),
        (21319, "credential-expired", True),
        (21332, "credential-refused", True),
        (10014, "not-verified", False),
        (10022, "rate-limited", False),
        (10023, "rate-limited", False),
        (20003, "account-not-found", False),
    ],
)
def test_error_codes_are_told_by_what_they_mean(server: WeiboServer, code: int, reason: str, renew: bool) -> None:
    server.token_state = code

    reading = read(a_task(server, api=True))

    assert (reading.state, reading.reason) == (ColumnState.BLOCKED, reason)
    assert reading.credential == (TOKEN if renew else None)
    assert str(code) in reading.detail


def test_a_token_of_another_account_is_refused_with_words(server: WeiboServer) -> None:
    reading = read(a_task(server, api=True, uid="1000000000"))

    assert (reading.reason, reading.credential) == ("credential-refused", TOKEN)
    assert "不是这个账号" in reading.detail


def test_a_token_that_is_not_set_is_asked_for_and_nothing_else(server: WeiboServer) -> None:
    reading = read(a_task(server, {}, api=True))

    assert (reading.reason, server.requests) == ("credential-missing", [])


@pytest.mark.parametrize("code", [0, 21327, 10023])
def test_the_token_is_never_shown(server: WeiboServer, code: int) -> None:
    server.token_state = code
    server.posts = [a_post(1)]

    assert server.token not in repr(read(a_task(server, api=True)))


def test_a_limit_on_a_later_page_keeps_what_was_read(server: WeiboServer) -> None:
    server.posts = [a_post(number / 10) for number in range(400)]
    server.calls_left = 1

    reading = read(a_task(server, api=True))

    assert (reading.state, len(reading.articles)) == (ColumnState.READ, 100)
    assert reading.covers_since == (NOW - timedelta(days=9.9)).date() + timedelta(days=1)
    assert "10023" in reading.detail


def test_an_account_without_posts_is_blank(server: WeiboServer) -> None:
    assert read(a_task(server, api=True)).state is ColumnState.BLANK


@pytest.mark.parametrize("seen_before", [True, False])
def test_an_empty_list_of_an_account_with_posts_is_no_word(server: WeiboServer, seen_before: bool) -> None:
    server.posts = [a_post(1)]
    known = known_of(*read(a_task(server, api=True)).articles) if seen_before else ()
    server.posts = [] if seen_before else server.posts
    server.shown = 0

    assert read(a_task(server, api=True, known=known)).reason == "not-verified"


def a_reader(number: int, text: str, *, hours: float = 0, uid: str = "9", answers: int | None = None) -> Reader:
    return Reader(number, uid, f"读者{uid}", text, ASKED + timedelta(hours=hours), answers)


def test_comments_are_read_where_the_plan_wants_them_answered(server: WeiboServer) -> None:
    own = server.uid
    server.posts = [
        a_post(
            3,
            comments=(
                a_reader(1, "请问怎么预约？", uid="7"),
                a_reader(2, "电话打不通", hours=1, uid="8"),
                a_reader(3, "回复@读者7:请拨打12345", hours=2, uid=own, answers=1),
                a_reader(4, "欢迎关注", hours=3, uid=own),
            ),
        ),
        a_post(4),
    ]

    reading = read(a_task(server, api=True, replying=REPLYING))

    told = {comment.key: (comment.text, comment.answered) for comment in reading.comments}
    assert told == {"1": ("请问怎么预约？", True), "2": ("电话打不通", False)}
    assert {comment.answered_at for comment in reading.comments} == {ASKED + timedelta(hours=2), None}
    assert reading.commented == tuple(article.url for article in reading.articles)
    assert len(server.asked("comments/show")) == 1


def test_who_commented_is_not_kept(server: WeiboServer) -> None:
    server.posts = [a_post(3, comments=(a_reader(1, "回复@读者8:同问", uid="77777777"),))]

    kept = repr(read(a_task(server, api=True, replying=REPLYING)).comments)

    assert "读者" not in kept
    assert "77777777" not in kept


def test_an_answer_by_name_alone_counts_when_it_came_later(server: WeiboServer) -> None:
    answer = a_reader(2, "回复@读者7：已收到", hours=1, uid=server.uid)
    later = a_reader(3, "又坏了", hours=2, uid="7")
    server.posts = [a_post(3, comments=(a_reader(1, "坏了", uid="7"), answer, later))]

    told = read(a_task(server, api=True, replying=REPLYING)).comments

    assert {comment.text: comment.answered for comment in told} == {"坏了": True, "又坏了": False}


def test_a_reply_on_another_page_of_comments_is_found(server: WeiboServer) -> None:
    many = tuple(a_reader(10 + number, "顶", hours=1 + number / 100) for number in range(250))
    first = a_reader(1, "请问地址？", uid="7")
    server.posts = [a_post(3, comments=(first, *many, a_reader(999, "回复@读者7", hours=9, uid=server.uid, answers=1)))]

    told = read(a_task(server, api=True, replying=REPLYING)).comments

    assert [comment.answered for comment in told if comment.key == "1"] == [True]
    assert len(told) == 251


@pytest.mark.parametrize("kind", ["watch", "full"])
def test_comments_are_not_asked_for_where_nobody_wants_them(server: WeiboServer, kind: str) -> None:
    server.posts = [a_post(3, comments=(a_reader(1, "在吗"),))]

    reading = read(a_task(server, api=True, kind=kind, replying=REPLYING if kind == "watch" else None))

    assert (reading.comments, reading.commented, server.asked("comments")) == ((), (), [])


def test_comments_that_may_not_be_read_leave_the_posts_as_they_are(server: WeiboServer) -> None:
    server.posts = [a_post(3, comments=(a_reader(1, "在吗"),))]
    server.comments_allowed = False

    reading = read(a_task(server, api=True, replying=REPLYING))

    assert (reading.state, reading.comments, reading.commented) == (ColumnState.READ, (), ())
    assert "10014" in reading.detail
