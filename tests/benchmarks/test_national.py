"""The simulation of national scale: nothing is lost in it, and its averages agree with each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.national import Costs, Country, asked_for, play
from benchmarks.national_pool import PRIORITY, Job, Played, Pool
from benchmarks.national_table import table
from benchmarks.unit_costs import RESULT, Cost

COUNTRY = Country(sites=60, pages=60_000)
COSTS = Costs.read(RESULT)
KINDS = st.sampled_from(sorted(PRIORITY))
ROUNDS = st.lists(st.tuples(st.floats(0, 900), KINDS, st.integers(0, 4), st.floats(0.1, 200)), max_size=60)


def jobs(rounds: list[tuple[float, str, int, float]]) -> list[Job]:
    return [
        Job((PRIORITY[kind], at, number), kind, site, at, seconds)
        for number, (at, kind, site, seconds) in enumerate(sorted(rounds))
    ]


def total(played: Played, what: str) -> int:
    return sum(getattr(played, what).values())


@settings(max_examples=60)
@given(ROUNDS, st.integers(1, 5))
def test_every_round_is_done_skipped_or_still_there(rounds: list[tuple[float, str, int, float]], places: int) -> None:
    played = Pool(places, 0, 1000).play(jobs(rounds))

    assert total(played, "asked") == total(played, "done") + total(played, "skipped") + total(played, "left")


@settings(max_examples=60)
@given(ROUNDS, st.integers(1, 5))
def test_what_waits_on_average_is_what_all_have_waited(
    rounds: list[tuple[float, str, int, float]], places: int
) -> None:
    played = Pool(places, 0, 1000).play(jobs(rounds))

    assert played.waiting == pytest.approx(played.waited, abs=1e-6)


@settings(max_examples=60)
@given(ROUNDS, st.integers(1, 5))
def test_no_more_is_used_than_there_is(rounds: list[tuple[float, str, int, float]], places: int) -> None:
    played = Pool(places, 0, 1000).play(jobs(rounds))
    busiest = len({site for _, _, site, _ in rounds}) or 1

    assert played.running <= min(places, busiest) * 1000 + 1e-6  # one site is asked by one at a time


@settings(max_examples=60)
@given(ROUNDS)
def test_with_a_place_for_each_site_nobody_waits(rounds: list[tuple[float, str, int, float]]) -> None:
    apart = [(at, kind, number, seconds) for number, (at, kind, _, seconds) in enumerate(rounds)]
    played = Pool(len(rounds) or 1, 0, 1000).play(jobs(apart))

    assert played.waited == 0


def test_the_country_has_the_pages_that_it_is_said_to_have() -> None:
    sizes = Country().sizes()

    assert sum(sizes) == pytest.approx(30_000_000, rel=0.01)
    assert max(sizes) <= 50_000


def test_each_site_has_its_rounds_every_day() -> None:
    asked = list(asked_for(COUNTRY, COUNTRY.sizes(), COSTS, 7))

    assert sum(job.kind == "daily" for job in asked) == 7 * 60
    assert sum(job.kind == "full" for job in asked) == 60
    assert sum(job.kind == "watch" for job in asked) == 7 * 60 * 48


def test_more_places_never_make_anybody_wait_longer() -> None:
    waits = [play(COUNTRY, COSTS, places, days=1).waited for places in (1, 2, 4)]

    assert waits == sorted(waits, reverse=True)


def test_the_same_words_give_the_same_table() -> None:
    one, again = (table(COUNTRY, COSTS, play(COUNTRY, COSTS, 3)) for _ in range(2))

    assert one == again
    assert "worker machines" in one


def test_a_line_goes_through_both_measurements() -> None:
    small, large = Cost(1, 2, 130, 4, 5, 6, 7, 8), Cost(2, 4, 230, 14, 25, 36, 47, 8)
    fixed, each = small.line_through(100, large, 300)

    assert fixed.requests + 300 * each.requests == pytest.approx(230)
    assert each.memory == 0
