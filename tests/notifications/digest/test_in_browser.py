"""The digest in a real browser, at a desk's width and a phone's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from inspection.findings import Severity
from notifications.digest import html
from notifications.digest.facts import Coming, ComingKind, Counts, Doubt, Standing, Tally, Veto
from spiders.browser import find_browser
from tests.notifications.digest.word_samples import MONDAY, column, facts, issue

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


LONG = ("栏目" * 60, "a" * 300, "https://h.example/" + "%E4" * 200, "<script>document.title='x'</script>")


@pytest.mark.parametrize("long", LONG)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_digest_fits_the_screen_and_asks_nobody(browser: Browser, tmp_path: Path, width: int, long: str) -> None:
    file = tmp_path / "digest.html"
    everything = facts(
        site=long,
        office=long,
        counts=Counts(new=123_456, end=123_456, open=123_456, overdue=123_456),
        new=(issue(title=long, column=long, unit=long, severity=Severity.CRITICAL, why=long),),
        columns=(column(long, Standing.STALE, "pwou" * 6, url=long, unit=long, reason=long),),
        by_unit=(Tally(long, long, 123_456, 123_456, 123_456, 123_456, 123_456),),
        coming=(Coming(ComingKind.PUBLICATION, long, MONDAY.date(), long, long),),
        vetoes=(Veto("空白栏目", 4, 3, 5, 1, "warning", (long, long)),),
        undecided=(Doubt(long, ("断链",), long),),
    )
    file.write_text(html.render(everything, "w2025w13-00000000"), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    wide, title = page.evaluate("document.documentElement.scrollWidth"), page.title()
    page.close()

    assert wide <= width
    assert asked == [file.as_uri()]
    assert title != "x"
