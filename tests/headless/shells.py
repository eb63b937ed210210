"""The pages of a scripted portal: home, the columns' empty shells with what stands around them, and articles."""

# ruff: noqa: E501  lines of HTML and of tables are wide

from __future__ import annotations

import base64
import json
from html import escape
from pathlib import Path

from tests.headless.answers import data_path, fields_of
from tests.headless.portals import Column, Portal, Row
from tests.headless.rows import BOXES, template_of

SCRIPTS = {name: (Path(__file__).parent / name).read_text("utf-8") for name in ("client.js", "paging.js")}
_STYLE = "body{font:14px/1.8 sans-serif;margin:0}.mask{position:fixed;inset:0;background:#0008;z-index:99}.mask>div{background:#fff;width:400px;margin:90px auto;padding:20px}.aside{float:right;width:260px}#main{margin-right:280px}a{cursor:pointer}.tab-hd>*{display:inline-block;cursor:pointer}"


def home(portal: Portal) -> str:
    """The home page leads to every column and shows a few articles."""
    nav = "".join(f'<li><a href="{c.path}">{c.name}</a></li>' for c in portal.columns)
    blocks = "".join(
        f'<div class="block"><h2>{c.name}<a class="more" href="{c.path}">更多&gt;&gt;</a></h2><ul>'
        + "".join(f'<li><a href="{r.path}">{escape(r.title)}</a></li>' for r in c.rows[:3])
        + "</ul></div>"
        for c in portal.columns
    )
    return _page("首页 - 临江市民政局", f'<div class="nav"><ul>{nav}</ul></div>{blocks}')


def article(row: Row) -> str:
    """A plain article's page."""
    return _page(
        row.title,
        f'<meta name="PubDate" content="{row.day} 10:30"><div class="article"><h1>{escape(row.title)}</h1>'
        f'<p class="info">发布时间：{row.day}　来源：市民政局办公室</p><div id="zoom"><p>各区民政局：</p>'
        f"<p>现将{escape(row.title)}有关事项通知如下，请结合实际认真贯彻执行，确保各项工作落到实处。</p></div></div>",
    )


def shell(portal: Portal, column: Column) -> str:
    """The column's page as plain HTTP gets it: without a row."""
    inner = _app(column) if column.traits.draw != "iframe" else _framed(column)
    nav = "".join(f'<li><a href="{c.path}">{c.name}</a></li>' for c in portal.columns)
    other = next((c for c in portal.columns if c is not column), column)
    hot = "".join(f'<li><a href="{r.path}">{escape(r.title)}</a></li>' for r in other.rows[:5])
    return _page(
        f"{column.name} - 临江市民政局",
        f'<div class="header"><a href="/">首页</a><a href="javascript:;" class="login">登录</a><form action="/search" class="search">'
        f'<input name="q"><button type="submit">搜索</button></form></div><div class="nav"><ul><li><a href="/">首页</a></li>{nav}</ul></div>'
        f'<div class="aside"><h3>热点推荐<a class="more" href="{other.path}">更多</a></h3><ul>{hot}</ul>'
        f'<div class="banner"><span id="pic">1</span><a class="arrow" onclick="document.getElementById(\'pic\').textContent++">›</a></div></div>'
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; {column.name}</div>{inner}{_popup(column.traits.popup)}'
        f'<div class="footer"><a href="/">关于我们</a><a href="javascript:window.print()">打印</a>主办：临江市民政局</div>',
    )


def frame(column: Column) -> str:
    """The page inside the column's frame."""
    return _page(column.name, _app(column))


def _framed(column: Column) -> str:
    return f'<div id="main"><iframe src="/frame/{column.key}" width="100%" height="900" frameborder="0"></iframe></div>'


def _app(column: Column) -> str:
    traits = column.traits
    data = base64.b64encode(json.dumps([fields_of(column, r) | {"tab": r.tab} for r in column.rows]).encode()).decode()
    construction = {
        "key": column.key, "box": "app", "pager": "paging", "data": traits.data, "draw": traits.draw, "link": traits.link,
        "paging": traits.paging, "row": template_of(traits), "boxes": BOXES[traits.markup], "names": traits.names,
        "wrap": traits.wrap, "pages": traits.pages, "size": 1000 if traits.paging == "one" and traits.data == "inline" else _size(column), "tabs": traits.tabs,
        "counts": [sum(r.tab == t for r in column.rows) for t in range(max(1, traits.tabs))], "delay": int(traits.delay * 1000),
        "polls": traits.polls, "button": traits.button, "source": data_path(column), "address": traits.address,
        "inline": data if traits.data == "inline" else "",
    }  # fmt: skip
    spin = '<div id="spin" class="loading" style="display:none">加载中...</div>' if traits.spinner else ""
    tabs = '<ul id="tabs" class="tab-hd"></ul>' if traits.tabs else ""
    return (
        f'<div id="main"><h2>{column.name}</h2>{tabs}{spin}<div id="app"></div><div id="paging" class="fanye"></div></div>'
        f"<script>var C={json.dumps(construction)};</script><script src='/js/paging.js'></script><script src='/js/client.js'></script>"
    )


def _size(column: Column) -> int:
    return 100 if column.traits.paging == "one" else column.traits.size


def _popup(kind: str) -> str:
    if kind == "welcome":
        return '<div class="mask" id="w"><div>欢迎访问，本站正在征集意见<a onclick="document.getElementById(\'w\').remove()">我知道了</a></div></div>'
    if kind == "cookie":
        return '<div class="mask" id="w"><div><span class="close" onclick="document.getElementById(\'w\').style.display=\'none\'">×</span>为了更好的服务，本站使用 Cookie</div></div>'
    return ""


def _page(title: str, body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>'
