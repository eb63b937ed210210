"""What a round of 10,000 faults costs from findings to messages: `python -m benchmarks.telling [--issues N]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspection.calendar import Workdays
from inspection.findings import Finding, Json, Severity, fingerprint
from inspection.issue import Look
from inspection.looking import Scope
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from schedulers.casework import settle, tick
from store.store import Store

SITE, COLUMNS = "某某市民政局", 40


def plan() -> Plan:
    """Forty columns of eight units, told on two channels."""
    columns = "\n".join(
        f'  - {{name: 栏目{n}, url: "/c{n}/", kind: 业务工作, unit: 单位{n % 8}}}' for n in range(COLUMNS)
    )
    return parse_plan(
        f"""
site: {{name: {SITE}, home: "https://www.example.gov.cn/"}}
units: [{", ".join(f"单位{n}" for n in range(8))}]
columns:
{columns}
alerts:
  channels: {{office: {{wecom: {{key_env: A}}}}, media: {{slack: {{channel: "#x"}}}}}}
  routes: [{{units: "*", to: [office, media]}}]
""".encode()
    )


def findings(count: int) -> list[Finding]:
    """Broken links, spread over the columns, each on twenty pages."""
    made = []
    for n in range(count):
        url, column = f"https://www.example.gov.cn/c{n % COLUMNS}/{n}.doc", f"栏目{n % COLUMNS}"
        pages = tuple(f"https://www.example.gov.cn/c{n % COLUMNS}/{p}.html" for p in range(20))
        evidence: dict[str, Json] = {"reason": "http-404", "status": 404, "link_count": 20, "looks": 3}
        unit, title = f"单位{n % COLUMNS % 8}", f"附件“附件{n}”打不开：服务器回答 404（找不到）"
        print_ = fingerprint(SITE, "broken-link", url)
        made.append(Finding("broken-link", Severity.ERROR, url, title, "惯例", print_, unit, column, pages, evidence))
    return made


def main() -> None:
    """Print seconds of wall time and of CPU for each step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--issues", type=int, default=10_000)
    count = parser.parse_args().issues
    site_plan, faults, checks = plan(), findings(count), frozenset({"site-down", "broken-link", "blank-column"})
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'x.db'}") as store:

        def judge(found: list[Finding]) -> None:
            now = datetime.now(UTC)
            id_ = store.begin_round(site=SITE, kind="full", as_of=now, plan_digest="p", started_at=now)
            settle(store, Scope(Look(id_, now, now), site_plan, Workdays(), "full", True, checks), found, [])
            store.finish_round(id_, finished_at=now, complete=True, counters={})

        def wait(minutes: int) -> None:
            tick(store, site_plan, datetime.now(UTC) + timedelta(minutes=minutes))

        _timed(f"first round, {count} new issues", lambda: judge(faults))
        _timed("second round, all found again", lambda: judge(faults))
        _timed("tick that tells them", lambda: wait(10))
        _timed("tick that changes nothing", lambda: wait(11))
        _timed("third round, nothing changed", lambda: judge(faults))
        _timed("fourth round, half are gone", lambda: judge(faults[: count // 2]))


def _timed(name: str, work: Callable[[], None]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    sys.stdout.write(f"{name}: {time.perf_counter() - wall:.2f} s, CPU {time.process_time() - cpu:.2f} s\n")


if __name__ == "__main__":
    main()
