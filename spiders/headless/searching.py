"""Kind.SEARCH: ask the site's own search for one title, as a visitor does, and see whether it is found."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error

from inspection.findings import Json
from spiders.headless.isolation import IsolationError
from spiders.headless.onward import OnwardPage, why_not
from spiders.headless.opened import Opened
from spiders.headless.search_results import BROKEN, FOUND, UNCLEAR, Shown, Wanted, holds, is_found, outcome

if TYPE_CHECKING:
    from playwright.async_api import Frame

SCRIPTS = ("elements.js", "searching.js")
NO_BOX = "no-search-box"
_BOX = 3.0  # seconds in which a box may appear
_SENT = 2.5  # seconds in which something must have been asked after the button was pressed
_QUIET = 1.2  # seconds without change that mean that results stand
_LEAST = 2.0  # seconds that results are given in any case
_MOST = 10.0
_FRAMES = 5  # of other sites that are read, too
_FRAME = """() => ({links: [...document.links].slice(0, 800).map(a => [a.href, a.innerText.slice(0, 300), a.title, ""]),
 titles: [], boxes: [], asks: !!document.querySelector("input[type=password]"), ready: document.readyState,
 said: document.body ? document.body.innerText.slice(0, 20000) : "", title: "", url: location.href})"""
_REFUSED = frozenset({401, 403, 405, 412, 418, 429})


async def carry_out(opened: Opened) -> dict[str, Json]:
    """Facts: `outcome`, `reason`, `query` (as it was typed), `shown_at` (address of the results).

    Options: `title`, `article` (its address), `query`; `direct`: the page opened shows the results already.
    """
    options = opened.task.options
    wanted = Wanted(*(str(options.get(name) or "") for name in ("title", "article", "query")))
    searching = _Searching(opened, wanted)
    try:
        return await searching.run(direct=options.get("direct") is True)
    except IsolationError as error:
        return searching.told(UNCLEAR, why_not(error))
    finally:
        await searching.at.leave()


class _Searching:
    """One title."""

    def __init__(self, opened: Opened, wanted: Wanted) -> None:
        self._opened, self._page, self._wanted = opened, opened.page, wanted
        self.at = OnwardPage(opened, SCRIPTS)
        self._from = self._windows = 0  # exchanges and windows before something was sent
        self._typed = wanted.query

    def told(self, what: str, why: str | None) -> dict[str, Json]:
        return {"outcome": what, "reason": why, "query": self._typed, "shown_at": self._page.url[:1000]}

    async def run(self, *, direct: bool) -> dict[str, Json]:
        if direct:
            return self.told(*await self._results(Shown()))
        if (refused := await self.at.challenged()) is not None:
            return self.told(UNCLEAR, refused)
        if not await self._box():
            return self.told(UNCLEAR, NO_BOX)
        before = await self._look()
        await self._submit(before)
        return self.told(*await self._results(before))

    async def _box(self) -> bool:
        """Whether there is a box that can be typed in: on this page, in a layer that is opened, or one page further."""
        until, opened_one = time.monotonic() + _BOX, 0
        while time.monotonic() < min(until, self.at.until):
            box = await self.at.ask("findBox")
            if box and box["seen"]:
                return True
            way = await self.at.ask("findOpener") if opened_one < 2 else None
            if way is not None and (self._opened.task.url == self._page.url or not way["href"]):
                opened_one += 1
                await self._open(str(way["href"]))
                until = time.monotonic() + _BOX
            elif box and time.monotonic() > until - _BOX / 2:
                return True  # one that is not seen can be asked all the same
            await asyncio.sleep(0.4)
        return False

    async def _open(self, href: str) -> None:
        if href:
            await self.at.go(href)
            return
        windows = len(self._opened.popups)
        await self._press(await self.at.ask("pressOpener"))
        await asyncio.sleep(0.6)
        await self.at.follow_window(windows)

    async def _submit(self, before: Shown) -> None:
        """Type, and press the button; Enter where there is none, or nothing comes of it."""
        keyboard = self._page.keyboard
        await self.at.ask("focusBox")
        with suppress(Error):
            await keyboard.insert_text(self._wanted.query)
        await asyncio.sleep(0.2)
        stands = str(await self.at.ask("typed", self._wanted.query))
        self._typed = stands if len(stands) >= 4 and stands in self._wanted.query else self._wanted.query
        self._from, self._windows = len(self._opened.exchanges), len(self._opened.popups)
        at = await self.at.ask("findButton")
        if at is not None:
            if not await self._press(at if at["x"] >= 0 else None):
                with suppress(IsolationError):
                    await self.at.ask("pressButton")
            if await self._is_sent(_SENT, before):
                return
        with suppress(Error, IsolationError):
            await self.at.ask("focusBox")
            await keyboard.press("Enter")
        await self._is_sent(_SENT, before)

    async def _press(self, at: Any) -> bool:
        if at is None:
            return False
        with suppress(Error):
            await self._page.mouse.click(float(at["x"]), float(at["y"]))
        return True

    def _sent(self) -> list[str]:
        """Addresses and bodies of what was asked since, and where the page and its windows are."""
        asked = self._opened.exchanges[self._from :]
        told = [part for one in asked[:400] for part in (one.url, one.sent or "")]
        return [*told, *self._opened.popups[self._windows :], self._page.url]

    async def _is_sent(self, seconds: float, before: Shown) -> bool:
        until = min(time.monotonic() + seconds, self.at.until)
        while time.monotonic() < until:
            if holds(self._sent(), self._typed) or self._page.url.partition("#")[0] != before.url.partition("#")[0]:
                return True
            await asyncio.sleep(0.1)
        return False

    async def _results(self, before: Shown) -> tuple[str, str | None]:
        """Wait for the results, and read them."""
        await asyncio.sleep(0.1)
        await self.at.follow_window(self._windows)
        began, since, last, now = time.monotonic(), time.monotonic(), "", Shown()
        while (waited := time.monotonic() - began) < _MOST and time.monotonic() < self.at.until:
            with suppress(IsolationError):  # between two pages
                now = await self._look()
                if is_found(before, now, self._wanted):
                    return FOUND, None
            state = f"{now.url} {len(now.said)} {len(now.links)} {len(self._opened.exchanges)}"
            if state != last or not now.ready or self._is_waiting():
                last, since = state, time.monotonic()
            elif waited > _LEAST and time.monotonic() - since > _QUIET:
                break
            await asyncio.sleep(0.3)
        if (status := self.at.status()) is not None and status >= 400:
            return (UNCLEAR if status in _REFUSED else BROKEN), f"http-{status}"
        if (refused := await self.at.challenged()) is not None:
            return UNCLEAR, refused
        # The page's own address tells of a query even where it was asked for before anybody watched.
        sent = holds([*self._sent(), *now.boxes], self._typed) or (
            now.url != before.url and holds([now.said], self._typed)
        )
        what, why = outcome(before, now, self._wanted, sent=sent)
        if what in ("absent", BROKEN) and (self._is_waiting() or self._failed()):
            return UNCLEAR, "not-all-fetched"
        return what, why

    def _is_waiting(self) -> bool:
        return any(
            one.status is None and not one.error and one.kind in ("document", "xhr", "fetch", "script")
            for one in self._opened.exchanges[self._from :]
        )

    def _failed(self) -> bool:
        """Whether data that the results may be drawn from was not had, for reasons that may be ours."""
        return any(
            one.error and "ABORTED" not in one.error and one.kind in ("xhr", "fetch", "document", "script")
            for one in self._opened.exchanges[self._from :]
        )

    async def _look(self) -> Shown:
        """The page, and the frames in it that live elsewhere."""
        now = Shown.of(await self.at.ask("results", seconds=5.0))
        own = now.url.split("/", 3)[:3]
        for frame in self._page.frames[1 : 1 + _FRAMES]:
            if frame.url.startswith("http") and frame.url.split("/", 3)[:3] != own:
                now = now.joined(await _framed(frame))
        return now


async def _framed(frame: Frame) -> Shown:
    try:
        async with asyncio.timeout(2):
            return Shown.of(await frame.evaluate(_FRAME))
    except Exception:  # noqa: BLE001 (a frame that is gone, or busy, shows nothing that is known)
        return Shown()
