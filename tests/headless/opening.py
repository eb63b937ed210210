"""Pages opened for one task's module by hand, without the process: watched as the process watches them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser

from inspection.findings import Json
from spiders.headless.opened import Opened
from spiders.headless.tasks import Kind, Task
from spiders.headless.watch import Watch


@dataclass(slots=True)
class Kept:
    """An evidence store in memory."""

    bodies: dict[str, bytes] = field(default_factory=dict)

    def keep(self, body: bytes) -> str:
        digest = hashlib.sha256(body).hexdigest()
        self.bodies[digest] = body
        return digest


@asynccontextmanager
async def opened(
    browser: Browser,
    url: str,
    kept: Kept,
    kind: Kind = Kind.LIST,
    options: Mapping[str, Json] | None = None,
    seconds: float = 60,
) -> AsyncIterator[Opened]:
    """The page at `url`, as a task's module is handed it."""
    task = Task(id=1, kind=kind, url=url, seconds=seconds, options=options or {})
    context = await browser.new_context(ignore_https_errors=True, service_workers="block")
    try:
        page = await context.new_page()
        watch = Watch(page, lambda host, port: None)
        watch.begin()
        answer = await page.goto(url, wait_until="domcontentloaded")
        yield Opened(
            task, page, answer.status if answer else None, dict(answer.headers) if answer else {}, kept.keep,
            exchanges=watch.exchanges, errors=watch.errors, popups=watch.popups,
            until=time.monotonic() + seconds, reading=watch.reading,
        )  # fmt: skip
    finally:
        await context.close()
