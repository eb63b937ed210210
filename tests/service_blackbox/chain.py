"""A chain of days: each night changes the portal, each morning a daily on the old database meets a full on its copy."""

import argparse
import datetime as dt
import json
import random
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.service_blackbox.mutations import LARGE, Changes
from tests.service_blackbox.portal import Portal
from tests.service_blackbox.rounds import Ran, findings, inspect, undecided
from tests.service_blackbox.serving import Serving


@dataclass
class Day:
    """One morning: what differed and what each kind of round cost."""

    number: int
    large: str | None
    only_daily: set[tuple[str, str, str]] = field(default_factory=set)
    only_full: set[tuple[str, str, str]] = field(default_factory=set)
    unseen: set[tuple[str, str, str]] = field(default_factory=set)
    undecided: set[tuple[str, str, str]] = field(default_factory=set)
    requests: tuple[int, int] = (0, 0)
    cpu: tuple[float, float] = (0, 0)
    statuses: tuple[int, int] = (0, 0)
    told: list[str] = field(default_factory=list)


def compare(day: Day, daily: Ran, full: Ran, silent: set[str]) -> None:
    """Sort the differences: those that only a look at the address itself could show are `unseen`."""
    one, other = findings(daily), findings(full)

    def hidden(finding: tuple[str, str, str]) -> bool:
        address = urlsplit(finding[1])
        return address.path + (f"?{address.query}" if address.query else "") in silent

    both = one ^ other
    day.unseen = {f for f in both if hidden(f)}
    day.only_daily, day.only_full = one - other - day.unseen, other - one - day.unseen
    day.undecided = {u for u in undecided(daily) ^ undecided(full) if not hidden(u)}


def copied(database: Path, to: Path) -> Path:
    """A copy of a database and its evidence: what was known of the portal before today is the same for both rounds."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{to}{suffix}").unlink(missing_ok=True)
    with sqlite3.connect(database) as source, sqlite3.connect(to) as target:
        source.backup(target)
    shutil.copytree(f"{database}.evidence", f"{to}.evidence", dirs_exist_ok=True)
    return to


def chain(seed: int, days: int, folder: Path, articles: int | None = None, larges: bool = True) -> list[Day]:
    """Run a chain and return its days."""
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    portal = Portal(seed, today, articles)
    serving = Serving(portal)
    plan = folder / "plan.yaml"
    plan.write_text(portal.plan(serving.host, serving.others), "utf-8")
    first = inspect(plan, folder / "long.db", "full")
    serving.take()
    changes, order, made = Changes(portal), random.Random(seed), []
    for number in range(1, days + 1):
        large = order.choice([None, *LARGE]) if larges else None
        changes.told = []
        changes.night(large=large)
        serving.changed()
        twin = copied(folder / "long.db", folder / "twin.db")
        daily = inspect(plan, folder / "long.db", "daily", portal.day)
        asked = serving.take()["all"]
        full = inspect(plan, twin, "full", portal.day)
        day = Day(number, large, requests=(asked, serving.take()["all"]), cpu=(daily.cpu, full.cpu))
        day.statuses, day.told = (daily.status, full.status), changes.told
        compare(day, daily, full, changes.silent)
        made.append(day)
    serving.close()
    assert first.status in (0, 1), first.words
    return made


def main() -> None:
    """Print chains: `python -m tests.service_blackbox.chain --seeds 1 2 3 --days 5`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--calm", action="store_true")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    for seed in asked.seeds:
        folder = asked.keep / f"s{seed}" if asked.keep else Path(tempfile.mkdtemp())
        folder.mkdir(parents=True, exist_ok=True)
        for day in chain(seed, asked.days, folder, asked.articles, not asked.calm):
            print(json.dumps({"seed": seed, **day.__dict__}, ensure_ascii=False, default=sorted), flush=True)


if __name__ == "__main__":
    main()
