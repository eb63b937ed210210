"""Which sites a worker watches: each is watched by a few machines besides the timetable's own, always the same ones."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from spiders import logs
from store.errors import StoreError
from store.processes import ProcessRow
from store.store import Store

WATCHED_BY = 2  # workers for each site: with the timetable's machine that makes a majority
LOOK_EVERY = 60.0  # seconds between two looks at who runs and what is inspected

log = logs.get(__name__)


def share(sites: Iterable[str], vantages: Iterable[str], mine: str, by: int = WATCHED_BY) -> list[str]:
    """The sites that `mine` watches. A machine that comes or goes moves its own share and no other."""
    others = sorted(set(vantages) | {mine})

    def ranked(site: str) -> list[str]:
        return sorted(others, key=lambda one: blake2b(f"{one}\x00{site}".encode(), digest_size=8).digest())

    return [site for site in sites if mine in ranked(site)[:by]]


class Watched:
    """The plans of this worker's share, as the store has them."""

    def __init__(self, store: Store, vantage: str) -> None:
        self._store, self._vantage = store, vantage
        self._plans: dict[str, tuple[str, Plan]] = {}  # by site, with the text

    def plans(self) -> list[Plan]:
        """As of the last look."""
        return [plan for _, plan in self._plans.values()]

    async def run(self) -> None:
        """Look every now and then, until cancelled."""
        while True:
            with suppress(StoreError):  # the database is away: the share stays as it is
                self._plans = await asyncio.to_thread(self._look)
            await asyncio.sleep(LOOK_EVERY)

    def _look(self) -> dict[str, tuple[str, Plan]]:
        running = self._store.alive(self._store.clock())
        taken: dict[str, tuple[str, Plan]] = {}
        for site in share(_sites(running), _vantages(running), self._vantage):
            text = self._store.plan_text(site)
            known = self._plans.get(site)
            if known is not None and known[0] == text:
                taken[site] = known
            elif text is not None:
                try:
                    taken[site] = text, parse_plan(text, f"“{site}”的方案")
                except PlanError as error:  # of a program that is newer than this one
                    log.warning("方案无法识别，本机不探测这个网站", site=site, error=str(error)[:200])
        return taken


def _sites(running: Iterable[ProcessRow]) -> list[str]:
    """What some timetable inspects just now."""
    named = (one.facts.get("sites") for one in running if one.role == "serve")
    return sorted({str(site) for sites in named if isinstance(sites, list) for site in sites})


def _vantages(running: Iterable[ProcessRow]) -> set[str]:
    return {str(one.facts["vantage"]) for one in running if one.role == "worker" and "vantage" in one.facts}
