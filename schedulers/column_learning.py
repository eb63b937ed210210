"""The rows of one column: from its source, where one is known; else shown by the browser, and learnt from that."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace
from datetime import UTC, datetime

from inspection.findings import Json
from inspection.pictures import Family, Mode
from inspection.records import ColumnState, Entry, ListState, day_of
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.candidates import Candidate
from schedulers.foresight import Foresight, must_relearn
from schedulers.rendering import FEW_PAGES, FEW_SECONDS, Shot, first_look, show
from schedulers.sourcing import Sourcing
from spiders import logs
from spiders.reading.dates import SHANGHAI
from spiders.reading.reader import read_page
from spiders.scripted.learning import Page, learn_recipes, stands_in
from spiders.scripted.recipes import Recipe
from spiders.scripted.rows import Shown
from spiders.scripted.signs import scripts_of
from spiders.scripted.walking import Rows

log = logs.get(__name__)

_SPEAKS_OF_PAGES = re.compile(r"下一?页|尾页|末页|共\d+[页条]|更多|pagination|el-pager|laypage|pager", re.I)
MOST_LINKED_PAGES = 20  # list pages that ordinary links lead to, each drawn by script


class Learner:
    """One round's. What it learns of a family is in the store at once."""

    def __init__(self, browsed: Browsed, foresight: Foresight | None = None) -> None:
        """`foresight` has what was begun beside the sweep."""
        self._browsed, self._foresight = browsed, foresight
        self._sourcing = Sourcing(browsed)

    async def rows_of(self, one: Candidate) -> Rows | None:
        """The column's rows; None where they cannot be had, or where plain reading had them. Raises HaltedError."""
        family = one.family
        if one.page is None:
            return None
        own = await asyncio.to_thread(self._own, one)
        always = self._browsed.plan.crawl.browser == "always"
        if family is not None and family.mode is Mode.SOURCE and not always and not self._must_relearn(one, family):
            recipe = Recipe.of(family.recipe)
            rows = await self._source(one, recipe, own) if recipe is not None else None
            whole = self._browsed.kind != "watch"  # a first page need not have the newest row
            if rows is not None and not (whole and _went_back(family, rows)):
                kept = {**family.recipe, **(_newest(rows, one) if whole else {})}
                await self._remember(replace(family, recipe=kept, tried_at=_now(), failures=0))
                return rows
            log.info("栏目的数据接口没有像以前那样应答，改用浏览器", column=one.order.column)
            await self._remember(replace(family, failures=family.failures + 1, tried_at=_now()))
        if not self._browsed.headless.available:
            return None
        known = family is not None and family.mode is Mode.RENDERED and not self._must_relearn(one, family)
        return await self._shown(one, own, learn=not (always or known))

    def _must_relearn(self, one: Candidate, family: Family) -> bool:
        """A watch round learns nothing."""
        if self._browsed.kind == "watch" or one.page is None:
            return False
        return must_relearn(self._browsed, family, one.page.body)

    def _own(self, one: Candidate) -> tuple[Entry, ...]:
        """The rows that the page has without any script."""
        page = one.page
        if page is None:
            return ()
        today = one.order.today
        reading = read_page(page.body, page.url, content_type=page.content_type, today=today, kind="list", links=False)
        return reading.entries

    async def _source(self, one: Candidate, recipe: Recipe, own: tuple[Entry, ...]) -> Rows | None:
        order = one.order
        first = self._browsed.kind == "watch"
        return await self._sourcing.rows(recipe, order.url, own, order.today, order.max_pages, first=first)

    async def _shown(self, one: Candidate, own: tuple[Entry, ...], *, learn: bool) -> Rows | None:
        follow = self._browsed.kind != "watch"
        learn = learn and follow
        shot = await self._show(one, learn=learn)
        if not shot.entries:
            return await self._nothing(one, shot)
        if learn:
            if self._is_plain(one, shot, own):
                await self._keep(one, Mode.PLAIN, "浏览器显示的没有比直接读取的更多")
                return None if one.reading is not None and one.reading.state is ColumnState.READ else shot.rows()
            if (rows := await self._learn(one, shot, own)) is not None:
                return rows
            if not shot.whole:
                shot = await self._show(one, learn=False)
            await self._keep(one, Mode.RENDERED, "列表由脚本生成，没有可以直接读取的数据接口")
        return shot.rows() if shot.entries else None

    def _is_plain(self, one: Candidate, shot: Shot, own: tuple[Entry, ...]) -> bool:
        """Whether the page's own rows are all that there is to see."""
        seen, had = {entry.url for entry in shot.entries}, {entry.url for entry in own}
        if seen == had:
            return shot.whole
        was_read = one.reading is not None and one.reading.state is ColumnState.READ
        return was_read and bool(seen & had) and not had <= seen

    async def _show(self, one: Candidate, *, learn: bool) -> Shot:
        """The column's list, with the pages that ordinary links lead to."""
        order, follow = one.order, self._browsed.kind != "watch"
        begun = await self._foresight.shot(order.url, learn=learn) if self._foresight is not None else None
        shot = begun if begun is not None else await first_look(self._browsed, order, learn=learn)
        most = min(order.max_pages, FEW_PAGES if learn else MOST_LINKED_PAGES)
        met = {order.url}
        last = shot
        while follow and last.next_page and last.next_page not in met and len(met) < most:
            met.add(last.next_page)
            last = await show(self._browsed, last.next_page, order.today, pages=1, seconds=FEW_SECONDS, follow=False)
            known = {entry.url for entry in shot.entries}
            fresh = tuple(entry for entry in last.entries if entry.url not in known)
            if last.reason is not None or not fresh:
                break
            further = [replace(one, how=f"page {len(met)}") for one in last.exchanges]
            shot.entries, shot.views = (*shot.entries, *fresh), shot.views + last.views
            shot.text, shot.exchanges = shot.text + last.text, [*shot.exchanges, *further]
            shot.next_page = last.next_page
        if shot.next_page in met:
            shot.next_page = None
        return shot

    async def _learn(self, one: Candidate, shot: Shot, own: tuple[Entry, ...]) -> Rows | None:
        """The rows by their source, where the first look teaches one; None where only the browser shows them."""
        order = one.order
        page = Page(order.url, Shown(shot.entries, shot.text), shot.exchanges, shot.ended, own, shot.presses)
        if shot.next_page is not None:
            page = replace(page, ended="max-pages")
        lesson = await asyncio.to_thread(learn_recipes, page, order.today, time.time())
        for recipe in lesson.recipes if lesson is not None else ():
            rows = await self._source(one, recipe, own)
            if rows is not None and _explains(recipe, rows, shot):
                await self._keep(
                    one,
                    Mode.SOURCE,
                    "列表由脚本生成，改为直接读取其数据接口",
                    {**recipe.as_json(), **_newest(rows, one)},
                )
                return rows
        return None

    async def _nothing(self, one: Candidate, shot: Shot) -> Rows | None:
        """The browser saw no rows either."""
        column, family = one.order.column, one.family
        if shot.reason is not None:
            log.info("浏览器没有打开栏目", column=column, reason=shot.reason)
            return None
        if (family is None or family.mode is Mode.PLAIN) and self._browsed.kind != "watch":
            await self._keep(one, Mode.PLAIN, "浏览器里也没有看到列表")
        if one.reading is not None and one.reading.state is ColumnState.READ:
            return None
        if shot.says_empty:
            return Rows((), max(1, shot.views), complete=True, evidence=shot.evidence, state=ListState.BLANK)
        if one.reading is not None and one.reading.state is ColumnState.BLANK:
            return Rows((), max(1, shot.views), complete=True, evidence=shot.evidence, state=ListState.SCRIPTED)
        return None

    async def _keep(self, one: Candidate, mode: Mode, note: str, recipe: dict[str, Json] | None = None) -> None:
        known = one.family
        since = known.learnt_at if known is not None and known.mode is mode and mode is Mode.PLAIN else _now()
        assert one.page is not None
        kept: dict[str, Json] = {"scripts": scripts_of(one.page.body), "page": one.page.evidence, **(recipe or {})}
        await self._remember(Family(one.order.url, mode, since, _now(), kept, 0, note))

    async def _remember(self, family: Family) -> None:
        store, site = self._browsed.store, self._browsed.plan.site.name
        await beside(lambda: store.record_family(site, family))


