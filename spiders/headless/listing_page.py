"""A list page in the browser: looked at as people see it, pressed and scrolled, waited for until it stands still."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from spiders.headless.isolation import Isolation, IsolationError
from spiders.headless.listing_data import POLLS, is_owed, question_of
from spiders.headless.listing_view import View, view_of
from spiders.headless.opened import Opened

if TYPE_CHECKING:
    from playwright.async_api import Frame, Page, Request, Route

SCRIPTS = ("listing.js", "listing_press.js")
PATIENCE = 7.0  # seconds that a page without any row is given to draw one
_EMPTY = 2.5  # the same where data came, and the page says that there is nothing
_UNDATED = 3.5  # the same where there are rows, but none says when
_QUIET = 250.0  # milliseconds without a new element
_AWAY = 30  # times 60 milliseconds in which a press leads away
_DATA = ("xhr", "fetch", "script", "document")
_RESTLESS = 0.8  # seconds that are waited for a page that was never still before
_STALE = 6.0  # seconds after which an answer is no longer waited for


class ListPage:
    """The page of one task. Navigations away are held back while it is worked with; where they led is kept."""

    def __init__(self, opened: Opened, until: float) -> None:
        """`until`: the moment (time.monotonic) at which all waiting ends."""
        self._opened, self._page, self._until = opened, opened.page, until
        self._isolation: Isolation | None = None
        self._allowed: str | None = None
        self._frames_stay = False  # while a row is pressed: it may lead on in its own frame
        self._restless = self._guarded = False
        self._led: set[str] = set()  # where rows led: what is told late of one press is not the next one's
        self._frame_moved = False  # it did so in place
        self._waited: dict[int, float] = {}  # exchanges without an answer: since when
        self.left: list[str] = []  # where presses wanted to lead, in their order

    async def __aenter__(self) -> ListPage:
        self._page.on("popup", self._popped)
        self._page.on("framenavigated", self._moved)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._leave()
        self._page.remove_listener("popup", self._popped)
        self._page.remove_listener("framenavigated", self._moved)
        with suppress(Exception):  # a page that broke down has no routes to take away
            await self._page.unroute("**/*", self._hold)

    async def _guard(self) -> None:
        """From the first press on nothing leads away. Not sooner: what is asked for at that moment goes unseen."""
        if not self._guarded:
            self._guarded = True
            await self._page.route("**/*", self._hold)

    def rest(self) -> float:
        """Seconds that are left."""
        return self._until - time.monotonic()

    @property
    def url(self) -> str:
        return self._page.url

    async def look(self, static: frozenset[str]) -> View:
        """What people see now. `static`: addresses that the page had before its scripts ran."""
        parts = urlsplit(self._page.url)
        prefix = f"{parts.scheme}://{parts.netloc}/content/xunjian-row-100"
        return view_of(await self.ask("look", prefix, 8.0), prefix, static)

    async def stand(self, static: frozenset[str]) -> View:
        """What people see once rows are there that a script drew; what there is where none come in time."""
        began = time.monotonic()
        await self.settle()
        view = await self.look(static)
        while self.rest() > 1:
            waited = time.monotonic() - began
            # Rows without dates may be what stands beside the list: hot articles. The list may be on its way.
            if waited > (_EMPTY if view.says_empty and self._has_data() else PATIENCE) or (
                view.drawn and (view.is_dated or waited > _UNDATED)
            ):
                break
            await self.settle(0.25, PATIENCE)
            view = await self.look(static)
        return view

    async def near(self, view: View) -> list[dict[str, Any]]:
        """Short clickable words, with how they stand to the rows of the last look."""
        found = await self.ask("near", [*view.pressable, *view.addresses], 5.0)
        return found if isinstance(found, list) else []

    async def ask(self, function: str, argument: Any = None, seconds: float = 3.0) -> Any:
        """Ask the scripts in the page; after a navigation they are put there anew. Raises IsolationError."""
        for again in (True, False):
            try:
                if self._isolation is None:
                    self._isolation = await Isolation(self._page, SCRIPTS).__aenter__()
                return await self._isolation.ask(function, argument, max(0.5, min(seconds, self.rest())))
            except IsolationError:
                await self._leave()
                if not again or self.rest() <= 0.5:
                    raise
                await asyncio.sleep(0.2)
        return None

    async def _leave(self) -> None:
        isolation, self._isolation = self._isolation, None
        if isolation is not None:
            await isolation.__aexit__(None, None, None)

    async def settle(self, least: float = 0.15, most: float = 8.0) -> None:
        """Wait until data has arrived and no element was added for a while, within bounds in seconds."""
        began = time.monotonic()
        await asyncio.sleep(min(least, max(0.0, self.rest())))
        while (waited := time.monotonic() - began) < most and self.rest() > 0.3:
            if not self._pending():
                still = await self.ask("still")
                quiet = still["grown"] >= _QUIET and (still["changed"] >= 120 or waited > 1.0)
                if quiet and not still["loading"] and still["ready"] != "loading":
                    return
                if waited > (_RESTLESS if self._restless else most / 2) and not still["loading"]:
                    self._restless = True  # a page that is never still
                    return
            await asyncio.sleep(0.06)

    def _has_data(self) -> bool:
        """Whether the page's scripts asked for data, and all of it came."""
        asked = [exchange for exchange in self._opened.exchanges if exchange.kind in ("xhr", "fetch")]
        return bool(asked) and all(exchange.status == 200 for exchange in asked)

    def _pending(self) -> bool:
        """Whether data is on its way: not what has been for long, nor what the page asks for again and again."""
        now = time.monotonic()
        asked = Counter(question_of(e) for e in self._opened.exchanges)
        for number, exchange in enumerate(self._opened.exchanges):
            if exchange.status is not None or exchange.error or exchange.kind not in _DATA:
                continue
            since = self._waited.setdefault(number, now)
            if now - since < _STALE and (asked[question_of(exchange)] < POLLS or now - since < 1.0):
                return True
        return False

    def is_owed(self, since: int) -> bool:
        """Whether data that was asked for by now, from exchange `since` on, did not come: rows may be missing."""
        return is_owed(self._opened.exchanges, since, self._page.url)

    async def press_control(self, number: int, allowed: str | None = None) -> None:
        """Press a control of the last `near`. `allowed`: the one address that it may lead the page to."""
        await self._guard()
        self._allowed = allowed
        self.left.clear()
        await self.ask("pressControl", number)

    async def press_row(self, number: int) -> str | None:
        """Press a row: where it leads. The page stays; where its script changed it in place, it is taken back."""
        await self._guard()
        self._allowed, before = None, self._page.url
        self.left.clear()
        self._frames_stay, self._frame_moved = True, False
        await self.ask("still")
        if self._isolation is not None:  # as if a person pressed: windows open only then
            await self._isolation.send("Runtime.evaluate", {"expression": "0", "userGesture": True})
        await self.ask("pressRow", number)
        windows = len(self._opened.popups)
        for _ in range(_AWAY):
            await asyncio.sleep(0.06)
            self.left += self._opened.popups[windows:]
            self.left = [url for url in self.left if url not in ("", "about:blank") and url not in self._led]
            if self.left:
                break
        self._frames_stay = False
        led = self.left[0] if self.left else None
        self._led |= set(self.left)
        if self._page.url != before or self._frame_moved:
            await self.back(before)
        return led

    async def back(self, url: str) -> None:
        """Show the page at that address again, as it was opened first."""
        from playwright.async_api import Error  # late: what no browser was asked for need not import it

        self._allowed = url
        with suppress(Error):
            if self._frame_moved or self._page.url.partition("#")[0] != url.partition("#")[0]:
                await self._page.goto(url, wait_until="domcontentloaded", timeout=max(1.0, self.rest()) * 1000)
            else:
                await self._page.go_back(wait_until="commit", timeout=2000)
        self._allowed = None
        await self.settle(0.3)

    async def _hold(self, route: Route, request: Request) -> None:
        from playwright.async_api import Error  # late: see back

        with suppress(Error):  # the page may be gone by now
            away = request.is_navigation_request() and (self._frames_stay or request.frame == self._page.main_frame)
            if away and request.redirected_from is None and request.url != self._allowed:
                self.left.append(request.url)
                await route.abort("aborted")
            else:
                await route.fallback()

    def _popped(self, popup: Page) -> None:
        """A window: whoever watches the page closes it and says where it went; its request may say so sooner."""
        if popup.url and popup.url != "about:blank":
            self.left.append(popup.url)
        popup.on("request", self._asked_by_popup)

    def _asked_by_popup(self, request: Request) -> None:
        if request.is_navigation_request() and request.url not in self.left:
            self.left.append(request.url)

    def _moved(self, frame: Frame) -> None:
        if frame.url in ("", "about:blank", self._allowed):
            return
        if frame == self._page.main_frame:
            self.left.append(frame.url)
        elif self._frames_stay:
            self._frame_moved = True
            self.left.append(frame.url)
