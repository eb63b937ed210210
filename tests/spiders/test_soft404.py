"""Soft 404s are judged by what a page says as a whole, and by comparison."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders import soft404

NAV = [f"导航栏目{number}" for number in range(30)]
TEMPLATE = frozenset([*NAV, "版权所有 某某市民政局"])


def page(title: str, *body: str) -> str:
    lines = "".join(f"<li>{text}</li>" for text in NAV)
    shown = "".join(f"<p>{text}</p>" for text in body)
    return f"<title>{title}</title><ul>{lines}</ul>{shown}<div>版权所有 某某市民政局</div>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 Not Found - 某某市民政局", "返回首页"),
        ("提示信息", "您访问的页面不存在或已被删除"),
        ("某某市民政局", "抱歉，您要查看的内容已被删除！"),
        ("页面找不到了", "请检查地址"),
        ("出错了", "系统错误"),
        ("某某市民政局", "该信息不存在"),
        ("错误提示", "找不到您请求的文件"),
        ("Page not found", "The page you requested could not be found"),
    ],
)
def test_a_page_that_says_that_it_is_not_there_is_believed(title: str, body: str) -> None:
    assert soft404.says_missing(soft404.shown(page(title, body)), TEMPLATE)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "关于网站出现404错误页面情况的通知",
            "各单位：近期发现部分网页打开后显示页面不存在，请于本周内完成排查整改。" * 12,
        ),
        ("网页显示“404”怎么办？", "请先核对网址。"),
        ("某某市民政局举办养老服务活动", "昨日，活动在市社会福利院举行。" * 10),
        ("身份证丢失如何办理低保", "请携带户口簿到街道办理。" * 15),
        ("关于撤销某某基金会登记的公告", "经查，该基金会已不存在相关业务。" * 20),
    ],
)
def test_an_article_about_missing_things_is_sound(title: str, body: str) -> None:
    assert not soft404.says_missing(soft404.shown(page(title, body)), TEMPLATE)


@pytest.mark.parametrize("script", ["alert('页面不存在');history.back();", 'alert("该信息已被删除！");location="/";'])
def test_what_a_page_without_text_says_by_alert_is_believed(script: str) -> None:
    assert soft404.says_missing(soft404.shown(f"<script>{script}</script>"), TEMPLATE)


def test_an_alert_beside_text_says_nothing_of_the_page() -> None:
    article = soft404.shown(f"<script>alert('页面不存在')</script>{page('公告', '现将名单公示如下')}")

    assert not soft404.says_missing(article, TEMPLATE)


def test_an_alert_that_depends_on_something_says_nothing_of_the_page() -> None:
    drawn = "<div id=app></div><script>function show(r) { if (!r) alert('该文章不存在') }</script>"

    assert not soft404.says_missing(soft404.shown(drawn))


def test_a_repealed_document_is_there_to_read() -> None:
    assert not soft404.says_missing(soft404.shown(page("住房管理办法", "该文件已失效", "第一条 为了规范")), TEMPLATE)


def test_a_column_that_shows_no_more_than_the_home_page_is_not_taken_for_it() -> None:
    home, column = soft404.shown(page("首页")), soft404.shown(page("通知公告"))

    assert not soft404.alike(column, home, frozenset(home.lines))


def test_pages_that_differ_in_their_own_text_are_not_alike() -> None:
    one, other = (soft404.shown(page("稿件", text)) for text in ("关于清明祭扫预约的公告", "关于养老机构评定的通知"))

    assert not soft404.alike(one, other, TEMPLATE)


def test_error_pages_that_differ_in_a_number_are_alike() -> None:
    text = "很抱歉，您要访问的页面不存在！请返回网站首页继续浏览。错误编号："
    one, other = (soft404.shown(page("提示", f"{text}{number}")) for number in ("a81f", "77c2"))

    assert soft404.alike(one, other, TEMPLATE)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/", "http://a.cn/tzgg/", "http://a.cn/art/2025/3/1/art_12_3456.html", "http://a.cn/show?id=12",
        "http://a.cn/zw/20250301/0123456789abcdef0123456789abcdef.html", "http://a.cn/about.html", "http://a.cn",
    ],
)  # fmt: skip
def test_a_sibling_is_another_address_of_the_same_host(url: str) -> None:
    other = soft404.sibling(url, Random(1))

    assert other != url
    assert other.startswith("http://a.cn/")


@given(st.text(max_size=400))
def test_any_markup_can_be_shown_and_judged(junk: str) -> None:
    assert soft404.says_missing(soft404.shown(f"<title>{junk}</title><p>{junk}")) in {True, False}


@pytest.mark.parametrize(
    "url", ["http://a.cn", "http://a.cn/index.html", "http://a.cn/default.aspx", "http://a.cn/?x=1"]
)
def test_home_pages_are_known_by_their_form(url: str) -> None:
    assert soft404.is_home_like(url)
