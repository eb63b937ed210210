"""A platform of services on loopback, in 一网通办's place: items drawn by server and by script, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

NAMES = {
    "1": "养老服务补贴",
    "2": "上海市困难残疾人生活补贴（申请）",
    "3": "养老机构设立备案",
    "4": "养老机构注销备案",
    "5": "食品经营许可证核发",
    "6": "居住证积分申请",
}
_HEAD = "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{title}</title></head><body>"
_NAV = "<div class=top>上海一网通办 <a href='/login'>登录</a> <a href='/'>首页</a> <a href='/help'>帮助</a></div>"
_FOOT = "<div class=foot>主办单位：市政府办公厅　如页面无法显示，请联系 12345</div>"
_FIELDS = (
    "<table><tr><th>事项名称</th><td>{name}</td></tr><tr><th>办件类型</th><td>承诺件</td></tr>"
    "<tr><th>受理条件</th><td>符合规定的对象</td></tr>"
    "<tr><th>申请材料</th><td>申请表</td></tr></table><a href=#>在线办理</a>"
)
_SPA = """<div id=app>数据加载中…</div><script>
(async () => {
  const id = new URLSearchParams(location.hash.split("?")[1] || "").get("id");
  const answer = await (await fetch("/api/item?id=" + id)).json();
  const app = document.getElementById("app");
  app.innerHTML = answer.data
    ? "<h2>" + answer.data.name + "</h2><p>办理条件</p><p>符合规定的对象</p>"
      + "<p>所需材料</p><p>申请表</p><p>咨询电话</p><button>立即办理</button>"
    : "<div class=empty><p>抱歉，" + answer.message + "</p></div>";
})();
</script>"""
_FORM = "<h1>统一身份认证平台</h1><form>账号<input name=u>密码<input type=password name=p><button>登录</button></form>"


def _html(title: str, body: str, status: int = 200) -> web.Response:
    text = _HEAD.format(title=title) + _NAV + body + _FOOT
    return web.Response(text=text, content_type="text/html", status=status)


@asynccontextmanager
async def platform() -> AsyncIterator[str]:
    """Gives its host, 127.0.0.1:PORT. What is not known is refused with 404."""
    # pages by path; items are /item?id=N (by server) and /spa/#/item?id=N (by script)

    async def handle(request: web.Request) -> web.StreamResponse:
        path, number = request.path, request.query.get("id", "")
        if path == "/":
            return _html("一网通办 首页", "<h1>一网通办</h1>" + "".join(f"<p>热门服务{n}</p>" for n in range(9)))
        if path == "/item" and number in NAMES:
            return _html(f"{NAMES[number]}-一网通办", f"<h1>{NAMES[number]}</h1>" + _FIELDS.format(name=NAMES[number]))
        if path == "/item":  # taken off: back to the front
            raise web.HTTPFound("/")
        if path == "/spa/":
            return _html("上海一网通办", _SPA)
        if path == "/api/item":
            await asyncio.sleep(6 if number == "6" else 0)
            known = {"name": NAMES[number]} if number in NAMES else None
            answer = {"data": known, "message": "该事项不存在或已下架"}
            return web.Response(text=json.dumps(answer), content_type="application/json")
        if path == "/apply":
            raise web.HTTPFound(f"/sso/auth?service=/apply?id={number}")
        if path == "/sso/auth":
            raise web.HTTPFound("/sso/login?service=/apply")
        if path == "/sso/login":
            return _html("登录", _FORM)
        if path == "/works":
            return _html("公告", "<h1>系统维护公告</h1><p>平台正在进行升级维护，给您带来不便，敬请谅解。</p>")
        if path == "/broken":
            return _html("提示", "<div><h2>系统异常，请稍后再试</h2></div>")
        if path == "/blank":
            return web.Response(text=_HEAD.format(title="") + "<div id=app></div>", content_type="text/html")
        return web.Response(text="404 Not Found", status=404)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
