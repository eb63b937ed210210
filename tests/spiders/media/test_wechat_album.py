"""Albums of WeChat accounts: the page, and the JSON that continues it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.media.wechat_album import read_album
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_pages import CAPTCHA, Post, WechatPages, album_json, album_page, notice

URL = "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzA3MDAwMDAwMA==&action=getalbum&album_id=1340001&scene=173#rd"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
AT = datetime(2026, 4, 1, 8, 30, tzinfo=SHANGHAI)


def made(count: int) -> list[Post]:
    """Articles a day apart, the newest first."""
    return [Post(f"提示之“{n}” & 更多", AT - timedelta(days=n), mid=2650000100 - n) for n in range(count)]


@given(st.integers(1, 20), st.booleans(), st.booleans())
def test_page_and_json_list_the_same(count: int, goes_on: bool, as_json: bool) -> None:
    posts = made(count)
    body = (
        json.dumps(album_json(posts, "某市民政", goes_on=goes_on))
        if as_json
        else album_page(posts, "某市民政", goes_on=goes_on)
    )
    listing = read_album(body.encode(), URL, now=NOW)

    assert [(a.title, a.url, a.published_at) for a in listing.articles] == [(p.title, p.url, p.at) for p in posts]
    assert [a.platform_id for a in listing.articles] == [f"{p.mid}_1" for p in posts]
    assert {a.cover for a in listing.articles} == {posts[0].cover}
    assert (listing.account, listing.refusal, listing.incomplete) == ("某市民政", None, False)
    assert (listing.following is not None) == goes_on


def test_the_next_page_begins_behind_the_last_row() -> None:
    listing = read_album(album_page(made(10), "某市民政", goes_on=True).encode(), URL, now=NOW)
    assert listing.following is not None
    asked = {name: values[0] for name, values in parse_qs(urlsplit(listing.following).query).items()}

    assert asked == {
        "action": "getalbum",
        "__biz": "MzA3MDAwMDAwMA==",
        "album_id": "1340001",
        "count": "20",
        "begin_msgid": str(2650000100 - 9),
        "begin_itemidx": "1",
        "f": "json",
    }


def test_following_the_pages_shows_every_article_once() -> None:
    pages, url, seen = WechatPages(album=made(57)), URL, []
    while url:
        listing = read_album(pages.answer(url.removeprefix("https://mp.weixin.qq.com"))[2], url, now=NOW)
        seen += [article.title for article in listing.articles]
        url = listing.following or ""

    assert seen == [post.title for post in made(57)]


def test_the_answer_behind_the_end_is_an_empty_list() -> None:
    listing = read_album(json.dumps(album_json([], "", goes_on=False)).encode(), URL, now=NOW)

    assert (listing.articles, listing.refusal, listing.following) == ((), None, None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"base_resp": {"ret": -6, "errmsg": "unknown error"}}', "rate-limited"),
        ('{"base_resp": {"ret": "200013", "err_msg": "freq control"}}', "rate-limited"),
        ('{"base_resp": {"ret": -3, "errmsg": "no session"}}', "cookie-wall"),
        ('{"base_resp": {"ret": 77, "errmsg": "x"}}', "platform-error"),
        ("{}", "unknown-shape"),
        ('{"getalbum_resp": []}', "unknown-shape"),
        (CAPTCHA, "captcha"),
        (notice("请在微信客户端打开链接"), "cookie-wall"),
        (notice("参数错误"), "account-not-found"),
        ("<html><body>换了样子</body></html>", "unknown-shape"),
        ("", "unknown-shape"),
    ],
)
def test_what_is_no_album_is_refused(body: str, reason: str) -> None:
    listing = read_album(body.encode(), URL, now=NOW)

    assert listing.articles == ()
    assert listing.refusal is not None
    assert listing.refusal.reason == reason


def test_a_row_without_title_or_address_is_left_out_and_said_so() -> None:
    answer = album_json(made(3), "某市民政", goes_on=False)
    answer["getalbum_resp"]["article_list"][1] = {"title": "", "url": "", "msgid": 1}
    answer["getalbum_resp"]["article_list"].append("x")
    listing = read_album(json.dumps(answer).encode(), URL, now=NOW)

    assert (len(listing.articles), listing.incomplete) == (2, True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["base_resp", "ret", "getalbum_resp", "article_list", "base_info", "title", "url", "msgid",
                         "create_time", "continue_flag", "general_msg_list", "list", "comm_msg_info",
                         "app_msg_ext_info",
                         "multi_app_msg_item_list", "content_url", "datetime", "publish_page", "publish_list"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
def test_no_answer_makes_it_raise(value: object) -> None:
    read_album(json.dumps(value).encode(), URL, now=NOW)
