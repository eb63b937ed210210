"""The machine's browser, for tests of what people see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from spiders.browser import find_browser


@contextmanager
def launched() -> Iterator[Browser]:
    """Started, and ended; skips where there is none, or where it does not start."""
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
            yield browser
            browser.close()
    except Error as error:
        pytest.skip(f"the browser does not start: {error}")
