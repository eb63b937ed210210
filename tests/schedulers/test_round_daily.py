"""A daily round finds what a full one finds on the same state, and asks for little.

Held to it are changes that show on something a daily round looks at: home page, lists, columns, young articles, what
was not sound, the pages that lead there, and all that is new. What changes silently deep down, a file that vanishes
under an unchanged old page, is found when its turn comes, within `rounds.verify_within`: that is tested on its own.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from checks.all import CHECKS
from tests.schedulers.changing_site import Portal
from tests.schedulers.daily_world import elsewhere as elsewhere
from tests.schedulers.daily_world import hold_to_full, world_of
from tests.schedulers.daily_world import site as site
from tests.schedulers.site_changes import CHANGES, Change
from tests.spiders.server import Site

SLOW = "XUNJIAN_SLOW" in os.environ


@pytest.mark.parametrize("seed", range(12) if SLOW else (1,))
async def test_a_chain_of_daily_rounds_finds_what_full_rounds_find(
    seed: int, site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(seed, site, elsewhere, tmp_path)
    world.checks = CHECKS
    chance = random.Random(seed)
    await world.round("full")
    for _ in range(12 if SLOW else 3):
        await hold_to_full(world, *chance.sample(CHANGES, chance.randint(1, 3)))


@pytest.mark.skipif(not SLOW, reason="two rounds for each change")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
async def test_each_change_alone_is_found(change: Change, site: Site, elsewhere: Site, tmp_path: Path) -> None:
    for seed in range(3):
        folder = tmp_path / str(seed)
        folder.mkdir()
        world = world_of(seed, site, elsewhere, folder)
        await world.round("full")
        await hold_to_full(world, change)


async def test_a_site_whose_every_address_has_come_to_lead_home_is_no_more_complete_than_to_a_full_round(
    site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    def everything_leads_home(portal: Portal) -> None:
        lists = [f"/{slug}/{page}" for slug in portal.columns for page in ("", *(f"index_{n}.html" for n in range(9)))]
        portal.redirects |= dict.fromkeys([one.path for one in portal.pieces()] + lists + portal.navigation, "/")

    world = world_of(5, site, elsewhere, tmp_path)
    await world.round("full")

    assert not (await hold_to_full(world, everything_leads_home)).facts.complete
