"""The page of the interface in a real browser: readable, without a fault of access, at both widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from inspection.people import Role
from tests.desk.browsing import WIDTHS, axe, sideways

pytestmark = pytest.mark.browser


def test_the_page_can_be_read_at_both_widths(tab_of: Callable[..., Page]) -> None:
    for width in WIDTHS:
        tab = tab_of(Role.READER, width=width)
        tab.goto("/api")
        tab.locator("details", has_text="/api/v1/issues/{id}/acts").locator("summary").first.click()

        assert (axe(tab), sideways(tab)) == ([], 0)
