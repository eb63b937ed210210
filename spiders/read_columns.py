"""One round's reading of columns, a process of its own: `python -m spiders.read_columns`, driven over standard input.

The first line is the job (JSON). Each further line names a page that the sweep has recorded, until `go` says that the
sweep is over: reading runs beside it, on another core. End of input without `go` means that the round is gone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from inspection.addresses import host_of
from inspection.asking import COMPARED_DAYS
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.records import ColumnReading, Reading
from spiders import logs
from spiders.collecting import spare_collections
from spiders.column_walk import ColumnWalk, Failed, Fetched
from spiders.job import DONE, Job, is_read
from spiders.reading.charset import decode
from spiders.reading.reader import read_page
from spiders.record import Record
from spiders.soft404 import may_say_missing, says_missing, shown
from store.store import Store

WATCH_ARTICLES = 20  # opened per column in a watch round
BEFORE_POLICY = timedelta(days=90)
COMPARED = timedelta(days=COMPARED_DAYS)  # what accounts say is compared with the portal's texts


def walks_of(plan: Plan, today: date, kind: str) -> list[ColumnWalk]:
    """One walk for each column that is read."""
    rule = plan.interpretation
    in_full = set(rule.policies + rule.interpretations) if rule else set()
    hosts = plan.site.inspected_hosts

    def read(body: bytes, url: str, content_type: str, what: str, base: str | None) -> Reading:
        kind: Literal["article", "list"] = "article" if what == "article" else "list"
        return read_page(body, url, content_type=content_type, today=today, kind=kind, base=base)

    urls = {plan.column_url(column) for column in plan.columns}
    watch = kind == "watch"
    # An interpretation may stand a little before its policy, never long before.
    since = rule.since - BEFORE_POLICY if rule and rule.since else None
    compared = today - COMPARED if plan.accounts else None
    return [
        ColumnWalk(
            column.name,
            plan.column_url(column),
            read,
            in_full=(column.name in in_full or compared is not None) and not watch,
            in_full_since=_earlier(since, compared) if column.name in in_full else compared,
            max_pages=1 if watch else column.max_list_pages,
            max_articles=WATCH_ARTICLES if watch else plan.crawl.max_pages,
            is_foreign=lambda url: host_of(url) not in hosts,
            home=plan.site.home_url,
            others=frozenset(urls - {plan.column_url(column)}),
            is_missing=_is_missing,
        )
        for column in plan.columns
        if is_read(plan, column)
    ]


def _earlier(since: date | None, compared: date | None) -> date | None:
    """The rows of a policy column are opened for both reasons; without `since` all of them are."""
    return min(since, compared) if since is not None and compared is not None else since


def _is_missing(page: Fetched) -> bool:
    text, _ = decode(page.body, page.content_type)
    return text.lstrip()[:1] == "<" and may_say_missing(text) and says_missing(shown(text))


class Reader:
    """Reads the columns of one round from what the sweep records; Scrapy is started only for what is left."""

    def __init__(self, job: Job, store: Store) -> None:
        self._job = job
        self._store = store
        self._plan = parse_plan(job.plan)
        today = datetime.fromisoformat(job.as_of).astimezone(self._plan.zone).date()
        self._walks = walks_of(self._plan, today, job.kind)
        self._record = Record(store, job.round)
        self.waiting = {walk.column for walk in self._walks}

    def run(self) -> None:
        """Read everything. Raises StoreError, SweepGoneError."""
        self._record.listen()
        while not self._record.swept:
            for walk in self._walks:
                read_recorded(walk, self._record.page)
            self._record.wait()
        for walk in self._walks:
            read_recorded(walk, self._record)
            if walk.done:
                self._keep(self._result_of(walk))
        rest = [walk for walk in self._walks if not walk.done]
        if rest:
            from spiders.crawl import crawl  # Scrapy costs a second and 40 MB to import: only where it is needed

            crawl(self._plan, rest, self._record, self._result_of, self._keep)

    def _result_of(self, walk: ColumnWalk) -> ColumnReading:
        own = self._record(walk.url)
        before = self._store.most_before(self._job.site, walk.column, self._job.round)
        return walk.result(before, own if isinstance(own, Failed) else None)

    def _keep(self, reading: ColumnReading) -> None:
        self._store.record_reading(self._job.round, reading)
        self.waiting.discard(reading.column)
        if not self.waiting:
            print(DONE, flush=True)


def read_recorded(walk: ColumnWalk, recorded: Callable[[str], Fetched | Failed | None]) -> None:
    """Take what is recorded by now, and what that leads to; the rest is put back."""
    missing = 0
    while missing < len(walk.wants):
        want = walk.next()
        if want is None:
            return
        page = recorded(want.url)
        if page is None:
            walk.put_back(want)
            missing += 1
        else:
            walk.take(want, page)
            missing = 0


def main() -> int:
    """Exit status 0 when every column was walked."""
    spare_collections()
    job = Job(**json.loads(sys.stdin.readline() or "null") or {})
    logs.configure_child("columns", site=job.site, round=job.round, kind=job.kind)
    with Store.open(job.database, Path(job.evidence)) as store:
        reader = Reader(job, store)
        reader.run()
    if reader.waiting:
        sys.stderr.write("columns not read: " + ", ".join(sorted(reader.waiting)) + "\n")
    return 1 if reader.waiting else 0


if __name__ == "__main__":
    sys.exit(main())
