"""WeChat articles: title, account, time and text come from the platform's scripts."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from inspection.records import DateFrom, Reading
from spiders.reading.articles import read_article
from spiders.reading.dates import SHANGHAI

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
