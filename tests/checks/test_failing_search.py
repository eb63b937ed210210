"""What is said of a search, and what is left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.failing_search import FailingSearch
from checks.missing_consultation import MissingConsultation
from inspection.findings import Severity
from inspection.observed import Observed
from inspection.visits import FormFacts, SearchFacts, SearchTry, View, Visit, to_facts
from tests.checks.rounds import HOME, observed, said


def searched(*outcomes: str, days: int = 0, most: int = 4) -> Observed:
    round_ = observed(plan={"functions": {"search_titles": most}})
    tries = [
        SearchTry(f"标题{n}", f"{HOME}{n}", f"标题{n}", one, "http-500" if one == "broken" else None)
        for n, one in enumerate(outcomes)
    ]
    at = round_.as_of - timedelta(days=days)
    return replace(round_, visits=[Visit(HOME, View.SEARCH, at, "r", facts=to_facts(SearchFacts(tuple(tries))))])


def formed(state: str, status: int | None) -> Observed:
    round_ = observed()
    return replace(
        round_, visits=[Visit(HOME, View.FORM, round_.as_of, "r", None, status, facts=to_facts(FormFacts(state, HOME)))]
    )


@given(st.lists(st.sampled_from(["found", "absent", "broken", "unclear"]), max_size=6))
def test_a_fault_rests_on_three_titles_that_could_be_judged(outcomes: list[str]) -> None:
    heard = said(FailingSearch(), searched(*outcomes))
    known = [one for one in outcomes if one != "unclear"]
    assert bool(heard.untold) == (len(known) < 3)
    assert bool(heard.faults) == (len(known) >= 3 and set(known) != {"found"})


@pytest.mark.parametrize(
    ("outcomes", "weight"),
    [
        (("absent",) * 3, None),
        (("broken",) * 4, None),
        (("found", "found", "broken", "broken"), None),
        (("found", "found", "found", "absent"), Severity.WARNING),
    ],
)
def test_a_search_that_works_for_some_weighs_less(outcomes: tuple[str, ...], weight: Severity | None) -> None:
    assert [fault.severity for fault in said(FailingSearch(), searched(*outcomes)).faults] == [weight]


def test_a_look_of_an_earlier_day_is_said_to_be_of_that_day() -> None:
    assert "3月23日" in said(FailingSearch(), searched("absent", "absent", "absent", days=2)).faults[0].title


def test_who_does_not_want_it_hears_nothing() -> None:
    heard = said(FailingSearch(), searched("absent", "absent", "absent", most=0))
    assert (heard.faults, heard.untold) == ([], [])


@pytest.mark.parametrize(
    ("state", "status", "faults", "untold"),
    [
        ("form", 200, 0, 0),
        ("login", 200, 0, 0),
        ("closed", 200, 1, 0),
        ("blank", 200, 1, 0),
        ("unclear", 404, 1, 0),
        ("unclear", 502, 1, 0),
        ("unclear", 403, 0, 1),
        ("unclear", 200, 0, 1),
    ],
)
def test_only_what_surely_cannot_be_used_is_missing(state: str, status: int, faults: int, untold: int) -> None:
    heard = said(MissingConsultation(), formed(state, status))
    assert (len(heard.faults), len(heard.untold)) == (faults, untold)
