"""Rows of made-up list pages: many kinds of markup for one entry, each with its truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from random import Random


@dataclass(frozen=True)
class Item:
    """What a row says, and how its parts are written in the page."""

    title: str
    url: str
    day: date | None
    href: str
    when: str  # the date as written
    shown: str = ""  # the title as written, cut or whole
    attribute: str = ""  # a[title]
    related: tuple[tuple[str, str, str], ...] = ()  # title, url, href
    number: str | None = None
    in_title: bool = False
    summary: str = ""


@dataclass
class Style:
    """One page's way of writing: the same for all of its rows."""

    rng: Random
    names: dict[str, str] = field(default_factory=dict)

    def mark(self, meaning: str) -> str:
        """A class attribute: telling, telling nothing, or none at all; the same for one meaning."""
        if meaning not in self.names:
            dumb = self.rng.choice(
                ["c1", "fl", "w1000", "hui12", "x", "box3", "clearfix", "mt10", "a" + str(self.rng.randrange(99))]
            )
            telling = f"{self.rng.choice(['news', 'gl', 'lm', 'tp', 'xx', ''])}{meaning}"
            self.names[meaning] = self.rng.choice([f' class="{telling}"', f' class="{dumb}"', "", f" class={telling}"])
        return self.names[meaning]

    def link(self, item: Item, inner: str | None = None, extra: str = "") -> str:
        quote = self.names.setdefault("quote", self.rng.choice(['"', '"', "'", ""]))
        if " " in item.href or (not quote and item.href.endswith("/")):
            quote = '"'
        attribute = f' title="{escape(item.attribute)}"' if item.attribute else ""
        target = self.names.setdefault("target", self.rng.choice([' target="_blank"', "", " target=_blank"]))
        text = escape(item.shown) if inner is None else inner
        kind = self.names.setdefault("linkkind", self.rng.choice(["href"] * 12 + ["open", "location", "script"]))
        if kind == "open":
            return f"""<a href="javascript:void(0)" onclick="window.open('{item.href}')"{attribute}{extra}>{text}</a>"""
        if kind == "location":
            return f"""<a href="#" onclick="location.href='{item.href}';return false;"{attribute}{extra}>{text}</a>"""
        if kind == "script":
            return f"""<a href="javascript:openArticle('{item.href}')"{attribute}{extra}>{text}</a>"""
        return f"<a{target} href={quote}{item.href}{quote}{attribute}{extra}>{text}</a>"


def plain_li(s: Style, items: list[Item]) -> str:
    tag = s.rng.choice(["span", "i", "em", "b", "div", "p", "font", "label", "time"])
    dot = s.rng.choice(["", "", "<i></i>", "·", "<img src=/images/dot.gif>", "<span class=dot></span>"])
    first = s.rng.random() < 0.3
    space = s.rng.choice(["", "\n    ", "&nbsp;"])
    rows = []
    for i, item in enumerate(items):
        when = f"<{tag}{s.mark('date')}>{item.when}</{tag}>"
        body = f"{when}{space}{s.link(item)}" if first else f"{dot}{s.link(item)}{space}{when}"
        rows.append(f"<li>{body}</li>")
        if (
            s.names.setdefault(
                "spacer", s.rng.choice(["", "", "", '<li class="line"></li>', "<li class='empty'>&nbsp;</li>"])
            )
            and i % 5 == 4
        ):
            rows.append(s.names["spacer"])
    return f"<ul{s.mark('list')}>\n" + s.rng.choice(["", "\n"]).join(rows) + "</ul>"


def date_in_link(s: Style, items: list[Item]) -> str:
    order = s.rng.random() < 0.5
    rows = []
    for item in items:
        when, text = f"<span{s.mark('time')}>{item.when}</span>", f"<span{s.mark('tit')}>{escape(item.shown)}</span>"
        rows.append(f"<li>{s.link(item, when + text if order else text + when)}</li>")
    return f"<ul{s.mark('list')}>" + "\n".join(rows) + "</ul>"


def bare_date_in_link(s: Style, items: list[Item]) -> str:
    rows = [f"<li>{s.link(item, escape(item.shown) + f'<span>{item.when}</span>')}</li>" for item in items]
    return f"<div{s.mark('con')}><ul>" + "\n".join(rows) + "</ul></div>"


def table_rows(s: Style, items: list[Item]) -> str:
    heading = s.rng.choice(
        ["", "", "<tr><td>标题</td><td>日期</td></tr>", "<thead><tr><th>标题</th><th>发布时间</th></tr></thead>"]
    )
    bullet = s.rng.choice(["", '<td width="10"><img src="/images/d.gif"></td>'])
    rule = s.rng.choice(["", "", '<tr><td colspan="3" height="1" bgcolor="#ccc"></td></tr>'])
    rows = [
        f'<tr>{bullet}<td height="24">{s.link(item)}</td><td align=right>{item.when}</td></tr>{rule}' for item in items
    ]
    return f'<table width="100%" border=0{s.mark("list")}>{heading}{"".join(rows)}</table>'


def table_each(s: Style, items: list[Item]) -> str:
    rows = [
        f"<table width=98%><tr><td width=20>·</td><td>{s.link(item)}</td><td width=90><font color=#999>{item.when}</font></td></tr></table>"
        for item in items
    ]
    return f"<table><tr><td valign=top>{''.join(rows)}</td></tr></table>"


def definition(s: Style, items: list[Item]) -> str:
    if s.rng.random() < 0.5:
        return "".join(f"<dl{s.mark('dl')}><dt>{s.link(item)}</dt><dd>{item.when}</dd></dl>\n" for item in items)
    return "<dl>" + "".join(f"<dt>{s.link(item)}</dt><dd>{item.when}</dd>\n" for item in items) + "</dl>"


def div_rows(s: Style, items: list[Item]) -> str:
    heading = s.rng.choice(["h4", "h5", "div", "p", "strong"])
    return (
        f"<div{s.mark('list')}>"
        + "\n".join(
            f"<div{s.mark('row')}><{heading}>{s.link(item)}</{heading}><div{s.mark('times')}>{item.when}</div></div>"
            for item in items
        )
        + "</div>"
    )


def list_each(s: Style, items: list[Item]) -> str:
    return (
        f"<div{s.mark('wrap')}>"
        + "\n".join(
            f"<ul{s.mark('row')}><li{s.mark('art')}>{s.link(item)}</li><li{s.mark('date')}>{item.when}</li></ul>"
            for item in items
        )
        + "</div>"
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
