"""A portal whose articles, and perhaps whose home page, scripts draw; and the same portal in plain HTML."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import dataclass

from aiohttp import web

COLUMNS = {"tzgg": "通知公告", "zcwj": "政策文件", "zcjd": "政策解读"}
ARTICLES = 6  # of each column
_WAYS = ("query", "path", "hex")
_DATA = ("get", "post-json", "post-form", "path", "veiled")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the portal is built."""

    way: str = "query"  # how an article's address names it
    data: str = "get"
    framed: bool = True  # the shell carries the site's head and foot
    home_drawn: bool = False
    external: bool = False  # the script is a file
    delay: int = 0  # milliseconds before the article is drawn
    scripted: bool = True


def manner(seed: int) -> Manner:
    """One of many."""
    rng = random.Random(f"drawn-{seed}")
    return Manner(
        rng.choice(_WAYS),
        rng.choice(_DATA),
        rng.random() < 0.6,
        rng.random() < 0.5,
        rng.random() < 0.5,
        rng.choice((0, 0, 300, 1500)),
    )


class DrawnSite:
    """Serves it on loopback. Some articles link to what is missing; one row's article does not exist."""

    def __init__(self, manner: Manner) -> None:
        self.manner, self.base = manner, ""
        self.asked: list[str] = []
        self._runner: web.AppRunner | None = None
        self._names = {self._name(key, n): (key, n) for key in COLUMNS for n in range(ARTICLES)}

    @property
    def plan(self) -> dict[str, object]:
        """As the office would write it."""
        columns = [{"name": name, "url": f"/{key}/", "kind": name, "unit": "办公室"} for key, name in COLUMNS.items()]
        return {
            "site": {"name": "某某市民政局", "home": f"{self.base}/", "allow_private_hosts": True},
            "crawl": {"delay": 0, "retry_after": "0.05s", "timeout": "5s"},
            "browser": {"pages": 0, "pictures": 0},
            "units": ["办公室"],
            "columns": columns,
            "interpretation": {
                "policies": ["政策文件"],
                "interpretations": ["政策解读"],
                "within": "3 workdays",
                "since": "2024-01-01",
            },
        }

    def address(self, key: str, number: int) -> str:
        """Of an article, as a path."""
        name = self._name(key, number)
        return {"query": f"/detail.html?id={name}", "path": f"/article/{name}", "hex": f"/c/{name}.html"}[
            self.manner.way
        ]

    def _name(self, key: str, number: int) -> str:
        at = 1000 + 100 * list(COLUMNS).index(key) + number
        return f"{at * 7919:032x}" if self.manner.way == "hex" else str(at)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        path, made = request.path, self.manner
        if path == "/":
            links = "".join(f"<a href='/{key}/'>{name}</a> " for key, name in COLUMNS.items())
            links += "<a href='/about/'>关于我们</a> <a href='/lost-page/'>旧栏目</a> <a href='/map/'>网站地图</a>"
            if not (made.home_drawn and made.scripted):
                return _page("某某市民政局", f"<h1>某某市民政局</h1>{links}<p>{'欢迎访问。' * 20}</p>")
            drawn = f"<h1>某某市民政局</h1>{links}<p>{'欢迎访问。' * 20}</p>"
            return _page("某某市民政局", f"<div id=app></div><script>{_draw(json.dumps(drawn), 200)}</script>")
        if path in {"/about/", "/map/"}:
            return _page("关于我们", f"{_HEAD}<p>{path}{'本局主管民政工作。' * 20}</p>{_FOOT}")
        key = path.strip("/")
        if key in COLUMNS:
            return _page(COLUMNS[key], f"{_HEAD}<ul>{self._rows(key)}</ul>{_FOOT}")
        if path == "/js/detail.js":
            return web.Response(text=self._script(), content_type="application/javascript")
        if path.startswith("/api/"):
            return await self._data(request)
        name = self._named(request)
        if name is None:
            return web.Response(status=404, text="<title>404</title><h1>404</h1>", content_type="text/html")
        if made.scripted:
            script = '<script src="/js/detail.js"></script>' if made.external else f"<script>{self._script()}</script>"
            head, foot = (_HEAD, _FOOT) if made.framed else ("", "")
            return _page("详情", f"{head}<div id=app></div>{foot}{script}")
        if name not in self._names:
            return web.Response(status=404, text="<title>404</title><h1>404</h1>", content_type="text/html")
        title, day, body = self.article(*self._names[name])
        return _page(title, f"{_HEAD}<h1>{title}</h1><p>发布时间：{day}</p><div class=zw>{body}</div>{_FOOT}")

    def _named(self, request: web.Request) -> str | None:
        way, path = self.manner.way, request.path
        if way == "query" and path == "/detail.html":
            return request.query.get("id", "")
        if way == "path" and path.startswith("/article/"):
            return path.removeprefix("/article/")
        if way == "hex" and path.startswith("/c/") and path.endswith(".html"):
            return path.removeprefix("/c/").removesuffix(".html")
        return None

    def _rows(self, key: str) -> str:
        rows = [(self.address(key, n), self.article(key, n)) for n in reversed(range(ARTICLES))]
        made = [f"<li><a href='{url}'>{said[0]}</a><span>{said[1]}</span></li>" for url, said in rows]
        if key == "tzgg":
            made.append(f"<li><a href='{self.address(key, 77)}'>关于旧事项的公告</a><span>2024-01-09</span></li>")
        return "".join(made)

    def article(self, key: str, number: int) -> tuple[str, str, str]:
        """Title, day, body."""
        day = f"2025-02-{number + 10:02}"
        policy = f"某某市社会救助第{number}号管理办法"
        title = f"关于《{policy}》的解读" if key == "zcjd" else f"关于印发《{policy}》的通知"
        if key == "tzgg":
            title = f"关于第{number}批补贴发放情况的公告"
        lost = f"<a href='/files/lost-{key}{number}.pdf'>附件2</a>" if number % 2 else ""
        link = f"<a href='{self.address('zcwj', number)}'>{policy}</a>" if key == "zcjd" else ""
        text = f"<p>{key}第{number}号：" + "现将有关事项通知如下，请各区民政局认真贯彻执行。" * 6 + "</p>"
        return title, day, f"{text}{link}<a href='/files/ok{number}.pdf'>附件1</a>{lost}"

    async def _data(self, request: web.Request) -> web.StreamResponse:
        way = self.manner.data
        if way == "post-json":
            name = str((await request.json()).get("articleId"))
        elif way == "post-form":
            name = str((await request.post()).get("articleId"))
        elif way == "path":
            name = request.path.rpartition("/")[2].removesuffix(".json")
        else:
            name = request.query.get("articleId", "")
        if name not in self._names:
            return web.json_response({"code": 404, "msg": "not found", "data": None})
        title, day, body = self.article(*self._names[name])
        body = base64.b64encode(body.encode()).decode() if way == "veiled" else body
        return web.json_response(
            {"code": 0, "data": {"id": name, "title": title, "pubDate": f"{day} 09:00:00", "content": body}}
        )

    def _script(self) -> str:
        way = {
            "query": "new URLSearchParams(location.search).get('id')",
            "path": "location.pathname.split('/').pop()",
            "hex": "location.pathname.split('/').pop().replace('.html','')",
        }[self.manner.way]
        typed = "headers:{'Content-Type':'application/json'}"
        ask = {
            "get": "fetch('/api/article?articleId='+id)",
            "veiled": "fetch('/api/article?articleId='+id)",
            "path": "fetch('/api/article/'+id+'.json')",
            "post-json": f"fetch('/api/article',{{method:'POST',{typed},body:JSON.stringify({{articleId:id}})}})",
            "post-form": "fetch('/api/article',{method:'POST',body:new URLSearchParams({articleId:id})})",
        }[self.manner.data]
        content = "a.content"
        if self.manner.data == "veiled":
            content = "new TextDecoder().decode(Uint8Array.from(atob(a.content),function(c){return c.charCodeAt(0)}))"
        show = (
            "var t=document.getElementById('app');"
            "if(!a){t.innerHTML='<h2>该文章不存在或已被删除</h2>';return}"
            "document.title=a.title;"
            "t.innerHTML='<h1>'+a.title+'</h1><p>发布时间：'+a.pubDate+'</p><div class=zw>'+"
            f"{content}+'</div>'"
        )
        return (
            f"var id={way};setTimeout(function(){{{ask}.then(function(r){{return r.json()}})"
            f".then(function(d){{var a=d.data;{show}}})}},{self.manner.delay});"
        )

    async def __aenter__(self) -> DrawnSite:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._files)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def _files(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/files/ok"):
            return web.Response(body=b"%PDF-1.4", content_type="application/pdf")
        return await self._handle(request)

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()


_HEAD = "<div class=head><a href='/'>首页</a><a href='/tzgg/'>通知公告</a><a href='/about/'>关于我们</a></div>"
_FOOT = "<div class=foot>主办单位：某某市民政局 网站标识码3100000061 联系电话12345</div>"


def _draw(markup: str, delay: int) -> str:
    return f"setTimeout(function(){{document.getElementById('app').innerHTML={markup}}},{delay})"


def _page(title: str, body: str) -> web.Response:
    html = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return web.Response(text=html, content_type="text/html")
