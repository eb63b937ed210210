"""Tests of lists that are data: rows under any field names, markup in strings, pages that follow."""

# ruff: noqa: E501

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import ListState, Reading
from spiders.reading.lists import read_list, read_list_json
from spiders.reading.reader import read_page

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
URL = "https://a.gov.cn/api/list?page=1&size=5"
DAYS = [date(2025, 3, 20) - timedelta(days=3 * n) for n in range(5)]


def read(body: str, url: str = URL) -> Reading:
    return read_list_json(body, url, today=date(2026, 9, 20))


def stamp(day: date, thousand: int) -> int:
    return int((datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)).timestamp()) * thousand


TITLES = ["title", "FILENAME", "DOCTITLE", "docTitle", "name", "art_title", "showTitle", "newsTitle"]
ADDRESSES = ["url", "URL", "docpuburl", "link", "publishUrl", "linkUrl", "href"]
DATES = ["PUBDATE", "pubDate", "publishedTimeStr", "display_date", "publishTime", "date", "pub_time", "docRelTime"]
FORMS = [str, lambda d: f"{d} 00:00:00", lambda d: stamp(d, 1), lambda d: stamp(d, 1000), lambda d: str(stamp(d, 1000)), lambda d: d.strftime("%Y年%m月%d日"), lambda d: d.strftime("%Y/%m/%d")]  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> str:
    title, url, day = draw(st.sampled_from(TITLES)), draw(st.sampled_from(ADDRESSES)), draw(st.sampled_from(DATES))
    form = draw(st.sampled_from(FORMS))
    rows: list[Any] = [
        {"id": n, "channelName": "通知公告", title: f"关于<em>某某</em>事项的通知之{n}", url: f"/tzgg/content_{n}123.html", day: form(d), "views": 20240101 + n, "summary": "为做好有关工作，现通知如下。" * 3, "imgUrl": "/a.png"}
        for n, d in enumerate(DAYS)
    ]  # fmt: skip
    shape = draw(st.integers(0, 5))
    if shape == 1:
        rows = [{"data": row} for row in rows]
    elif shape == 2:
        rows = [json.dumps(row, ensure_ascii=False) for row in rows]
    wrapped: Any = [rows, {"data": rows}, {"code": 200, "data": {"list": rows, "total": 5}}, {"menus": [{"name": "首页", "url": "/"}], "result": {"records": rows}}, {"data": json.dumps({"rows": rows})}][draw(st.integers(0, 4))]  # fmt: skip
    text = json.dumps(wrapped, ensure_ascii=draw(st.booleans()))
    return draw(st.sampled_from(["{}", "\ufeff{}", "callback({});", "var data = {};"])).replace("{}", text)


@given(answers())
def test_rows_are_found_under_any_names(body: str) -> None:
    reading = read(body)

    assert [(e.title, e.url, e.published_at) for e in reading.entries] == [
        (f"关于某某事项的通知之{n}", f"https://a.gov.cn/tzgg/content_{n}123.html", day) for n, day in enumerate(DAYS)
    ]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda c: st.lists(c, max_size=4) | st.dictionaries(st.text(max_size=6), c, max_size=4),
    )
)
def test_any_data_is_survived(value: Any) -> None:
    assert read(json.dumps(value)).kind == "list"


@pytest.mark.parametrize("body", ["{", "[" * 5000, '{"a":' * 2000, "", "null", "NaN"])
def test_broken_data_cannot_be_told(body: str) -> None:
    assert read(body).list_state is ListState.UNREADABLE


@pytest.mark.parametrize("body", ['{"data":[]}', '{"code":0,"result":{"total":0,"rows":[]}}', "[]"])
def test_an_answer_without_rows_is_blank(body: str) -> None:
    assert read(body).list_state is ListState.BLANK


def test_markup_in_a_string_is_read_as_a_page() -> None:
    rows = "".join(
        f'<li><a href="/a/content_{n}99.html">关于某某事项的通知之{n}</a><span>{d}</span></li>'
        for n, d in enumerate(DAYS)
    )

    assert [
        e.published_at for e in read(json.dumps({"success": True, "data": {"html": f"<ul>{rows}</ul>"}})).entries
    ] == DAYS


