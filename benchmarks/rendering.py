"""What columns drawn by script cost a round, as ratios to the same portal with plain lists: first and second round.

`python -m benchmarks.rendering [PAGES]`: prints Markdown. The portal is served on loopback by a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import platform
import re
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from inspection.plan_file import parse_plan
from schedulers.round import Order, run_round
from store.store import Store

PAGES, COLUMNS, SCRIPTED, SIZE, TIMES = 500, 12, 3, 15, 3
AS_OF = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
PLAN = """
site: {{name: 基准市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: {delay}, concurrency: 8, retry_after: 0.1s}}
browser: {{pages: 0, pictures: 0}}
units: [办公室]
columns:
{columns}
"""
SCRIPT = """<script>var page = 1;
function draw(n) { var x = new XMLHttpRequest(); x.open('POST', '/data/list.do');
  x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
  x.onload = function () { var d = JSON.parse(x.responseText).data; page = n;
    document.getElementById('list').innerHTML = d.rows.map(function (r) {
      return '<li><a href="/a/' + r.id + '.html">' + r.bt + '</a><span>' + r.day + '</span></li>'; }).join('');
    document.getElementById('next').className = n * %d >= d.total ? 'disabled' : ''; };
  x.send('channel=%d&pageNo=' + n); }
function next() { if (document.getElementById('next').className === '') { draw(page + 1); } }
draw(1);</script><div class="pagination"><a id="next" href="javascript:next()">下一页</a></div>"""


def rows_of(column: int, pages: int) -> list[dict[str, Any]]:
    """The column's articles, newest first."""
    each = pages // COLUMNS
    first = AS_OF.date()
    return [
        {
            "id": column * 1000 + at,
            "bt": f"关于第{column}类第{at}批办理事项的通知",
            "day": str(first - timedelta(days=at)),
        }
        for at in range(each)
    ]


def serve(pages: int, scripted: int, port: Any) -> None:
    """The portal; for a process of its own."""
    lists = [rows_of(column, pages) for column in range(COLUMNS)]
    text = "<p>" + "民政事务办理情况说明。" * 200 + "</p>"

    async def handle(request: web.Request) -> web.Response:
        path = request.path
        if path == "/":
            links = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(COLUMNS))
            return page(f"<ul>{links}</ul>")
        if path == "/data/list.do":
            asked = parse_qs(await request.text())
            rows, at = lists[int(asked["channel"][0])], (int(asked["pageNo"][0]) - 1) * SIZE
            said = {"data": {"rows": rows[at : at + SIZE], "total": len(rows)}}
            return web.Response(body=json.dumps(said, ensure_ascii=False).encode(), content_type="application/json")
        if path.startswith("/c"):
            return column(path)
        if not re.fullmatch(r"/a/\d+\.html", path):
            return web.Response(status=404, text="<title>404</title>", content_type="text/html")
        return page(f"<h1>关于{path[3:-5]}的通知</h1><p>发布日期：2026-11-01</p>{text}")

    def column(path: str) -> web.Response:
        match = re.fullmatch(r"/c(\d+)/(?:index_(\d+)\.html)?", path)
        if match is None or int(match[1]) >= COLUMNS:
            return web.Response(status=404, text="<title>404</title>", content_type="text/html")
        number, at = int(match[1]), int(match[2] or 0)
        if number < scripted:
            return page(f'<ul id="list" class="list"></ul>{SCRIPT % (SIZE, number)}')
        rows = lists[number]
        items = "".join(
            f'<li><a href="/a/{r["id"]}.html">{r["bt"]}</a><span>{r["day"]}</span></li>'
            for r in rows[at * SIZE : (at + 1) * SIZE]
        )
        more = f'<a href="/c{number}/index_{at + 1}.html">下一页</a>' if (at + 1) * SIZE < len(rows) else ""
        return page(f'<ul class="list">{items}</ul><div class="pagination">{more}</div>')

    def page(inner: str) -> web.Response:
        html = f"<!doctype html><html><head><title>基准市民政局</title></head><body>{inner}</body></html>"
        return web.Response(body=html.encode(), content_type="text/html", charset="utf-8")

    async def run() -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handle)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.put(urlsplit(f"http://127.0.0.1:{runner.addresses[0][1]}").port)
        await asyncio.Event().wait()

    asyncio.run(run())


async def rounds(base: str, folder: Path, delay: float) -> list[tuple[float, int, int]]:
    """Two full rounds after each other: seconds, requests, and rows read in the scripted columns' places."""
    columns = "\n".join(f"  - {{name: 栏目{n}, url: /c{n}/, kind: 通知公告, unit: 办公室}}" for n in range(COLUMNS))
    text = PLAN.format(base=base, columns=columns, delay=delay)
    found = []
    for number in range(2):
        url = f"sqlite:///{folder}/bench.db"
        began = time.monotonic()
        with Store.open(url) as store:
            outcome = await run_round(
                Order(parse_plan(text), text, "full", AS_OF + timedelta(hours=number)), store, url
            )
            seconds = time.monotonic() - began
            readings = store.readings(outcome.facts.id)
            rows = sum(len(readings[f"栏目{n}"].articles) for n in range(SCRIPTED))
        found.append((seconds, outcome.facts.requests, rows))
    return found


def measured(pages: int, scripted: int, delay: float) -> list[tuple[float, int, int]]:
    """Two rounds over a fresh portal."""
    port: Any = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(pages, scripted, port), daemon=True)
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            return asyncio.run(rounds(f"http://127.0.0.1:{port.get()}", Path(folder), delay))
    finally:
        server.terminate()
        server.join()


def main() -> None:
    """Measure, alternating, and print medians."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    print(f"{pages} pages, {SCRIPTED} of {COLUMNS} columns drawn by script; medians of {TIMES}")
    machine, python = platform.processor() or platform.machine(), platform.python_version()
    print(f"{machine}, {multiprocessing.cpu_count()} CPUs, Python {python}")
    print(", ".join(f"{name} {version(name)}" for name in ("scrapy-playwright", "playwright", "aiohttp")), "\n")
    print("| delay | round | plain s | scripted s | ratio | rows plain / scripted |\n|---|---|---|---|---|---|")
    for delay in (0.0, 0.02):
        plain, scripted = [], []
        for _ in range(TIMES):
            plain.append(measured(pages, 0, delay))
            scripted.append(measured(pages, SCRIPTED, delay))
        for number, name in enumerate(("first", "second")):
            one = statistics.median(run[number][0] for run in plain)
            other = statistics.median(run[number][0] for run in scripted)
            rows = f"{plain[0][number][2]} / {scripted[0][number][2]}"
            print(f"| {delay} | {name} | {one:.1f} | {other:.1f} | {other / one:.2f} | {rows} |", flush=True)


if __name__ == "__main__":
    main()
