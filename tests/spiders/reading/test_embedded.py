"""Tests of rows that lie in scripts, and of the addresses that scripts and frames would fetch rows from."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import DateFrom, ListState, Reading
from spiders.reading.lists import looks_like_list, read_list

URL = "http://www.city.example.gov.cn/col/col1234/index.html"
ROWS = [
    (f"关于某某事项的通知之{n}", f"/art/2025/3/{20 - n}/art_1234_{n}99.html", date(2025, 3, 20 - n)) for n in range(6)
]
HEAD = "<title>通知公告</title><ul class=nav><li><a href=/col/col1/index.html>首页</a></li><li><a href=/col/col2/index.html>政务公开</a></li></ul>"


def read(html: str, url: str = URL) -> Reading:
    return read_list(html, url, today=date(2025, 3, 25))


def records(form: str) -> str:
    return "".join(f"<record><![CDATA[\n{form.format(title=t, href=h, day=d)}]]></record>" for t, h, d in ROWS)


def is_read(reading: Reading) -> bool:
    return [(e.title, e.url, e.published_at) for e in reading.entries] == [
        (t, "http://www.city.example.gov.cn" + h, d) for t, h, d in ROWS
    ]


FORMS = [
    '<li><a href="{href}" title="{title}" target="_blank">{title}</a><span>{day}</span></li>',
    "<li><span class=bt-right>[{day}]</span><a href='{href}'>{title}</a></li>",
    '<tr><td width="80%"><a href="{href}">{title}</a></td><td>{day}</td></tr>',
    "<div class=item><a href='{href}'><b>{title}</b><i>{day}</i></a></div>",
    '<ul><li><a href="{href}">{title}</a></li><li>{day}</li></ul>',
]


@given(
    st.sampled_from(FORMS),
    st.booleans(),
    st.sampled_from(['type="text/xml"', 'type="text/xml" id="dataxml"', "type='text/html'"]),
)
def test_records_in_a_script_are_rows(form: str, escaped: bool, kind: str) -> None:
    store = f"<datastore><nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=1&columnid=1234&unitid=5'></a>]]></nextgroup><recordset>{records(form)}</recordset></datastore>"
    html = f"{HEAD}<div id='5'><script {kind}>{escape(store) if escaped else store}</script></div>"

    assert is_read(read(html))


def test_rows_of_records_say_that_the_list_states_their_dates() -> None:
    reading = read(f"<script type='text/xml'><datastore>{records(FORMS[0])}</datastore></script>")

    assert {e.date_from for e in reading.entries} == {DateFrom.LIST}


def test_the_next_group_of_records_is_a_source() -> None:
    store = f"<datastore><nextgroup><![CDATA[<a href='./dataproxy.jsp?page=2&amp;columnid=1234&amp;unitid=5'></a>]]></nextgroup>{records(FORMS[0])}</datastore>"

    reading = read(f"<script type='text/xml'>{store}</script>")

    assert reading.sources == (
        "http://www.city.example.gov.cn/module/web/jpage/dataproxy.jsp?page=2&columnid=1234&unitid=5",
    )


def test_an_answer_that_is_a_datastore_itself_is_a_list() -> None:
    store = f"<?xml version='1.0'?><datastore><totalrecord>6</totalrecord><recordset>{records(FORMS[0])}</recordset></datastore>"

    assert is_read(read(store, "http://www.city.example.gov.cn/module/web/jpage/dataproxy.jsp?page=1&columnid=1234"))


def test_a_sidebar_in_the_page_does_not_win_over_the_records() -> None:
    side = (
        "<div><h3>最新发布</h3><ul>"
        + "".join(
            f"<li><a href='/art/2025/3/25/art_9_{n}.html'>别的栏目的一条要闻信息{n}</a><span>2025-03-25</span></li>"
            for n in range(9)
        )
        + "</ul></div>"
    )

    assert is_read(read(f"{HEAD}{side}<script type='text/xml'><datastore>{records(FORMS[0])}</datastore></script>"))


def test_the_record_proxy_is_a_source_built_from_its_parameters() -> None:
    script = "$('#5').jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:15, ajaxParam:{col:1,appid:1,webid:67,path:'/',columnid:1234,unitid:5,permissiontype:0}})"

    reading = read(f"{HEAD}<div id=5></div><script>{script}</script>")

    assert reading.list_state is ListState.SCRIPTED
    assert reading.sources[0].startswith("http://www.city.example.gov.cn/module/web/jpage/dataproxy.jsp?page=1&")
    assert "columnid=1234" in reading.sources[0]
    assert "unitid=5" in reading.sources[0]


def test_a_unit_that_is_built_elsewhere_is_a_source() -> None:
    html = (
        HEAD
        + """<div><script src="/cms/unitbuild.js" parseType="buildstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit"
      queryData="{'parseType':'buildstatic','webId':'8d82','pageId':'ca51','tagId':'右侧内容'}"></script></div>"""
    )

    reading = read(html)

    assert reading.sources == (
        "http://www.city.example.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?parseType=buildstatic&webId=8d82&pageId=ca51&tagId=%E5%8F%B3%E4%BE%A7%E5%86%85%E5%AE%B9",
    )


@pytest.mark.parametrize(
    ("script", "source"),
    [
        ("$.getJSON('/gkmlpt/api/all/12?page=1&sid=2', draw)", "/gkmlpt/api/all/12?page=1&sid=2"),
        ("var cid = 345; fetch('/gkmlpt/api/all/' + cid + '?page=' + page)", "/gkmlpt/api/all/345?page=1"),
        ("const id='77'; axios.get(`/api/list/${id}?pageNo=${pageNo}`)", "/api/list/77?pageNo=1"),
        ("$.ajax({url:'./data.json', success:draw})", "/tzgg/data.json"),
        ('loadList({url: "/common/search/ab12/list.json"})', "/common/search/ab12/list.json"),
    ],
)
def test_addresses_of_data_in_scripts_are_sources(script: str, source: str) -> None:
    reading = read(f"{HEAD}<div id=list></div><script>{script}</script>", "http://www.city.example.gov.cn/tzgg/")

    assert reading.sources[0] == "http://www.city.example.gov.cn" + source


def test_a_list_in_a_frame_is_a_source() -> None:
    reading = read(f'{HEAD}<iframe src="list_1234.html" width=800 height=600></iframe>')

    assert reading.sources == ("http://www.city.example.gov.cn/col/col1234/list_1234.html",)


def test_a_page_with_its_own_list_names_no_frames() -> None:
    rows = "".join(f"<li><a href='{h}'>{t}</a><span>{d}</span></li>" for t, h, d in ROWS)

    reading = read(f'{HEAD}<ul>{rows}</ul><iframe src="/ads.html" width=800 height=600></iframe>')

    assert (is_read(reading), reading.sources) == (True, ())


@pytest.mark.parametrize(
    "literal",
    [
        '[{"title":"关于某某事项的通知甲","url":"/a/content_1001.html","pubDate":"2025-03-20"},{"title":"关于某某事项的通知乙","url":"/a/content_1002.html","pubDate":"2025-03-19"}]',
        "[{title:'关于某某事项的通知甲',url:'/a/content_1001.html',date:'2025-03-20'},{title:'关于某某事项的通知乙',url:'/a/content_1002.html',date:'2025-03-19'},]",
        '[{"aT":"关于某某事项的通知甲","aPd":"2025-03-20","aU":"{\\\\"common\\\\":\\\\"/a/content_1001.html\\\\"}"},{"aT":"关于某某事项的通知乙","aPd":"2025-03-19","aU":"{\\\\"common\\\\":\\\\"/a/content_1002.html\\\\"}"}]'.replace(
            "\\\\", "\\"
        ),
    ],
)
def test_rows_in_a_scripts_array_are_read(literal: str) -> None:
    reading = read(
        f"{HEAD}<div id=list></div><script>var nav=[{{name:'首页',link:'/'}}]; var items = {literal}; draw(items);</script>"
    )

    assert [(e.title, str(e.published_at), e.date_from) for e in reading.entries] == [
        ("关于某某事项的通知甲", "2025-03-20", DateFrom.SCRIPT),
        ("关于某某事项的通知乙", "2025-03-19", DateFrom.SCRIPT),
    ]


def test_a_page_of_records_looks_like_a_list() -> None:
    assert (
        looks_like_list(f"{HEAD}<script type='text/xml'><datastore>{records(FORMS[0])}</datastore></script>", URL)
        >= 0.5
    )
