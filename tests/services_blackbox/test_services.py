"""Precision and recall of the three checks of services over portals that none of them was written for."""

from __future__ import annotations

import os

import pytest

from tests.services_blackbox.measure import Tally
from tests.services_blackbox.rounds import measured
from tests.services_blackbox.world import world


def test_a_seed_always_makes_the_same_world() -> None:
    first, second = (world(3, "127.0.0.1:9", sealed=False) for _ in range(2))

    assert [one.html for one in first.policies] == [one.html for one in second.policies]
    assert len(first.policies) >= 15


def test_what_was_left_undecided_is_counted_apart() -> None:
    tally = Tally()

    tally.add("fault", fault=False, doubt=True, what="a")
    tally.add("fault", fault=True, doubt=False, what="b")
    tally.add("sound", fault=True, doubt=False, what="c")

    assert (tally.recall, tally.strict, tally.precision) == (1.0, 0.5, 0.5)


@pytest.mark.browser
@pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="a minute and more for each seed: XUNJIAN_SLOW=1")
@pytest.mark.parametrize("sealed", [False, True])
def test_faults_of_services_are_found_and_nothing_else(sealed: bool) -> None:
    tallies = measured(range(2), sealed=sealed)

    for name, tally in tallies.items():
        assert tally.precision >= 0.95, (name, tally.told)
        assert tally.recall >= 0.95, (name, tally.told)
