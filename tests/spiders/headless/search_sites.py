"""Sites with a search of their own, of many makes: each finds titles, or fails in a way that is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

from aiohttp import web

from tests.spiders.server import Answer, Site

TITLES = {
    "/art/2025/3/1/art_1.html": "关于开展2025年清明节祭扫服务保障工作的通知",
    "/art/2025/2/11/art_2.html": "市民政局召开养老服务工作推进会",
    "/art/2025/2/2/art_3.html": "社会组织登记管理暂行办法公开征求意见",
    "/art/2025/1/9/art_4.html": "2025年度残疾人两项补贴标准调整公告",
}
HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>{}</title></head><body>'
NAV = '<p><a href="/">首页</a> <a href="/tzgg/">通知公告</a> <a href="/login">用户登录</a></p>'
LOGIN = (
    '<form action="/login" method="post"><input name="user" placeholder="用户名">'
    '<input type="password" name="p"></form>'
)
# Boxes of home pages, by name; {a} is where they lead.
BOXES = {
    "form": '<form action="{a}"><input type="text" name="q" placeholder="请输入关键字">'
    '<input type="submit" value="搜索"></form>',
    "window": '<form action="{a}" target="_blank" method="get"><input name="searchWord"><button>检 索</button></form>',
    "post": '<form action="{a}" target="_blank" method="post"><input name="q" id="keyword">'
    '<input type="image" alt="搜索" '
    'style="width:40px;height:24px"></form>',
    "script": '<div class="search-box"><input id="kw" value="请输入关键字" onfocus="this.value=\'\'">'
    '<a href="javascript:;" '
    "onclick=\"window.open('{a}?q=' + encodeURIComponent(document.getElementById('kw').value))\">搜索</a></div>",
    "enter": '<input type="search" id="s" placeholder="搜一搜"><script>document.getElementById("s").addEventListener('
    '"keydown",function(e){{if(e.key==="Enter")location.href="{a}?q="+encodeURIComponent(this.value)}})</script>',
    "layer": '<span class="icon-search" style="display:inline-block;width:24px;height:24px;background:#ccc" '
    'onclick="document.getElementById(\'l\').style.display=\'block\'"></span><div id="l" style="display:none">'
    '<form action="{a}"><input name="q"><button class="btn-search">搜索</button></form></div>',
    "link": '<a href="/sousuo.html">搜索</a>',
    "none": "",
}


class SearchingServer(Site):
    """Whatever is searched for has one answer, whatever the address says."""

    search: Answer | None = None

    async def __aenter__(self) -> SearchingServer:
        await super().__aenter__()
        return self

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if self.search is not None and request.path.startswith("/search"):
            self.asked.append((request.method, request.raw_path))
            return await self.search(request)
        return await super()._handle(request)


@dataclass
class SearchSite:
    """One site: how its box is made, how results are shown, what goes wrong."""

    site: SearchingServer
    box: str = "form"
    shown: str = "rows"  # rows, words (pressed by script), cut, via (through a counter), ajax
    wrong: str = ""  # none, other, error, blank, captcha, echo, deaf
    asked: list[str] = field(default_factory=list)

    def build(self, more: str = "") -> None:
        """Lay out its pages; the home page with `more`."""
        form = BOXES[self.box].format(a="/search")
        rows = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in TITLES.items())
        self.site.page("/", f"{HEAD.format('某某局')}{NAV}{LOGIN}{more}{form}<ul>{rows}</ul></body></html>")
        self.site.page(
            "/sousuo.html", f"{HEAD.format('全站搜索')}{NAV}{BOXES['form'].format(a='/search')}</body></html>"
        )
        self.site.search = self._answer

    def found(self, query: str) -> list[tuple[str, str]]:
        """What its index has: titles that hold the query."""
        hits = [(url, title) for url, title in TITLES.items() if query and query in title]
        return {"none": [], "other": [("/art/2020/1/1/art_9.html", "关于开展其他工作的通知")]}.get(self.wrong, hits)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        data: Mapping[str, Any] = request.query
        if request.method == "POST":  # the server takes no large bodies: its own limit stands in the way of small ones
            data = dict(parse_qsl((await request.content.read()).decode()))
        query = str(data.get("q") or data.get("searchWord") or "")
        self.asked.append(query)
        if request.path == "/search.json":
            return web.json_response([{"u": u, "t": t} for u, t in self.found(query)])
        return web.Response(
            text=self._page(query), content_type="text/html", status=500 if self.wrong == "error" else 200
        )

    def _page(self, query: str) -> str:
        head = HEAD.format(f"搜索：{query}") + NAV
        if self.wrong == "error":
            return f"{head}<p>出错了</p></body></html>"
        if self.wrong == "blank":
            return "<!doctype html><html><body></body></html>"
        if self.wrong == "captcha":
            return f'{head}<p>请输入验证码后继续</p><input name="captcha"></body></html>'
        if self.wrong == "deaf":
            return f"{head}<p>欢迎使用本站。</p></body></html>"
        echo = f'<input name="q" value="{query}"><p>您搜索的关键词是：<b>{query}</b></p>'
        if self.shown == "ajax":
            script = (
                "setTimeout(function(){fetch('/search.json?q='+"
                + json.dumps(quote(query))
                + ").then(r=>r.json()).then("
                "function(d){document.getElementById('r').innerHTML='共找到 '+d.length+' 条结果'+d.map(function(x){"
                "return '<li><a href=\"'+x.u+'\">'+x.t+'</a></li>'}).join('')})},500)"
            )
            return f"{head}{echo}<div id=r>暂无数据</div><script>{script}</script></body></html>"
        hits = self.found(query)
        said = f"共找到 {len(hits)} 条结果" if hits else "抱歉，没有找到相关结果"
        return (
            f"{head}{echo}<p>{said}</p><ul>{''.join(ROWS[self.shown](u, t, query) for u, t in hits)}</ul></body></html>"
        )


def _rows(url: str, title: str, query: str) -> str:
    return f'<li><a href="{url}">{title.replace(query[:4], f"<em>{query[:4]}</em>")}</a></li>'


def _words(url: str, title: str, query: str) -> str:
    return f'<li><h3 style="cursor:pointer" onclick="location.href=\'{url}\'">{title}</h3></li>'


def _cut(url: str, title: str, query: str) -> str:
    return f'<li><a href="/go?id={len(title)}">{title[:14]}...</a></li>'


def _via(url: str, title: str, query: str) -> str:
    to = quote(f"http://a.example{url}", safe="")
    return f'<li><a href="/visit/link.do?url={to}&q={quote(query)}">点击查看</a></li>'


ROWS: dict[str, Callable[[str, str, str], str]] = {"rows": _rows, "words": _words, "cut": _cut, "via": _via}
