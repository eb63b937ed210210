"""One duty's page in a real browser: its forms fit, axe-core finds nothing, and a word that is given is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from inspection.people import Role
from tests.desk.browsing import WIDTHS, axe, sideways
from tests.desk.test_duties import DUTIES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
def test_a_word_is_given_and_taken_back_where_everything_fits(
    width: int, plan_path: Path, tab_of: Callable[..., Page]
) -> None:
    plan_path.write_text(DUTIES, encoding="utf-8")
    tab = tab_of(Role.HANDLER, "养老处", width=width)
    tab.goto("/duties")
    beside = [sideways(tab)]
    tab.get_by_role("link", name="学习培训").click()
    tab.get_by_text("确认已完成", exact=True).click()
    tab.get_by_label("说明").fill("在礼堂")
    tab.get_by_role("button", name="确认", exact=True).click()
    expect(tab.get_by_text("已确认“下半年培训”（2026年）")).to_be_visible()

    tab.get_by_text("撤回", exact=True).click()
    beside += [sideways(tab)]
    tab.get_by_label("撤回的理由").fill("名单不全")
    tab.get_by_role("button", name="撤回确认").click()
    expect(tab.get_by_text("已撤回")).to_be_visible()

    tab.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    assert (beside, sideways(tab), axe(tab)) == ([0, 0], 0, [])
