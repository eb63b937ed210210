"""The issue list in a real browser: keys alone, a phone, and what axe-core says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from tests.desk.browsing import axe, sideways
from tests.desk.conftest import SITE
from tests.desk.samples import issue_of, opened

Tabs = Callable[..., Page]
pytestmark = pytest.mark.browser


def some(desk: Desk, count: int, **fields: Any) -> None:
    opened(desk, *(issue_of(f"https://mzj.example.gov.cn/{n}", title=f"链接{n}打不开", **fields) for n in range(count)))


def test_a_days_work_is_done_with_keys_alone(desk: Desk, tab_of: Tabs) -> None:
    some(desk, 4)
    tab = tab_of(Role.TRIAGE)
    tab.goto("/issues")

    for key in ("j", "j", "x", "j", "x", "f"):
        tab.keyboard.press(key)
    tab.keyboard.insert_text("测试页 jkx")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    expect(tab.locator("#result")).to_contain_text("已办 2 张")
    expect(tab.locator("#issue-rows tbody tr")).to_have_count(2)
    assert [one.state is State.FALSE_ALARM for one in desk.store.issues_of(SITE)] == [False, True, True, False]


def test_typing_filters_the_list_and_the_address_keeps_it(desk: Desk, tab_of: Tabs) -> None:
    some(desk, 3)
    tab = tab_of(Role.READER)
    tab.goto("/issues")

    tab.keyboard.press("/")
    tab.keyboard.type("链接2")
    expect(tab.locator("#issue-rows tbody tr")).to_have_count(1)

    assert tab.evaluate("document.activeElement.id") == "issue-text"
    tab.reload()
    expect(tab.locator("#issue-text")).to_have_value("链接2")


def test_all_that_fits_is_chosen_by_a_second_word(desk: Desk, tab_of: Tabs) -> None:
    some(desk, 52)
    tab = tab_of(Role.TRIAGE)
    tab.goto("/issues")

    tab.check("#all-here")
    expect(tab.locator("#chosen-words")).to_have_text("已选 50 张")
    tab.click("#choose-all")
    expect(tab.locator("#chosen-words")).to_have_text("已选 52 张")
    tab.click('[data-deed="accept"]')
    tab.click("dialog[open] button[type=submit]")

    expect(tab.locator("#result")).to_contain_text("已办 52 张")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_list_fits_the_screen_and_is_accessible(desk: Desk, tab_of: Tabs, width: int) -> None:
    some(desk, 3, column="一个名称很长很长很长很长很长很长的栏目", person="某某")
    tab = tab_of(Role.TRIAGE, width=width)
    tab.goto("/issues?unit=办公室&text=链接")
    tab.locator('#issue-rows input[name="issue"]').first.check()

    assert axe(tab) == []
    assert sideways(tab) == 0
