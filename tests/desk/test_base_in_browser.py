"""The frame of every page, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from inspection.people import Role
from tests.desk.browsing import axe, sideways

pytestmark = pytest.mark.browser


def test_the_frame_fits_a_phone_and_has_nothing_that_bars_anybody(tab_of: Callable[..., Page]) -> None:
    tab = tab_of(Role.ADMIN, width=390)

    tab.goto("/")

    assert (sideways(tab), axe(tab)) == (0, [])


def test_the_first_key_leads_past_the_menu_and_a_question_mark_shows_the_keys(tab_of: Callable[..., Page]) -> None:
    tab = tab_of(Role.HANDLER, "养老处")
    tab.goto("/")

    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    at = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("?")
    shown = tab.locator("#keys-help").is_visible()
    tab.keyboard.press("Escape")

    assert (at, shown, tab.locator("#keys-help").is_visible()) == ("main", True, False)
