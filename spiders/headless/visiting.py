"""Kind.VISIT: measure one page as people see it, at an office PC's width or at a phone's."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

from inspection.findings import Json
from inspection.visits import PageFacts, to_facts
from spiders import challenge
from spiders.headless import accessibility, ways_out
from spiders.headless.busy import BUSY
from spiders.headless.covering import SCRIPT, cover_personal_data
from spiders.headless.first_screen import inked, shoot, smaller
from spiders.headless.isolation import Isolation, IsolationError
from spiders.headless.opened import Opened
from spiders.headless.visit_facts import facts_of, unanswered_of

SCRIPTS = ("visit_sight.js", "visit_content.js", "visit_layout.js", "visit_hidden.js")
_COVERING = ("elements.js", SCRIPT)
_OUT = ("visit_sight.js", "visit_leaving.js")
_SETTLE = 6.0  # seconds that late scripts may take
_QUIET = 0.3  # seconds without change, and without anything asked, that mean that a page has settled
_SCREENS = 6  # that are scrolled through
_AXE = 8.0
_LEAST = 20  # characters: a page that shows fewer, and no image, seems blank
_RESERVE = 1.5  # seconds left over for the way back

# Of an answer: what the browser learnt is of no use, and why.
UNLIKE = ("redirecting", "frames", "waits-for-click", "animated")


async def carry_out(opened: Opened) -> dict[str, Json]:
    """Facts of the page: PageFacts, and beside them `reason` (why nothing was learnt) and `picture` (a digest).

    `final_url`, `title` and `status` are the page's before links were pressed, which may have led on.

    Options: `hosts` (inspected), `axe`, `picture` (booleans), `leaving` (how many links off the site are pressed).
    """
    BUSY.watch()
    begun = time.monotonic()
    options, page = opened.task.options, opened.page
    until = begun + max(opened.left() - _RESERVE, 2.0)
    await _settle(opened, until)
    hosts = _listed(options.get("hosts"))
    try:
        async with Isolation(page, SCRIPTS) as world:
            raw = await _measure(world, hosts, phone=opened.task.phone)
    except IsolationError as error:
        slow = any(word in str(error) for word in ("timeout", "timed out", "terminated"))
        return {"reason": "timeout" if slow else "page-went-away"}
    if options.get("axe", not opened.task.phone) and until - time.monotonic() > 2:
        raw["axe"] = await accessibility.violations(page, min(_AXE, until - time.monotonic() - 1))
    facts = facts_of(raw, opened, stalled=_stalled(raw["timing"]))
    wanted, seems_blank = bool(options.get("picture", not opened.task.phone)), facts.text < _LEAST and not facts.images
    picture = await _picture(opened, until, covered=wanted) if wanted or seems_blank else None
    if picture is not None:
        facts = replace(facts, inked=await asyncio.to_thread(inked, picture))
    if seems_blank or facts.inked == 0:
        facts, reason = await _blank(opened, facts, str(raw["waits"]), until)
        if reason:
            return {"reason": reason}
    answer: dict[str, Json] = {"final_url": page.url[:8000], "title": await _title(opened), "status": _status(opened)}
    if picture is not None and wanted:
        answer["picture"] = opened.keep(await asyncio.to_thread(smaller, picture))
    most = options.get("leaving", 0)
    if isinstance(most, int) and most > 0:
        pressed = await ways_out.ways_out(page, hosts, most, _OUT, until - time.monotonic())
        # Without all of its scripts a page may have nothing that would announce anything.
        lost = bool(facts.failed or facts.withheld)
        facts = replace(
            facts,
            leaving=tuple(replace(one, announced=one.announced or None) for one in pressed) if lost else tuple(pressed),
        )
    return {**to_facts(facts), **answer}


async def _settle(opened: Opened, until: float) -> None:
    """Wait until nothing changes and nothing is asked any more, for a while at most."""
    until, state, since, asked = min(until - 1, time.monotonic() + _SETTLE), "", time.monotonic(), -1
    while time.monotonic() < until:
        try:
            async with asyncio.timeout(2):
                now = str(
                    await opened.page.evaluate("() => document.readyState + document.getElementsByTagName('*').length")
                )
        except Exception:  # noqa: BLE001 (between two documents, or busy: looked at again)
            now = ""
        count = len(opened.exchanges) - sum(one.status is None and not one.error for one in opened.exchanges[-40:])
        if now != state or count != asked:
            state, asked, since = now, count, time.monotonic()
        elif now.startswith("complete") and time.monotonic() - since >= _QUIET:
            return
        await asyncio.sleep(0.1)


async def _measure(world: Isolation, hosts: list[Json], *, phone: bool) -> dict[str, Any]:
    """Everything that is only looked at, in one go; the paint first, for it ends when somebody scrolls."""
    raw: dict[str, Any] = {"timing": await world.ask("timing", None, 3.0)}
    await world.ask("floatingBefore", None, 3.0)
    await world.ask("scroll", {"screens": _SCREENS}, 6.0)
    raw["layout"] = await world.ask("layout", None, 3.0)
    raw["content"] = await world.ask("content", None, 4.0)
    raw["alts"] = await world.ask("alts", None, 3.0)
    raw["insecure"] = await world.ask("insecure", None, 3.0)
    raw["hidden"] = [] if phone else await world.ask("hidden", {"hosts": hosts}, 4.0)
    raw["floating"] = await world.ask("floating", None, 3.0)
    raw["waits"] = await world.ask("waits", None, 3.0)
    return raw


def _stalled(timing: dict[str, Any]) -> float:
    origin = float(timing["origin"])
    return BUSY.between(origin, origin + float(timing["paint"] or timing["loaded"] or timing["age"]))


async def _blank(opened: Opened, facts: PageFacts, waits: str, until: float) -> tuple[PageFacts, str | None]:
    """A page that seems to show nothing: what it shows after all, or why it is no wonder."""
    page = opened.page
    framed = await _frames(opened)
    facts = replace(facts, text=facts.text + framed[0], images=facts.images + framed[1])
    try:
        async with asyncio.timeout(3):
            html = await page.content()
    except Exception:  # noqa: BLE001 (a page that cannot be read is judged by what else there is)
        html = ""
    if challenge.is_challenge(opened.status or 200, opened.headers, html):
        return facts, challenge.REASON
    whole = await shoot(page, max(min(4.0, until - time.monotonic()), 0.5), whole=True)
    share = inked(whole) if whole is not None else facts.inked
    if share is None:
        return facts, "picture-not-taken"
    if share > 0.001:  # something is painted, whatever it consists of
        return replace(facts, images=max(facts.images, 0 if facts.text >= _LEAST else 1), inked=share), None
    if waits:
        return facts, waits
    if unanswered_of(opened) or opened.task.light:
        return facts, "not-all-fetched"
    return replace(facts, text=0, images=0, inked=share), None


async def _frames(opened: Opened) -> tuple[int, int]:
    """Characters and images in frames of some size, those of other sites included."""
    text = images = 0
    for frame in opened.page.frames[1:6]:
        try:
            async with asyncio.timeout(2):
                element = await frame.frame_element()
                box = await element.bounding_box()
                if box is None or box["width"] * box["height"] < 40_000:
                    continue
                said = await frame.evaluate("() => [document.body.innerText.trim().length, document.images.length]")
                text, images = text + int(said[0]), images + int(said[1])
        except Exception:  # noqa: BLE001, S112 (a frame that is gone, or of another process, shows nothing that is known)
            continue
    return text, images


async def _picture(opened: Opened, until: float, *, covered: bool) -> bytes | None:
    """The first screen; `covered`: without personal data, or none at all."""
    try:
        if covered:
            async with asyncio.timeout(4), Isolation(opened.page, _COVERING) as world:
                await cover_personal_data(world)
    except (IsolationError, TimeoutError):  # a page that cannot be covered is not shown to anybody
        return None
    return await shoot(opened.page, max(min(4.0, until - time.monotonic()), 0.5))


def _status(opened: Opened) -> int | None:
    """Of the document that is shown: scripts may have led on to another."""
    here = opened.page.url.partition("#")[0]
    documents = (one for one in reversed(opened.exchanges) if one.kind == "document" and one.url == here)
    return next((one.status for one in documents if one.status is not None), opened.status)


async def _title(opened: Opened) -> str:
    try:
        async with asyncio.timeout(2):
            return (await opened.page.title())[:300]
    except Exception:  # noqa: BLE001 (a page that is busy has no title that is known)
        return ""


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
