"""The first sign-in of an admin, in a real browser; and the pages of this part as people see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from desk.desk import Desk
from desk.staff import first_admin
from inspection.people import Role
from tests.desk.browsing import WIDTHS, axe, sideways

Tabs = Callable[..., Page]


@pytest.mark.browser
def test_the_first_admin_signs_in_changes_the_password_and_signs_out(desk: Desk, tab_of: Tabs) -> None:
    secret, tab = first_admin(desk.store, desk.clock()), tab_of()
    assert secret is not None
    tab.goto("/board?unit=养老处")
    tab.get_by_label("用户名").fill("admin")
    tab.get_by_label("密码").fill(secret)
    tab.keyboard.press("Enter")

    tab.get_by_label("一次性密码").fill(secret)
    tab.get_by_label("新密码", exact=True).fill("今天天气很好适合走走")
    tab.get_by_label("再写一遍新密码").fill("今天天气很好适合走走")
    tab.get_by_role("button", name="修改密码").click()
    tab.get_by_role("heading", name="栏目看板").wait_for()  # where they wanted to go
    tab.get_by_text("管理员").first.click()
    tab.get_by_role("button", name="退出登录").click()

    tab.get_by_role("heading", name="登录").wait_for()
    tab.goto("/people")
    assert "/sign-in?next=/people" in tab.url


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_account_and_people_are_readable_and_without_findings(desk: Desk, tab_of: Tabs, width: int) -> None:
    tab, found = tab_of(Role.ADMIN, width=width), dict[str, object]()
    for path in ("/me", "/people", "/people/1", "/audit", "/me/password"):
        tab.goto(path)
        found[path] = (sideways(tab), axe(tab))
    tab.context.clear_cookies()
    tab.goto("/sign-in")
    found["/sign-in"] = (sideways(tab), axe(tab))

    assert found == {path: (0, []) for path in found}
