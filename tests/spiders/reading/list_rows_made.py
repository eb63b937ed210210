"""Rows of made-up list pages: many kinds of markup for one entry, each with its truth."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass, field
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
