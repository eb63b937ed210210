"""Serves the third portal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from demo.listening import listening
from demo.openness import content
from demo.openness.pages import COLUMNS, Piece, article, meta, of_column, page, rows

_FILES = {
    "/attach/zhuyu.txt": "示例区社区助浴服务规范起草说明\n一、起草背景\n二、主要内容",
    "/attach/ys2024.txt": "示例区民政局2024年度部门预算\n收入预算 1000 万元\n支出预算 1000 万元",
    "/attach/js2021.txt": "示例区民政局2021年度部门决算\n收入决算 900 万元\n支出决算 900 万元",
    "/attach/sqb.txt": "政府信息公开申请表\n申请人：\n所需信息：",
}
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _home() -> str:
    newest = sorted(content.PIECES, key=lambda one: one.day, reverse=True)[:6]
    season = [one for one in content.PIECES if one.path.startswith("/bzfw/")]
    return page("首页", f"<h2>最新发布</h2>{rows(newest)}<h2>便民服务</h2>{rows(season)}")


def _column(path: str) -> str:
    pieces = [one for one in content.PIECES if one.column == path]
    return page(COLUMNS[path], f"<h1>{COLUMNS[path]}</h1>{rows(pieces)}", of_column(path))


def _plain(title: str, said: str) -> str:
    return page(title, f"<h1>{title}</h1><p>{said}</p>")


def _pages() -> dict[str, str]:
    by_path: dict[str, Piece] = {one.path: one for one in content.PIECES}
    drawn = {path: article(one) for path, one in by_path.items()}
    # A special topic whose foot lacks the filings; its labels name another column and no code.
    topic = meta(ColumnName="通知公告", ColumnType="专题", ColumnDescription="敬老月", ColumnKeywords="敬老")
    drawn["/zt/jly/"] = page(
        "敬老月专题",
        "<h1>敬老月专题</h1><p>十月是敬老月，各街镇开展走访慰问、义诊、助餐体验等活动。</p>",
        topic,
        whole=False,
    )
    return drawn | {
        "/": _home().replace("</main>", '<p><a href="/zt/jly/">敬老月专题</a></p></main>'),
        **{path: _column(path) for path in COLUMNS},
        "/jzxx/": content.board(),
        "/ylzt/": content.library(),
        "/ylzt/tiaoli.html": content.of_library("示例市养老服务条例"),
        "/ylzt/qingdan.html": content.of_library("示例市基本养老服务清单"),
        "/xxgk/zn/": content.guide(),
        "/xxgk/apply.html": _plain("依申请公开在线申请", "请填写申请人信息和所需政府信息的名称、文号或者其他特征。"),
        "/zdjc/": content.decisions(),
        "/zdjc/hy1.html": _plain("公众代表列席局务会", "两位公众代表列席会议，就养老设施布局发表意见。"),
        "/zc/jiucuo.html": _plain("政府网站找错", "请填写页面地址和错误描述。"),
    }


async def _handle(request: web.BaseRequest) -> web.StreamResponse:
    path = request.path
    if path == "/badge.png":
        return web.Response(body=_PNG, content_type="image/png")
    if path in _FILES:
        return web.Response(text=_FILES[path], content_type="text/plain")
    body = _PAGES.get(path) or content.letter(path)
    if body is None:
        return web.Response(status=404, text=_plain("找不到页面", "您访问的页面不存在。"), content_type="text/html")
    return web.Response(text=body, content_type="text/html")


_PAGES = _pages()


@asynccontextmanager
async def serving() -> AsyncIterator[str]:
    """Serve it for as long as the context lasts, on a free port; its address without a trailing slash."""
    async with listening(_handle) as home:
        yield home
