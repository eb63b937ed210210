"""WeChat articles: title, account, time and text come from the platform's scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Gone, Origin
from inspection.records import DateFrom, Reading
from spiders.media.wechat_address import wechat_address
from spiders.reading.articles import read_article
from spiders.reading.dates import SHANGHAI
from spiders.reading.reader import refusal_of
from tests.platforms.wechat_pages import (
    CAPTCHA,
    GENERATIONS,
    SCRIPTED_CAPTCHA,
    Post,
    notice,
    notice_of_2015,
    of_2016,
    of_2026,
)

URL = "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"
AT = datetime(2024, 4, 15, 9, 30, 15, tzinfo=SHANGHAI)
BODY = "清明将至，为方便市民祭扫，现将有关安排提示如下，请广大市民合理安排出行，文明祭扫。" * 3


def read(scripts: str = "", body: str = "", head: str = "", url: str = URL) -> Reading:
    html = f"<html><head><title></title>{head}<script>{scripts}</script></head><body>{body}</body></html>"
    return read_article(html, url, today=date(2026, 11, 22))


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


@pytest.mark.parametrize("page", [notice, notice_of_2015])
@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("该内容已被发布者删除", Gone.DELETED),
        ("该内容已被删除", Gone.DELETED),
        ("The content has been deleted by the author.", Gone.DELETED),
        ("This content has been deleted by the publisher", Gone.DELETED),
        ("此内容因违规无法查看", Gone.VIOLATION),
        ("此内容被投诉且经审核涉嫌侵权，无法查看。", Gone.VIOLATION),
        ("此内容被多人投诉，相关的内容无法进行查看。", Gone.VIOLATION),
        ("此帐号已被屏蔽, 内容无法查看", Gone.VIOLATION),
        ("该账号已被封禁", Gone.VIOLATION),
        ("此账号已自主注销，内容无法查看", Gone.UNAVAILABLE),
        ("此帐号处于帐号迁移流程中", Gone.UNAVAILABLE),
        ("该公众号已迁移", Gone.UNAVAILABLE),
        ("此内容发送失败无法查看", Gone.UNAVAILABLE),
        ("该内容暂时无法查看", Gone.UNAVAILABLE),
        ("根据作者隐私设置，无法查看该内容", Gone.UNAVAILABLE),
        ("链接已过期", Gone.EXPIRED),
        ("参数错误", Gone.MISSING),
    ],
)
def test_each_notice_has_its_meaning(page: Callable[[str], str], said: str, gone: str) -> None:
    reading = read_article(page(said), URL, today=date(2026, 11, 22))

    assert (reading.gone, reading.unavailable, reading.title) == (gone, said.strip(" .。"), "")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (CAPTCHA, "captcha"),
        (SCRIPTED_CAPTCHA, "captcha"),
        (notice("访问过于频繁，请用微信扫描二维码进行访问"), "rate-limited"),
        (notice("操作频繁，请稍候再试"), "rate-limited"),
        (notice("请在微信客户端打开链接"), "cookie-wall"),
        (notice("系统出错"), "platform-busy"),
        (notice("新的说法"), "unknown-shape"),
    ],
)
def test_a_wall_is_a_refusal_and_no_word_on_the_article(html: str, reason: str) -> None:
    reading = read_article(html, URL, today=date(2026, 11, 22))
    refusal = refusal_of(reading)

    assert reading.gone is None
    assert refusal is not None
    assert refusal.reason == reason


def test_a_moved_accounts_article_is_not_gone_but_elsewhere() -> None:
    to = "http://mp.weixin.qq.com/s?__biz=Mb==&amp;mid=2&amp;idx=1&amp;sn=cd#rd"
    reading = read_article(notice("该公众号已迁移", f"var transferTargetLink = '{to}';"), URL, today=date(2026, 11, 22))

    assert (reading.gone, refusal_of(reading)) == (None, None)
    assert [related.url for related in reading.related] == ["https://mp.weixin.qq.com/s?__biz=Mb==&mid=2&idx=1&sn=cd"]


@pytest.mark.parametrize("page", GENERATIONS)
def test_an_article_about_deleted_contents_is_there(page: Callable[[Post], str]) -> None:
    post = Post("为什么会显示“该内容已被发布者删除”", AT, body="<p>此内容因违规无法查看</p><p>链接已过期</p>")
    reading = read_article(page(post), URL, today=date(2026, 11, 22))

    assert (reading.gone, reading.unavailable, reading.published_at) == (None, None, AT)


def test_a_page_saved_without_its_scripts_says_its_time_itself() -> None:
    body = f'<em id="publish_time">2024年04月15日 09:30</em><div id="js_content">{BODY}</div>'
    reading = read("", body, head='<meta property="og:title" content="清明祭扫提示">')

    assert (reading.published_at, reading.date_from) == (AT.replace(second=0), DateFrom.LABEL)


def test_a_notice_whose_scripts_speak_of_articles_is_a_notice() -> None:
    page = notice("该内容已被发布者删除", "var a = 'picture_page_info_list'; var b = '<div id=\"js_content\">';")

    assert read_article(page, URL, today=date(2026, 11, 22)).gone == Gone.DELETED
