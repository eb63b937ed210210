"""Writes a benchmark portal of N pages with known faults into a folder; the same seed gives the same bytes.

The folder gets `www/` (the portal), `offsite/` (the site it links to), `truth.json` and `plan.yaml`.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from benchmarks import words
from benchmarks.addresses import Addresses
from benchmarks.faults import draw_targets
from benchmarks.nouns import ROWS, Article, Portal
from benchmarks.plan import plan_yaml
from benchmarks.writer import Writer

NEWEST = date(2025, 3, 24)  # the newest article; rounds are run as of the day after


def generate(folder: Path, pages: int, *, seed: int = 1, addresses: Addresses | None = None, stalls: int = 0) -> Portal:
    """Write a portal of `pages` HTML pages, or one less where the lists do not come out even (at least 40)."""
    portal, writer = draw(folder, pages, seed=seed, addresses=addresses or Addresses(), stalls=stalls)
    writer.write()
    (folder / "truth.json").write_text(
        json.dumps(portal.truth(), ensure_ascii=False, indent=1, sort_keys=True), "utf-8"
    )
    (folder / "plan.yaml").write_text(plan_yaml(portal.addresses), "utf-8")
    return portal


def draw(folder: Path, pages: int, *, seed: int, addresses: Addresses, stalls: int = 0) -> tuple[Portal, Writer]:
    """The portal as it is to be, and who writes it."""
    chance = random.Random(seed)
    portal = Portal(folder, addresses)
    static = words.STATIC_NAMES[: max(5, min(30, pages // 12))]
    portal.articles = _draw_articles(chance, pages - 1 - len(static))
    paths = [a.path for a in portal.articles]
    portal.targets = draw_targets(chance, pages, portal.addresses, paths, stalls)
    return portal, Writer(portal, chance, static)


def _column_of(number: int) -> int:
    """Columns in turn; a few articles about 404s go to honest folders and to folders that hide theirs."""
    about = number % 200
    return (0, 5, 1, 8)[about] if about < 4 else number % len(words.COLUMNS)


def _fill(room: int) -> int:
    """How many articles fit into `room` pages together with the list pages that they need."""
    count = room * ROWS // (ROWS + 1)
    while True:
        sizes = Counter(_column_of(number) for number in range(count))
        lists = sum(max(1, -(-sizes[column] // ROWS)) for column in range(len(words.COLUMNS)))
        if count + lists <= room:
            return count
        count -= 1


def _draw_articles(chance: random.Random, room: int) -> list[Article]:
    drawn: list[Article] = []
    for number in range(_fill(room)):
        column = _column_of(number)
        day = NEWEST - timedelta(days=(number // len(words.COLUMNS)) * 2 // 3)
        title = words.title(chance, number + 1)
        if number % 200 < 4:
            title = f"{words.ABOUT_404[number % 4]}（{number + 1}）"
        elif words.COLUMNS[column][1] == "政策解读":
            title = f"《{drawn[number - 1].title}》政策解读"
        path = f"/{words.COLUMNS[column][0]}/{day:%Y%m%d}/{chance.getrandbits(128):032x}.html"
        drawn.append(Article(path, title, day.isoformat(), column))
    return drawn
