"""Show the whole of a column's list in the browser, as far as its visitors can, and keep what was seen."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from inspection.findings import Json
from spiders.headless.isolation import IsolationError
from spiders.headless.listing_controls import Control, more_of, next_of, tabs_of
from spiders.headless.listing_facts import document_of, facts_of
from spiders.headless.listing_page import ListPage
from spiders.headless.listing_presses import Presses
from spiders.headless.listing_view import View, addresses_in
from spiders.headless.opened import Opened
from spiders.reading.lists import read_list

_MARGIN = 1.5  # seconds of the task's time that are kept for writing down what was seen
_FRUITLESS = 4  # presses that show nothing new, of the whole page
_LIMITS = {"max_pages": 40, "max_rows": 2000, "each": 1_000_000}
_STEPS = 200  # scrolls of one page
END, MOST_PAGES, MOST_ROWS, SECONDS, NO_MORE, STUCK = "end", "max-pages", "max-rows", "seconds", "no-more", "stuck"


async def carry_out(opened: Opened) -> dict[str, Json]:
    """The facts of Kind.LIST: snapshots, exchanges, presses, and why it ended."""
    options = opened.task.options
    seconds = min(float(str(options.get("seconds") or opened.task.seconds)), opened.task.seconds)
    until = time.monotonic() + seconds - _MARGIN
    async with ListPage(opened, until) as page:
        pages, rows, each = (int(str(options.get(name) or most)) for name, most in _LIMITS.items())
        showing = Showing(opened, page, pages, rows, each)
        await showing.all(follow=options.get("follow") is not False)
        await opened.read_out()
        return facts_of(opened, showing.views, showing.presses, showing.outcome)


@dataclass(slots=True)
class Showing:
    """One list being shown: what was seen of it so far."""

    opened: Opened
    page: ListPage
    most_pages: int
    most_rows: int
    each: int  # pages of one tab: a few are enough to learn how the others are asked for
    left: bool = False  # a tab had more pages than that
    owed: bool = False  # data that a press or a scroll asked for did not come: rows may be missing
    views: list[tuple[View, int]] = field(default_factory=list)  # with the number of exchanges before it
    seen: set[str] = field(default_factory=set)
    presses: Presses = field(default_factory=Presses)
    ended: str = END
    static: frozenset[str] = frozenset()
    fruitless: int = 0
    tried: set[str] = field(default_factory=set)  # tabs and controls that are not pressed again

    @property
    def outcome(self) -> str:
        """Why it ended, as the facts say it: only END and NO_MORE mean that there is nothing further."""
        if self.ended not in (END, NO_MORE):
            return self.ended
        return STUCK if self.owed else MOST_PAGES if self.left else self.ended

    async def all(self, follow: bool) -> None:
        """Show the list: the first view, then where `follow` says so what further pages and tabs there are."""
        document = document_of(self.opened)
        if document is not None and document.body:
            self.static = addresses_in(document.body, document.url, document.answered.get("content-type", ""))
        try:
            view = await self._first()
            if view.unaddressed and not self.presses.tried:
                await self.presses.press(self.page, view, self.static, self.opened.exchanges)
                view = await self._standing()
            if follow and view.entries:
                await self._exhaust(view)
                await self._tabs()
        except IsolationError:
            self.ended = STUCK if self.page.rest() > 1 else SECONDS

    async def _first(self) -> View:
        """The list once its rows stand; what covers it is closed first."""
        await self.page.settle(0.1, 3.0)
        await self.page.ask("uncover")
        view = await self.page.stand(self.static)
        self._keep(view)
        return view

    async def _standing(self) -> View:
        """The list after presses. Where the page meanwhile became another by itself, that one counts."""
        view = await self.page.stand(self.static)
        if view.entries and not self.seen & view.keys.keys():
            self.views.clear()
            self.seen.clear()
        self._keep(view)
        return view

    async def _exhaust(self, view: View) -> None:
        """Show what lies behind the view: by further pages, by more rows, by scrolling."""
        number = 1
        while not self._is_enough():
            self.left = self.left or number >= self.each
            if number >= self.each:
                return
            controls = await self.page.near(view)
            leads = self._leads(view)
            following = next_of(controls, number, leads) or more_of(controls)
            grown = None
            if following is not None and self._name(following) not in self.tried:
                paged = following is not more_of([following])
                grown = await self._press(following, f"page {number + 1}" if paged else "more", leads)
                if grown is None and self.fruitless < _FRUITLESS:
                    self.tried.add(self._name(following))
                    continue
            if grown is None:
                grown = await self._scroll(view)
            if grown is None:
                self.ended = NO_MORE if following is None else END
                return
            view, number = grown, number + 1

    async def _tabs(self) -> None:
        """Show every tab over the list whose rows belong to the same column."""
        view = await self._look("first")
        place = view.place
        for _ in range(12):
            tabs = [c for c in tabs_of(await self.page.near(view)) if f"tab {c['word']}" not in self.tried]
            if not tabs or self._is_enough():
                return
            self.tried.add(f"tab {tabs[0]['word']}")
            before, url = set(self.seen), self.page.url
            grown = await self._press(tabs[0], f"tab {tabs[0]['word']}", None)
            if grown is None:
                view = await self._look("first")
                continue
            if grown.place != place or grown.url.partition("?")[0] != url.partition("?")[0]:
                self.views = [(v, n) for v, n in self.views if v is not grown]  # another column's rows
                self.seen = before
                await self.page.back(url)
                view = await self._look("first")
                continue
            self.tried = {t for t in self.tried if t.startswith("tab ")}
            self.fruitless = 0
            await self._exhaust(grown)
            view = await self._look("first")

    async def _press(self, control: Control, how: str, leads: str | None) -> View | None:
        """Press it: the view with rows that are new, or None."""
        asked = len(self.opened.exchanges)
        await self.page.press_control(int(control["number"]), leads)
        await self.page.settle(0.12)
        view = await self._look(how)
        for wait in (0.4, 1.0):
            if view.keys.keys() - self.seen or self.page.rest() < 2:
                break
            if wait > 0.5 and len(self.opened.exchanges) == asked:
                break  # nothing was even asked for
            await self.page.settle(wait)
            view = await self._look(how)
        if not view.keys.keys() - self.seen:
            self.fruitless += 1
            self.owed = self.owed or self.page.is_owed(asked)
            return None
        self._keep(view)
        return view

    async def _scroll(self, view: View) -> View | None:
        """Scroll to the end: the view with rows that are new. Where rows vanish, in steps, so that all are seen."""
        asked = len(self.opened.exchanges)
        if not await self.page.ask("scroll", 2):
            return None
        waits = (0.15, 0.8, 1.5) if view.how == "scroll" else (0.15, 0.8)  # it has grown so before: a busy machine
        for wait in waits:
            await self.page.settle(wait)
            there = await self._look("scroll")
            if there.keys.keys() - self.seen:
                if view.keys.keys() - there.keys.keys() and view.url == there.url:
                    return await self._steps()
                self._keep(there)
                return there
        self.owed = self.owed or self.page.is_owed(asked)
        return None

    async def _steps(self) -> View | None:
        """Go through a list that keeps only those rows that are in sight."""
        await self.page.ask("scroll", 0)
        grown = None
        for _ in range(_STEPS):
            await self.page.settle(0.06, 2.0)
            there = await self._look("scroll")
            if there.keys.keys() - self.seen:
                self._keep(there)
                grown = there
            if self._is_enough() or not await self.page.ask("scroll", 1):
                break
        return grown

    async def _look(self, how: str) -> View:
        return (await self.page.look(self.static)).named(how)

    def _keep(self, view: View) -> None:
        """Keep what was seen; a view that shows all that the last one showed, and more, takes its place."""
        if not view.entries and self.views:
            return
        keys = view.keys.keys()
        if self.views and self.views[-1][0].keys.keys() <= keys and self.views[-1][0].url == view.url:
            last, _ = self.views.pop()
            view = view.named(last.how if last.keys.keys() == keys else view.how)
        self.views.append((view, len(self.opened.exchanges)))
        self.seen |= keys

    def _is_enough(self) -> bool:
        for reason, reached in (
            (MOST_ROWS, len(self.seen) >= self.most_rows),
            (MOST_PAGES, len(self.views) >= self.most_pages),
            (SECONDS, self.page.rest() <= 1),
            (STUCK, self.fruitless >= _FRUITLESS),
        ):
            if reached:
                self.ended = reason
                return True
        return False

    @staticmethod
    def _name(control: Control) -> str:
        return f"{control['word']}|{control['classes']}|{control['label']}|{control['group']}"

    @staticmethod
    def _leads(view: View) -> str | None:
        return read_list(view.html, view.url, today=datetime.now(UTC).date()).next_page
