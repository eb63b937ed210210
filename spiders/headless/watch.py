"""What a page does while it is open: its exchanges, errors, the windows it opens. All of it bounded."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError

from spiders.headless.opened import Exchange
from spiders.headless.reasons import error_of, is_of_the_gate

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Response

MAX_EXCHANGES = 2000
MAX_BODY = 2 * 1024 * 1024
MAX_BODIES = 20 * 1024 * 1024  # of one page
_MAX_SENT = 262_144  # characters of a request's body
_MAX_ERRORS, _MAX_POPUPS = 200, 20
_LONGEST = 1000  # characters of a message
_POPUP = 1.5  # seconds until a window has an address
_AT = re.compile(r"(https?://[^\s()]+?):(\d+):\d+\)?\s*$", re.M)
_READ = frozenset({"xhr", "fetch"})
_JSONP = re.compile(r"[?&](?:\w*callback|jsonp|cb)=", re.I)
_LIGHT = frozenset({"image", "media", "font"})

Why = Callable[[str, int], str | None]


class Watch:
    """Of one page, from before it goes anywhere. `broken` is set when it crashes, or is closed by another than us."""

    def __init__(self, page: Page, why: Why) -> None:
        self.page, self._why = page, why
        self.began = time.monotonic()
        self.exchanges: list[Exchange] = []
        self.errors: list[dict[str, str]] = []
        self.popups: list[str] = []
        self.reading: set[asyncio.Task[None]] = set()
        self.broken = asyncio.Event()
        self.downloads = False
        self.main: Exchange | None = None  # the newest document of the page itself that was asked for
        self.shown: Exchange | None = None  # the newest that answered
        self._by: dict[Request, Exchange] = {}
        self._bytes = self._sent = 0

    def begin(self) -> None:
        """Attach to the page."""
        page = self.page
        for event, told in self._listeners().items():
            page.on(event, told)
        page.on("pageerror", self._erred)
        page.on("popup", self._popped)
        page.on("download", self._downloading)
        page.on("crash", self._broke)
        page.on("close", self._broke)

    def _listeners(self) -> dict[Any, Callable[[Any], None]]:
        return {
            "request": self._requested,
            "response": self._responded,
            "requestfinished": self._finished,
            "requestfailed": self._failed,
        }

    async def lighten(self) -> None:
        """From now on the page gets no images, media and fonts."""

        async def pass_on(route: object, request: Request) -> None:
            with contextlib.suppress(PlaywrightError):
                if request.resource_type in _LIGHT:
                    await route.abort()  # type: ignore[attr-defined]
                else:
                    await route.continue_()  # type: ignore[attr-defined]

        await self.page.route("**/*", pass_on)

    def _broke(self, *_: object) -> None:
        self.broken.set()

    def _downloading(self, *_: object) -> None:
        self.downloads = True

    def _requested(self, request: Request) -> None:
        if len(self.exchanges) >= MAX_EXCHANGES or self._sent > MAX_BODIES:
            for event, told in self._listeners().items():  # the browser's driver tells no more of any
                self.page.remove_listener(event, told)
            return
        sent = None
        with contextlib.suppress(UnicodeDecodeError, PlaywrightError):
            sent = request.post_data
        self._sent += len(sent or "")
        exchange = Exchange(
            url=request.url,
            method=request.method,
            kind=request.resource_type,
            began=time.monotonic() - self.began,
            headers=request.headers,
            sent=sent[:_MAX_SENT] if sent is not None else None,
        )
        self.exchanges.append(exchange)
        self._by[request] = exchange
        if self._is_main(request):
            self.main = exchange

    def _is_main(self, request: Request) -> bool:
        with contextlib.suppress(PlaywrightError):  # before the frame is there it has none
            return request.is_navigation_request() and request.frame == self.page.main_frame
        return False

    def _responded(self, response: Response) -> None:
        exchange = self._by.get(response.request)
        if exchange is not None:
            exchange.status, exchange.answered = response.status, response.headers
            if exchange is self.main:
                self.shown = exchange

    def _finished(self, request: Request) -> None:
        exchange = self._by.pop(request, None)
        if exchange is None:
            return
        exchange.took = time.monotonic() - self.began - exchange.began
        if self._is_wanted(exchange) and self._bytes < MAX_BODIES:
            reading = asyncio.ensure_future(self._read(request, exchange))
            self.reading.add(reading)
            reading.add_done_callback(self.reading.discard)

    def _is_wanted(self, exchange: Exchange) -> bool:
        length = exchange.answered.get("content-length", "")
        if exchange.status is None or 300 <= exchange.status < 400 or (length.isdigit() and int(length) > MAX_BODY):
            return False
        kind = exchange.answered.get("content-type", "").lower()
        if exchange.kind in _READ:
            return not kind.startswith(("image/", "video/", "audio/", "font/"))
        return (
            exchange is self.main or "json" in kind or (exchange.kind == "script" and bool(_JSONP.search(exchange.url)))
        )

    async def _read(self, request: Request, exchange: Exchange) -> None:
        with contextlib.suppress(PlaywrightError, UnicodeError):  # the page has gone on, and the browser forgot it
            if (await request.sizes())["responseBodySize"] > MAX_BODY:
                return
            response = await request.response()
            body = await response.body() if response is not None else b""
            if len(body) <= MAX_BODY and self._bytes + len(body) <= MAX_BODIES:
                self._bytes += len(body)
                exchange.body = body

    def _failed(self, request: Request) -> None:
        exchange = self._by.pop(request, None)
        if exchange is None:
            return
        exchange.took = time.monotonic() - self.began - exchange.began
        exchange.error = request.failure or "net::ERR_FAILED"
        if is_of_the_gate(exchange.error) and (why := self.gates_reason(exchange.url)):
            exchange.error = error_of(why)

    def gates_reason(self, url: str) -> str | None:
        """Why the gate could not connect to the address's host."""
        with contextlib.suppress(ValueError):
            parts = urlsplit(url)
            return self._why(parts.hostname or "", parts.port or (443 if parts.scheme in {"https", "wss"} else 80))
        return None

    def _erred(self, error: object) -> None:
        if len(self.errors) >= _MAX_ERRORS:
            self.page.remove_listener("pageerror", self._erred)
            return
        stack = str(getattr(error, "stack", "") or "")[:20_000]
        at = _AT.search(stack)
        self.errors.append(
            {
                "message": str(getattr(error, "message", error))[:_LONGEST],
                "source": at[1][:_LONGEST] if at else "",
                "line": at[2] if at else "",
            }
        )

    async def _popped(self, popup: Page) -> None:
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_POPUP):
                if popup.url in {"", "about:blank"}:
                    await popup.wait_for_event("framenavigated")
        if len(self.popups) < _MAX_POPUPS:
            self.popups.append(popup.url[:_LONGEST])
        with contextlib.suppress(PlaywrightError):
            await popup.close()
