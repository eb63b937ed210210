"""A fault shown: the page that has it, outlined and named, its source, and the request that fails."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import Mapping
from datetime import datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from inspection.findings import Json
from spiders.challenge import REASON as BLOCKED
from spiders.challenge import is_challenge
from spiders.headless.covering import MOST_SOURCE, SCRIPT, cover_personal_data, disarmed, hide_unread
from spiders.headless.failing import Failing, archive, ask_again, contradicts
from spiders.headless.framing import Framed, Mark, framed
from spiders.headless.isolation import Isolation, IsolationError
from spiders.headless.opened import Opened

OPENS = "opens-in-browser"  # reasons of pictures: what is shown speaks against the fault
NOT_SEEN = "fault-not-on-page"
WIDTH, HEIGHT = 1280, 900
SCRIPTS = ("elements.js", "finding.js", "revealing.js", SCRIPT)
_LOADED = 5.0  # seconds that a page has to finish loading, after it was opened
_BREATH = 0.3  # seconds for scripts and images after each change
_WAYS = 4  # tabs and menus that are tried
_ZONE = "Asia/Shanghai"


async def carry_out(opened: Opened) -> dict[str, Json]:
    """Facts: `picture`, `snapshot`, `har` (digests or None), `shows` (Chinese), `reason` (None, OPENS or NOT_SEEN).

    Options: `find` (what finding.js looks for, or {"page": true}), `label`, `failing` (an address) with `reason` (of
    the finding), `zone`.
    """
    until = (opened.until or monotonic() + opened.task.seconds) - 1.0
    asked = opened.task.options
    shot = await Window.take(opened, _object(asked.get("find")))
    facts: dict[str, Json] = {"picture": None, "snapshot": None, "har": None}
    if shot.reason == NOT_SEEN and is_challenge(opened.status or 200, opened.headers, shot.source):
        return {**facts, "shows": "没有截图：网页被防火墙拦截", "reason": BLOCKED}
    taken = datetime.now(ZoneInfo(str(asked.get("zone") or _ZONE)))
    if shot.source:
        facts["snapshot"] = opened.keep(disarmed(shot.source, opened.page.url, taken.isoformat(timespec="seconds")))
    failing, reason, label = asked.get("failing"), str(asked.get("reason") or ""), str(asked.get("label") or "")
    seen = Failing()
    # Never what lies on this machine: a link may name anything.
    asks = isinstance(failing, str) and failing.startswith(("http://", "https://"))
    if asks and (left := until - monotonic() - 3.0) > 1.0:
        seen = await ask_again(opened.page, str(failing), min(left, 10.0))
        browser = opened.page.context.browser
        if kept := archive(seen, reason, browser.version if browser else ""):
            facts["har"] = opened.keep(kept)
    doubt = reason != "" and contradicts(reason, seen)
    doubts = [f"截图时此地址在浏览器中能打开（HTTP {seen.status}），请人工核对"] if doubt else []
    drawn = Framed(
        shot.image,
        *shot.size,
        title=shot.title,
        url=shot.url,
        taken=f"截图时间 {taken:%Y-%m-%d %H:%M}",
        label=label,
        marks=shot.marks,
        says=shot.says(label),
        doubts=doubts,
    )
    facts["picture"] = opened.keep(await framed(opened.page, drawn))
    facts["shows"] = "；".join(filter(None, [label, *shot.notes, *doubts]))
    facts["reason"] = OPENS if doubt else shot.reason
    return facts


class Window:
    """What the window showed, with what was found in it."""

    def __init__(self) -> None:
        self.image, self.source, self.title, self.url = b"", "", "", ""
        self.size = (WIDTH, HEIGHT)
        self.marks: list[Mark] = []
        self.notes: list[str] = []
        self.reason: str | None = None
        self.screen: int | None = None  # a phone's width: what is wider is shown whole, and where the screen ends

    @classmethod
    async def take(cls, opened: Opened, find: Mapping[str, Any]) -> Window:
        """Raises IsolationError where the page breaks down."""
        shot, page = cls(), opened.page
        if not opened.task.phone:
            await page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        await _loaded(opened)
        async with Isolation(page, SCRIPTS) as world:
            await shot._look(world, find)
            # Nothing of the page runs any more: what is measured, covered and taken is one moment.
            await world.send("Emulation.setScriptExecutionDisabled", {"value": True})
            await world.send("Animation.enable")
            await world.send("Animation.setPlaybackRate", {"playbackRate": 0})
            await world.ask("still")
            if hidden := await hide_unread(world):
                shot.notes.append(f"{hidden} 处嵌入的外站内容没有显示在图中")
            await cover_personal_data(world)
            screen = page.viewport_size if opened.task.phone else None
            shot.screen = screen["width"] if screen else None
            await shot._keep(world, outlined=not find.get("page"))
        return shot

    async def _look(self, world: Isolation, find: Mapping[str, Any]) -> None:
        if find.get("page"):
            return
        found = await world.ask("find", dict(find), seconds=8.0)
        if not found["found"]:
            self.reason = NOT_SEEN
            self.notes.append("截图时网页上没有找到所指的内容，可能已改动，请人工核对")
            return
        if found["boxless"]:
            self.notes.append("所指内容在网页源码中，页面上看不见，未画框")
            return
        if not await world.ask("opened"):
            await _show(world)
        stands = await world.ask("settle")
        await asyncio.sleep(_BREATH)  # images that are loaded when they come into view
        if await world.ask("uncover"):
            self.notes.append("已隐去遮挡的浮动内容")
        if stands["aside"]:
            self.notes.append("所指内容此刻隐藏（菜单、标签页或轮播之中），框出的是其所在位置")

    async def _keep(self, world: Isolation, *, outlined: bool) -> None:
        facts = await world.ask("facts")
        self.title, self.url, self.size = facts["title"], facts["url"], (facts["width"], facts["height"])
        if outlined:
            boxes = await world.ask("outline")
            self.marks = [Mark(one["x"], one["y"], one["w"], one["h"], one["kind"] == "thin") for one in boxes]
        self.size = (min(self.size[0], WIDTH), self.size[1])
        if self.screen is not None and self.size[0] > self.screen + 8:
            self.marks.append(Mark(0, 0, self.screen, self.size[1], thin=True))
            self.notes.append(f"虚线框为手机屏幕的宽度（{self.screen} 像素）")
        seen = await world.send("Page.getLayoutMetrics")
        left, top = (seen["cssVisualViewport"][name] for name in ("pageX", "pageY"))
        clip = {"x": left, "y": top, "width": self.size[0], "height": self.size[1], "scale": 1}
        asked = {"format": "png", "clip": clip, "captureBeyondViewport": self.screen is not None}
        shot = await world.send("Page.captureScreenshot", asked, 15.0)
        self.image = base64.b64decode(shot["data"])
        self.source = await world.ask("source", MOST_SOURCE)

    def says(self, label: str) -> list[str]:
        """What stands above the picture: the label, where nothing is outlined, and what must be known to read it."""
        outlined = any(not one.thin for one in self.marks)
        return ([] if outlined or not label else [label]) + self.notes


async def _loaded(opened: Opened) -> None:
    from playwright.async_api import Error  # late: what no browser was asked for need not import it

    with contextlib.suppress(Error):  # it loads for ever, or too slowly: what is there is shown
        await opened.page.wait_for_load_state("load", timeout=_LOADED * 1000)
    await asyncio.sleep(_BREATH)


async def _show(world: Isolation) -> None:
    """Point at the tabs and menus that may hold it, and press them, until it is seen."""
    for number in range(_WAYS):
        try:
            place = await world.ask("way", number)
            if place is None:
                return
            where = {"type": "mouseMoved", "x": place["x"], "y": place["y"]}
            await world.send("Input.dispatchMouseEvent", where)
            await asyncio.sleep(_BREATH)
            if await world.ask("seen") or await world.ask("press"):
                return
        except IsolationError:
            return  # the page went elsewhere on being pressed: the next question says so


def _object(value: Json) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {"page": True}
