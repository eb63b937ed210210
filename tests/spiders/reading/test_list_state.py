"""Tests of list pages without rows: blank, scripted, blocked or not to be told; a sidebar never fills a blank column."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import ListState, Reading
from spiders.reading.lists import read_list
from tests.spiders.reading.list_chrome_made import breadcrumb, footer, navigation, sidebar, twin
from tests.spiders.reading.list_rows_made import Style

URL = "https://mzj.example.gov.cn/zwgk/rsxx/"
TODAY = date(2025, 3, 25)


def framed(seed: int, content: str, *, aside: bool = True, scripts: str = "") -> str:
    """A page of a portal with this content where its list would be."""
    rng = Random(seed)
    style = Style(rng)
    beside = (
        (sidebar(rng, style, TODAY) + (twin(rng, style, URL, TODAY) if rng.random() < 0.3 else "")) if aside else ""
    )
    main = f"<div{style.mark('main')}>{breadcrumb(style, '人事信息', URL)}<h2>人事信息</h2>{content}</div>"
    middle = beside + main if rng.random() < 0.5 else main + beside
    return f"<html><head><title>人事信息_市民政局</title></head><body>{navigation(rng, style)}{middle}{footer(rng, style)}{scripts}</body></html>"


def read(html: str) -> Reading:
    return read_list(html, URL, today=TODAY)


SAYINGS = [
    "暂无信息", "暂无数据", "暂无内容！", "没有相关记录", "对不起，该栏目暂无信息", "该栏目下没有文章", "暂无相关数据", "共0条记录",
    "栏目建设中", "内容更新中", "敬请期待", "无数据", "没有找到相关信息", "抱歉，暂无内容。", "未查询到符合条件的信息",
]  # fmt: skip


@given(
    st.integers(0, 10_000),
    st.sampled_from(SAYINGS),
    st.sampled_from(
        ["<p>{}</p>", "<ul><li>{}</li></ul>", "<div class=list>{}</div>", "<table><tr><td>{}</td></tr></table>"]
    ),
)
def test_a_column_that_says_it_is_empty_is_blank_whatever_stands_beside_it(seed: int, saying: str, frame: str) -> None:
    reading = read(framed(seed, frame.format(saying)))

    assert (reading.list_state, reading.entries) == (ListState.BLANK, ())


@given(
    st.integers(0, 10_000),
    st.sampled_from(
        [
            '<ul class="news-list"></ul>',
            "<ul></ul>",
            '<div class="list"><ul>\n</ul></div>',
            "<table class=gl><tbody></tbody></table>",
            '<div class="xxgk_list"></div>',
            "<dl></dl>",
        ]
    ),
)
def test_an_empty_list_that_no_script_fills_is_blank(seed: int, container: str) -> None:
    reading = read(framed(seed, container))

    assert (reading.list_state, reading.entries) == (ListState.BLANK, ())


@given(
    st.integers(0, 10_000),
    st.sampled_from(
        [
            "<script>$.ajax({url:u,success:function(d){$('#list').html(render(d))}})</script>",
            "<script>fetch(api).then(r => r.json()).then(draw)</script>",
            "<script>new Vue({el:'#list'})</script>",
            "<script>getList('list', 1)</script>",
            "<script>document.getElementById('list').innerHTML = html;</script>",
        ]
    ),
)
def test_an_empty_list_that_a_script_fills_is_scripted_not_blank(seed: int, script: str) -> None:
    reading = read(framed(seed, '<ul id="list"></ul>', scripts=script, aside=False))

    assert reading.list_state is ListState.SCRIPTED


@pytest.mark.parametrize(
    "html",
    [
        '<html><body><div id="app"></div><script src="/static/js/app.3f2a9c1d.js"></script></body></html>',
        '<div id="root"></div><script src="/js/chunk-vendors.8a7b6c5d.js"></script>',
        "<ul><li v-for='i in list'><a :href='i.url'>{{ i.title }}</a><span>{{ i.date }}</span></li></ul>",
    ],
)
def test_applications_and_templates_are_scripted(html: str) -> None:
    assert read(html).list_state is ListState.SCRIPTED


@pytest.mark.parametrize(
    "html",
    [
        "<html><script>document.cookie='a=1';location.reload();</script></html>",
        '<html><head><meta charset="utf-8"></head><body><script>var arg1="3F"; setCookie("acw_sc__v2", x); location.reload()</script></body></html>',
        "<title>访问被拦截</title><h1>您的访问请求被拦截</h1><p>事件编号：1234567890</p>",
        "<title>安全检测</title><div>正在进行安全检测，请稍候……</div>",
        "<html><body>您的请求存在威胁，已被阻断！<br>Your IP: 1.2.3.4</body></html>",
    ],
)
def test_a_firewalls_page_is_blocked(html: str) -> None:
    assert read(html).list_state is ListState.BLOCKED


@given(st.integers(0, 10_000))
def test_an_introduction_is_not_called_blank(seed: int) -> None:
    text = "<p>" + "本局负责全市民政事业发展规划的编制与实施，承担社会救助和养老服务的管理工作。" * 12 + "</p>"

    assert read(framed(seed, text, aside=False)).list_state is ListState.UNREADABLE


def test_rows_with_a_word_of_emptiness_elsewhere_are_still_read() -> None:
    rows = "".join(
        f'<li><a href="./202503/t20250320_{n}1234.html">关于某事项的通知之{n}</a><span>2025-03-{20 - n}</span></li>'
        for n in range(4)
    )

    reading = read(framed(1, f"<ul>{rows}</ul><div>暂无数据</div>"))

    assert (reading.list_state, len(reading.entries)) == (ListState.ENTRIES, 4)


def test_nothing_at_all_is_not_told() -> None:
    assert read("").list_state is ListState.UNREADABLE
