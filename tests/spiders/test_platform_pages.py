"""Links to WeChat and Weibo: what is gone is broken, what is kept back decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from inspection.reasons import explain
from inspection.records import Verdict
from spiders.fetch import Answer
from spiders.platform_pages import judged_page
from spiders.reading.dates import SHANGHAI
from spiders.verdict import of_answer
from tests.platforms.wechat_pages import CAPTCHA, GENERATIONS, SCRIPTED_CAPTCHA, Post, notice, notice_of_2015

WECHAT = "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"
STATUS = "https://m.weibo.cn/status/4900000000000001"
AT = datetime(2026, 4, 1, 8, 30, tzinfo=SHANGHAI)


def outcome(url: str, html: str = "", status: int = 200, location: str | None = None) -> tuple[Verdict, str | None]:
    headers = {"Location": location} if location else {"Content-Type": "text/html"}
    found = of_answer(Answer(url, status, headers, html.encode()), html)
    return found.verdict, found.reason


@pytest.mark.parametrize("page", [notice, notice_of_2015])
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("该内容已被发布者删除", "content-deleted"),
        ("The content has been deleted by the author.", "content-deleted"),
        ("此内容因违规无法查看", "content-violation"),
        ("此账号已自主注销，内容无法查看", "content-unavailable"),
        ("链接已过期", "content-expired"),
        ("参数错误", "content-not-found"),
    ],
)
def test_a_notice_of_wechat_is_a_broken_link(page: Callable[[str], str], said: str, reason: str) -> None:
    assert outcome(WECHAT, page(said)) == (Verdict.FAULTY, reason)
    assert explain(reason) != reason


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (CAPTCHA, "captcha"),
        (SCRIPTED_CAPTCHA, "captcha"),
        (notice("操作频繁，请稍候再试"), "rate-limited"),
        (notice("系统出错"), "platform-busy"),
    ],
)
def test_a_wall_of_wechat_decides_nothing(html: str, reason: str) -> None:
    assert outcome(WECHAT, html) == (Verdict.UNDECIDED, reason)
    assert explain(reason) != reason


def test_a_redirect_to_the_captcha_decides_nothing() -> None:
    to = "https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=x&target_url=y"
    assert outcome(WECHAT, status=302, location=to) == (Verdict.UNDECIDED, "captcha")


@pytest.mark.parametrize("page", GENERATIONS)
def test_an_article_is_sound(page: Callable[[Post], str]) -> None:
    post = Post("为什么显示“该内容已被发布者删除”", AT, body="<p>该内容已被发布者删除</p><p>环境异常</p>")
    assert outcome(WECHAT, page(post)) == (Verdict.SOUND, None)


def test_a_moved_account_is_sound() -> None:
    moved = notice("该公众号已迁移", "var transferTargetLink = 'http://mp.weixin.qq.com/s/aaaaaaaaaaaaaaaaaaaaaa';")
    assert outcome(WECHAT, moved) == (Verdict.SOUND, None)


def test_other_sites_may_say_what_they_like() -> None:
    assert judged_page("https://mzj.example.gov.cn/a.html", notice("该内容已被发布者删除")) is None
    assert judged_page("https://mp.weixin.qq.com/mp/profile_ext?action=home", notice("该内容已被发布者删除")) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("抱歉，此微博已被作者删除。查看帮助", "content-deleted"),
        ("微博不存在或暂无查看权限!", "content-not-found"),
        ("抱歉，由于违反相关法律法规，此微博不予显示", "content-violation"),
    ],
)
def test_a_post_that_weibo_says_is_gone_is_a_broken_link(said: str, reason: str) -> None:
    page = f"<html><title>出错了</title><body><div><p class=h5-4con>{said}</p></div><p>举报</p></body></html>"
    assert outcome(STATUS, page) == (Verdict.FAULTY, reason)
    assert outcome("https://m.weibo.cn/u/1234567890", page)[0] is not Verdict.FAULTY


def test_a_post_that_speaks_of_deletion_is_sound() -> None:
    data = '[{"status":{"text":"此微博已被作者删除"}}][0] || {}'
    page = f"<html><body><div id=app></div><script>var $render_data = {data};</script></body></html>"
    assert outcome(STATUS, page) == (Verdict.SOUND, None)


@pytest.mark.parametrize(
    "to",
    [
        "https://passport.weibo.com/visitor/visitor?entry=miniblog&a=enter&url=x",
        "https://passport.weibo.cn/signin/login?r=x",
        "https://login.sina.com.cn/sso/login.php?url=x",
    ],
)
def test_the_visitor_system_decides_nothing(to: str) -> None:
    assert outcome("https://weibo.com/1234567890/N0aBcDeFg", status=302, location=to) == (
        Verdict.UNDECIDED,
        "cookie-wall",
    )
    assert outcome("https://mzj.example.gov.cn/go", status=302, location=to)[0] is Verdict.SOUND


def test_the_visitor_page_decides_nothing() -> None:
    page = "<html><head><title>Sina Visitor System</title></head><body><span id=message></span></body></html>"
    assert outcome("https://weibo.com/1234567890/N0aBcDeFg", page) == (Verdict.UNDECIDED, "cookie-wall")


def test_a_page_that_was_cut_is_not_judged() -> None:
    cut = Answer(WECHAT, 200, {"Content-Type": "text/html"}, b"x", truncated=True)
    assert of_answer(cut, notice("该内容已被发布者删除")).verdict is Verdict.SOUND
