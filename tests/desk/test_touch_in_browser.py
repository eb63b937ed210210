"""What a finger must hit on a phone is large enough: 24 pixels each way, but for links inside a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from inspection.plan_file import digest_of
from tests.desk.conftest import NOW, PLAN, SITE
from tests.desk.samples import HOME, issue_of, opened, round_of

pytestmark = pytest.mark.browser
MAIN = ("/", "/issues", "/issues/1", "/board", "/plan", "/api")
OTHERS = (
    *("/views", "/expectations", "/rounds", "/digests", "/digests/2026-W47", "/plan?show=text", "/plan/edit"),
    *("/plan/versions", "/people", "/people/1", "/audit", "/me", "/checks/broken-link"),
)
PAGES = MAIN + OTHERS if os.environ.get("XUNJIAN_SLOW") == "1" else MAIN
# A link with words beside it in the same line is one of a sentence; a field in a label is hit by the label.
TOUCHED = "a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button]"
SMALL = """(touched) => [...document.querySelectorAll(touched)]
  .filter((one) => one.checkVisibility({checkVisibilityCSS: true}))
  .filter((one) => !one.closest(".unseen, .skip, dialog:not([open])"))
  .filter((one) => {
    const sentence = one.matches("a") && getComputedStyle(one).display === "inline" &&
      [...one.parentNode.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 1);
    const label = one.matches("input[type=checkbox], input[type=radio]") ? one.closest("label") : null;
    const box = (label || one).getBoundingClientRect();
    return !sentence && box.width > 0 && (box.width < 24 || box.height < 24);
  })
  .map((one) => {
    const box = one.getBoundingClientRect();
    return `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`;
  })"""


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Issues of every state, six rounds, two plans, a view that somebody shares."""
    opened(
        desk, *(issue_of(f"{HOME}/{n}", state=state, due_at=NOW - timedelta(days=n)) for n, state in enumerate(State))
    )
    for n in range(6):
        round_of(desk, NOW - timedelta(hours=2 * (6 - n)))
    for n, text in enumerate((PLAN, f"{PLAN}\n")):
        desk.store.record_plan(SITE, digest_of(text), text, NOW - timedelta(hours=n))
    return desk


def test_whatever_is_to_be_touched_can_be(tab_of: Callable[..., Page], filled: Desk) -> None:
    tab = tab_of(Role.ADMIN, None, width=390)
    filled.store.save_view(1, "逾期的", "due=overdue", shared=True, now=NOW)

    small = {}
    for path in PAGES:
        answer = tab.goto(path)
        assert answer is not None
        assert answer.ok, path
        small[path] = tab.evaluate(SMALL, TOUCHED)

    assert [f"{path}: {one}" for path, found in small.items() for one in found] == []


def test_the_last_day_of_a_strip_stands_below_its_last_box(tab_of: Callable[..., Page], filled: Desk) -> None:
    tab = tab_of(Role.READER)
    tab.goto("/issues/1")

    right = "(where) => [...document.querySelectorAll(where)].at(-1).getBoundingClientRect().right"
    ends = [tab.evaluate(right, where) for where in (".looks .look", ".looks-ends span")]

    assert abs(ends[0] - ends[1]) < 3
