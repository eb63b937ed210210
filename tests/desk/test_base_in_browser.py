"""The frame of every page, and 今日, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from tests.desk.browsing import axe, sideways
from tests.desk.conftest import NOW
from tests.desk.samples import HOME, issue_of, opened, round_of

pytestmark = pytest.mark.browser


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Issues of every state, whose titles no line can break; a round."""
    opened(
        desk,
        *(
            issue_of(
                f"{HOME}/{n}", state=state, unit="养老处", title=f"第{n}件" + "x" * 150, due_at=NOW - timedelta(days=n)
            )
            for n, state in enumerate(State)
        ),
    )
    round_of(desk, NOW - timedelta(hours=2))
    return desk


@pytest.mark.parametrize(
    ("role", "unit", "width"), [(Role.ADMIN, None, 390), (Role.HANDLER, "养老处", 1366), (Role.READER, None, 683)]
)
def test_the_morning_fits_the_window_and_bars_nobody(
    tab_of: Callable[..., Page], filled: Desk, role: Role, unit: str | None, width: int
) -> None:
    tab = tab_of(role, unit, width=width)  # 683: an office PC at 200 %

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


def test_accepting_from_the_morning_says_so_on_the_next_page(tab_of: Callable[..., Page], filled: Desk) -> None:
    tab = tab_of(Role.TRIAGE)
    tab.goto("/")

    tab.locator("button", has_text="受理").first.click()
    tab.wait_for_url("**/issues/*")

    assert "已记录" in tab.locator("#flashes .flash.good").inner_text()


def test_a_person_signs_out_by_the_keyboard(tab_of: Callable[..., Page]) -> None:
    tab = tab_of(Role.READER)
    tab.goto("/")

    tab.locator("#person-menu summary").press("Enter")
    tab.locator("#person-menu button", has_text="退出登录").press("Enter")
    tab.wait_for_url("**/sign-in**")

    assert tab.locator("#person-menu").count() == 0
