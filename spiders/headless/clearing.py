"""Wait until a firewall's script has let the browser through, and say which cookies came of it. Nothing is touched."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from playwright.async_api import Error

from inspection.findings import Json
from spiders.challenge import PERHAPS, is_challenge
from spiders.headless.opened import Exchange, Opened
from spiders.script_challenge import is_veiled, passes_by_itself

if TYPE_CHECKING:
    from playwright.async_api import Page

PATIENCE = 15.0  # seconds that a firewall's script may take
_GRACE = 3.0  # seconds that a page which asks something of people, or refuses them, may stand
_EVERY = 0.15  # seconds between two looks
_LOOK = 3.0  # seconds that one look may take: a challenge may keep its page busy


async def carry_out(opened: Opened) -> dict[str, Json]:
    """Facts: `passed`; `jar`, the cookies that hold there as {name, value, domain, path}; `cookies`; `user_agent`."""
    page = opened.page
    fetched = asyncio.Event()  # the address is a file: what follows the challenge is its download
    page.on("download", lambda _: fetched.set())
    passed = await _passed(opened, fetched)
    jar: list[Json] = []
    for cookie in await page.context.cookies([opened.task.url, page.url] if page.url.startswith("http") else []):
        jar.append({name: str(cookie.get(name, "")) for name in ("name", "value", "domain", "path")})
    agent = None
    with suppress(Error, TimeoutError):
        agent = await asyncio.wait_for(page.evaluate("() => String(navigator.userAgent)"), _LOOK)
    named: dict[str, Json] = {str(one["name"]): one["value"] for one in jar if isinstance(one, dict)}
    return {"passed": passed, "jar": jar, "cookies": named, "user_agent": agent}


async def _passed(opened: Opened, fetched: asyncio.Event) -> bool:
    """Whether a page of the site's own stands there in the end: seen twice, so that it is none under way."""
    clock = asyncio.get_running_loop().time
    began = clock()
    until = began + min(PATIENCE, max(1.0, opened.task.seconds - 2 * _LOOK))
    stood, refused_at = "", None
    while clock() < until and not fetched.is_set():
        html = await _shown(opened.page)
        if html is None:
            stood = ""
        elif not _is_in_the_way(opened, html):
            if stood == opened.page.url:
                return True
            stood = opened.page.url
        else:
            stood = ""
            refused_at = None if passes_by_itself(html) else refused_at or clock()
            if refused_at is not None and clock() - refused_at > _GRACE:
                return False
        await asyncio.sleep(_EVERY)
    return fetched.is_set()


def _is_in_the_way(opened: Opened, html: str) -> bool:
    document = _document(opened)
    status = opened.status if document is None else document.status
    if status is None:
        return document is not None  # a further page is on its way
    headers = opened.headers if document is None else document.answered
    return is_challenge(status, headers, html) or ((status == 200 or status in PERHAPS) and is_veiled(html))


def _document(opened: Opened) -> Exchange | None:
    """The newest document of the page itself, not of a frame in it."""
    here = opened.page.url.partition("#")[0]
    for exchange in reversed(opened.exchanges):
        if exchange.kind == "document" and exchange.url.partition("#")[0] == here:
            return exchange
    return None


async def _shown(page: Page) -> str | None:
    """The page as it stands; None while it is being replaced, or too busy to say."""
    with suppress(Error, TimeoutError):
        return await asyncio.wait_for(page.content(), _LOOK)
    return None
