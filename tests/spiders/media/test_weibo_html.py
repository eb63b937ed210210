"""Pages of weibo.cn and m.weibo.cn: posts with all that is stated beside them."""

# ruff: noqa: E501

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Counts, Origin
from inspection.weibo_address import bid_of, weibo_address
from spiders.media.weibo_html import read_weibo_html
from spiders.reading.dates import SHANGHAI
from tests.platforms.weibo_shapes import mid_at

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
UID = "2803301701"
URL = f"https://weibo.cn/{UID}/profile"
AT = datetime(2026, 6, 17, 18, 12, tzinfo=SHANGHAI)
BID = bid_of(mid_at(AT, 9))
COUNTS = '<a href="https://weibo.cn/attitude/{bid}/add">赞[{0}]</a>&nbsp;<a href="https://weibo.cn/repost/{bid}">转发[{1}]</a>&nbsp;<a href="https://weibo.cn/comment/{bid}?#cmtfrm" class="cc">评论[{2}]</a>&nbsp;<a href="https://weibo.cn/fav/addFav/{bid}">收藏</a><!---->&nbsp;'
PICTURE = '<a href="https://weibo.cn/mblog/pic/{bid}?rl=0"><img src="http://wx4.sinaimg.cn/wap180/a1.jpg" alt="图片" class="ib" /></a>&nbsp;<a href="https://weibo.cn/mblog/oripic?id={bid}&amp;u=a1">原图</a>&nbsp;<br />'


def a_post(
    text: str, *, bid: str = BID, likes: int = 5, stated: str = "06月17日 18:12&nbsp;来自微博", picture: bool = True
) -> str:
    counts = COUNTS.format(likes, 6, 7, bid=bid) + f'<span class="ct">{stated}</span>'
    head = f'<div><span class="ctt">{text}</span>'
    if not picture:
        return f'<div class="c" id="M_{bid}">{head}&nbsp;<br />{counts}</div></div><div class="s"></div>'
    group = f'&nbsp;[<a href="https://weibo.cn/mblog/picAll/{bid}?rl=1">组图共2张</a>]</div>'
    return f'<div class="c" id="M_{bid}">{head}{group}<div>{PICTURE.format(bid=bid)}{counts}</div></div><div class="s"></div>'


def a_repost(own: str, original: str, writer: str | None) -> str:
    said = f'<a href="https://weibo.cn/u/1">{writer}</a><img src="v.gif" alt="V"/>&nbsp;的微博:' if writer else ""
    head = f'<span class="cmt">转发了&nbsp;{said}</span><span class="ctt">{original}</span>'
    others = '&nbsp;<span class="cmt">赞[99]</span>&nbsp;<span class="cmt">原文转发[98]</span>&nbsp;<a href="https://weibo.cn/comment/IAAAAAAAA?rl=0#cmtfrm" class="cc">原文评论[97]</a><!---->'
    counts = COUNTS.format(5, 6, 7, bid=BID) + '<span class="ct">06月17日 18:12</span>'
    return f'<div class="c" id="M_{BID}"><div>{head}{others}</div><div><span class="cmt">转发理由:</span>{own}&nbsp;&nbsp;<br />{counts}</div></div>'


def a_page(*posts: str, more: bool = True, count: int = 1159) -> bytes:
    head = f'<html><head><title>某市民政的微博</title></head><body><div class="tip2"><span class="tc">微博[{count}]</span>&nbsp;<a href="/{UID}/follow">关注[2]</a></div>'
    pages = f'<div class="pa" id="pagelist"><form><div><a href="/{UID}?page=2">下页</a>&nbsp;1/117页</div></form></div>'
    return f"{head}{''.join(posts)}{pages if more else ''}</body></html>".encode()


def test_a_post_has_all_that_the_page_states() -> None:
    text = '<a href="https://weibo.cn/pages/100808topic?extparam=x&amp;from=feed">#清明#</a>预约<img alt="[鲜花]" src="//h5.sinaimg.cn/x.png" /></span> 请看<a href="https://weibo.cn/sinaurl?f=w&amp;u=http%3A%2F%2Ft.cn%2FA6Lftj1K&amp;ep=x">网页链接</a> '

    listing = read_weibo_html(a_page(a_post(text)), URL, now=NOW)

    (article,) = listing.articles
    assert (listing.account, listing.total, listing.following) == ("某市民政", 1159, f"https://weibo.cn/{UID}?page=2")
    assert (article.url, article.published_at) == (weibo_address(UID, BID), AT)
    assert article.text == "#清明#预约[鲜花] 请看网页链接"
    assert article.body_links == ("http://t.cn/A6Lftj1K",)
    assert article.cover == "http://wx4.sinaimg.cn/large/a1.jpg"
    assert article.counts == Counts(likes=5, reposts=6, comments=7)
    assert (article.origin, article.author, article.pinned) == (Origin.ORIGINAL, "某市民政", False)


