"""Single Weibo posts looked at: there, gone, or behind a wall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inspection.media import Gone
from inspection.weibo_address import weibo_address
from tests.platforms.weibo import WeiboServer
from tests.platforms.weibo_shapes import Post
from tests.spiders.accounts.weibo_readings import COOKIE, NOW, a_post, a_task, known_of, look, read


@pytest.fixture
def server() -> Iterator[WeiboServer]:
    with WeiboServer(now=NOW) as running:
        running.posts = [a_post(days, f"第{days}条。") for days in range(1, 6)]
        yield running


def address(server: WeiboServer, post: Post) -> str:
    return weibo_address(server.uid, post.mid)


@pytest.mark.parametrize("api", [False, True])
def test_a_post_that_is_there_is_read(server: WeiboServer, api: bool) -> None:
    url = address(server, server.posts[0])

    (found,) = look(a_task(server, api=api), url)

    assert found.reading is not None
    assert (found.url, found.reading.text, found.reading.gone) == (url, "第1条。", None)
    assert found.reading.published_at == server.posts[0].at.replace(microsecond=0)


@pytest.mark.parametrize("api", [False, True])
def test_a_post_that_is_gone_is_told_as_gone(server: WeiboServer, api: bool) -> None:
    there, gone = server.posts[:2]
    server.hidden = {gone.mid}

    looks = look(a_task(server, api=api), address(server, there), address(server, gone))

    assert [one.reading.gone if one.reading else one.refusal for one in looks] == [None, Gone.MISSING]


def test_whoever_shows_no_post_at_all_is_a_wall(server: WeiboServer) -> None:
    known = known_of(*read(a_task(server)).articles)
    server.hidden = {post.mid for post in server.posts}

    (found,) = look(a_task(server, known=known), address(server, server.posts[0]))

    assert found.reading is None
    assert found.refusal is not None
    assert found.refusal.reason == "cookie-wall"


def test_a_gone_post_is_believed_where_another_is_shown(server: WeiboServer) -> None:
    known = known_of(*read(a_task(server)).articles)
    server.hidden = {server.posts[0].mid}

    (found,) = look(a_task(server, known=known), address(server, server.posts[0]))

    assert found.reading is not None
    assert found.reading.gone == Gone.MISSING


@pytest.mark.parametrize(
    ("wall", "reason"), [("432", "cookie-wall"), ("ok-100", "cookie-wall"), ("often", "rate-limited")]
)
def test_at_a_wall_nothing_more_is_asked(server: WeiboServer, wall: str, reason: str) -> None:
    server.wall, server.wall_from = wall, 2

    looks = look(a_task(server), *(address(server, post) for post in server.posts))

    assert [one.refusal.reason if one.refusal else None for one in looks] == [None, *[reason] * 4]
    assert len(server.requests) == 2


def test_a_login_that_is_refused_is_told_as_expired(server: WeiboServer) -> None:
    server.wall = "ok-100"

    (found,) = look(a_task(server, {COOKIE: "SUB=old"}), address(server, server.posts[0]))

    assert found.refusal is not None
    assert found.refusal.reason == "credential-expired"


def test_an_expired_token_says_nothing_of_posts(server: WeiboServer) -> None:
    server.token_state = 21327

    looks = look(a_task(server, api=True), *(address(server, post) for post in server.posts))

    assert {one.refusal.reason if one.refusal else None for one in looks} == {"credential-expired"}
    assert server.token not in repr(looks)
    assert len(server.requests) == 1


def test_an_address_that_is_no_post_is_not_asked_for(server: WeiboServer) -> None:
    (found,) = look(a_task(server), "https://weibo.com/u/1234567890")

    assert found.refusal is not None
    assert server.requests == []
