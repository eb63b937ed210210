"""Kind.SERVICE: open a service's page on the platform, through its login if it sends there, and see what it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from inspection.addresses import host_of, normalise
from inspection.findings import Json
from inspection.service_pages import BROKEN, Judged, Seen, State, judge
from inspection.service_visits import ServiceFacts
from inspection.visits import to_facts
from spiders import challenge
from spiders.headless.busy import BUSY
from spiders.headless.isolation import Isolation, IsolationError
from spiders.headless.opened import Opened

SCRIPTS = ("serving.js",)
_EVERY = 0.2
_REST = 0.8  # seconds without change, and without a question under way, that mean that a page has settled
_BROKEN_REST = 2.5  # what looks broken is waited for a little longer: another answer may still draw the item
_HANGING = 8.0  # seconds; a question that takes longer is no sign that more is to come
_RESERVE = 2.0  # seconds left over for the way back
_WORDS = 120  # characters of a notice
_ASKED = frozenset({"xhr", "fetch", "document", "script"})


async def carry_out(opened: Opened) -> dict[str, Json]:
    """Facts of the page (ServiceFacts), and beside them `reason` (why nothing was learnt), `url` (where it ended, with
    its fragment).

    Options: `login`, hosts of the unified login.
    """
    BUSY.watch()
    began, begun = time.time(), time.monotonic()
    hosts = opened.task.options.get("login")
    login = [str(host) for host in hosts] if isinstance(hosts, list) else []
    judged, raw, opened_in = await _settled(opened, login, begun - (opened.task.seconds - opened.left()))
    if raw is None:
        return {"reason": "page-went-away"}
    if await _is_blocked(opened, raw):
        return {"reason": challenge.REASON}
    if judged.state in BROKEN and _withheld(opened):
        return {"reason": "not-all-fetched"}
    facts = ServiceFacts(
        state=judged.state.value,
        names=judged.names,
        sure=judged.sure,
        opened_in=round(opened_in, 2) if opened_in is not None else None,
        stalled=BUSY.between(began - (begun - (opened.until - opened.task.seconds)), time.time()),
        said=judged.said[:_WORDS],
        hops=_hops(opened),
    )
    return {**to_facts(facts), "url": str(raw["url"])[:2000]}


async def _settled(
    opened: Opened, login: list[str], start: float
) -> tuple[Judged, dict[str, Any] | None, float | None]:
    """What it is once it has come to rest; when it was first seen so, in seconds since the page was opened."""
    judged, raw, since, told = Judged(State.BLANK), None, time.monotonic(), dict[str, None]()
    while opened.left() > _RESERVE:
        try:
            async with Isolation(opened.page, SCRIPTS) as world:
                while opened.left() > _RESERVE:
                    now: dict[str, Any] = await world.ask("seen", None, 4.0)
                    if raw is not None and now["origin"] != raw["origin"]:
                        told.clear()
                    told.update(dict.fromkeys(map(str, now["said"])))
                    found = judge(_seen(now, now["said"]), opened.task.url, _status(opened), login)
                    if found.state is State.UNCLEAR:  # a notice may be gone after some seconds
                        found = judge(_seen(now, told), opened.task.url, _status(opened), login)
                    if raw is None or (found.state, found.names) != (judged.state, judged.names):
                        since = time.monotonic()
                    judged, raw = found, now
                    rest = _BROKEN_REST if judged.state in BROKEN | {State.UNCLEAR} else _REST
                    rested = min(float(now["still"]), time.monotonic() - since) >= rest
                    if rested and now["complete"] and not _asking(opened) and judged.state is not State.LOADING:
                        return judged, raw, since - start
                    await asyncio.sleep(_EVERY)
        except IsolationError:  # it goes on to another document: on the way through a login this is usual
            await asyncio.sleep(_EVERY)
    never = judged.state in {State.LOADING, State.BLANK}
    return judged, raw, None if never else since - start


def _seen(raw: dict[str, Any], said: Iterable[Any]) -> Seen:
    words = {name: tuple(map(str, raw[name])) for name in ("headings", "stated", "lines")}
    counts = {name: int(raw[name]) for name in ("controls", "images")}
    flags = {name: bool(raw[name]) for name in ("password", "loading", "hollow")}
    return Seen(url=str(raw["url"]), title=str(raw["title"]), said=tuple(map(str, said)), **words, **counts, **flags)  # type: ignore[arg-type]


def _asking(opened: Opened) -> bool:
    newest = max((one.began for one in opened.exchanges), default=0.0)
    return any(
        one.kind in _ASKED and one.status is None and not one.error and newest - one.began < _HANGING
        for one in opened.exchanges[-60:]
    )


def _status(opened: Opened) -> int | None:
    """Of the document that is shown: scripts and logins may have led on to another."""
    here = opened.page.url.partition("#")[0]
    documents = (one for one in reversed(opened.exchanges) if one.kind == "document" and one.url == here)
    return next((one.status for one in documents if one.status is not None), opened.status)


async def _is_blocked(opened: Opened, raw: dict[str, Any]) -> bool:
    if sum(map(len, raw["lines"])) > 400:
        return False
    try:
        async with asyncio.timeout(2):
            html = await opened.page.content()
    except Exception:  # noqa: BLE001 (a page that cannot be read is judged by what is seen of it)
        html = ""
    return challenge.is_challenge(_status(opened) or 200, opened.headers, html)


def _withheld(opened: Opened) -> bool:
    """Whether something that the page needs was kept from it by ourselves, so that its fault may be ours."""
    ours = ("ERR_BLOCKED_BY_CLIENT", "private-address", "PRIVATE_NETWORK")
    return any(one.error and any(word in one.error for word in ours) for one in opened.exchanges)


def _hops(opened: Opened) -> tuple[str, ...]:
    """Hosts of the documents, in order; the frames' among them."""
    urls = [one.url for one in opened.exchanges if one.kind == "document"] + [opened.page.url]
    hosts = (host_of(known) for url in urls if (known := normalise(url)))
    return tuple(dict.fromkeys(hosts))[:8]
