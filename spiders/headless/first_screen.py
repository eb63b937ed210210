"""The first screen as it is painted: whether there is anything on it at all."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

_NEAR = 6  # levels of brightness that nobody sees


def inked(picture: bytes) -> float:
    """The share of a picture's points that differ from its commonest brightness."""
    from PIL import Image  # late: a round that opens no page need not import it

    with Image.open(BytesIO(picture)) as image:
        counts = image.convert("L").resize((min(image.width, 640), min(image.height, 450))).histogram()
    commonest = max(range(256), key=counts.__getitem__)
    same = sum(counts[max(commonest - _NEAR, 0) : commonest + _NEAR + 1])
    total = sum(counts)
    return round(1 - same / total, 5) if total else 0.0


async def shoot(page: Page, seconds: float, *, whole: bool = False) -> bytes | None:
    """A PNG of the first screen, or of the first few; None where the browser does not give one in time."""
    from playwright.async_api import Error, FloatRect

    clip: FloatRect | None = None
    if whole:
        size = page.viewport_size or {"width": 1280, "height": 900}
        clip = {"x": 0.0, "y": 0.0, "width": float(size["width"]), "height": 4000.0}
    try:
        async with asyncio.timeout(seconds):
            return await page.screenshot(
                type="png",
                full_page=whole,
                clip=clip,
                animations="allow",
                timeout=seconds * 1000,
            )
    except (Error, TimeoutError):
        return None


def smaller(picture: bytes) -> bytes:
    """The same picture in few colours: a tenth of the bytes, and still to be read."""
    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        out = BytesIO()
        image.convert("RGB").quantize(96, Image.Quantize.FASTOCTREE).save(out, "PNG")
    return min(out.getvalue(), picture, key=len)
