"""One issue in a real browser: by keyboard, beside somebody else, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from desk.desk import Desk
from inspection.issue import Act, State
from inspection.people import Role
from tests.desk.browsing import axe, sideways
from tests.desk.samples import moved, one, pictured

pytestmark = pytest.mark.browser
Tabs = Callable[..., Page]


def test_an_issue_is_judged_by_keyboard_alone(desk: Desk, tab_of: Tabs) -> None:
    issue, tab = one(desk), tab_of(Role.TRIAGE)
    tab.goto(f"/issues/{issue.id}")

    tab.keyboard.press("m")
    tab.keyboard.press("Escape")
    tab.keyboard.press("f")
    tab.keyboard.type("是测试页 am")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    expect(tab.locator(".state.false-alarm")).to_be_visible()
    expect(tab.locator("#issue-said")).to_be_focused()
    now = desk.store.issue(issue.id)
    assert now is not None
    assert now.state is State.FALSE_ALARM


def test_who_was_quicker_is_seen_and_what_was_typed_stays(desk: Desk, tab_of: Tabs) -> None:
    issue, tab = one(desk), tab_of(Role.TRIAGE)
    tab.goto(f"/issues/{issue.id}")
    tab.keyboard.press("f")
    tab.keyboard.type("是测试页")

    moved(desk, issue, Act.ACCEPT, State.ASSIGNED, who="同事乙")

    expect(tab.locator("#issue-head")).to_contain_text("同事乙")  # by the stream
    tab.click("#deed-dismiss button[type=submit]")
    expect(tab.locator("#issue-said")).to_contain_text("同事乙")
    expect(tab.locator("#deed-dismiss-why")).to_have_value("是测试页")
    tab.click("text=仍要判为误报")
    expect(tab.locator("#issue-said")).to_contain_text("已记录")


def test_on_a_phone_nothing_lies_beside_the_page_and_axe_finds_nothing(desk: Desk, tab_of: Tabs) -> None:
    issue = one(desk, found_on=("https://mzj.example.gov.cn/" + "a" * 300,))
    pictured(desk, issue)
    tab = tab_of(Role.HANDLER, "办公室", width=390)
    tab.goto(f"/issues/{issue.id}")
    tab.keyboard.press("c")

    assert sideways(tab) == 0
    assert axe(tab) == []
