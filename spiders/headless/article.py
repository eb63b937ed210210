"""Show a page that scripts draw: its document when it has come to rest, and the data that its scripts asked for."""

from __future__ import annotations

import asyncio
from typing import Any

from inspection.findings import Json
from spiders.headless.isolation import Isolation, IsolationError
from spiders.headless.opened import Exchange, Opened

PATIENCE = 10.0  # seconds until the document has to stand
_REST = 0.6  # seconds without a change, and without a question under way
_BLANK = 3.0  # seconds that a page is given in which nothing has been drawn yet
_EVERY = 0.2
_HANGING = 5.0  # seconds; a question that takes longer is no sign that more is to come
_DATA = frozenset({"xhr", "fetch", "script"})
_ASKED = frozenset({"xhr", "fetch"})
_MOST = 60  # exchanges told


async def carry_out(opened: Opened) -> dict[str, Json]:
    """Facts: `snapshot`, the digest of the document as UTF-8 HTML; `url`, where it stood; `text`, characters that
    people see; `exchanges` as {url, method, sent, status, content_type, digest}; `rested`, whether it came to rest.
    """
    for attempt in range(2):
        try:
            return await _seen(opened)
        except IsolationError:
            if attempt or opened.left() < PATIENCE / 2:
                raise
    raise AssertionError("unreachable")


async def _seen(opened: Opened) -> dict[str, Json]:
    async with Isolation(opened.page, ("article.js",)) as world:
        rested, state = await _rest(opened, world)
        html = str(await world.ask("written", seconds=6.0) or "")
    await opened.read_out()
    told = [one for one in opened.exchanges if one.kind in _DATA and one.body is not None][:_MOST]
    # A document may hold halves of characters; what is kept must be text.
    snapshot = opened.keep(html.encode("utf-8", "replace"))
    return {
        "snapshot": snapshot,
        "url": opened.page.url,
        "text": int(state.get("text") or 0),
        "rested": rested,
        "exchanges": [_told(opened, one) for one in told],
    }


async def _rest(opened: Opened, world: Isolation) -> tuple[bool, dict[str, Any]]:
    clock = asyncio.get_running_loop().time
    began = clock()
    until = began + min(PATIENCE, max(1.0, opened.left() - 6.0))
    first: int | None = None
    while True:
        state: dict[str, Any] = await world.ask("state") or {}
        text = int(state.get("text") or 0)
        first = text if first is None else first
        waited = clock() - began
        still = float(state.get("still") or 0.0) >= _REST and bool(state.get("complete")) and not _asking(opened)
        begun = text > 0 and (text != first or any(one.kind in _ASKED and one.status for one in opened.exchanges))
        if still and not state.get("loading") and (begun or waited >= _BLANK):
            return True, state
        if clock() >= until:
            return False, state
        await asyncio.sleep(_EVERY)


def _asking(opened: Opened) -> bool:
    """Whether a script waits for data."""
    began = max((one.began for one in opened.exchanges), default=0.0)
    return any(
        one.kind in _DATA and one.status is None and not one.error and began - one.began < _HANGING
        for one in opened.exchanges
    )


def _told(opened: Opened, one: Exchange) -> dict[str, Json]:
    return {
        "url": one.url,
        "method": one.method,
        "sent": one.sent,
        "status": one.status,
        "content_type": one.answered.get("content-type", ""),
        "digest": opened.keep(one.body or b""),
    }
