"""A page's picture as evidence: its title, address and time above it, the fault outlined and named on it."""

from __future__ import annotations

import asyncio
import base64
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from PIL import Image

from inspection.personal import mask, mask_address
from spiders.headless.isolation import Isolation, IsolationError

if TYPE_CHECKING:
    from playwright.async_api import Page

MOST_BYTES = 600_000
_TITLE, _ADDRESS, _LABEL = 70, 200, 90  # letters shown
_TAG_LINE = 26  # pixels of a line of the label, with its padding and a gap
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A frame around something, in pixels of the picture."""

    x: float
    y: float
    w: float
    h: float
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Framed:
    """What is put together."""

    image: bytes  # PNG of the page as it stood in the window
    width: int
    height: int
    title: str
    url: str
    taken: str
    label: str
    marks: Sequence[Mark]
    says: Sequence[str] = ()  # lines above the picture: what cannot be outlined
    doubts: Sequence[str] = ()  # lines above the picture: what speaks against the fault


async def framed(page: Page, what: Framed) -> bytes:
    """The picture as PNG of at most MOST_BYTES; it is drawn in the window of `page`. Raises IsolationError."""
    await _emptied(page)
    async with Isolation(page, ()) as world:
        tree = await world.send("Page.getFrameTree")
        document = {"frameId": tree["frameTree"]["frame"]["id"], "html": as_html(what)}
        await world.send("Page.setDocumentContent", document)
        drawn_high = "document.images[0].decode().then(() => document.body.scrollHeight)"
        asked = {"expression": drawn_high, "awaitPromise": True, "returnByValue": True}
        height = (await world.send("Runtime.evaluate", asked))["result"]["value"]
        clip = {"x": 0, "y": 0, "width": what.width, "height": height, "scale": 1}
        shot = {"format": "png", "clip": clip, "captureBeyondViewport": True}
        drawn = (await world.send("Page.captureScreenshot", shot))["data"]
    return await asyncio.to_thread(small, base64.b64decode(drawn))


async def _emptied(page: Page) -> None:
    """Leave whatever is in the window; a page that failed may still be on its way in."""
    from playwright.async_api import Error  # late: what no browser was asked for need not import it

    for last in (False, False, True):
        try:
            await page.goto("about:blank", timeout=5000)
        except Error as error:
            if last:
                raise IsolationError(str(error)) from None
            await asyncio.sleep(0.3)
        else:
            return


def as_html(what: Framed) -> str:
    """The drawing's own page: nothing of the pictured page is in it but its image and its words, escaped."""
    marks = "".join(_mark(one, what) for one in what.marks)
    main = next((one for one in what.marks if not one.thin), None)
    bands = "".join(f'<div class="say">{escape(_line(one, 200))}</div>' for one in what.says)
    bands += "".join(f'<div class="doubt">{escape(_line(one, 200))}</div>' for one in what.doubts)
    return _template().substitute(
        width=what.width,
        height=what.height,
        tag=min(760, what.width - 24),
        title=escape(_line(mask(what.title), _TITLE) or "（网页没有标题）"),
        taken=escape(what.taken),
        url=escape(_line(mask_address(_readable(what.url)), _ADDRESS)),
        bands=bands,
        image=base64.b64encode(what.image).decode(),
        marks=marks + (_tag(main, what) if main and what.label else ""),
        foot="网站巡检自动截图　红框和红字由巡检程序所加　文字中的个人信息已遮盖",
    )


def _mark(one: Mark, what: Framed) -> str:
    gap = 2 if one.thin else 6
    kind = "thin" if one.thin else "main"
    left, top = max(1.0, one.x - gap), max(1.0, one.y - gap)
    right, low = min(what.width - 1.0, one.x + one.w + gap), min(what.height - 1.0, one.y + one.h + gap)
    place = f"left:{left:.0f}px;top:{top:.0f}px"
    size = f"width:{right - left:.0f}px;height:{low - top:.0f}px"
    return f'<div class="{kind}" style="{place};{size}"></div>'


def _tag(mark: Mark, what: Framed) -> str:
    """The label: beside the frame of a line, else above it, below it, or inside: where there is room."""
    words = _line(what.label, _LABEL)
    wide = min(760, what.width - 24, 24 + 17 * sum(1.0 if ord(char) > 0x2E80 else 0.56 for char in words))
    lines = 1 + int(17 * len(words) / max(wide, 1)) if wide >= min(760, what.width - 24) else 1
    high = 8 + 24 * lines + 8
    left = max(8.0, min(mark.x - 6, what.width - wide - 16))
    beside = mark.x + mark.w + 18
    if mark.h < 48 and lines == 1 and beside + wide < what.width - 8:
        left, top = beside, mark.y + mark.h / 2 - 16
    elif mark.y - 8 - high > 0:
        top = mark.y - 8 - high
    elif mark.y + mark.h + 12 + high < what.height:
        top = mark.y + mark.h + 12
    else:
        top = mark.y + 8
    return f'<div class="tag" style="left:{left:.0f}px;top:{top:.0f}px">{escape(words)}</div>'


def _line(text: str, length: int) -> str:
    said = _CONTROLS.sub(" ", text).strip()
    return said if len(said) <= length else f"{said[: length * 2 // 3]}…{said[-length // 3 :]}"


def _readable(url: str) -> str:
    try:
        return unquote_to_bytes(url).decode("utf-8")
    except UnicodeDecodeError:
        return url


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((Path(__file__).parent / "picture.html").read_text("utf-8"))


def small(png: bytes, most: int = MOST_BYTES) -> bytes:
    """The same picture in as many colours, and then pixels, as fit."""
    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGB")
    best = b""
    for colours, scale in ((256, 1.0), (96, 1.0), (128, 0.75), (64, 0.5), (16, 0.3)):
        shape = image if scale == 1.0 else image.resize((int(image.width * scale), int(image.height * scale)))
        out = io.BytesIO()
        shape.quantize(colours, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        best = out.getvalue()
        if len(best) <= most:
            break
    return best
