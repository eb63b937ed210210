"""Pressing links that lead off the site, without ever leaving: is it announced that people leave?"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inspection.addresses import host_of, join, normalise
from inspection.findings import Json
from inspection.visits import Leaving
from spiders.headless.isolation import Isolation, IsolationError

if TYPE_CHECKING:
    from playwright.async_api import Dialog, Page, Request, Route

_WAIT = 1.6  # seconds within which a notice comes up
_EACH = 5.0  # seconds that one link may take
# What the page opens is told, not opened; the page is handed something that looks a little like a window.
_TELL_WINDOWS = """() => {
  const told = (globalThis.__opened = []);
  window.open = (to) => { told.push(String(to || "")); return { closed: false, close() {}, focus() {} }; };
}"""


@dataclass(slots=True)
class _Heard:
    """What one press led to."""

    dialogs: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # addresses off the site that the page would have gone to


async def ways_out(page: Page, hosts: list[Json], most: int, scripts: tuple[str, ...], seconds: float) -> list[Leaving]:
    """Press up to `most` links to different sites. The page is not what it was afterwards."""
    from playwright.async_api import Error

    until, home, found = time.monotonic() + seconds, page.url, list[Leaving]()
    own = {host_of(home), *map(str, hosts)}
    heard = _Heard()

    def told(dialog: Dialog) -> None:  # whoever opened the page dismisses it
        heard.dialogs.append(dialog.message)

    async def bar(route: Route) -> None:
        request = route.request
        if _leaves(request, own):
            heard.left.append(request.url)
            await route.abort()
        else:
            await route.fallback()

    page.on("dialog", told)
    try:
        await page.route("**/*", bar)
        for at in range(most):
            if until - time.monotonic() < _EACH:
                break
            heard.dialogs.clear()
            heard.left.clear()
            if page.url != home:
                await page.goto(home, wait_until="load", timeout=_EACH * 1000)
            async with asyncio.timeout(_EACH), Isolation(page, scripts) as world:
                links: list[str] = await world.ask("leavingLinks", {"hosts": [*sorted(own)], "most": most})
                if at >= len(links):
                    break
                found.append(await _press(page, world, at, links[at], own, heard))
    except (Error, IsolationError, TimeoutError):
        pass  # what is known by now is what there is
    finally:
        page.remove_listener("dialog", told)
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(2):
                await page.unroute("**/*", bar)
    return found


def _leaves(request: Request, own: set[str]) -> bool:
    if not request.is_navigation_request():
        return False
    try:
        if request.frame.parent_frame is not None:
            return False
    except Exception:  # noqa: BLE001 (the frame of a page that is only just opening is not known yet)
        return True
    url = normalise(request.url)
    return url is not None and host_of(url) not in own


async def _press(page: Page, world: Isolation, at: int, url: str, own: set[str], heard: _Heard) -> Leaving:
    """One link: a dialog, a layer or a page of the site's own that speaks of leaving; or the straight way out."""
    before = page.url
    with suppress(Exception):  # a page may have made window.open its own for good: popups are closed all the same
        await page.evaluate(_TELL_WINDOWS)
    pressed: dict[str, Any] = {}
    with suppress(IsolationError):  # the page may go away while the press is still being told
        pressed = await world.ask("press", {"at": at}, 2.0)
    said, until = "", time.monotonic() + _WAIT
    while time.monotonic() < until and page.url == before and not said and not heard.dialogs and not heard.left:
        with suppress(IsolationError):
            said = await world.ask("announcement", None, 1.0)
        opened = await _opened(page)
        if opened or pressed.get("way") == "default":
            break
        await asyncio.sleep(0.15)
    if heard.dialogs or said:
        return Leaving(url, True, (said or heard.dialogs[0])[:200])
    opened = await _opened(page)
    onward = next(filter(None, (_absolute(page, one) for one in opened)), None)
    if onward is None and pressed.get("way") == "default":
        onward = pressed.get("href") or url
    if page.url != before:
        return await _of_own_page(page, url, heard)
    if heard.left or (onward is not None and host_of(onward) not in own):
        return Leaving(url, False)
    if onward is None:
        return Leaving(url, None)
    await page.goto(onward, wait_until="load", timeout=3000)
    return await _of_own_page(page, url, heard)


async def _of_own_page(page: Page, url: str, heard: _Heard) -> Leaving:
    """A page of the site's own on the way: it says that people leave, or it sends them on in silence."""
    await asyncio.sleep(0.4)
    try:
        async with Isolation(page, ("visit_sight.js", "visit_leaving.js")) as world:
            said = await world.ask("speaks", None, 2.0)
    except IsolationError:
        said = ""
    if said:
        return Leaving(url, True, said)
    return Leaving(url, False if heard.left else None)


async def _opened(page: Page) -> list[str]:
    with suppress(Exception):  # the page may be between two documents
        told: list[str] = await page.evaluate("() => (globalThis.__opened || []).slice(0, 4)")
        return [one for one in told if isinstance(one, str)]
    return []


def _absolute(page: Page, reference: str) -> str | None:
    return join(page.url, reference) if urlsplit(page.url).scheme in ("http", "https") else None
