"""Tests of what live.js does in a browser: others' deeds appear, what somebody fills in is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from desk.desk import Desk
from inspection.people import Role
from tests.desk.browsing import axe, sideways
from tests.desk.conftest import SITE
from tests.desk.test_live import accept, issue_in

pytestmark = pytest.mark.browser


def open_and_connected(tab: Page, path: str) -> None:
    """The page stands, and its stream has begun."""
    with tab.expect_request(lambda request: "/live" in request.url):
        tab.goto(path)
    tab.wait_for_timeout(1200)  # the poller has asked for the first time


def test_what_another_does_appears_on_the_page_of_the_issue(desk: Desk, tab_of: Callable[..., Page]) -> None:
    issue, tab = issue_in(desk), tab_of(Role.TRIAGE)
    open_and_connected(tab, f"/issues/{issue.id}")
    accept(desk, issue)

    expect(tab.locator("#issue-head")).to_have_attribute("data-version", str(issue.version + 1))


def test_a_list_in_which_somebody_chose_is_left_alone_and_offers_the_news(
    desk: Desk, tab_of: Callable[..., Page]
) -> None:
    issue, tab = issue_in(desk), tab_of(Role.TRIAGE)
    open_and_connected(tab, "/issues")
    tab.locator("#issues input[type=checkbox]").last.check()
    accept(desk, issue)

    expect(tab.locator("#live-chip-issues")).to_be_visible()
    assert tab.locator("#issues input[type=checkbox]").last.is_checked()


def test_a_round_that_begins_and_goes_on_appears_in_the_header_and_in_its_list(
    desk: Desk, tab_of: Callable[..., Page]
) -> None:
    tab, now = tab_of(Role.READER), desk.clock()
    open_and_connected(tab, "/rounds")
    desk.store.acquire(SITE, "x", now)
    id_ = desk.store.begin_round(site=SITE, kind="full", as_of=now, plan_digest="x", started_at=now)
    desk.store.record_progress(id_, stage="sweep", done=25, waiting=75, pages=10, faulty=0, at=now)

    expect(tab.locator("#round-chip")).to_have_text("全面巡检进行中：25%")
    expect(tab.locator(f'[data-round="{id_}"] progress')).to_have_attribute("value", "25")


def test_the_pages_of_rounds_are_for_everybody_and_for_phones(desk: Desk, tab_of: Callable[..., Page]) -> None:
    at, tab = desk.clock(), tab_of(Role.READER, width=390)
    id_ = desk.store.begin_round(site=SITE, kind="full", as_of=at, plan_digest="d" * 64, started_at=at)
    desk.store.finish_round(id_, finished_at=at, complete=False, counters={"pages": 3, "links": 4})
    tab.goto("/rounds")
    said = [axe(tab), sideways(tab)]
    tab.goto(f"/rounds/{id_}")

    assert [*said, axe(tab), sideways(tab)] == [[], 0, [], 0]
