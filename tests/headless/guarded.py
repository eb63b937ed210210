"""A plain portal with known faults, with or without a firewall before it."""

from __future__ import annotations

from aiohttp import web

from tests.headless.firewalls import Firewall

COLUMNS = ("tzgg", "zcwj", "gzdt")
ARTICLES = 12  # of each column
_NAV = "".join(f'<a href="/{key}/">栏目{key}</a> ' for key in COLUMNS)


class GuardedPortal:
    """Serves the portal on loopback. Every 5th article links to what is missing; one file is missing, too."""

    def __init__(self, firewall: Firewall | None = None) -> None:
        self.firewall, self.base = firewall, ""
        self._runner: web.AppRunner | None = None

    @property
    def plan(self) -> dict[str, object]:
        """As the office would write it."""
        columns = [{"name": f"栏目{key}", "url": f"/{key}/", "kind": "通知公告", "unit": "办公室"} for key in COLUMNS]
        return {
            "site": {"name": "某某市民政局", "home": f"{self.base}/", "allow_private_hosts": True},
            "crawl": {"delay": 0, "retry_after": "0.05s", "timeout": "5s"},
            "units": ["办公室"],
            "columns": columns,
        }

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        return (
            await self.firewall.guard(request, self._site) if self.firewall is not None else await self._site(request)
        )

    async def _site(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        if path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /secret/\n")
        if path == "/":
            body = f"<h1>首页</h1><a href='/secret/x.html'>内部</a>{_NAV}<p>{'欢迎访问本网站。' * 20}</p>"
            return _page("某某市民政局", body)
        parts = path.strip("/").split("/")
        if parts[0] in COLUMNS and len(parts) == 1:
            rows = (
                f"<li><a href='/{parts[0]}/{n}.html'>关于做好第{n}批{parts[0]}工作有关事项的通知</a>"
                f"<span>2025-03-{n + 1:02}</span></li>"
                for n in reversed(range(ARTICLES))
            )
            return _page(f"栏目{parts[0]}", f"{_NAV}<ul>{''.join(rows)}</ul>")
        if parts[0] in COLUMNS and parts[1].removesuffix(".html").isdecimal():
            number = int(parts[1].removesuffix(".html"))
            if number < ARTICLES:
                return _page(f"第{number}批", _NAV + _article(parts[0], number))
        if parts[0] == "files" and parts[1].startswith("ok"):
            return web.Response(body=b"%PDF-1.4", content_type="application/pdf")
        return web.Response(status=404, text="<title>404</title><h1>404</h1>", content_type="text/html")

    async def __aenter__(self) -> GuardedPortal:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()


def _article(key: str, number: int) -> str:
    gone = f"<a href='/{key}/gone{number}.html'>附表</a>" if number % 5 == 0 else ""
    file = f"<a href='/files/{'ok' if number % 3 else 'lost'}{number}.pdf'>附件</a>"
    text = f"各区民政局：现就{key}第{number}批工作有关事项通知如下。" * 8
    head = f"<h1>关于做好第{number}批{key}工作有关事项的通知</h1><p>发布日期：2025-03-{number + 1:02}</p>"
    return f"{head}<p>{text}</p>{gone}{file}"


def _page(title: str, body: str) -> web.Response:
    html = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return web.Response(text=html, content_type="text/html")
