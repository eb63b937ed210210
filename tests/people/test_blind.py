"""Rounds that could not look: nothing is verified, confirmed or recovered by them."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_telling import A, at, told

SLOW = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="the same once more; set XUNJIAN_SLOW=1")
ARTICLE = "/tzgg/a0.html"


def _plan(section: str, **keys: object) -> Callable[[Office], tuple[str, ...]]:
    def change(office: Office) -> tuple[str, ...]:
        crawl = {"delay": 0, "browser": "never", "retry_after": "0s", "looks": 2, "timeout": "5s"}
        office.more = {section: {**crawl, **keys}}
        return ()

    return change


def _words(*words: str) -> Callable[[Office], tuple[str, ...]]:
    return lambda office: words


def _portal(**changes: object) -> Callable[[Office], tuple[str, ...]]:
    def change(office: Office) -> tuple[str, ...]:
        for name, value in changes.items():
            setattr(office.portal, name, value)
        return ()

    return change


BLIND = {
    "only another check": _words("--checks", "stale-column"),
    "too many pages": _plan("crawl", max_pages=2),
    "the page is behind a firewall": _portal(walled={"/tzgg/"}),
    "all is behind a firewall": _portal(walled={"/"}),
    "the site is down": _portal(down=True),
    "the page answers 500": _portal(broken={"/tzgg/"}),
}


@pytest.mark.parametrize("name", BLIND)
@pytest.mark.parametrize("claimed", [True, pytest.param(False, marks=SLOW)], ids=["claimed", "unclaimed"])
def test_what_a_round_could_not_see_is_not_verified(
    office: Office, portal: Portal, robots: Robots, name: str, claimed: bool
) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    if claimed:
        assert office.act(1, "corrected", at(24, "11:00")).status == 0
    portal.dead = {}
    more = BLIND[name](office)
    office.inspect(at(25), *more)
    issue = next(i for i in office.found() if i["check"] == "broken-link")
    messages = told(office, robots, at(25, "10:30"))

    assert issue["state"] == ("corrected" if claimed else "suspected")
    assert not [m for m in messages if "/tzgg/gone" in m or "“甲”" in m]


@pytest.mark.parametrize(
    "blind",
    [
        _words("--round", "watch"),
        _plan("crawl", max_depth=0),
        _portal(robots="Disallow: /tzgg/\n"),
        _portal(robots="Disallow: /tzgg/a0\n"),
    ],
    ids=["watch", "depth", "robots on the column", "robots on the page"],
)
def test_what_stands_on_a_page_that_was_not_opened_is_not_verified(
    office: Office, portal: Portal, robots: Robots, blind: Callable[[Office], tuple[str, ...]]
) -> None:
    portal.inside = {ARTICLE: "/tzgg/gone-inside.html"}
    office.inspect(at(24))
    assert office.only()["found_on"] == [portal.address + ARTICLE]
    office.act(1, "corrected", at(24, "11:00"))
    portal.inside = {}
    office.inspect(at(25), *blind(office))

    assert office.only()["state"] == "corrected"


def test_what_was_never_open_to_us_keeps_nothing_from_being_verified(
    office: Office, portal: Portal, robots: Robots
) -> None:
    """A portal with a standing rule in robots.txt, whose page is taken away with the dead link on it."""
    portal.robots = "Disallow: /zcwj/\n"
    portal.inside = {ARTICLE: "/tzgg/gone-inside.html"}
    office.inspect(at(24))
    portal.articles = 0
    office.inspect(at(25))

    assert office.only()["state"] == "verified"


def test_what_the_plan_no_longer_covers_is_waived_and_not_verified(
    office: Office, portal: Portal, robots: Robots
) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    portal.dead = {}
    _plan("crawl", exclude=["/tzgg/"])(office)
    office.inspect(at(25))

    assert office.only()["state"] == "waived"


def test_a_blind_round_confirms_nothing_either(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    portal.walled = {"/tzgg/"}
    office.inspect(at(25))

    assert office.only()["state"] == "suspected"


def test_a_target_behind_a_firewall_is_not_mended(office: Office, portal: Portal, robots: Robots) -> None:
    """The page still links to it; what stands there now nobody saw."""
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    office.act(1, "corrected", at(24, "11:00"))
    portal.walled = {A}
    office.inspect(at(25))

    assert office.only()["state"] == "corrected"


def test_a_round_judged_at_an_earlier_time_changes_nothing(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    office.inspect(at(26))
    portal.dead = {}
    office.inspect(at(25))

    assert office.only()["state"] == "confirmed"
