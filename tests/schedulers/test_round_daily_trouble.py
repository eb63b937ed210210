"""Daily rounds in odd weather: silent faults, servers that lie, sites rebuilt or down, rounds that are killed."""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from schedulers.stopping import StoppedError, Stopping
from tests.schedulers.daily_world import elsewhere as elsewhere
from tests.schedulers.daily_world import hold_to_full, said, world_of
from tests.schedulers.daily_world import site as site
from tests.schedulers.site_changes import new_article, restored, template_gains_a_broken_link
from tests.spiders.server import Site

SLOW = "XUNJIAN_SLOW" in os.environ


async def test_a_file_that_vanishes_under_an_old_unchanged_page_is_found_in_time(
    site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(3, site, elsewhere, tmp_path, days=5)
    await world.round("full")
    old = min((p for p in world.portal.pieces() if p.links and p.links[0] in world.portal.files), key=lambda p: p.day)
    world.portal.files.remove(old.links[0])

    found = []
    for _ in range(5):
        world.overnight()
        found.append(any(one.subject.endswith(old.links[0]) for one in (await world.round("daily")).findings))

    assert found[-1]
    assert sorted(found) == found, "found once, it stays found"


async def test_every_target_is_asked_for_within_the_days(site: Site, elsewhere: Site, tmp_path: Path) -> None:
    world = world_of(4, site, elsewhere, tmp_path, days=4)
    await world.round("full")
    everything = {path for path in world.asked if "/x" not in path and path != "/robots.txt"}

    asked: set[str] = set()
    most = 0
    for _ in range(4):
        world.overnight()
        await world.round("daily")
        asked.update(world.asked)
        most = max(most, len(set(world.asked)))

    assert everything <= asked
    assert most < len(everything) * 0.75


async def test_a_server_that_vouches_for_what_has_changed_is_not_believed(
    site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(5, site, elsewhere, tmp_path)
    world.portal.validators = "lying"
    await world.round("full")

    for _ in range(6 if SLOW else 2):
        await hold_to_full(world, new_article, template_gains_a_broken_link)


async def test_a_site_that_was_rebuilt_is_looked_at_as_a_whole(site: Site, elsewhere: Site, tmp_path: Path) -> None:
    world = world_of(6, site, elsewhere, tmp_path, days=4)
    await world.round("full")

    def rebuilt(_: object) -> None:
        world.portal.navigation = [f"/portal/{n}.html" for n in range(40)]
        for piece in world.portal.pieces():
            piece.links = [f"/attach/lost-{piece.path.rpartition('/')[2]}.doc"]
            piece.related = []

    daily = await hold_to_full(world, rebuilt)

    assert daily.facts.carried is not None
    assert daily.facts.carried.everything


async def test_a_site_that_is_down_is_said_to_be_as_a_full_round_says_it_and_found_again(
    site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(7, site, elsewhere, tmp_path)
    await world.round("full")
    answers = site.answers

    async def down(_: web.Request) -> web.Response:
        return web.Response(status=500)

    class Down(dict[str, object]):
        def get(self, path: str, _: object = None) -> object:
            return down

    site.answers = Down()  # type: ignore[assignment]
    daily = await hold_to_full(world)
    site.answers = answers
    again = await hold_to_full(world, new_article)

    assert [one.check for one in daily.findings] == ["site-down"]
    assert again.facts.carried is not None, "the round before the trouble is its base"


async def test_what_robots_txt_forbids_since_today_is_left_alone(site: Site, elsewhere: Site, tmp_path: Path) -> None:
    world = world_of(8, site, elsewhere, tmp_path)
    answer, rules = world.portal.answer, [""]

    async def with_rules(request: web.Request) -> web.StreamResponse:
        if request.path == "/robots.txt":
            return web.Response(text=rules[0])
        return await answer(request)

    world.portal.answer = with_rules  # type: ignore[method-assign]
    await world.round("full")
    rules[0] = "User-agent: *\nDisallow: /zt/\n"
    await hold_to_full(world, new_article)
    rules[0] = ""
    await hold_to_full(world, restored)


async def stop_after(requests: int, site: Site, stopping: Stopping) -> None:
    while len(site.asked) < requests:  # noqa: ASYNC110 (the server counts, and tells nobody)
        await asyncio.sleep(0.001)
    stopping.asked.set()


@pytest.mark.parametrize("seed", range(20) if SLOW else (1,))
async def test_a_daily_round_that_is_cut_off_is_taken_up_and_ends_as_if_it_had_not_been(
    seed: int, site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(seed, site, elsewhere, tmp_path)
    await world.round("full")
    world.overnight(new_article, template_gains_a_broken_link)
    full = await world.beside()

    chance = random.Random(seed)
    for _ in range(3):
        stopping = Stopping()
        stopper = asyncio.create_task(stop_after(chance.randrange(1, 40), site, stopping))
        with suppress(StoppedError):
            await world.round("daily", stopping=stopping)
        stopper.cancel()
    ended = await world.round("daily")

    assert said(ended) == said(full)
    assert ended.facts.pages == full.facts.pages


async def test_without_a_base_or_by_another_scope_everything_is_looked_at(
    site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(9, site, elsewhere, tmp_path)
    first = await world.round("daily")
    world.day += 1
    second = await world.round("daily")
    world.day += 29
    third = await world.round("daily")

    assert first.facts.carried is None
    assert second.facts.carried is not None
    assert second.facts.carried.since is not None
    assert second.facts.started_at - second.facts.carried.since < timedelta(minutes=5)
    assert third.facts.carried is None
