"""What a real browser shows of the desk: how wide a page is, and what axe-core says of it."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

# An office PC and a phone. The ordinary run takes the phone alone, on which pages break first.
WIDTHS = (1366, 390) if os.environ.get("XUNJIAN_SLOW") == "1" else (390,)
_AXE = Path(__file__).parents[2] / "spiders" / "headless" / "vendor" / "axe.min.js"
_ASK = """axe.run(document, {resultTypes: ["violations"]}).then((said) => said.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)} | ${node.failureSummary}`)))"""


def axe(page: Page) -> list[str]:
    """The serious and critical findings, each with its element; asked past the page's CSP, which allows no eval."""
    with_page = page.context.new_cdp_session(page)
    with_page.send("Runtime.evaluate", {"expression": _AXE.read_text("utf-8")})
    said = with_page.send("Runtime.evaluate", {"expression": _ASK, "awaitPromise": True, "returnByValue": True})
    with_page.detach()
    return list(said["result"]["value"])


def sideways(page: Page) -> int:
    """How many pixels of the page lie beside the window: 0 where nothing scrolls sideways."""
    wide: int = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    return wide
