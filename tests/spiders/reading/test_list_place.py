"""Tests of what is no row: furniture, blocks of a page, frames of articles, addresses asked by POST, clocks."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import ListState, Reading
from spiders.reading.list_marks import is_clock
from spiders.reading.lists import read_list

URL = "http://www.city.example.gov.cn/xxgk/shjz/index.html"
CLOCK = "<div class=bar>今天是2025年3月25日 星期二 欢迎您</div>"
NAV = "".join(
    f"<li><a href=/xxgk/c{n}/index.html>{w}</a></li>"
    for n, w in enumerate(("社会救助", "养老服务", "婚姻登记", "殡葬管理服务"))
)
CRUMB = "<div class={}><a href=/>首页</a> &gt; <a href=/xxgk/shjz/index.html>社会救助</a></div>"
FOOT = "<div class={}><a href=http://beian.example.cn/>沪ICP备05000000号</a><p><a href=http://city.example.cn/>市人民政府</a></div>"
words = st.text("abcdefgh", min_size=3, max_size=8)


def read(html: str, url: str = URL) -> Reading:
    return read_list(html, url, today=date(2025, 3, 25))


def portal(content: str, names: tuple[str, str, str] = ("aa", "bb", "cc")) -> str:
    nav, crumb, foot = names
    return f"<title>社会救助-市民政局</title><body>{CLOCK}<div class={nav}><ul>{NAV}</ul></div>{CRUMB.format(crumb)}<div class=w><h2>社会救助</h2>{content}</div>{FOOT.format(foot)}"


def urls(reading: Reading) -> list[str]:
    return [entry.url.rpartition("/")[2] for entry in reading.entries]


@given(st.tuples(words, words, words))
def test_navigation_breadcrumb_and_footer_are_no_rows_whatever_they_are_called(names: tuple[str, str, str]) -> None:
    reading = read(portal("<div class=x></div>", names))

    assert reading.entries == ()


@given(st.tuples(words, words, words))
def test_a_last_page_of_one_undated_row_is_read_and_takes_no_date_of_the_header(names: tuple[str, str, str]) -> None:
    row = '<ul><li><a href="/show/detail_81389.html">关于公布先进单位名单的通告</a></li></ul>'
    reading = read(portal(f"{row}<div class=page>共2页 <a href=index.html>1</a> <span class=cur>2</span></div>", names))

    assert [(entry.title, entry.published_at) for entry in reading.entries] == [("关于公布先进单位名单的通告", None)]


@pytest.mark.parametrize(
    "row", ["<li>{}</li>", "<tr><td width=20>·</td><td>{}</td></tr>", "<p>{}</p>", "<dl><dd>{}</dd></dl>"]
)
def test_a_short_undated_list_alone_on_its_page_is_read(row: str) -> None:
    rows = [f'<a href="show.asp?id=60135{n}">关于第{n}批先进单位的通告</a>' for n in range(3)]
    body = "".join(row.format(link) for link in rows)

    assert len(read(f"<title>社会救助</title><div><table><tbody>{body}</table></div>").entries) == 3


def test_a_sidebar_of_dated_rows_is_not_one_row_of_a_list() -> None:
    side = "<div class=y><h3>热点推荐</h3><ul><li><a href=/show/a_80467.html>二〇二四年度公益金使用情况公告</a><span>2025-03-25</span></li><li><a href=/show/a_80468.html>助餐点探访</a><span>2025-03-25</span></li></ul></div>"

    assert read(portal("<iframe src=/inner?id=11></iframe>") + side).entries == ()


def test_a_page_of_a_frame_is_a_source_and_an_article_or_the_footers_frame_is_none() -> None:
    frames = "<iframe src=/inner.asp?id=11></iframe><iframe src=/art/2025/2/27/art_1_87074.html></iframe>"
    footer = "<div class=footer><iframe src=/kefu/window.html></iframe></div>"

    assert read(portal(frames) + footer).sources == ("http://www.city.example.gov.cn/inner.asp?id=11",)


POSTS = [
    '$.post("/search/list.do", {channel: "c1"}, render);',
    '$.ajax({url: "/search/list.do", type: "post", data: {c: 1}, success: render});',
    "$.ajax({type:'POST', url:'/search/list.do', success: render})",
    'fetch("/search/list.do", {method: "POST", body: form}).then(render)',
    'axios.post("/search/list.do", form).then(render)',
    'var x = new XMLHttpRequest(); x.open("POST", "/search/list.do"); x.send(form);',
]


@pytest.mark.parametrize("code", POSTS)
def test_what_is_asked_by_post_is_no_source_and_the_list_is_scripted(code: str) -> None:
    reading = read(portal(f'<div id="list"></div><script>{code}</script>'))

    assert (reading.sources, reading.list_state) == ((), ListState.SCRIPTED)


@pytest.mark.parametrize(
    "code",
    [
        '$.getJSON("/data/list.json", render);',
        '$.ajax({url: "/data/list.json", type: "get"});',
        '$.post("/hits.do"); $.ajax({url: "/data/list.json"}); $.ajax({url: "/x", type: "post"});',
    ],
)
def test_what_is_asked_by_get_is_a_source(code: str) -> None:
    assert "http://www.city.example.gov.cn/data/list.json" in read(portal(f"<script>{code}</script>")).sources


EMPTY = [
    "<totalrecord>0</totalrecord><recordset></recordset>",
    "<nextgroup></nextgroup><totalrecord>0</totalrecord><recordset> </recordset>",
    "<nextgroup></nextgroup><recordset></recordset>",
]


@pytest.mark.parametrize("store", EMPTY)
def test_a_datastore_without_records_is_blank_whatever_stands_beside_it(store: str) -> None:
    script = f'<div id="list"></div><script type="text/xml"><datastore>{store}</datastore></script><script src="/script/jpage.js"></script>'
    reading = read(portal(script) + "<iframe src=/inner.asp?id=1></iframe>")

    assert (reading.list_state, reading.entries, reading.sources) == (ListState.BLANK, (), ())


@pytest.mark.parametrize(
    "store",
    [
        "<totalrecord>30</totalrecord><recordset></recordset>",
        "<nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=1&columnid=12'></a>]]></nextgroup><recordset></recordset>",
    ],
)
def test_a_datastore_whose_records_are_elsewhere_is_not_blank(store: str) -> None:
    reading = read(
        portal(
            f'<div id="list"></div><script type="text/xml"><datastore>{store}</datastore></script><script src="/script/jpage.js"></script>'
        )
    )

    assert reading.list_state is not ListState.BLANK


def test_the_first_record_is_not_the_next_group() -> None:
    record = "<record><![CDATA[<li><a href='/yw17/detail_83177.html'>关于某事项的公告</a></li>]]></record>"
    reading = read(
        f"<script type=text/xml><datastore><nextgroup></nextgroup><recordset>{record * 1}</recordset></datastore></script>"
    )

    assert (reading.sources, urls(reading)) == ((), ["detail_83177.html"])


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("今天是2025年3月25日 星期二", True),
        ("当前时间：2025-03-25", True),
        ("今天 10:30", False),
        ("发布日期：2025-03-25", False),
        ("2025-03-25 星期二", False),
    ],
)
def test_a_clock_is_told_from_a_rows_day(text: str, clock: bool) -> None:
    assert is_clock(text) is clock


def test_a_few_rows_of_which_one_holds_a_day_in_its_title_are_not_one_row() -> None:
    rows = "<li><a href=/show/a_85961.html>关于做好摸底工作的通知（2025年12月2日）</a></li><li><a href=/show/a_95502.html>我局组织学习有关精神</a></li>"
    reading = read(
        portal(f"<div class=y><ul>{rows}</ul></div><div class=page><a href=index.html>1</a> <b class=cur>2</b></div>")
    )

    assert urls(reading) == ["a_85961.html", "a_95502.html"]
