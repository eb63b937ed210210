"""Whole rounds over generated portals, with the machine's browser, weighed against the truth.

python -m tests.services_blackbox.rounds dev|sealed FIRST COUNT
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from inspection.plan_file import load_plan
from inspection.visits import View
from schedulers.round import Order, run_round
from store.store import Store
from tests.services_blackbox.measure import BROKEN, MISSING, WRONG, Tally, weigh
from tests.services_blackbox.serving import served

_LONG_AGO, _LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 5s}}
browser: {{pages: 0, at_once: 3}}
functions: {{search_titles: 0, downloads: 0}}
columns: [{{name: 政策文件, url: /zcwj/, kind: 政策文件}}]
services: {{policies: [政策文件], hosts: ["{host}"], within: 5s}}
"""


async def one(seed: int, tallies: dict[str, Tally], *, sealed: bool) -> None:
    """One seed's portal, one full round."""
    async with served(seed, sealed=sealed) as (site, host, made):
        text = PLAN.format(base=site.base, host=host)
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'x.db'}"
            with Store.open(url) as store:
                plan = load_plan(text)
                outcome = await run_round(Order(plan, text, "full"), store, url)
                looks = store.visits(plan.site.name, _LONG_AGO, _LATER, [View.SERVICE])
        faults = {(found.check, found.subject) for found in outcome.findings}
        doubts = {(found.check, found.subject) for found in outcome.undecided}
        seen = {look.url: f"{look.reason} {dict(look.facts)}" for look in looks}
        for policy in made.policies:
            policy.kind += f" [{seen.get(policy.url, 'never opened')}]" if policy.url else ""
        weigh(tallies, made.policies, site.base, faults, doubts, seed)


def measured(seeds: Iterable[int], *, sealed: bool) -> dict[str, Tally]:
    """All of them, one after the other."""
    tallies = {name: Tally() for name in (MISSING, BROKEN, WRONG)}
    for seed in seeds:
        began = time.monotonic()
        asyncio.run(one(seed, tallies, sealed=sealed))
        print(f"seed {seed}: {time.monotonic() - began:.0f} s", flush=True)
    return tallies


def main(half: str, first: str, count: str) -> None:
    """Print the figures, and every error in words."""
    tallies = measured(range(int(first), int(first) + int(count)), sealed=half == "sealed")
    for name, tally in tallies.items():
        print(name, tally.line())
    for name, tally in tallies.items():
        for told in tally.told:
            print(name, told.replace("\n", " / "))


if __name__ == "__main__":
    main(*sys.argv[1:])
