"""A column whose rows a script fetches, a browser that is only imagined, and one round's stage over them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from aiohttp import web

from inspection.pictures import Mode
from inspection.plan_file import parse_plan
from inspection.records import ColumnReading, ColumnState
from schedulers.browsed import Browsed
from schedulers.headless import Headless
from schedulers.scripted import read_scripted
from spiders.fetch import Fetcher
from spiders.headless.tasks import Answer, Kind
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.store import Store
from tests.spiders.server import Site

AS_OF = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
SIZE = 4
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.01s, looks: 2, timeout: 2s, browser: {browser}}}
units: [办公室]
columns: [{{name: 通知公告, url: /tzgg/, kind: 通知公告, unit: 办公室}}]
"""
SHELL = '<title>通知公告</title><div id="app"></div><script src="/js/app.{n}.js"></script>'


@dataclass
class Office:
    """A column whose rows a script fetches, and a browser that is only imagined."""

    site: Site
    store: Store
    rows: list[int] = field(default_factory=lambda: list(range(30, 19, -1)))
    says: str = ""  # what the page shows in the place of rows
    browser: str = "auto"
    available: bool = True
    looks: int = 0
    rounds: int = 0

    def open(self) -> None:
        self.site.page("/", '<title>首页</title><a href="/tzgg/">通知公告</a>')
        self.shell(1)
        for path in [f"/api/list?page={n}&size={SIZE}" for n in range(1, 9)]:
            self.site.answers[path] = self._answer
        for number in range(1, 60):
            self.site.page(f"/d/{number}.html", f"<title>{self.title(number)}</title><p>正文{number}</p>")

    def shell(self, version: int) -> None:
        self.site.page("/tzgg/", SHELL.format(n=version))

    def source(self, body: str, status: int) -> None:
        for path in [path for path in self.site.answers if "/api/" in path]:
            self.site.page(path, body, status, kind="application/json")

    async def _answer(self, request: web.Request) -> web.Response:
        return web.Response(body=self.page(int(request.query["page"])), content_type="application/json")

    def page(self, number: int) -> bytes:
        here = self.rows[(number - 1) * SIZE : number * SIZE]
        rows = [{"id": n, "docTitle": self.title(n), "pubDate": str(self.day(n))} for n in here]
        return json.dumps({"data": {"rows": rows, "total": len(self.rows)}}).encode()

    @staticmethod
    def title(number: int) -> str:
        return f"关于第{number}批养老服务机构名单的公告"

    @staticmethod
    def day(number: int) -> date:
        return date(2026, 11, 20) - timedelta(days=2 * (60 - number))

    async def ask(self, kind: Kind, url: str, *, seconds: float, light: bool, options: Mapping[str, Any]) -> Answer:
        """What the browser's process would answer of its list's first pages."""
        assert kind is Kind.LIST
        assert light
        self.looks += 1
        many = min(-(-len(self.rows) // SIZE), int(options.get("each") or 99)) if options["follow"] else 1
        snapshots: list[dict[str, Any]] = []
        exchanges: list[dict[str, Any]] = []
        for number in range(1, max(many, 1) + 1):
            items = [
                f'<li><a href="/d/{n}.html">{self.title(n)}</a><span>{self.day(n)}</span></li>'
                for n in self.rows[(number - 1) * SIZE : number * SIZE]
            ]
            body = f"<title>通知公告</title><div id=app><ul class=list>{''.join(items)}</ul>{self.says}</div>"
            how = "first" if number == 1 else f"page {number}"
            snapshots.append({"digest": self.store.evidence.put(body.encode()), "url": url, "how": how})
            digest = self.store.evidence.put(self.page(number))
            asked = f"{self.site.base}/api/list?page={number}&size={SIZE}"
            exchanges.append(
                {"url": asked, "method": "GET", "sent": None, "request_headers": {}, "status": 200, "at": number - 1}
                | {"answered": "application/json", "digest": digest, "content_type": ""}
            )
        ended = "end" if many * SIZE >= len(self.rows) else "max-pages"
        facts: dict[str, Any] = {"snapshots": snapshots, "exchanges": exchanges, "presses": [], "ended": ended}
        return Answer(id=1, status=200, facts=facts)

    async def read(self, kind: str = "full") -> ColumnReading | None:
        """One round's stage, after a sweep and a plain reading that saw only the shell."""
        self.rounds += 1
        self.site.asked.clear()
        text = PLAN.format(base=self.site.base, browser=self.browser)
        plan, at = parse_plan(text), AS_OF + timedelta(minutes=self.rounds)
        self.store.record_plan(plan.site.name, "d", text, at)
        round_id = self.store.begin_round(
            site=plan.site.name, kind=kind, as_of=at, plan_digest="d", started_at=at, base=None
        )
        async with AsyncExitStack() as stack:
            fetcher = await stack.enter_async_context(Fetcher(FetchPolicy.of(plan)))
            recorder = Recorder(self.store, round_id)
            stack.push_async_callback(recorder.end)
            sweep = Sweep(plan, fetcher.policy, fetcher, recorder)
            settle = Settlement(sweep).run
            await sweep.run([f"{self.site.base}/tzgg/"])
            await settle()
            shell = ColumnReading("通知公告", f"{self.site.base}/tzgg/", ColumnState.UNREADABLE, "scripted")
            self.store.record_reading(round_id, shell)
            browsed = Browsed(plan, self.store, round_id, kind, at, sweep, cast(Headless, self))
            await read_scripted(browsed, settle)
        return self.store.readings(round_id).get("通知公告")

    @property
    def mode(self) -> Mode | None:
        family = self.store.families("甲市民政局").get(f"{self.site.base}/tzgg/")
        return family.mode if family is not None else None

    def has(self, reading: ColumnReading | None) -> bool:
        """Whether all rows were read, in their order."""
        assert reading is not None
        said = [(a.title, a.url, a.published_at) for a in reading.articles]
        return said == [(self.title(n), f"{self.site.base}/d/{n}.html", self.day(n)) for n in self.rows]
