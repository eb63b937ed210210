"""What a daily round costs beside a full one on the same portal, and whether it finds the same.

`python -m benchmarks.incremental --pages 2000 --share 0.01` runs: a full round; a daily one, nothing changed; overnight
a share of the articles changes; a full round and a daily one on that state, each with the history of the first.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.addresses import Addresses
from benchmarks.changing import Changing
from benchmarks.measure import measure
from benchmarks.peers import ROOT
from benchmarks.plan import plan_yaml
from benchmarks.serve import read_traffic, serve

AS_OF = "2025-03-{day}T09:00:00+08:00"


@dataclass(frozen=True, slots=True)
class Cost:
    """One round: processor seconds of the whole command with its children, requests that the server logged."""

    name: str
    cpu: float
    wall: float
    requests: int
    found: frozenset[tuple[str, str]]
    doubted: frozenset[tuple[str, str]]


def run(folder: Path, addresses: Addresses, database: Path, kind: str, day: int, name: str) -> Cost:
    """One round as an office runs it."""
    report = database.with_suffix(".json")
    command = [sys.executable, "-m", "xunjian", "inspect", str(folder / "plan.yaml"), "--as-of", AS_OF.format(day=day)]
    command += ["--database", f"sqlite:///{database}", "--round", kind, "--report", str(report), "--quiet", "--fresh"]
    report.unlink(missing_ok=True)
    with serve(folder, addresses) as log:
        measured = measure(command, out=database.with_suffix(".out"), limit=1800, cwd=ROOT)
    if measured.status not in (0, 1):
        raise SystemExit(f"{name}: {database.with_suffix('.stderr').read_text('utf-8', 'replace')[-2000:]}")
    said = json.loads(report.read_text("utf-8"))
    return Cost(
        name,
        measured.cpu,
        measured.wall,
        read_traffic(log).requests,
        frozenset((one["check"], one["subject"]) for one in said["findings"]),
        frozenset((one["check"], one["subject"]) for one in said["undecided"]),
    )


def copy(database: Path, name: str) -> Path:
    """The database with its evidence, under another name."""
    other = database.with_name(f"{name}.db")
    shutil.copy(database, other)
    shutil.copytree(f"{database}.evidence", f"{other}.evidence")
    return other


def compare(work: Path, pages: int, share: float, seed: int) -> list[Cost]:
    """The four rounds, in the order of the table."""
    addresses = Addresses()
    folder = work / "portal"
    changing = Changing(folder, pages, seed=seed, addresses=addresses)
    (folder / "plan.yaml").write_text(plan_yaml(addresses), "utf-8")
    first = work / "first.db"
    rounds = [run(folder, addresses, first, "full", 25, "full")]
    rounds.append(run(folder, addresses, copy(first, "same"), "daily", 26, "daily, nothing changed"))
    count = changing.overnight(share)
    rounds.append(run(folder, addresses, copy(first, "again"), "full", 26, f"full, {count} articles changed"))
    rounds.append(run(folder, addresses, copy(first, "daily"), "daily", 26, f"daily, {count} articles changed"))
    return rounds


def table(rounds: list[Cost]) -> str:
    """Figures, each daily round's beside those of the full round on the same state."""
    lines = ["| round | requests | of full | CPU s | of full | wall s | findings |", "|---|---|---|---|---|---|---|"]
    for number, cost in enumerate(rounds):
        full = rounds[number - number % 2]
        shares = (
            (f"{cost.requests / full.requests:.1%}", f"{cost.cpu / full.cpu:.1%}") if cost is not full else ("", "")
        )
        lines.append(
            f"| {cost.name} | {cost.requests} | {shares[0]} | {cost.cpu:.2f} | {shares[1]} | {cost.wall:.1f} "
            f"| {len(cost.found)} |"
        )
    missed = [("missed", full.found - daily.found) for full, daily in (rounds[:2], rounds[2:])]
    invented = [("invented", daily.found - full.found) for full, daily in (rounds[:2], rounds[2:])]
    doubts = [("doubts differ", full.doubted ^ daily.doubted) for full, daily in (rounds[:2], rounds[2:])]
    lines += [f"{what}: {sorted(some)[:5]}" for what, some in (*missed, *invented, *doubts) if some]
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--share", type=float, default=0.01, help="of the articles that change overnight")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xunjian-incremental-") as scratch:
        sys.stdout.write(table(compare(Path(scratch), given.pages, given.share, given.seed)) + "\n")


if __name__ == "__main__":
    main()
