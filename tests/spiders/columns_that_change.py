"""A column of a portal that changes: its rows, in one of several markups, and what a walk of it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from hypothesis import strategies as st

from inspection.records import Article, ColumnReading, Reading
from spiders.column_order import ColumnOrder
from spiders.column_pages import Failed, Fetched
from spiders.column_walk import ColumnWalk, Known
from spiders.known_lists import KnownLists
from spiders.reading.reader import read_page

URL = "http://mz.example.gov.cn/tzgg/"
DAY = date(2025, 3, 20)
SUBJECTS = ("社会救助", "养老服务", "殡葬管理", "婚姻登记", "慈善组织认定", "残疾人补贴", "社区治理", "地名管理")
STYLES = ("ul", "before", "tagged", "table", "div", "yearless", "undated", "ago")


@dataclass(frozen=True)
class Row:
    """One article as the column shows it, and its page."""

    number: int
    title: str
    day: date
    text: str
    pinned: bool = False
    missing: bool = False  # its page does not answer

    @property
    def path(self) -> str:
        return f"art_{self.number}.html"


def row(number: int, days_ago: int, edition: int = 0) -> Row:
    subject = SUBJECTS[number % len(SUBJECTS)]
    title = f"关于做好{subject}第{number}号工作的通知{'（修订）' * edition}"
    return Row(number, title, DAY - timedelta(days=days_ago), f"正文{number}")


@dataclass(frozen=True)
class Column:
    """The whole column at one time."""

    rows: tuple[Row, ...]
    style: str = "ul"
    size: int = 5
    total: bool = True  # the pager names how many there are
    sidebar: bool = False  # each page shows the newest three beside the list

    def pages(self) -> dict[str, str]:
        """Every page that answers, by its address."""
        shown = sorted(self.rows, key=lambda one: not one.pinned)
        count = max(1, -(-len(shown) // self.size))
        found = {}
        for n in range(count):
            part = shown[n * self.size : (n + 1) * self.size]
            found[page_url(n)] = self._list(part, n, count, shown[:3] if self.sidebar else [])
        for one in self.rows:
            if not one.missing:
                found[URL + one.path] = _article(one)
        return found

    def _list(self, part: list[Row], at: int, count: int, beside: list[Row]) -> str:
        pager = "".join(f'<a href="{page_url(n)}">{n + 1}</a>' for n in range(count) if n != at)
        if at + 1 < count:
            pager += f'<a href="{page_url(at + 1)}">下一页</a>'
        said = f"共{len(self.rows)}条 第{at + 1}/{count}页" if self.total else ""
        aside = "".join(f'<li><a href="{one.path}">{one.title}</a></li>' for one in beside)
        return (
            "<html><head><title>通知公告</title></head><body>"
            '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a></div>'
            f'<h2>通知公告</h2>{_rows(part, self.style)}<div class="page">{said}{pager}</div>'
            f'<div class="side"><ul>{aside}</ul></div><div class="foot">版权所有 民政局</div></body></html>'
        )


def page_url(n: int) -> str:
    return URL if n == 0 else f"{URL}index_{n}.html"


def _rows(part: list[Row], style: str) -> str:
    if style == "before":
        return _each(part, "<ul class='list'>", "<li><span>{day}</span> <a href='{path}'>{title}</a></li>\n", "</ul>")
    if style == "table":
        line = '<tr><td><a href="{path}" target="_blank">{title}</a></td><td>{day}</td></tr>\n'
        return _each(part, "<table class='list'>", line, "</table>")
    if style == "div":
        link = '<a href="{path}" title="{title}">{title}</a>'
        line = f'<div class="item"><div class="t">{link}</div><div class="d">{{day}}</div></div>'
        return _each(part, "<div class='news_list'>", line, "</div>")
    if style == "tagged":
        line = "<li><em>[{day}]</em> 通知 <a href='{path}'>{title}</a><b>{number}</b></li>\n"
        return _each(part, "<ul class='list'>", line, "</ul>")
    shown = {"yearless": "{short}", "undated": "", "ago": "{ago}天前"}.get(style, "{day}")
    return _each(part, "<ul class='list'>", f"<li><a href='{{path}}'>{{title}}</a><span>{shown}</span></li>\n", "</ul>")


def _each(part: list[Row], start: str, line: str, end: str) -> str:
    return start + "".join(line.format(**_shown(one)) for one in part) + end


def _shown(one: Row) -> dict[str, object]:
    ago = (DAY - one.day).days
    return {
        "path": one.path,
        "title": one.title,
        "day": one.day,
        "short": f"{one.day:%m-%d}",
        "ago": ago,
        "number": one.number,
    }


def _article(one: Row) -> str:
    return (
        f"<html><head><title>{one.title}</title></head><body><h1>{one.title}</h1>"
        f"<div class='info'>发布日期：{one.day} 10:30 来源：民政局</div>"
        f"<div class='TRS_Editor'><p>{one.text * 20}</p></div></body></html>"
    )


class Reads:
    """Walks a column; counts what it parses and what it asks for."""

    def __init__(self, pages: Mapping[str, str], order: ColumnOrder) -> None:
        self.pages, self.order = pages, order
        self.lists = self.articles = 0

    def walk(self, known: Known = lambda _: None, lists: KnownLists | None = None) -> ColumnReading:
        walk = ColumnWalk(self.order, self._read, known, lists)
        while (want := walk.next()) is not None:
            page = self.pages.get(want.url)
            body = Fetched(want.url, page.encode(), "text/html") if page is not None else Failed("http-404")
            walk.take(want, body)
        return walk.result()

    def _read(self, body: bytes, url: str, content_type: str, what: str, base: str | None) -> Reading:
        self.lists += what == "list"
        self.articles += what == "article"
        kind: Literal["article", "list"] = "article" if what == "article" else "list"
        return read_page(body, url, content_type=content_type, today=self.order.today, kind=kind, base=base)


def body_in(pages: Mapping[str, str]) -> Callable[[str], bytes | None]:
    return lambda url: pages[url].encode() if url in pages else None


def articles_of(reading: ColumnReading) -> dict[str, Article]:
    return {article.url: article for article in reading.articles}


@st.composite
def columns(draw: st.DrawFn) -> Column:
    """A column at its first time."""
    days = draw(st.lists(st.integers(0, 900), min_size=1, max_size=22))
    rows = tuple(row(n, ago) for n, ago in enumerate(sorted(days)))
    return Column(
        rows, draw(st.sampled_from(STYLES)), draw(st.integers(3, 6)), draw(st.booleans()), draw(st.booleans())
    )


@st.composite
def changed(draw: st.DrawFn, column: Column) -> Column:
    """The column some time later."""
    for _ in range(draw(st.integers(0, 3))):
        column = replace(column, rows=draw(st.sampled_from(CHANGES))(draw, column.rows))
    if draw(st.integers(0, 9)) == 0:
        column = replace(column, sidebar=not column.sidebar)
    return column


Rows = tuple[Row, ...]


def _added(draw: st.DrawFn, rows: Rows) -> Rows:
    new = row(100 + draw(st.integers(0, 500)), 0)
    return (new, *rows) if all(one.number != new.number for one in rows) else rows


def _slipped_in(draw: st.DrawFn, rows: Rows) -> Rows:
    at = draw(st.integers(0, len(rows)))
    new = row(700 + draw(st.integers(0, 500)), 5)
    return (*rows[:at], new, *rows[at:]) if all(one.number != new.number for one in rows) else rows


def _removed(draw: st.DrawFn, rows: Rows) -> Rows:
    at = draw(st.integers(0, max(0, len(rows) - 1)))
    return rows[:at] + rows[at + 1 :]


def _edited(draw: st.DrawFn, rows: Rows) -> Rows:
    if not rows:
        return rows
    at = draw(st.integers(0, len(rows) - 1))
    one = rows[at]
    edits: tuple[dict[str, Any], ...] = (
        {"title": one.title + "（更正）"},
        {"day": one.day - timedelta(days=draw(st.sampled_from((1, 30, 365))))},
        {"text": one.text + "改"},
        {"pinned": not one.pinned},
        {"missing": not one.missing},
    )
    return (*rows[:at], replace(one, **draw(st.sampled_from(edits))), *rows[at + 1 :])


def _moved(draw: st.DrawFn, rows: Rows) -> Rows:
    return rows[-1:] + rows[:-1]


CHANGES = (_added, _added, _slipped_in, _removed, _edited, _edited, _moved)
