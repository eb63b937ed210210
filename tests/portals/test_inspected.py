"""Rounds over generated portals: every known fault is found, and nothing else is called a fault."""

from __future__ import annotations

import asyncio
import os

import pytest

from benchmarks.portals import FAMILIES, generate
from benchmarks.scorecard import CHECKS, Score, score_portal

SEEDS = (4,)
NAMES = [f.name for f in FAMILIES]
DOWN = ["503", "wall", *(["refused", "reset", "hang"] if "XUNJIAN_SLOW" in os.environ else [])]


async def _scores() -> dict[str, Score]:
    gate = asyncio.Semaphore(2)

    async def one(name: str, seed: int) -> Score:
        async with gate:
            return (await score_portal(generate(seed, name)))[0]

    done = await asyncio.gather(*(one(name, seed) for name in NAMES for seed in SEEDS))
    return {score.family: score for score in done}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """One round for each family, two at a time."""
    return asyncio.run(_scores())


@pytest.mark.parametrize("family", NAMES)
def test_every_round_ends_well(scores: dict[str, Score], family: str) -> None:
    assert scores[family].status == 1, scores[family].error
    assert not scores[family].error


@pytest.mark.parametrize("check", CHECKS)
def test_no_known_fault_is_missed(scores: dict[str, Score], check: str) -> None:
    assert not [(s.family, c, s.notes.get(c)) for s in scores.values() for c in s.missed if c[0] == check]


@pytest.mark.parametrize("check", CHECKS)
def test_no_fault_is_invented(scores: dict[str, Score], check: str) -> None:
    assert not [(s.family, c, s.notes.get(c)) for s in scores.values() for c in s.invented if c[0] == check]


def test_what_could_not_be_judged_is_said(scores: dict[str, Score]) -> None:
    assert not [(s.family, c) for s in scores.values() for c in s.silent]


def test_off_site_pages_and_what_is_no_link_are_never_fetched(scores: dict[str, Score]) -> None:
    assert not [c for s in scores.values() for c in s.invented if c[0] == "never-asked"]


@pytest.mark.parametrize(
    "down", ["503", "wall", *(["refused", "reset", "hang"] if "XUNJIAN_SLOW" in os.environ else [])]
)
def test_a_site_that_is_down_is_one_fault_and_a_wall_is_none(down: str) -> None:
    score, _, _ = asyncio.run(score_portal(generate(1, "shanghai", down)))
    assert not score.error
    assert not score.missed
    assert not score.invented