def test_a_post_without_pictures_ends_before_its_counts() -> None:
    (article,) = read_weibo_html(a_page(a_post("只有文字。", picture=False)), URL, now=NOW).articles

    assert (article.text, article.cover, article.counts.comments) == ("只有文字。", None, 7)


def test_a_repost_has_its_own_words_and_its_own_counts() -> None:
    (article,) = read_weibo_html(a_page(a_repost("请大家看看。", "原来的内容", "某市发布")), URL, now=NOW).articles

    assert article.origin is Origin.REPOSTED
    assert (article.title, article.text) == ("请大家看看。", "请大家看看。\n//转发 @某市发布：原来的内容")
    assert article.counts == Counts(likes=5, reposts=6, comments=7)


def test_a_repost_of_a_deleted_post_is_still_a_post() -> None:
    gone = "抱歉，此微博已被作者删除。查看帮助：http://t.cn/Rfd3rQV"

    (article,) = read_weibo_html(a_page(a_repost("转发微博", gone, None)), URL, now=NOW).articles

    assert "//转发 原微博已删除" in article.text
    assert article.title == "转发微博"


def test_pinned_posts_are_marked() -> None:
    pinned = a_post("旧的").replace("<div><span", '<div><span class="kt">[置顶]</span><span', 1)

    first, second = read_weibo_html(a_page(pinned, a_post("新的", bid="J6INEAyUV")), URL, now=NOW).articles

    assert (first.pinned, first.position, first.text) == (True, 1, "旧的")
    assert (second.pinned, second.position) == (False, 0)


@given(st.lists(st.text("社区养老服务。，！123 ", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=8))
def test_every_post_of_a_page_is_read(texts: list[str]) -> None:
    posts = [a_post(text, bid=bid_of(mid_at(AT, number))) for number, text in enumerate(texts)]

    listing = read_weibo_html(a_page(*posts), URL, now=NOW)

    assert ["".join(article.text.split()) for article in listing.articles] == ["".join(text.split()) for text in texts]
    assert not listing.incomplete


def test_the_page_of_one_post_is_that_post() -> None:
    post = a_post("：正文", stated="2026-06-17 18:12:05", picture=False).replace(
        f'id="M_{BID}"><div>', f'id="M_"><div><a href="/{UID}">某市民政</a>'
    )

    (article,) = read_weibo_html(a_page(post), f"https://weibo.cn/comment/{BID}", now=NOW).articles

    assert (article.url, article.author) == (weibo_address(UID, BID), "某市民政")
    assert article.published_at == AT.replace(second=5)


def test_the_last_page_leads_nowhere() -> None:
    assert read_weibo_html(a_page(a_post("x"), more=False), URL, now=NOW).following is None


def test_the_script_of_a_mobile_page_holds_its_post() -> None:
    status = {
        "id": mid_at(AT, 9),
        "text": "正文",
        "created_at": "Wed Jun 17 18:12:00 +0800 2026",
        "user": {"id": int(UID), "screen_name": "甲"},
    }
    page = f"<html><script>var $render_data = [{json.dumps({'status': status})}][0] || {{}};</script></html>"

    (article,) = read_weibo_html(page.encode(), f"https://m.weibo.cn/status/{BID}", now=NOW).articles

    assert (article.text, article.url, article.published_at) == ("正文", weibo_address(UID, BID), AT)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            "<html><title>登录 - 新浪微博</title><div class='login-wrapper' id='loginWrapper'></div></html>",
            "cookie-wall",
        ),
        ("<html><title>Sina Visitor System</title></html>", "cookie-wall"),
        ("<html><body>微博不存在或暂无查看权限!</body></html>", "platform-error"),
        ("<html><title>某市民政的资料</title><body>昵称:某市民政</body></html>", "unknown-shape"),
        ("", "unknown-shape"),
    ],
)
def test_a_page_without_posts_is_no_empty_account(page: str, reason: str) -> None:
    refusal = read_weibo_html(page.encode(), URL, now=NOW).refusal

    assert refusal is not None
    assert refusal.reason == reason


def test_an_account_that_counts_no_posts_has_none() -> None:
    listing = read_weibo_html(a_page(count=0, more=False), URL, now=NOW)

    assert (listing.refusal, listing.articles, listing.total) == (None, (), 0)


@given(st.binary(max_size=200) | st.text("<>/=\"' divspanMc_idclasst[]赞转发", max_size=200).map(str.encode))
def test_nothing_makes_it_raise(body: bytes) -> None:
    assert read_weibo_html(body, URL, now=NOW) is not None
