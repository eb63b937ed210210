"""Histories of WeChat accounts: pushes of one or more articles, as pages, answers and saved files hold them."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Gone, Origin
from spiders.media.wechat_history import read_history
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_pages import Post, notice
from tests.spiders.media.test_wechat_album import json_values

URL = "https://mp.weixin.qq.com/mp/profile_ext?action=getmsg&__biz=MzA3MDAwMDAwMA==&f=json&offset=10&count=10"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
AT = datetime(2026, 4, 1, 8, 30, tzinfo=SHANGHAI)


def row(post: Post, **more: Any) -> dict[str, Any]:
    """An article in a push, its address escaped twice over as the platform does."""
    link = f"{post.url}&chksm=ab&scene=27#wechat_redirect".replace("&", "&amp;").replace("/", "\\/")
    return {
        "title": html.escape(post.title), "digest": "摘要", "content_url": link, "source_url": post.source_url,
        "cover": post.cover.replace("/", "\\/"), "author": post.author, "copyright_stat": 100, "del_flag": 1, **more,
    }  # fmt: skip


def push(posts: list[Post], **more: Any) -> dict[str, Any]:
    """One push; its first article holds the others."""
    first = row(posts[0], is_multi=int(len(posts) > 1), multi_app_msg_item_list=[row(post) for post in posts[1:]])
    told = {"id": posts[0].mid, "type": 49, "datetime": posts[0].stamp, "status": 2}
    return {"comm_msg_info": told, "app_msg_ext_info": first | more}


def as_answer(pushes: list[dict[str, Any]]) -> bytes:
    held = json.dumps({"list": pushes}, ensure_ascii=False)
    said = {"ret": 0, "errmsg": "ok", "can_msg_continue": 1, "general_msg_list": held, "next_offset": 20}
    return json.dumps(said).encode()


def as_page(pushes: list[dict[str, Any]]) -> bytes:
    held = html.escape(json.dumps({"list": pushes}, ensure_ascii=False)).replace("\\", "\\\\")
    return f'<html><script>var nickname = "某市民政" || ""; var msgList = \'{held}\';</script></html>'.encode()


def as_page_of_2016(pushes: list[dict[str, Any]]) -> bytes:
    return f"<html><script>msgList = {json.dumps({'list': pushes})};seajs.use('x');</script></html>".encode()


def as_lines(pushes: list[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(one) for one in pushes).encode()


FORMS = (as_answer, as_page, as_page_of_2016, as_lines)
titles = st.text("清明祭扫提示“”'\"&<>·| abc123", min_size=3, max_size=20).map(lambda text: " ".join(text.split()))
pushes_of = st.lists(st.lists(titles.filter(bool), min_size=1, max_size=8), min_size=1, max_size=6)


@given(pushes_of, st.sampled_from(FORMS))
def test_every_form_lists_every_article_of_every_push(
    named: list[list[str]], form: Callable[[list[dict[str, Any]]], bytes]
) -> None:
    made = [
        [Post(title, AT - timedelta(days=n), mid=2650000100 - n, idx=at + 1) for at, title in enumerate(some)]
        for n, some in enumerate(named)
    ]
    listing = read_history(form([push(posts) for posts in made]), URL, now=NOW)
    flat = [post for posts in made for post in posts]

    assert listing.refusal is None
    assert [(a.title, a.url) for a in listing.articles] == [(post.title, post.url) for post in flat]
    assert [a.published_at for a in listing.articles] == [posts[0].at for posts in made for _ in posts]
    assert [a.platform_id for a in listing.articles] == [f"{post.mid}_{post.idx}" for post in flat]
    assert [a.position for a in listing.articles] == list(range(len(flat)))


def test_the_next_page_has_the_next_offset() -> None:
    assert read_history(as_answer([push([Post(at=AT)])]), URL, now=NOW).following == URL.replace(
        "offset=10", "offset=20"
    )
    assert read_history(as_answer([push([Post(at=AT)])]), "", now=NOW).following == "20"


@pytest.mark.parametrize(
    ("stat", "origin"),
    [
        (11, Origin.ORIGINAL),
        ("11", Origin.ORIGINAL),
        (101, Origin.REPOSTED),
        (201, Origin.REPOSTED),
        (100, Origin.UNMARKED),
        (7, None),
    ],
)
def test_the_mark_of_a_list_tells_the_origin(stat: object, origin: Origin | None) -> None:
    listing = read_history(as_answer([push([Post(at=AT)], copyright_stat=stat)]), URL, now=NOW)
    assert listing.articles[0].origin is origin


def test_a_withdrawn_article_is_gone_and_not_listed() -> None:
    listing = read_history(as_answer([push([Post(at=AT), Post("另一篇", AT, idx=2)], del_flag=4)]), URL, now=NOW)

    assert [article.title for article in listing.articles] == ["另一篇"]
    assert listing.gone == ((Post().url, Gone.DELETED),)


def test_a_push_whose_first_article_is_empty_keeps_the_others() -> None:
    posts = [Post("第二篇", AT, idx=2), Post("第三篇", AT, idx=3)]
    emptied = {"title": "", "content_url": "", "multi_app_msg_item_list": [row(post) for post in posts]}
    listing = read_history(
        as_answer([{"comm_msg_info": {"datetime": posts[0].stamp}, "app_msg_ext_info": emptied}]), URL, now=NOW
    )

    assert ([a.title for a in listing.articles], listing.incomplete) == (["第二篇", "第三篇"], False)


def test_a_push_without_an_address_is_said_to_be_unread() -> None:
    text = {"comm_msg_info": {"id": 1, "type": 1, "datetime": 1711900000, "content": "今日提示"}}
    assert read_history(as_answer([text, push([Post(at=AT)])]), URL, now=NOW).incomplete


def test_the_back_office_lists_pushes_inside_json_inside_json() -> None:
    rows = [{"aid": "2650000001_1", "title": "提示", "link": Post().url, "create_time": 1, "is_deleted": False}]
    rows += [{"aid": "2650000001_2", "title": "撤回", "link": Post(idx=2).url, "is_deleted": True}]
    told = json.dumps({"sent_info": {"time": int(AT.timestamp())}, "appmsgex": rows})
    page = json.dumps({"total_count": 31, "publish_list": [{"publish_type": 1, "publish_info": told}]})
    listing = read_history(json.dumps({"base_resp": {"ret": 0}, "publish_page": page}).encode(), URL, now=NOW)

    assert [(a.title, a.published_at, a.platform_id) for a in listing.articles] == [("提示", AT, "2650000001_1")]
    assert (listing.total, listing.gone) == (31, ((Post(idx=2).url, Gone.DELETED),))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"ret": -3, "errmsg": "no session", "cookie_count": 1}', "cookie-wall"),
        ('{"ret": -6, "errmsg": "unknown error"}', "rate-limited"),
        ('{"base_resp": {"ret": 200003, "err_msg": "invalid session"}}', "cookie-wall"),
        ('{"base_resp": {"ret": 200013, "err_msg": "freq control"}}', "rate-limited"),
        ('{"ret": 0, "general_msg_list": "{"}', "unknown-shape"),
        (notice("请在微信客户端打开链接。"), "cookie-wall"),
        (notice("操作频繁，请稍候再试"), "rate-limited"),
        ("<html></html>", "unknown-shape"),
    ],
)
def test_what_is_no_history_is_refused(body: str, reason: str) -> None:
    refusal = read_history(body.encode(), URL, now=NOW).refusal

    assert refusal is not None
    assert refusal.reason == reason


@given(json_values)
def test_no_answer_makes_it_raise(value: object) -> None:
    read_history(json.dumps(value).encode(), URL, now=NOW)