def _explains(recipe: Recipe, rows: Rows, shot: Shot) -> bool:
    """Whether what the source gave is what the browser showed: all of it, and more only where there was more."""
    had, seen = {entry.url for entry in rows.entries}, {entry.url for entry in shot.entries}
    if shot.unaddressed:
        known = sum(stands_in(entry.title, shot.text) for entry in rows.entries)
        return seen <= had and known >= shot.unaddressed + len(seen)
    if had == seen:
        return shot.whole or (rows.complete and all(part.steps for part in recipe.parts))
    # More than was shown: there was more to show, or the page speaks of more pages that could not be turned.
    return seen < had and (not shot.whole or _SPEAKS_OF_PAGES.search(shot.text) is not None)


def _newest(rows: Rows, one: Candidate) -> dict[str, Json]:
    """What is kept of the rows for the next time: the newest one's day, none of the days to come."""
    days = [day for entry in rows.entries if (day := day_of(entry.published_at, SHANGHAI)) is not None]
    return {"newest": min(max(days), one.order.today).isoformat()} if days else {}


def _went_back(family: Family, rows: Rows) -> bool:
    """Whether the source has nothing so new as it had: it may be another's by now, or be kept up no more."""
    newest = family.recipe.get("newest")
    days = [day for entry in rows.entries if (day := day_of(entry.published_at, SHANGHAI)) is not None]
    return isinstance(newest, str) and (not days or max(days).isoformat() < newest)


def _now() -> datetime:
    return datetime.now(UTC)
