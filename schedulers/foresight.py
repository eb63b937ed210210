"""Columns that are surely drawn by script are shown by the browser beside the sweep, so that nobody waits for them."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from types import TracebackType

from inspection.pictures import Family, Mode
from inspection.records import ListState, Page
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.rendering import Shot, first_look
from spiders.column_earlier import day_in
from spiders.column_order import ColumnOrder, orders_of
from spiders.leave import HaltedError
from spiders.reading.reader import read_page
from spiders.scripted.signs import scripts_of, signs_of
from store.errors import StoreError

_EVERY = 0.25  # seconds between two looks at what the sweep has recorded
MOST = 12  # columns that are shown beside one sweep; the rest follows when it is over


class Foresight:
    """One round's. What it has begun is handed out by `shot`; what nobody asked for is ended with it."""

    def __init__(self, browsed: Browsed) -> None:
        self._browsed = browsed
        self._begun: dict[tuple[str, bool], asyncio.Task[Shot]] = {}
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Foresight:
        if self._browsed.headless.available and self._browsed.plan.crawl.browser != "never":
            self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.end()
        tasks = list(self._begun.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def end(self) -> None:
        """The sweep is over: begin nothing more."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError, HaltedError, StoreError):
                await self._watching
            self._watching = None

    async def shot(self, url: str, *, learn: bool) -> Shot | None:
        """The first look at a column, if it was begun for that purpose. Raises HaltedError, StoreError."""
        task = self._begun.pop((url, learn), None)
        return await task if task is not None else None

    async def _watch(self) -> None:
        browsed = self._browsed
        orders = {o.url: o for o in orders_of(browsed.plan, day_in(browsed.plan, browsed.as_of), browsed.kind)}
        families = await beside(lambda: browsed.store.families(browsed.plan.site.name))
        gate = asyncio.Semaphore(browsed.plan.browser.at_once)
        while orders and len(self._begun) < MOST:
            waiting = list(orders)
            pages = await beside(lambda: browsed.store.pages_at(browsed.round_id, waiting))  # noqa: B023
            for url in pages.keys() & orders.keys():
                order, page = orders.pop(url), pages[url]
                learn = await beside(lambda: self._purpose(order, page, families.get(order.url)))  # noqa: B023
                if learn is not None:
                    self._begun[url, learn] = asyncio.create_task(self._look(order, gate, learn=learn))
            await asyncio.sleep(_EVERY)

    async def _look(self, order: ColumnOrder, gate: asyncio.Semaphore, *, learn: bool) -> Shot:
        async with gate:
            return await first_look(self._browsed, order, learn=learn)

    def _purpose(self, order: ColumnOrder, page: Page, family: Family | None) -> bool | None:
        """Whether the column is to be shown to learn from it, or only for its rows; None where it may not be needed."""
        browsed = self._browsed
        if browsed.plan.crawl.browser == "always":
            return False
        if page.evidence is None or (family is not None and family.mode is Mode.PLAIN):
            return None
        body = browsed.store.evidence.get(page.evidence)
        watch = browsed.kind == "watch"
        if family is not None:
            again = not watch and must_relearn(browsed, family, body)
            return again if again or family.mode is Mode.RENDERED else None
        if not signs_of(body, page.final_url, page.content_type).scripts:
            return None
        reading = read_page(
            body, page.final_url, content_type=page.content_type, today=order.today, kind="list", links=False
        )
        drawn = reading.list_state in {ListState.SCRIPTED, ListState.UNREADABLE}
        return not watch if drawn and not reading.entries and not reading.sources else None


def must_relearn(browsed: Browsed, family: Family, body: bytes) -> bool:
    """Whether the page may draw its rows otherwise by now: by other scripts, or it was learnt long ago."""
    if not browsed.headless.available:
        return False
    if datetime.now(UTC) - family.learnt_at >= browsed.plan.verify_within:
        return True
    return family.recipe.get("scripts") != scripts_of(body)
