"""What stands in the place of a WeChat article, and articles that only look like it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from inspection.media import Gone
from inspection.records import DateFrom
from spiders.reading.articles import read_article
from spiders.reading.reader import refusal_of
from tests.platforms.wechat_pages import (
    CAPTCHA,
    GENERATIONS,
    SCRIPTED_CAPTCHA,
    Post,
    notice,
    notice_of_2015,
)
from tests.spiders.reading.wechat_readings import AT, BODY, URL, read


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
