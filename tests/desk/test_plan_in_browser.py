"""The plan edited in a real browser: a mistake is seen with its line, mended, saved, undone; drafts are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from inspection.people import Role
from inspection.plan_file import digest_of
from tests.desk.browsing import axe, sideways
from tests.desk.conftest import PLAN

pytestmark = pytest.mark.browser
LONGER = PLAN.replace("update_within: 14d", "update_within: 30d")
Tabs = Callable[..., Page]


def kept(tab: Page, wanted: int) -> int:
    """How many drafts the browser keeps, asked until they are as many as wanted or two seconds are over."""
    found = -1
    for _ in range(20):
        found = tab.evaluate("localStorage.length")
        if found == wanted:
            break
        tab.wait_for_timeout(100)
    return found


def test_a_mistake_is_seen_with_its_line_mended_saved_and_undone(tab_of: Tabs, plan_path: Path) -> None:
    tab = tab_of(Role.TRIAGE)
    tab.goto("/plan/edit")
    text, checked = tab.locator("#text"), tab.locator("#checked")

    text.fill(PLAN.replace("update_within: 14d", "update_within: soon"))
    checked.get_by_role("link", name="第 4 行").click()
    expect(tab.locator(".plan-gutter b")).to_have_text("4")
    expect(tab.locator("#hints")).to_contain_text("update_within")
    found = axe(tab)
    text.fill(LONGER)
    expect(checked).to_contain_text("14d 改为 30d")
    tab.fill("#why", "例会要求")
    tab.get_by_role("button", name="查看改动").click()
    tab.get_by_role("button", name="保存方案").click()
    tab.wait_for_url("**/plan?*saved*")
    after_saving = plan_path.read_text("utf-8")
    tab.goto(f"/plan/versions/{digest_of(PLAN)}")
    tab.get_by_role("button", name="恢复到这一版").click()
    tab.get_by_role("button", name="保存方案").click()
    tab.wait_for_url("**/plan?*saved*")

    assert (found, after_saving, plan_path.read_text("utf-8")) == ([], LONGER, PLAN)


def test_what_was_typed_is_offered_again_and_forgotten_once_it_is_saved(tab_of: Tabs) -> None:
    tab = tab_of(Role.TRIAGE)
    tab.goto("/plan/edit")
    tab.fill("#text", LONGER)
    drafts = kept(tab, 1)

    tab.reload()
    tab.get_by_role("button", name="恢复草稿").click()
    expect(tab.locator("#text")).to_have_value(LONGER)
    tab.fill("#why", "例会要求")
    tab.get_by_role("button", name="查看改动").click()
    tab.get_by_role("button", name="保存方案").click()
    tab.wait_for_url("**/plan?*saved*")

    assert (drafts, kept(tab, 0)) == (1, 0)


def test_an_old_draft_is_dropped_and_none_outlives_its_persons_session(tab_of: Tabs) -> None:
    tab = tab_of(Role.TRIAGE)
    tab.goto("/me")
    tab.evaluate("""() => [1, 29, 31].forEach((days) => localStorage.setItem(`xunjian-plan:["别处","${days}"]`,
      JSON.stringify({text: "a", why: "", at: Date.now() - days * 86400e3})))""")

    tab.goto("/plan")
    young = kept(tab, 2)
    tab.locator("#person-menu summary").click()
    tab.get_by_role("button", name="退出登录").click()
    tab.wait_for_url("**/sign-in")

    assert (young, kept(tab, 0)) == (2, 0)


def test_the_tab_key_indents_and_escape_lets_the_keyboard_leave(tab_of: Tabs) -> None:
    tab = tab_of(Role.TRIAGE)
    tab.goto("/plan/edit")
    tab.locator("#text").focus()
    tab.keyboard.press("Control+Home")

    tab.keyboard.press("Tab")
    indented = tab.locator("#text").input_value()
    tab.keyboard.press("Control+z")
    undone = tab.locator("#text").input_value()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")

    assert (indented, undone) == ("  " + PLAN, PLAN)
    expect(tab.locator("#why")).to_be_focused()


def test_on_a_phone_the_plan_can_be_read_without_scrolling_sideways(tab_of: Tabs) -> None:
    tab = tab_of(Role.READER, width=390)
    wide, found = [], []
    for address in ("/plan", "/plan?show=text", "/plan/versions"):
        tab.goto(address)
        wide.append(sideways(tab))
        found += axe(tab)

    assert (wide, found) == ([0, 0, 0], [])


def test_an_entry_to_begin_with_is_put_after_the_one_that_the_cursor_is_in(tab_of: Tabs) -> None:
    tab = tab_of(Role.TRIAGE)
    tab.goto("/plan/edit")
    text = tab.locator("#text")
    text.fill(PLAN + "accounts:\n  - name: 甲\n    platform: wechat\n    unit: 办公室\ntimezone: Asia/Shanghai\n")

    text.evaluate("it => it.setSelectionRange(it.value.indexOf('platform'), it.value.indexOf('platform'))")
    text.dispatch_event("keyup")
    expect(tab.locator("#hints")).to_contain_text("accounts")
    tab.get_by_role("button", name="插入一项").click()

    assert "    unit: 办公室\n  - {name: 账号名称, platform: wechat" in text.input_value()
    expect(tab.locator("#checked")).to_contain_text("没有错误")
