"""The issue list in a real browser: keys alone, a phone, and what axe-core says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.access import COOKIE
from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from tests.desk.browsing import WIDTHS, axe, sideways
from tests.desk.conftest import SITE, enter
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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_fits_the_screen_and_is_accessible(desk: Desk, tab_of: Tabs, width: int) -> None:
    some(desk, 3, column="一个名称很长很长很长很长很长很长的栏目", person="某某")
    tab = tab_of(Role.TRIAGE, width=width)
    tab.goto("/issues?unit=办公室&text=链接")
    tab.locator('#issue-rows input[name="issue"]').first.check()

    assert axe(tab) == []
    assert sideways(tab) == 0
    if width > 1000:  # the filter is one line, and no heading of the table breaks
        tops = "all => new Set(all.map((one) => Math.round(one.getBoundingClientRect().bottom))).size"
        assert tab.locator(".filter select, .filter button[type=submit]").evaluate_all(tops) == 1
        assert tab.locator("#issue-rows th").evaluate_all("all => Math.max(...all.map((one) => one.offsetHeight))") < 45


def test_without_scripts_issues_are_done_with_and_a_view_is_kept(desk: Desk, served: str, chromium: Browser) -> None:
    some(desk, 3)
    context = chromium.new_context(base_url=served, java_script_enabled=False)
    context.add_cookies([{"name": COOKIE, "value": enter(desk, Role.TRIAGE)[1], "url": served}])
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    tab.goto("/issues?unit=办公室")

    tab.locator('#issue-rows input[name="issue"]').first.check()
    deeds = tab.locator(".plain-deeds")
    deeds.locator("[name=act]").select_option("dismiss")
    deeds.locator("[name=why]").fill("测试页")
    deeds.get_by_role("button").click()
    done = tab.locator("#result").inner_text()
    tab.get_by_text("保存为视图").click()
    tab.locator("#view-name").fill("本处室")
    tab.locator("#save-view").get_by_role("button").click()
    said = tab.locator("#flashes").inner_text()
    context.close()

    assert ("已办 1 张" in done, "已保存视图“本处室”" in said) == (True, True)
    assert [one.query for one in desk.store.saved_views(1)] == ["unit=%E5%8A%9E%E5%85%AC%E5%AE%A4"]