def test_the_next_answer_is_asked_for_while_there_are_more() -> None:
    rows = [
        {"title": f"关于某某事项的通知之{n}", "url": f"/a/content_{n}99.html", "date": str(d)}
        for n, d in enumerate(DAYS)
    ]

    more, last = read(json.dumps({"total": 12, "rows": rows})), read(json.dumps({"total": 5, "rows": rows}))

    assert (more.next_page, last.next_page) == ("https://a.gov.cn/api/list?page=2&size=5", None)


def test_a_page_that_is_data_is_read_by_the_reader_of_lists() -> None:
    body = json.dumps({"data": [{"title": "关于某某事项的通知", "url": "/a/content_99.html", "date": "2025-03-20"}]})

    assert len(read_list(body, URL, today=date(2026, 9, 20)).entries) == 1


real = pytest.mark.real
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the saved pages are not beside this checkout")


@real
@needs_real
def test_a_real_list_of_normative_documents() -> None:
    body = (REAL / "gov_json/hubei_zjt_gfxwj.json").read_text("utf-8")

    entries = read(body, "https://zjt.hubei.gov.cn/zfxxgk/zc/gfxwj/gfxwj.json").entries

    assert (len(entries), sum(bool(e.related) for e in entries), sum(e.document_number is None for e in entries)) == (
        20,
        17,
        3,
    )
    assert str(entries[1].published_at) == "2026-08-18 11:00:00+08:00"


@real
@needs_real
def test_a_real_unit_of_markup_in_data() -> None:
    body = (REAL / "gov_json/miit_jpaas_unit_build_trimmed.json").read_text("utf-8")

    reading = read(body, "https://www.miit.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=3e3a")

    assert [(str(e.published_at), len(e.related), e.truncated) for e in reading.entries] == [
        ("2026-09-28", 0, False), ("2026-09-22", 1, False), ("2026-09-18", 0, False),
    ]  # fmt: skip
    assert reading.next_page is not None


UNIT = "https://a.gov.cn/api-gateway/front/page/build/unit?pageId=1"
PAGE = "https://a.gov.cn/xxgk/tzgg/index.html"
ROWS_MEANT_FROM_THE_PAGE = {
    "markup in data": '{"data": {"html": "<ul><li><a href=\'../art/1001.html\'>关于某某事项的公告</a><span>2025-03-20</span></li></ul>"}}',
    "rows of data": '[{"title": "关于某某事项的公告", "url": "../art/1001.html", "pubDate": "2025-03-20"}]',
    "part of a page": "<ul><li><a href='../art/1001.html'>关于某某事项的公告</a><span>2025-03-20</span></li></ul>",
}


@pytest.mark.parametrize("kind", ROWS_MEANT_FROM_THE_PAGE)
def test_addresses_in_an_answer_to_a_script_are_meant_from_its_page(kind: str) -> None:
    body = ROWS_MEANT_FROM_THE_PAGE[kind].encode()
    reading = read_page(body, UNIT, today=date(2025, 3, 25), kind="list", base=PAGE)

    assert [entry.url for entry in reading.entries] == ["https://a.gov.cn/xxgk/art/1001.html"]


def test_addresses_in_a_frame_are_meant_from_the_frame() -> None:
    body = f"<html><body>{ROWS_MEANT_FROM_THE_PAGE['part of a page']}</body></html>".encode()
    reading = read_page(body, "https://a.gov.cn/frames/list/1.html", today=date(2025, 3, 25), kind="list", base=PAGE)

    assert [entry.url for entry in reading.entries] == ["https://a.gov.cn/frames/art/1001.html"]


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "9" * 400, "1e300"])
@pytest.mark.parametrize("name", ["total", "pageCount", "pubDate"])
def test_a_number_beyond_all_numbers_is_none(number: str, name: str) -> None:
    rows = [f'{{"title":"关于第{n}号办法的通知","url":"/art/{n}.html","{name}":{number}}}' for n in range(1, 7)]

    reading = read(f'{{"{name}":{number},"rows":[{",".join(rows)}]}}')

    assert [entry.published_at for entry in reading.entries] == [None] * 6
