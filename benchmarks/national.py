"""A simulation of national scale: how many workers keep up with every portal of the country, and what is stored.

`python -m benchmarks.national` reads the unit costs that `unit_costs.py` measured, plays two days of rounds against a
pool of places (a place runs one round), and prints what the second day needed. Seeded: the same words, the same table.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.national_pool import PRIORITY, Job, Played, Pool
from benchmarks.national_table import table
from benchmarks.unit_costs import KINDS, RESULT, Cost

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Country:
    """What is inspected, and how."""

    sites: int = 14_000
    pages: int = 30_000_000  # of all sites together
    spread: float = 1.4  # sigma of the logarithm of a site's pages
    most: int = 50_000  # pages of a site: the plan's limit
    delay: float = 0.25  # seconds between two requests to one host
    watch_every: float = 1800.0
    daily_from: float = 0.0  # seconds after midnight, local
    daily_until: float = 6 * 3600.0
    seed: int = 1

    def sizes(self) -> list[int]:
        """Pages of each site: lognormal, cut at the limit, scaled to the whole."""
        chance = random.Random(self.seed)
        drawn = [chance.lognormvariate(0, self.spread) for _ in range(self.sites)]
        scale = self.pages / sum(drawn)
        for _ in range(20):  # what the limit cuts off goes to the others
            sizes = [min(self.most, max(20, round(one * scale))) for one in drawn]
            scale *= self.pages / sum(sizes)
        return sizes


@dataclass(frozen=True, slots=True)
class Costs:
    """Measured: what is fixed, and what each page adds, by kind of round."""

    fixed: Mapping[str, Cost]
    per_page: Mapping[str, Cost]

    @classmethod
    def read(cls, file: Path) -> Costs:
        """What `unit_costs.py` wrote."""
        said = json.loads(file.read_text("utf-8"))["costs"]
        return cls(
            {kind: Cost(**said[kind]["fixed"]) for kind in KINDS},
            {kind: Cost(**said[kind]["per_page"]) for kind in KINDS},
        )

    def of(self, kind: str, what: str, pages: int) -> float:
        """One round's cpu, requests, network, rows, database, evidence or memory."""
        fixed, each = getattr(self.fixed[kind], what), getattr(self.per_page[kind], what)
        return float(fixed + each * pages)

    def seconds(self, kind: str, pages: int, delay: float) -> float:
        """How long a place is taken: the pace that the portal is asked at, or the processor where that is slower."""
        start = min(4.0, self.of(kind, "cpu", 0))
        return start + max(self.of(kind, "requests", pages) * delay, self.of(kind, "cpu", pages))


def asked_for(country: Country, sizes: list[int], costs: Costs, days: int) -> Iterator[Job]:
    """Every round of these days, in order of time: watches all day, dailies at night, a full one a week each."""
    chance = random.Random(country.seed + 1)
    window = country.daily_until - country.daily_from
    jobs: list[tuple[float, str, int]] = []
    for site in range(country.sites):
        offset, night = chance.random() * country.watch_every, country.daily_from + chance.random() * window
        weekly = chance.random() * 7 * DAY
        watches = int(days * DAY / country.watch_every)
        jobs += [(offset + n * country.watch_every, "watch", site) for n in range(watches)]
        jobs += [(night + day * DAY, "daily", site) for day in range(days)]
        if weekly < days * DAY:
            jobs.append((weekly, "full", site))
    seconds = {kind: [costs.seconds(kind, pages, country.delay) for pages in sizes] for kind in KINDS}
    for number, (at, kind, site) in enumerate(sorted(jobs)):
        yield Job((PRIORITY[kind], at, number), kind, site, at, seconds[kind][site])


def play(country: Country, costs: Costs, places: int, days: int = 2) -> Played:
    """The last of these days, after the others have brought the pool to its ordinary load."""
    jobs = asked_for(country, country.sizes(), costs, days)
    return Pool(places, (days - 1) * DAY, days * DAY).play(jobs)


def enough(country: Country, costs: Costs, at_most: float = 0.95, patience: float = 300.0) -> Played:
    """The smallest pool (to within 2 %) used for no more than `at_most` of its time where 95 % of the watches wait no
    longer than `patience` seconds, and every night's dailies are done within the day."""
    sizes = country.sizes()
    load = sum(costs.seconds("watch", one, country.delay) * DAY / country.watch_every for one in sizes)
    load += sum(costs.seconds("daily", one, country.delay) for one in sizes)
    load += sum(costs.seconds("full", one, country.delay) for one in sizes) / 7
    places = max(1, int(load / DAY))
    while True:
        played = play(country, costs, places)
        late = played.wait("watch", 0.95) > patience or played.wait("daily", 0.95) > DAY / 4
        if played.utilisation <= at_most and not late:
            return played
        places += max(1, places // 50)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=Country().sites)
    parser.add_argument("--pages", type=int, default=Country().pages)
    parser.add_argument("--costs", type=Path, default=RESULT)
    told = parser.parse_args()
    country, costs = Country(sites=told.sites, pages=told.pages), Costs.read(told.costs)
    sys.stdout.write(table(country, costs, enough(country, costs)))


if __name__ == "__main__":
    main()
