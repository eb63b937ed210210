"""A page that leads on while it is worked with: our scripts are put there anew, and it is known what it shows."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any

from playwright.async_api import Error

from inspection.findings import Json
from spiders import challenge
from spiders.headless.isolation import Isolation, IsolationError
from spiders.headless.opened import Opened

_RESERVE = 1.0  # seconds left over for the way back


class OnwardPage:
    """The page of one task, wherever it is by now."""

    def __init__(self, opened: Opened, scripts: tuple[str, ...]) -> None:
        self.opened, self.page = opened, opened.page
        self.until = time.monotonic() + max(opened.left() - _RESERVE, 1.0)
        self._scripts = scripts
        self._world: Isolation | None = None
        self._world_at = ""

    def rest(self) -> float:
        """Seconds that are left."""
        return max(0.0, self.until - time.monotonic())

    async def ask(self, function: str, argument: Json = None, seconds: float = 4.0) -> Any:
        """What the function of our scripts says. Raises IsolationError."""
        for again in (True, False):
            try:
                if self._world is None or self._world_at != self.page.url:
                    await self.leave()
                    self._world, self._world_at = Isolation(self.page, self._scripts), self.page.url
                    await self._world.__aenter__()
                return await self._world.ask(function, argument, min(seconds, max(self.rest(), 0.5)))
            except IsolationError:
                await self.leave()
                if not again or self.rest() <= 0.5:
                    raise
                await asyncio.sleep(0.2)
        return None

    async def leave(self) -> None:
        """Nothing of ours is left in the page."""
        world, self._world = self._world, None
        if world is not None:
            await world.__aexit__(None, None, None)

    async def go(self, url: str) -> None:
        """Open another page here, as far as it opens."""
        with suppress(Error):
            await self.page.goto(url, wait_until="domcontentloaded", timeout=max(self.rest(), 0.5) * 1000)

    async def follow_window(self, windows: int) -> None:
        """What opened in another window is opened in this one: whoever watches the page closes the other.

        `windows`: how many had been opened before.
        """
        new = [url for url in self.opened.popups[windows:] if url.startswith("http")]
        if new:
            await self.go(new[-1])

    def status(self) -> int | None:
        """Of the document that is shown."""
        here = self.page.url.partition("#")[0]
        shown = (one for one in reversed(self.opened.exchanges) if one.kind == "document" and one.url == here)
        return next((one.status for one in shown if one.status is not None), None)

    async def challenged(self) -> str | None:
        """The reason, where a firewall's page stands in the page's place."""
        try:
            async with asyncio.timeout(3):
                html = await self.page.content()
        except (Error, TimeoutError):
            return None
        status = self.status() or self.opened.status or 200
        return challenge.REASON if challenge.is_challenge(status, self.opened.headers, html) else None


def why_not(error: IsolationError) -> str:
    """A reason for what our scripts could not finish."""
    slow = any(word in str(error) for word in ("timeout", "timed out", "terminated"))
    return "timeout" if slow else "page-went-away"
