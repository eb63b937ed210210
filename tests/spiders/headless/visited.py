"""Pages as the browser's process hands them to a task, without the process: for tests of what is measured."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, Request, Response

from inspection.findings import Json
from inspection.visits import PageFacts, View, Visit, page_facts
from spiders.headless.opened import Exchange, Opened
from spiders.headless.tasks import Kind, Task
from spiders.headless.visiting import carry_out

_PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
_DESK = {"viewport": {"width": 1280, "height": 900}}


class Looker:
    """Opens addresses in a browser that is shared, each in a context of its own."""

    def __init__(self, browser: Browser, **context: Any) -> None:
        self.browser, self.context = browser, context
        self.kept: dict[str, bytes] = {}
        self.answer: dict[str, Json] = {}  # of the last look

    async def look(self, url: str, *, phone: bool = False, **options: Json) -> PageFacts:
        """What carry_out makes of the page."""
        task = Task(id=1, kind=Kind.VISIT, url=url, phone=phone, options={"axe": False, "picture": False} | options)
        async with self._opened(task) as opened:
            self.answer = await carry_out(opened)
        from datetime import UTC, datetime

        return page_facts(Visit(url, View.DESK, datetime(2026, 1, 1, tzinfo=UTC), "round", facts=self.answer))

    def _keep(self, body: bytes) -> str:
        digest = hashlib.sha256(body).hexdigest()
        self.kept[digest] = body
        return digest

    @asynccontextmanager
    async def _opened(self, task: Task) -> AsyncIterator[Opened]:
        shape: Mapping[str, Any] = _PHONE if task.phone else _DESK
        context = await self.browser.new_context(**shape, locale="zh-CN", bypass_csp=False, **self.context)
        page = await context.new_page()
        opened = Opened(task, page, None, {}, self._keep, until=time.monotonic() + task.seconds)
        watch(page, opened)
        answer = await page.goto(task.url, wait_until="domcontentloaded")
        opened.status = answer.status if answer else None
        try:
            yield opened
        finally:
            await context.close()


def watch(page: Page, opened: Opened) -> None:
    """Note what the page asks for, and what goes wrong in it."""
    known: dict[Request, Exchange] = {}

    def began(request: Request) -> None:
        known[request] = Exchange(request.url, request.method, request.resource_type, 0.0)
        opened.exchanges.append(known[request])

    def answered(response: Response) -> None:
        known[response.request].status = response.status

    def failed(request: Request) -> None:
        known[request].error = request.failure or "failed"

    async def dismiss(dialog: Any) -> None:
        await dialog.dismiss()

    page.on("request", began)
    page.on("response", answered)
    page.on("requestfailed", failed)
    page.on("dialog", dismiss)
    page.on("popup", lambda popup: popup.close())
    page.on("pageerror", lambda error: opened.errors.append(told(error)))


def told(error: Any) -> dict[str, str]:
    """An uncaught error: its message, and the script that its stack names."""
    import re

    place = re.search(r"(https?://[^\s)]+?):(\d+):\d+", error.stack or "")
    return {"message": error.message, "source": place[1] if place else "", "line": place[2] if place else ""}
