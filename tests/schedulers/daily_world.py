"""A portal that changes, the rounds that watch it day by day, and what they say."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from checks.all import CHECKS
from checks.check import Check
from inspection.plan_file import load_plan
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES
from schedulers.round import Order, Outcome, run_round
from schedulers.stopping import Stopping
from store.store import Store
from tests.schedulers.changing_site import COLUMNS, KINDS, Portal
from tests.schedulers.site_changes import Change
from tests.spiders.server import Site

# Most troubles are not of what pages say, and a child that reads them costs each round.
PLAIN = tuple(check for check in CHECKS if check.name not in OF_CONTENTS | OF_PROMISES)
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
    checks: tuple[Check, ...] = PLAIN
    asked: list[str] = field(default_factory=list)  # by the last round

    @property
    def text(self) -> str:
        rows = [f"  - {{name: {n}, url: /{s}/, kind: {KINDS[s]}, unit: 办公室}}" for s, n in COLUMNS.items()]
        return PLAN.format(base=self.site.base, columns="\n".join(rows), days=self.days)

    async def round(self, kind: str, database: str = "kept", stopping: Stopping | None = None) -> Outcome:
        at = datetime.fromisoformat("2025-03-25T09:00:00+08:00") + timedelta(days=self.day)
        url = f"sqlite:///{self.folder / database}.db"
        self.site.asked.clear()
        with Store.open(url) as store:
            try:
                order = Order(load_plan(self.text), self.text, kind, at, checks=self.checks)
                return await run_round(order, store, url, None, stopping)
            finally:
                self.asked = [path for _, path in self.site.asked]

    async def beside(self) -> Outcome:
        """A full round in the place of the next one, with the same history, which leaves none."""
        name = f"beside{self.day}"
        shutil.copy(self.folder / "kept.db", self.folder / f"{name}.db")
        shutil.copytree(self.folder / "kept.db.evidence", self.folder / f"{name}.db.evidence")
        return await self.round("full", name)

    def overnight(self, *changes: Change) -> None:
        self.day += 1
        self.portal.today += timedelta(days=1)
        for change in changes:
            change(self.portal)


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
    full = await world.beside()
    daily = await world.round("daily")
    names = [change.__name__ for change in changes]
    assert said(daily) == said(full), names
    assert daily.facts.complete == full.facts.complete
    assert daily.facts.pages == full.facts.pages, names
    return daily


@pytest.fixture
async def elsewhere() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/ok/1", "<title>上级部门</title><p>欢迎</p>")
        yield site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site
