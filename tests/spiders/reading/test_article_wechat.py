"""WeChat articles: title, account, time and text come from the platform's scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Origin
from inspection.records import DateFrom
from inspection.wechat_address import wechat_address
from spiders.reading.articles import read_article
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_pages import (
    GENERATIONS,
    Post,
    of_2016,
    of_2026,
)
from tests.spiders.reading.wechat_readings import AT, BODY, URL, read


@pytest.mark.parametrize(
    ("head", "scripts"),
    [
        ('<meta property="og:title" content="清明祭扫提示">', ""),
        ("", "var msg_title = '清明祭扫提示'.html(false);"),
        ("", 'var msg_title = "清明祭扫提示";'),
        ("", "window.msg_title = window.title = '清明祭扫提示' || '';"),
        ("", "d.title = xml ? getXmlValue('title.DATA') : '清明祭扫提示';"),
    ],
)
def test_the_title_is_read_from_every_variant(head: str, scripts: str) -> None:
    assert read(scripts, head=head).title == "清明祭扫提示"


@pytest.mark.parametrize(
    "scripts",
    [
        'var ct = "1713144615";',
        "window.ct = '1713144615' || '';",
        "ori_create_time: '1713144615' * 1,",
        'var create_time = "1713144615" * 1;',
        "createTime = '2024-04-15 09:30:15';",
    ],
)
def test_the_time_is_read_from_every_variant(scripts: str) -> None:
    reading = read(f"var msg_title = '提示'; {scripts}")
    assert (reading.published_at, reading.date_from) == (AT, DateFrom.SCRIPT)


@pytest.mark.parametrize(
    ("scripts", "body"),
    [
        ('var nickname = htmlDecode("上海民政");', ""),
        ('var nickname = "上海民政";', ""),
        ("d.nick_name = (xml ? getXmlValue('nick_name.DATA') : '上海民政').html(false);", ""),
        ("nick_name: '微信广告', x: { nick_name: JsDecode('上海民政') }", ""),
        ("", '<a id="js_name"> 上海民政 </a>'),
    ],
)
def test_the_account_is_the_source(scripts: str, body: str) -> None:
    assert read(f"var msg_title = '提示'; {scripts}", body).source == "上海民政"


def test_the_text_of_an_article_is_its_body() -> None:
    body = (
        f'<div id="js_content" style="visibility:hidden"><p>{BODY}</p><a href="http://a.gov.cn/1.html">原文</a></div>'
    )
    reading = read("var msg_title = '提示';", body)
    assert reading.text.startswith("清明将至")
    assert reading.body_links == ("http://a.gov.cn/1.html",)


def test_the_text_of_a_text_post_is_in_its_script() -> None:
    scripts = r"var msg_title = '提示'; page: { content_noencode: JsDecode('第一行\x0a第二行，文明祭扫。') }"
    assert read(scripts, '<div id="js_content">关注</div>').text == "第一行\n第二行，文明祭扫。"


@pytest.mark.parametrize("state", ["该内容已被发布者删除", "此内容因违规无法查看", "链接已过期"])
def test_a_page_in_the_articles_place_says_why(state: str) -> None:
    reading = read(body=f'<div class="weui-msg"><h2 class="weui-msg__title"> {state} </h2></div>')
    assert (reading.unavailable, reading.title, reading.text, reading.published_at) == (state, "", "", None)


def test_a_saved_page_is_known_by_its_own_marks() -> None:
    body = f'<img src="https://res.wx.qq.com/a.png"><div id="js_content">{BODY}</div>'
    assert read('var ct = "1713144615";', body, url="http://a.cn/1.html").published_at == AT


def test_a_portals_page_that_shows_a_code_of_wechat_is_no_wechat_page() -> None:
    body = f'<h1>关于清明祭扫的通知</h1><p>发布时间：2024-04-10</p><img src="https://res.wx.qq.com/a.png"><p>{BODY}</p>'
    assert read("", body, url="http://a.gov.cn/1.html").published_at == date(2024, 4, 10)


# What every generation of the platform's pages states, whatever an account writes into it.

WORDS = st.text("清明祭扫提示安排通知市民“”‘’\"'&<>/\\|·《》 ABCabc0123456789-", min_size=4, max_size=40).map(
    lambda text: " ".join(text.split())
)
posts = st.builds(
    Post,
    title=WORDS.filter(lambda text: len(text) > 3),
    at=st.datetimes(datetime(2013, 1, 1), datetime(2026, 12, 31)).map(
        lambda at: at.replace(microsecond=0, tzinfo=SHANGHAI)
    ),
    account=st.sampled_from(["某市民政", "某区发布", "AI & 民政", "小区<通>"]),
    author=st.sampled_from(["", "宣传处", "某报 记者"]),
    stat=st.sampled_from([0, 1, 2]),
    source_url=st.sampled_from(
        [
            "",
            "https://mzj.example.gov.cn/a/1.html?a=1&b=2",
            "http://mp.weixin.qq.com/s?__biz=Ma==&mid=1&idx=1&sn=ab&chksm=c#rd",
        ]
    ),
    mid=st.integers(10**7, 10**10),
    idx=st.integers(1, 8),
)


@given(posts, st.sampled_from(GENERATIONS))
def test_every_generation_states_the_same_article(post: Post, page: Callable[[Post], str]) -> None:
    reading = read_article(page(post), URL, today=date(2026, 11, 22))

    assert (reading.title, reading.published_at) == (post.title, post.at)
    if page is not of_2016 or "<" not in post.account:  # that one wrote names unescaped
        assert reading.source == post.account
    assert (reading.author or "", reading.cover) == (post.author, post.cover)
    assert reading.origin == {0: Origin.UNMARKED, 1: Origin.ORIGINAL, 2: Origin.REPOSTED}[post.stat]
    assert reading.original_url == (wechat_address(post.source_url) or post.source_url or None)
    assert reading.platform_id == f"{post.mid}_{post.idx}"
    assert (reading.text[:4], reading.text[-5:]) == ("清明将至", "12345")
    assert (reading.gone, reading.unavailable) == (None, None)


def test_a_name_in_library_code_is_no_value_of_the_page() -> None:
    scripts = "var mid = start + end >> 1; var biz = opt.biz || window.biz; window.mid = '' || '' || '2650000001';"
    body = '<div id="js_content" data-nickname="别的账号" author="Wxeditor">正文</div>'
    reading = read(f"var msg_title = '提示'; {scripts}", body, url="https://mp.weixin.qq.com/s/aaaaaaaaaaaaaaaaaaaaaa")

    assert (reading.platform_id, reading.source, reading.author) == ("2650000001_1", None, None)


def test_a_share_of_another_accounts_article_is_reposted_and_names_it() -> None:
    link = "http://mp.weixin.qq.com/s?__biz=MzIx%3D%3D&amp;mid=2247483687&amp;idx=1&amp;sn=8c05"
    whole = f'<span data-url="{link}" id="js_share_source">阅读全文</span>'
    body = f'<div id="js_share_content"><div id="js_content"></div>{whole}</div>'
    reading = read("var msg_title = '提示';", body)

    assert reading.origin is Origin.REPOSTED
    assert reading.original_url == "https://mp.weixin.qq.com/s?__biz=MzIx==&mid=2247483687&idx=1&sn=8c05"


def test_links_of_pictures_and_of_posts_drawn_by_script_are_read() -> None:
    picture = '<a href="http://a.gov.cn/1.html"><img data-src="https://mmbiz.qpic.cn/a"></a>'
    card = '<a class="weapp_text_link" data-miniprogram-path="pages/x">小程序</a>'
    drawn = (
        '第一行\n<a href="https://mp.weixin.qq.com/s?__biz=Ma==&amp;mid=1&amp;idx=1&amp;sn=ab&amp;scene=142">往期</a>'
    )

    assert read("var msg_title='提示';", f'<div id="js_content">{picture}{card}{BODY}</div>').body_links == (
        "http://a.gov.cn/1.html",
    )
    reading = read_article(of_2026(Post(body=drawn, at=AT)), URL, today=date(2026, 11, 22))
    assert reading.body_links == ("https://mp.weixin.qq.com/s?__biz=Ma==&mid=1&idx=1&sn=ab",)
    assert reading.text == "第一行\n往期"
