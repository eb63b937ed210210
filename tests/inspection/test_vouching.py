"""What a browser saw once is gone when every page that showed it was seen again, in the same view, and measured."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from inspection.issue import Gone, Lapsed, Seen
from inspection.records import Verdict
from inspection.visits import View
from inspection.vouching import OF_VISITS
from tests.inspection.judged import AT, FAULTS, HOME, PAGE, Round, a_finding, doubt, issue, issue_of, kinds_of, looks

PAGES = {check for check, rests in OF_VISITS.items() if rests.view in (View.DESK, View.PHONE)}
every_check = pytest.mark.parametrize("check", sorted(PAGES & FAULTS.keys()))
BEFORE = AT - timedelta(days=1)


@every_check
@pytest.mark.parametrize(
    "visits",
    [
        {},
        looks("r2", reason="timeout", facts={}),
        looks("r1", at=BEFORE),
        looks("r2", facts={}),
    ],
    ids=["no browser", "not opened", "as seen with the fault", "not measured"],
)
def test_what_was_not_seen_again_is_not_gone(check: str, visits: dict[Any, Any]) -> None:
    there = {HOME: Verdict.SOUND, PAGE: Verdict.SOUND}

    assert Round(visits=visits, verdicts=there).means(issue(check)) == []


@every_check
def test_the_other_view_does_not_vouch(check: str) -> None:
    view = OF_VISITS[check].view
    others = {key: visit for key, visit in looks().items() if key[1] is not view}
    there = {HOME: Verdict.SOUND, PAGE: Verdict.SOUND}

    assert Round(visits=others, verdicts=there).means(issue(check)) == []


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        ("slow-page", {"paint": None, "axe": True}),
        ("inaccessible-page", {"axe": False, "paint": 1.0}),
        ("broken-layout", {"width": 390, "scroll_width": 0}),
        ("missing-leaving-notice", {"leaving": [{"url": "https://example.com/", "announced": None}]}),
        ("missing-leaving-notice", {"leaving": [], "axe": True}),
    ],
)
def test_a_look_that_did_not_measure_it_does_not_vouch(check: str, facts: dict[str, Any]) -> None:
    assert Round(visits=looks("r2", facts=facts)).means(issue(check)) == []


def test_pages_may_be_seen_again_in_several_rounds() -> None:
    earlier = looks("r1b", PAGE, at=AT + timedelta(minutes=5))  # after the round that saw the issue, before this one
    it, there = issue("mixed-content"), {PAGE: Verdict.SOUND, HOME: Verdict.SOUND}

    assert kinds_of(Round(visits=earlier | looks("r2", HOME), verdicts=there).means(it)) == [Gone]
    assert Round(visits=looks("r1b", PAGE, at=BEFORE) | looks("r2", HOME), verdicts=there).means(it) == []


@pytest.mark.parametrize(("verdict", "gone"), [(Verdict.FAULTY, [Gone]), (Verdict.SOUND, []), (Verdict.UNDECIDED, [])])
def test_a_page_that_is_no_more_need_not_be_seen_again(verdict: Verdict, gone: list[type]) -> None:
    dead = (a_finding("broken-link", PAGE, None, HOME, reason="http-404"),) if verdict is Verdict.FAULTY else ()
    round_ = Round(dead, visits=looks("r2", HOME), verdicts={PAGE: verdict, HOME: Verdict.SOUND})

    assert kinds_of(round_.means(issue("blank-page")))[len(dead) :] == gone


def test_a_fault_that_is_told_with_another_one_is_not_gone() -> None:
    whole_site = a_finding("slow-page", HOME, None, HOME, PAGE)
    page = issue_of(a_finding("slow-page", PAGE, None, PAGE))

    assert kinds_of(Round((whole_site,)).means(page)) == [Seen]


@every_check
def test_a_doubt_about_one_of_its_pages_leaves_it_as_it_is(check: str) -> None:
    it = issue(check)

    assert Round(undecided=(doubt(check, it.found_on[0]),)).means(it) == []


@every_check
def test_what_only_an_earlier_look_shows_is_not_seen_anew(check: str) -> None:
    """Else one look would confirm itself, and open again what was mended since."""
    it = issue(check)
    round_ = Round((FAULTS[check],), visits=looks("r1", at=BEFORE))

    assert round_.means(it) == []
    assert kinds_of(round_.means()) == [Seen]


@every_check
def test_what_this_rounds_look_shows_is_seen_again(check: str) -> None:
    visits = looks("r2", HOME) | looks("r1", PAGE, at=BEFORE)
    shown_today = HOME in issue(check).found_on

    assert kinds_of(Round((FAULTS[check],), visits=visits).means(issue(check))) == [Seen] * shown_today


@every_check
@pytest.mark.parametrize(
    ("plan", "lapses"),
    [
        ({"crawl": {"browser": "never"}}, True),
        ({"browser": {"pages": 0}}, True),
        ({"browser": {"leaving_notice": False}}, False),
        ({"crawl": {"exclude": ["/"]}}, True),
        ({"crawl": {"exclude": ["/search/"]}}, False),
    ],
)
def test_what_the_plan_does_not_ask_of_a_browser_lapses(check: str, plan: dict[str, Any], lapses: bool) -> None:
    (event,) = kinds_of(Round(plan=plan).means(issue(check)))

    wanted = lapses or (check == "missing-leaving-notice" and "leaving_notice" in str(plan))
    assert event is (Lapsed if wanted else Gone)


@pytest.mark.parametrize(
    ("check", "state"),
    [
        ("broken-service-link", "maintenance"),
        ("broken-service-link", "unclear"),
        ("wrong-service", "needs-login"),
        ("wrong-service", "blocked-by-firewall"),
    ],
)
def test_a_platform_that_did_not_show_its_item_vouches_for_none(check: str, state: str) -> None:
    assert not OF_VISITS[check].measured({"state": state})
    assert OF_VISITS[check].measured({"state": "item"})
