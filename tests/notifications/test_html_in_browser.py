"""The report in a real browser, at a desk's width and a phone's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from notifications.html import render_html
from spiders.browser import find_browser
from tests.notifications.samples import document, finding

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
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


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_fits_the_screen_and_asks_nobody(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "report.html"
    report = document([finding(subject="http://h.example/" + "a" * 300, title="栏目" * 60)])
    file.write_text(render_html(report), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert wide <= width
    assert asked == [file.as_uri()]
