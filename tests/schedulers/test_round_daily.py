"""A daily round finds what a full one finds on the same state, and asks for little.

Held to it are changes that show on something a daily round looks at: home page, lists, columns, young articles, what
was not sound, the pages that lead there, and all that is new. What changes silently deep down, a file that vanishes
under an unchanged old page, is found when its turn comes, within `rounds.verify_within`: that is tested on its own.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.schedulers.changing_site import COLUMNS, KINDS, Portal
from tests.schedulers.site_changes import CHANGES, Change
from tests.spiders.server import Site

SLOW = "XUNJIAN_SLOW" in os.environ
TODAY = date(2025, 3, 24)
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.02s, timeout: 2s, concurrency: 16}}
units: [办公室]
columns:
{columns}
interpretation: {{policies: [政策文件], interpretations: [政策解读], within: 3 workdays, since: 2025-01-01}}
rounds: {{daily: "06:00", full: 周日 02:00, verify_within: {days}d}}
"""


@dataclass
class World:
    """A portal on its servers, and the store of the rounds that watch it."""

    portal: Portal
    site: Site
    folder: Path
    days: int = 28
    day: int = 0
    asked: list[str] = field(default_factory=list)  # by the last round

    @property
    def text(self) -> str:
        rows = [f"  - {{name: {n}, url: /{s}/, kind: {KINDS[s]}, unit: 办公室}}" for s, n in COLUMNS.items()]
        return PLAN.format(base=self.site.base, columns="\n".join(rows), days=self.days)

    async def round(self, kind: str, database: str = "kept") -> Outcome:
        at = datetime.fromisoformat("2025-03-25T09:00:00+08:00") + timedelta(days=self.day)
        url = f"sqlite:///{self.folder / database}.db"
        self.site.asked.clear()
        with Store.open(url) as store:
            outcome = await run_round(Order(load_plan(self.text), self.text, kind, at), store, url)
        self.asked = [path for _, path in self.site.asked]
        return outcome

    def overnight(self, *changes: Change) -> None:
        self.day += 1
        self.portal.today += timedelta(days=1)
        for change in changes:
            change(self.portal)


@pytest.fixture
async def elsewhere() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/ok/1", "<title>上级部门</title><p>欢迎</p>")
        yield site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site


def world_of(seed: int, site: Site, elsewhere: Site, folder: Path, **more: int) -> World:
    portal = Portal.new(seed, elsewhere.base, TODAY)

    class Answers(dict[str, object]):
        def get(self, path: str, _: object = None) -> object:
            return portal.answer

    site.answers = Answers()  # type: ignore[assignment]
    return World(portal, site, folder, **more)


def said(outcome: Outcome) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    found = {(one.check, one.subject, str(one.severity)) for one in outcome.findings}
    return found, {(one.check, one.subject, one.reason) for one in outcome.undecided}


async def hold_to_full(world: World, *changes: Change) -> Outcome:
    """One night, one daily round, and a full round in its place, with the same history; both must say the same."""
    world.overnight(*changes)
    beside = f"beside{world.day}"
    shutil.copy(world.folder / "kept.db", world.folder / f"{beside}.db")
    shutil.copytree(world.folder / "kept.db.evidence", world.folder / f"{beside}.db.evidence")
    daily = await world.round("daily")
    full = await world.round("full", beside)
    names = [change.__name__ for change in changes]
    assert said(daily) == said(full), names
    assert daily.facts.complete == full.facts.complete
    assert daily.facts.pages == full.facts.pages, names
    return daily


@pytest.mark.parametrize("seed", range(12) if SLOW else (1, 2))
async def test_a_chain_of_daily_rounds_finds_what_full_rounds_find(
    seed: int, site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    world = world_of(seed, site, elsewhere, tmp_path)
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
