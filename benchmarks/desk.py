"""How fast the desk's issue list is with 50,000 issues: `python -m benchmarks.desk [--alive 0.2] [--sites 1]`."""

from __future__ import annotations

import argparse
import resource
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.testclient import TestClient

from benchmarks.desk_data import NOW, Size, column_name, fill, unit_name
from desk.access import COOKIE
from desk.app import application
from desk.desk import Desk
from desk.issue_query import read_query
from desk.plans import Plans
from desk.settings import DeskSettings
from inspection.issue import ALIVE
from inspection.people import Person, Role
from store.issue_filters import IssueFilter, key_of
from store.store import Store

PAGES = {
    "first page": "",
    "unit": f"unit={unit_name(2)}",
    "check": "check=broken-link",
    "column": f"column={column_name(2)}",
    "severity": "severity=critical",
    "every state": "state=all",
    "overdue": "due=overdue",
    "age": "age=30d",
    "newest": "order=newest&state=all",
    "rare word": "text=1234&state=all",
    "common word": "text=通知&state=all",
    "no such word": "text=没有这个词",
    "number": "text=4321",
}


def client_of(desk: Desk) -> TestClient:
    """Signed in as somebody who may do everything with issues."""
    person = desk.store.add_person(Person(secrets.token_hex(4), "测", Role.TRIAGE), desk.clock())
    secret, csrf = secrets.token_urlsafe(32), secrets.token_hex(16)
    desk.store.open_session(secret, person.id, csrf, desk.clock(), desk.clock() + timedelta(days=1))
    client = TestClient(application(desk), base_url="http://desk.test", follow_redirects=False)
    client.cookies.set(COOKIE, secret, domain="desk.test")
    client.headers |= {"Origin": "http://desk.test", "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": csrf}
    return client


def timed(name: str, what: Callable[[], Any], times: int = 7) -> None:
    """Prints the first, which finds caches empty, then the median and the worst of the others, in milliseconds.

    Then the median of the processor's own time, which says the same on a machine that does other work beside.
    """
    took, cost = [], []
    for _ in range(times):
        began, busy = time.perf_counter(), time.process_time()
        what()
        took.append((time.perf_counter() - began) * 1000)
        cost.append((time.process_time() - busy) * 1000)
    rest, busy = took[1:] or took, statistics.median(cost[1:] or cost)
    print(f"{name:24}{took[0]:9.1f}{statistics.median(rest):9.1f}{max(rest):9.1f}{busy:9.1f}")


def pages(client: TestClient) -> None:
    """Whole answers, by HTTP."""

    def get(address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    for name, query in PAGES.items():
        timed(name, partial(get, f"/issues?{query or 'state=alive'}"))


def far_page(desk: Desk, client: TestClient, site: str) -> None:
    """The 500th page, or the last full one."""
    query, _ = read_query(parse_qsl("state=all"))
    wanted = query.filter(site, NOW, limit=1)
    place = min(499 * 50, desk.store.count_issues(wanted) - 51)
    here = desk.store.slim_issues(IssueFilter(site=site, limit=1, offset=place))[0]
    address = replace(query, after=key_of(here, query.order)).address()
    timed(f"page {place // 50 + 1}", lambda: client.get(address))


def many_at_once(desk: Desk, client: TestClient, site: str, many: int) -> None:
    """One deed on so many issues."""
    chosen = desk.store.slim_issues(IssueFilter(site=site, states=ALIVE, limit=many))

    def act() -> None:
        data: dict[str, Any] = {"act": "note", "why": "测", "issue": [str(one.id) for one in chosen]}
        data |= {f"version-{one.id}": str(one.version) for one in chosen}
        assert client.post("/issues/act", data=data).status_code == 303

    timed(f"a deed on {many}", act, 3)


def round_settled(desk: Desk, site: str) -> None:
    """What a round writes: 2,000 issues seen again, in one transaction."""
    some = desk.store.slim_issues(IssueFilter(site=site, states=ALIVE, limit=2000))

    def save() -> None:
        with desk.store.casework(site) as work:
            full = work.by_fingerprints({one.fingerprint for one in some})
            work.save([(one, ()) for one in full], NOW)

    timed("2,000 seen again", save, 3)


def main() -> None:
    """Makes the database, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=50_000)
    parser.add_argument("--alive", type=float, default=0.2)
    parser.add_argument("--sites", type=int, default=1)
    parser.add_argument("--database", help="an empty database; default: SQLite in a folder of its own")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{Path(folder) / 'desk.db'}"
        with Store.open(url, Path(folder) / "evidence") as store:
            began = time.perf_counter()
            site = fill(store, Size(asked.issues, sites=asked.sites, alive=asked.alive))[0]
            print(f"made in {time.perf_counter() - began:.0f} s, {store.place}", file=sys.stderr)
            desk = Desk(store, Plans(store), DeskSettings(), url, lambda: NOW)
            client = client_of(desk)
            print(f"{'':24}{'first':>9}{'median':>9}{'worst':>9}{'CPU':>9}  ms")
            pages(client)
            far_page(desk, client, site)
            many_at_once(desk, client, site, 200)
            round_settled(desk, site)
            timed("export CSV", lambda: client.get("/issues/export.csv?state=all"), 1)
            timed("export XLSX", lambda: client.get("/issues/export.xlsx?state=all"), 1)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
