"""axe-core in a page: which rules are asked, and what it says of them in Chinese."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spiders.headless.isolation import Isolation, IsolationError

if TYPE_CHECKING:
    from playwright.async_api import Page

# WCAG 2 A and AA as far as GB/T 37668 and 《无障碍环境建设法》 ask for the same and a program can tell: what an image,
# link, button, field, frame and page are called, in which language, whether text stands out, whether people may
# enlarge it, whether the keyboard reaches what is there. Left out: how well ARIA is written, landmarks and headings
# (good practice, no demand), and whatever needs a person to judge.
RULES = (
    "area-alt",
    "aria-command-name",
    "aria-hidden-body",
    "aria-hidden-focus",
    "aria-input-field-name",
    "blink",
    "button-name",
    "color-contrast",
    "document-title",
    "duplicate-id-aria",
    "frame-title",
    "html-has-lang",
    "html-lang-valid",
    "image-alt",
    "input-button-name",
    "input-image-alt",
    "label",
    "link-name",
    "marquee",
    "meta-refresh",
    "meta-viewport",
    "object-alt",
    "role-img-alt",
    "select-name",
    "server-side-image-map",
    "svg-img-alt",
    "tabindex",
    "video-caption",
)
_SCRIPTS = ("vendor/axe.min.js", "visit_axe.js")
_WORDS = Path(__file__).parent / "vendor" / "axe-zh_CN.json"


async def violations(page: Page, seconds: float) -> list[dict[str, Any]] | None:
    """What the page breaks; None where axe-core did not come to its end within `seconds`."""
    try:
        async with Isolation(page, _SCRIPTS) as world:
            said: list[dict[str, Any]] = await world.ask("axe", {"rules": list(RULES), "locale": _locale()}, seconds)
    except IsolationError:
        return None
    return said


@cache
def _locale() -> Any:
    return json.loads(_WORDS.read_text("utf-8"))
