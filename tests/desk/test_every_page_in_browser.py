"""Every page, for every role, at the desk and on a phone: it opens, nothing lies beside it, axe-core finds nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Power, Role
from inspection.plan_file import digest_of
from tests.desk.browsing import axe, sideways
from tests.desk.conftest import NOW, PLAN, SITE
from tests.desk.samples import HOME, issue_of, opened, pictured, round_of

pytestmark = pytest.mark.browser
OF_ALL = (
    *("/", "/issues", "/issues?state=all", "/issues?text=没有这样的", "/issues/1", "/views", "/board", "/expectations"),
    *("/duties", "/duties?state=overdue"),
    *("/rounds", "/digests", "/digests/2026-W47", "/plan", "/plan?show=text", "/plan/versions", "/me", "/api"),
    *("/checks/broken-link", "/issues/99999", "/没有这一页"),
)
OF_SOME = {
    "/plan/edit": Power.EDIT_PLAN,
    "/people": Power.MANAGE_PEOPLE,
    "/people/1": Power.MANAGE_PEOPLE,
    "/audit": Power.SEE_PEOPLE,
}


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="four roles, two widths: single pages have tests")
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_whole_for_everybody(role: Role, width: int, desk: Desk, tab_of: Callable[..., Page]) -> None:
    states = enumerate(State)
    some = opened(
        desk, *(issue_of(f"{HOME}/{n}", state=state, due_at=NOW - timedelta(days=n - 2)) for n, state in states)
    )
    pictured(desk, some[0])
    for n in range(3):
        round_of(desk, NOW - timedelta(hours=2 * (3 - n)))
    desk.store.record_plan(SITE, digest_of(f"{PLAN}\n"), f"{PLAN}\n", NOW)
    tab = tab_of(role, "办公室", width=width)

    wrong = []
    for path in OF_ALL + tuple(OF_SOME):
        answer = tab.goto(path)
        assert answer is not None
        power = OF_SOME.get(path)
        allowed = power is None or desk.store.people()[0].may(power)
        expected = 404 if "没有这一页" in path or "99999" in path else 200 if allowed else 403
        if answer.status != expected:
            wrong.append(f"{path}: {answer.status}")
        wrong += [f"{path}: {sideways(tab)} px beside the window"] if sideways(tab) else []
    for path in OF_ALL + tuple(OF_SOME):  # after axe has run, htmx finds what it left behind: last
        tab.goto(path)
        wrong += [f"{path}: {one}" for one in axe(tab)]

    assert wrong == []
