"""The home page's rows, in the shapes that portals give them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.front import FrontItem
from spiders.reading.front_rows import rows_of_front

URL = "https://mzj.example.gov.cn/"
TODAY = date(2025, 3, 25)
_LINKS = (("/", "首页"), ("/tzgg/", "通知公告"), ("/zwgk/", "政务公开"))
NAV = f'<div class="nav"><ul>{"".join(f"<li><a href={u}>{t}</a></li>" for u, t in _LINKS)}</ul></div>'
FOOT = '<div class="footer">版权所有 ICP备12345678号 今天是2025年3月25日 <a href="/gywm/">关于我们</a></div>'
ROWS = (
    '<li><a href="{url}" title="{title}">{title}</a><span>{day:%Y-%m-%d}</span></li>',
    '<li><span class="date">[{day:%Y-%m-%d}]</span><a href="{url}">{title}</a></li>',
    '<li><a href="{url}">{title}<em>{day:%Y/%m/%d}</em></a></li>',
    '<li><a href="{url}">{title}</a><i>{day:%m-%d}</i></li>',
    '<dd><a href="{url}">{title}</a> <b>{day.year}年{day.month}月{day.day}日</b></dd>',
    '<tr><td><a href="{url}">{title}</a></td><td>{day:%Y-%m-%d}</td></tr>',
    '<div class="i"><div><p>{day.day:02d}</p><span>{day:%Y-%m}</span></div><a href="{url}">{title}</a></div>',
)
_AROUND = {"<li": "ul", "<dd": "dl", "<tr": "table", "<di": "div"}


def home(row: str, days: list[date], more: str = "") -> bytes:
    rows = "".join(
        row.format(url=f"/gzdt/{day:%Y%m}/{n}x{day:%d}.html", title=f"市民政局召开第{n}次工作会议部署养老服务", day=day)
        for n, day in enumerate(days)
    )
    tag = _AROUND[row[:3]]
    news = f"<div class='news'><{tag}>{rows}</{tag}></div>"
    return f"<html><head><meta charset='utf-8'></head><body>{NAV}{news}{more}{FOOT}</body></html>".encode()


def read(body: bytes) -> tuple[tuple[FrontItem, ...], bool]:
    return rows_of_front(body, URL, "text/html; charset=utf-8", TODAY)


@pytest.mark.parametrize("row", ROWS)
def test_the_newest_day_of_any_shape_of_rows_is_read(row: str) -> None:
    rng = random.Random(row)
    for _ in range(8):
        newest = TODAY - timedelta(days=rng.randint(0, 60))
        days = [newest - timedelta(days=3 * n) for n in range(rng.randint(4, 9))]
        items, _ = read(home(row, days))
        assert max((item.day for item in items if item.day), default=None) == newest


def test_the_clock_of_the_page_is_no_items_day() -> None:
    items, _ = read(home(ROWS[0], [date(2025, 1, 1), date(2024, 12, 1), date(2024, 11, 1)]))
    assert max(item.day for item in items if item.day) == date(2025, 1, 1)


def test_records_in_scripts_are_rows() -> None:
    row = '<li><a href="/art/2025/3/20/art_1_2.html">会议召开情况通报</a><span>2025-03-20</span></li>'
    record = f"<record><![CDATA[{row}]]></record>"
    more = (
        f'<div id="1"><script type="text/xml"><datastore><recordset>{record * 3}</recordset></datastore></script></div>'
    )
    items, _ = read(home(ROWS[0], [date(2024, 1, 3), date(2024, 1, 2), date(2024, 1, 1)], more))
    assert max(item.day for item in items if item.day) == date(2025, 3, 20)


@pytest.mark.parametrize(
    ("more", "scripted"),
    [
        ('<script>$.ajax({url:"/api/news/list",success:draw})</script>', True),
        ('<iframe src="/news/list.html"></iframe>', True),
        ('<script>$.get("/api/weather/today")</script>', False),
        ('<script>$.getJSON("/visit/count")</script>', False),
        ("<script>var a = 1;</script>", False),
    ],
)
def test_whether_lists_are_loaded_by_script(more: str, scripted: bool) -> None:
    assert read(home(ROWS[0], [date(2025, 3, 1), date(2025, 2, 1), date(2025, 1, 1)], more))[1] is scripted


@given(st.binary(max_size=400))
def test_any_bytes_are_read(body: bytes) -> None:
    read(body)
