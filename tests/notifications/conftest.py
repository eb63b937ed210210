"""A real browser for what is made to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium import launched


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's browser; skips where there is none."""
    with launched() as browser:
        yield browser


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Callable[[str, int], tuple[int, list[str]]]:
    """Shows HTML at a width: how wide the document is, and what it asked for beside itself."""

    def show(html: str, width: int) -> tuple[int, list[str]]:
        file = tmp_path / "shown.html"
        file.write_text(html, "utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        return wide, [one for one in asked if one != file.as_uri()]

    return show
