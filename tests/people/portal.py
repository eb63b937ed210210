"""A small portal on loopback whose faults a test switches on and off between rounds."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WALL = (
    "<html><head><title>访问被拦截</title></head><body><h1>您的请求可能存在威胁，已被网站防火墙拦截</h1>"
    "<p>Web Application Firewall. 请求编号 0a1b2c3d4e5f</p></body></html>"
)
COLUMNS = {"tzgg": "通知公告", "zcwj": "政策文件", "gzdt": "工作动态"}


@dataclass
class Portal:
    """What the portal shows. `dead` are paths that answer 404 while pages still link to them."""

    address: str = ""
    published: str = "2025-03-20"  # date of every article
    dead: dict[str, str] = field(default_factory=dict)  # path of a dead link in its column's list -> its text
    template: str | None = None  # path of a dead link in every page's footer
    down: bool = False  # every answer is 503
    walled: set[str] = field(default_factory=set)  # path prefixes behind the firewall
    broken: set[str] = field(default_factory=set)  # path prefixes that answer 500
    inside: dict[str, str] = field(default_factory=dict)  # article -> a dead link in its text
    robots: str = ""  # what robots.txt forbids
    articles: int = 2

    def answer(self, path: str) -> tuple[int, str]:
        """Status and page."""
        if self.down:
            return 503, "<html><title>503</title><h1>Service Unavailable</h1></html>"
        if any(path.startswith(p) for p in self.walled):
            return 403, WALL
        if any(path.startswith(p) for p in self.broken):
            return 500, "<html><title>500</title><h1>Internal Server Error</h1></html>"
        if path == "/robots.txt":
            return (200, "User-agent: *\n" + self.robots) if self.robots else (404, "none")
        if path == "/":
            links = "".join(f'<li><a href="/{c}/">{n}</a></li>' for c, n in COLUMNS.items())
            return 200, self._page("示例市民政局", f"<ul>{links}</ul><p>{'民政为民、民政爱民。' * 20}</p>")
        part = path.strip("/").split("/")
        if part[0] in COLUMNS and len(part) == 1:
            return 200, self._page(COLUMNS[part[0]] + "_示例市民政局", self._list(part[0]))
        if part[0] in COLUMNS and part[1].startswith("a") and part[1].endswith(".html"):
            return 200, self._article(part[0], part[1])
        return 404, "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"

    def _page(self, title: str, body: str) -> str:
        foot = f'<p><a href="{self.template}">无障碍说明</a></p>' if self.template else ""
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
            f'<p>您的位置：<a href="/">首页</a></p>{body}<div class="foot">{foot}主办：示例市民政局</div></body></html>'
        )

    def _list(self, column: str) -> str:
        rows = [(f"/{column}/a{i}.html", f"关于做好第{i}号{COLUMNS[column]}工作的通知") for i in range(self.articles)]
        shown = "".join(f'<li><a href="{u}" title="{t}">{t}</a><span>{self.published}</span></li>' for u, t in rows)
        dead = "".join(f'<p><a href="{p}">{t}</a></p>' for p, t in self.dead.items() if p.startswith(f"/{column}/"))
        return f'<h2>{COLUMNS[column]}</h2><ul class="list">{shown}</ul><div class="files">{dead}</div>'

    def _article(self, column: str, name: str) -> str:
        number = name[1:-5]
        title = f"关于做好第{number}号{COLUMNS[column]}工作的通知"
        dead = self.inside.get(f"/{column}/{name}")
        link = f'<a href="{dead}">附件</a>' if dead else ""
        text = f"<p>各区民政局：为做好第{number}号工作，现将有关事项通知如下。{'请认真贯彻执行。' * 12}{link}</p>"
        return self._page(
            f"{title}_{COLUMNS[column]}_示例市民政局",
            f"<h1>{title}</h1><div>发布时间：{self.published}</div><div class='content'>{text}</div>",
        )


class Served:
    """The portal behind a real server, for as long as the context lasts."""

    def __init__(self, portal: Portal) -> None:
        shown = portal

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet for each answer
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                status, text = shown.answer(self.path.split("?")[0])
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET  # noqa: N815, the name that the library calls

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._portal = portal

    def __enter__(self) -> Portal:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self._portal.address = f"http://127.0.0.1:{self._server.server_port}"
        return self._portal

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
