"""Other people's websites, on loopback addresses of their own: taken over, parked, and ordinary ones."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType
from typing import Self

from aiohttp import web

ORDINARY = "<p>公司成立于2003年，总部位于上海，主营业务为办公用品和信息化服务，欢迎来电洽谈。</p>" * 4
SITES: dict[str, tuple[bool, str, str]] = {
    "casino": (
        True,
        "新葡京娱乐场_澳门真人百家乐_官方网站",
        "<h1>澳门新葡京</h1><p>真人百家乐 AG视讯 老虎机 时时彩 注册送彩金 在线投注</p>" * 3,
    ),
    "parked": (
        True,
        "example-shop.com 域名出售",
        "<h1>该域名正在出售</h1><p>This domain is for sale. 如有意购买请联系。</p>",
    ),
    "expired": (True, "域名已过期", "<h1>您访问的域名已过期</h1><p>如您是域名持有人，请尽快联系注册商续费。</p>"),
    "porn": (
        True,
        "成人视频在线观看_无码高清_免费av",
        "<p>成人电影 无码专区 激情视频 av在线 强奸乱伦 色情直播</p>" * 3,
    ),
    "forged": (True, "办证_刻章_专业办理各类证件", "<p>专业办证刻章，办假证、毕业证、学历证，代开发票，联系QQ</p>" * 3),
    "private": (True, "新开传奇私服_热血传奇sf发布网", "<p>新开传奇私服 传奇sf 变态版 上线送元宝 今日新开一秒</p>" * 4),
    "turned": (True, "跳转中", "<script>location.href='/casino/'</script>"),
    "shop": (False, "某某商贸有限公司", f"<h1>产品中心</h1>{ORDINARY}"),
    "registrar": (
        False,
        "某某互联-域名注册,域名交易,云服务器",
        f"<h1>域名注册</h1><p>域名注册、域名交易、网站备案、域名过户一站式服务</p>{ORDINARY}",
    ),
    "police": (
        False,
        "网警提示：远离网络赌博",
        f"<h1>远离网络赌博</h1><p>百家乐、老虎机、时时彩均属赌博，切勿参与。</p>{ORDINARY}",
    ),
    "hotel": (
        False,
        "澳门某某娱乐酒店预订",
        f"<h1>酒店预订</h1><p>澳门酒店、餐饮、会展、亲子娱乐，官方预订立享优惠</p>{ORDINARY}",
    ),
    "lottery": (
        False,
        "中国福利彩票发行中心",
        f"<h1>开奖公告</h1><p>双色球、3D、快乐8开奖公告，公益金使用情况</p>{ORDINARY}",
    ),
    "games": (
        False,
        "某某游戏-传奇类手游官方网站",
        f"<h1>游戏中心</h1><p>正版授权，适龄提示，防沉迷系统</p>{ORDINARY}",
    ),
    "clinic": (False, "某某医院男科妇科", f"<h1>科室介绍</h1><p>妇产科、男科、性病防治、成人疫苗接种</p>{ORDINARY}"),
    "stamps": (
        False,
        "某某印章-公安备案刻章",
        f"<h1>刻章服务</h1><p>公安备案，公章、财务章刻制，持营业执照办理</p>{ORDINARY}",
    ),
}
PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title></head><body>{}</body></html>'


class Outside:
    """Each site at http://127.0.0.N:port/ with a host of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def address(self, name: str) -> str:
        return f"http://127.0.0.{list(SITES).index(name) + 20}:{self.port}/"

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/{rest:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "0.0.0.0", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    async def _handle(self, request: web.Request) -> web.Response:
        number = int(request.host.split(":")[0].rsplit(".", 1)[1]) - 20
        names = list(SITES)
        name = names[number] if 0 <= number < len(names) else "shop"
        if request.path == "/casino/":
            name = "casino"
        if request.path.startswith("/partner"):
            name = "shop"
        return web.Response(text=PAGE.format(SITES[name][1], SITES[name][2]), content_type="text/html")
