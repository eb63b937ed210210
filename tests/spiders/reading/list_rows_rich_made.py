"""Rows of made-up list pages that carry more than a title and a day, and the list of all kinds of rows."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import escape

from tests.spiders.reading.list_rows_made import (
    Item,
    Style,
    bare_date_in_link,
    date_in_link,
    definition,
    div_rows,
    list_each,
    plain_li,
    table_each,
    table_rows,
)


def cards(s: Style, items: list[Item]) -> str:
    label = s.rng.choice(["", "发布时间：", "日期："])
    more = s.rng.random() < 0.5
    rows = []
    for item in items:
        picture = s.link(replace(item, attribute=""), '<img src="/upload/1.jpg">')
        detail = s.link(replace(item, attribute=""), "查看详情") if more else ""
        summary = f"<p{s.mark('sum')}>{escape(item.summary)}</p>"
        rows.append(
            f"<div{s.mark('card')}>{picture}<h3>{s.link(item)}</h3>{summary}<span{s.mark('time')}>{label}{item.when}</span>{detail}</div>"
        )
    return f"<div{s.mark('cards')}>" + "\n".join(rows) + "</div>"


def card_links(s: Style, items: list[Item]) -> str:
    rows = []
    for item in items:
        inner = f"<div class=pic><img src=/a.jpg></div><div{s.mark('txt')}><h3>{escape(item.shown)}</h3><p>{escape(item.summary)}</p><span>{item.when}</span></div>"
        rows.append(f"<li>{s.link(item, inner)}</li>")
    return f"<ul{s.mark('pics')}>" + "\n".join(rows) + "</ul>"


def split_date(s: Style, items: list[Item]) -> str:
    way = s.rng.randrange(5)
    rows = []
    for item in items:
        d = item.day or date(2024, 1, 1)
        when = [
            f"<em>{d.day:02d}</em><span>{d:%Y-%m}</span>",
            f"<b>{d.day}</b><i>{d.year}年{d.month:02d}月</i>",
            f"<span class=year-month>{d:%Y.%m}</span><span class=day>{d.day:02d}</span>",
            f"<p>{d:%m-%d}</p><p>{d.year}</p>",
            f"<span>{d.year}</span><strong>{d:%m/%d}</strong>",
        ][way]
        box = f"<div{s.mark('date')}>{when}</div>"
        body = f"<div{s.mark('txt')}>{s.link(item)}</div>"
        rows.append(f"<li>{box}{body}</li>" if way != 2 else f"<li>{body}{box}</li>")
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def flat_lines(s: Style, items: list[Item]) -> str:
    way = s.rng.randrange(4)
    rows = []
    for item in items:
        rows.append(
            [
                f"·{s.link(item)}&nbsp;&nbsp;{item.when}<br>",
                f"<p>{s.link(item)} {item.when}</p>",
                f"{s.link(item)}<span>{item.when}</span><br/>",
                f"<span>{item.when}</span>{s.link(item)}<br/>",
            ][way]
        )
    return f"<div{s.mark('content')}>" + "\n".join(rows) + "</div>"


def policy_table(s: Style, items: list[Item]) -> str:
    written = s.rng.random() < 0.5
    head = (
        "<tr><th>序号</th><th>标题</th><th>文号</th>"
        + ("<th>成文日期</th>" if written else "")
        + "<th>发布日期</th></tr>"
    )
    rows = []
    for i, item in enumerate(items):
        other = f"<td>2019-0{i % 9 + 1}-11</td>" if written else ""
        rows.append(
            f"<tr><td>{i + 1}</td><td>{s.link(item)}</td><td>{item.number or ''}</td>{other}<td>{item.when}</td></tr>"
        )
    return f"<table{s.mark('tab')}>{head}" + "\n".join(rows) + "</table>"


def with_category(s: Style, items: list[Item]) -> str:
    rows = []
    for item in items:
        category = '<a href="/zwgk/tz/">[通知]</a>' if s.rng.random() < 0.8 else '<a href="/zwgk/gg/">[公告]</a>'
        rows.append(f"<li>{category}{s.link(item)}<span>{item.when}</span></li>")
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def with_related(s: Style, items: list[Item]) -> str:
    way = s.rng.randrange(2)
    rows = []
    for item in items:
        if way:
            inner = "".join(
                f'<li><a href="{href}" title="{escape(title)}">{escape(title)}</a></li>'
                for title, _, href in item.related
            )
            box = f'<div class="popbox"><h3>相关解读</h3><ul>{inner}</ul></div>'
            rows.append(f"<li>{s.link(item)}{box}<span>{item.when}</span></li>")
        else:
            inner = "".join(f'<dd><a href="{href}">{escape(title)}</a></dd>' for title, _, href in item.related)
            box = f'<dl style="display:none"><dt>相关解读</dt>{inner}</dl>' if inner else ""
            hidden = '<font style="display:none">解读</font>'
            rows.append(f"<li>{s.link(item)}<span>{hidden}{item.when}</span>{box}</li>")
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def with_counters(s: Style, items: list[Item]) -> str:
    rows = []
    for item in items:
        counter = s.rng.choice(["浏览：2024", "点击：20240415次", "阅读(2023)", "浏览次数：20231101", "编号：20240102"])
        rows.append(f"<li>{s.link(item)}<span>{counter}</span><span>{item.when}</span></li>")
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def with_information(s: Style, items: list[Item]) -> str:
    label = s.rng.choice(["发布时间：", "发布日期:", "时间：", "[", "发布于 "])
    close = "]" if label == "[" else ""
    rows = []
    for item in items:
        line = s.rng.choice(["来源：市民政局", "来源：办公室"]) if close == "" else ""
        rows.append(
            f"<div{s.mark('item')}><h4>{s.link(item)}</h4><p>{escape(item.summary)}</p><p{s.mark('info')}><span>{label}{item.when}{close}</span><span>{line}</span></p></div>"
        )
    return "\n".join(rows)


def in_titles(s: Style, items: list[Item]) -> str:
    opening, close = s.rng.choice(["[]", "()", "（）"])
    gap = s.rng.choice(["", " ", "&nbsp;"])
    rows = [f"<li>{s.link(item, escape(item.shown) + gap + opening + item.when + close)}</li>" for item in items]
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def by_fives(s: Style, items: list[Item]) -> str:
    parts = [items[i : i + 5] for i in range(0, len(items), 5)]
    between = s.rng.choice(["", '<div class="line"></div>', "<hr>"])
    lists = ["<ul>" + "".join(f"<li>{s.link(i)}<span>{i.when}</span></li>" for i in part) + "</ul>" for part in parts]
    return f"<div{s.mark('list')}>" + between.join(lists) + "</div>"


def clickable_rows(s: Style, items: list[Item]) -> str:
    rows = [
        f"""<li onclick="window.open('{i.href}')"><span>{escape(i.shown)}</span><i>{i.when}</i></li>""" for i in items
    ]
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def heading_rows(s: Style, items: list[Item]) -> str:
    rows = [f"<li><span>{s.link(item)}</span><span>{item.when}</span></li>" for item in items]
    return f"<ul{s.mark('list')}><li class=head><span>标题</span><span>日期</span></li>" + "\n".join(rows) + "</ul>"


def two_columns(s: Style, items: list[Item]) -> str:
    cells = [f"<td>{s.link(item)}</td><td>{item.when}</td>" for item in items]
    rows = ["<tr>" + "".join(cells[i : i + 2]) + "</tr>" for i in range(0, len(cells), 2)]
    return "<table>" + "".join(rows) + "</table>"


WHOLE_TITLES = (clickable_rows, in_titles)  # rows that have no title attribute, or cannot show a cut title
MAKERS: tuple[Callable[[Style, list[Item]], str], ...] = (
    plain_li, plain_li, plain_li, date_in_link, bare_date_in_link, table_rows, table_rows, table_each, definition, div_rows,
    list_each, cards, card_links, split_date, flat_lines, policy_table, with_category, with_related, with_counters,
    with_information, in_titles, by_fives, clickable_rows, heading_rows, two_columns,
)  # fmt: skip
