"""Serves the second portal, the platform that its services stand on, and a domain that somebody else has by now."""

# ruff: noqa: E501, markup is read more easily in long lines

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from demo.browsed import pages
from demo.browsed.content import BY_NUMBER, NEWS, NOTICES, Piece
from demo.listening import listening

_HTML = "text/html"
_ITEM = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{name} - 一网通办</title></head><body>
<h1>{name}</h1><p>事项名称：{name}</p><p>办理机构：示例市婚姻登记服务中心</p><p>办理条件、申请材料、办理流程详见办事指南。</p>
<button>立即办理</button></body></html>"""
_TAKEN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>澳门新葡京娱乐城_真人百家乐_官网注册送88元</title>
<meta name="keywords" content="百家乐,老虎机,体育投注,网上赌场,时时彩平台"></head><body><h1>新葡京娱乐城 真人视讯 在线投注</h1>
<p>注册即送彩金，百家乐、龙虎斗、老虎机、体育投注，24小时存取款，最高返水，信誉网上赌场平台。</p>
<p><a href="/reg">立即开户</a> <a href="/app">下载博彩APP</a> <a href="/agent">代理加盟</a></p></body></html>"""


@dataclass(frozen=True, slots=True)
class Places:
    """Where it all stands: addresses without a trailing slash."""

    home: str
    platform: str
    taken_over: str


class Portal:
    """Answers for the portal itself. `refused` counts who came without the firewall's cookie."""

    def __init__(self) -> None:
        self.platform = self.taken_over = ""
        self.refused = 0

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request."""
        if request.path == "/robots.txt":
            return web.Response(status=404)
        if pages.COOKIE not in request.headers.get("Cookie", ""):
            self.refused += 1
            return web.Response(status=412, text=pages.challenge(), content_type=_HTML)
        body = self._page(request)
        if body is None:
            return web.Response(
                status=404, text=pages.page("找不到页面", "<p>您访问的页面不存在。</p>"), content_type=_HTML
            )
        kind = "application/json" if request.path.startswith("/api/") else _HTML
        return web.Response(text=body, content_type="text/xml" if "dataproxy" in request.path else kind)

    def _page(self, request: web.BaseRequest) -> str | None:
        path = request.path
        if path == "/":
            return pages.home(self.taken_over)
        if path in pages.COLUMNS:
            return pages.column(path)
        if path == "/zxzx/":
            return pages.consultation()
        if path == "/search":
            return _found(request.query.get("q", ""))
        if path == "/api/articles":
            return _articles(request)
        if path.endswith("/dataproxy.jsp"):
            return _records() if request.method == "POST" else None
        number = path.removeprefix("/content/post_").removesuffix(".html")
        piece = BY_NUMBER.get(int(number)) if number.isdigit() else None
        return pages.article(piece, self.platform) if piece else None


def _articles(request: web.BaseRequest) -> str:
    all_of_them: tuple[Piece, ...] = NOTICES if request.query.get("channel") == "tzgg" else ()
    size = int(request.query.get("pageSize") or 8)
    first = (int(request.query.get("pageNo") or 1) - 1) * size
    rows = [
        {"id": one.number, "title": one.title, "url": one.path, "publishDate": one.day}
        for one in all_of_them[first : first + size]
    ]
    return json.dumps({"code": 0, "data": {"total": len(all_of_them), "list": rows}}, ensure_ascii=False)


def _records() -> str:
    rows = "".join(
        f'<record><![CDATA[<li><a href="{one.path}" title="{one.title}">{one.title}</a><span>{one.day}</span></li>]]></record>'
        for one in NEWS
    )
    return f"<datastore><totalrecord>{len(NEWS)}</totalrecord><totalpage>1</totalpage><recordset>{rows}</recordset></datastore>"


def _found(words: str) -> str:
    hits = [one for one in BY_NUMBER.values() if words and words in one.title]
    rows = "".join(f'<li><a href="{one.path}">{one.title}</a><span>{one.day}</span></li>' for one in hits)
    return pages.page("搜索结果", f"<p>共找到 {len(hits)} 条结果</p><ul>{rows}</ul>")


async def _platform(request: web.BaseRequest) -> web.StreamResponse:
    if request.path == "/item/1001":  # another item than the policy means
        return web.Response(text=_ITEM.format(name="内地居民离婚登记"), content_type=_HTML)
    return web.Response(status=404, text="<h1>404</h1>", content_type=_HTML)


async def _taken_over(_request: web.BaseRequest) -> web.StreamResponse:
    return web.Response(text=_TAKEN, content_type=_HTML)


@asynccontextmanager
async def serving() -> AsyncIterator[Places]:
    """Serve it for as long as the context lasts, on free ports."""
    portal = Portal()
    async with AsyncExitStack() as stack:
        portal.platform = await stack.enter_async_context(listening(_platform))
        portal.taken_over = await stack.enter_async_context(listening(_taken_over))
        home = await stack.enter_async_context(listening(portal.handle))
        yield Places(home, portal.platform, portal.taken_over)
