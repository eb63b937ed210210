"""One round's reading of columns, a process of its own: `python -m spiders.read_columns`, driven over standard input.

The first line is the job (JSON). Each further line names a page that the sweep has recorded, until `go` says that the
sweep is over: reading runs beside it, on another core. End of input without `go` means that the round is gone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from inspection.plan_file import parse_plan
from inspection.records import ColumnReading, ColumnState, Reading
from spiders import logs
from spiders.collecting import spare_collections
from spiders.column_earlier import Knowledge, day_in, earlier_readings, newest_articles
from spiders.column_order import ColumnOrder, orders_of
from spiders.column_pages import Failed, Fetched
from spiders.column_walk import ColumnWalk
from spiders.heeding import heed_the_parent_alone
from spiders.job import DONE, Job
from spiders.parent import GONE, ToldToStopError, status_of
from spiders.reading.charset import decode
from spiders.reading.reader import read_page
from spiders.record import Record
from spiders.soft404 import may_say_missing, says_missing, shown
from store.errors import StoreError
from store.patience import patience_of
from store.store import Store

log = logs.get(__name__)


def walks_of(orders: Sequence[ColumnOrder], known: Mapping[str, Knowledge]) -> list[ColumnWalk]:
    """One walk for each order; `known` by the column's name."""

    def walk_of(order: ColumnOrder) -> ColumnWalk:
        def read(body: bytes, url: str, content_type: str, what: str, base: str | None) -> Reading:
            kind: Literal["article", "list"] = "article" if what == "article" else "list"
            return read_page(body, url, content_type=content_type, today=order.today, kind=kind, base=base, links=False)

        walk = ColumnWalk(order, read, is_missing=_is_missing)
        if order.column in known:
            walk.known, walk.lists = known[order.column]
        return walk

    return [walk_of(order) for order in orders]


def _is_missing(page: Fetched) -> bool:
    text, _ = decode(page.body, page.content_type)
    return text.lstrip()[:1] == "<" and may_say_missing(text) and says_missing(shown(text))


class Reader:
    """Reads the columns of one round from what the sweep records; Scrapy is started only for what is left."""

    def __init__(self, job: Job, store: Store, done: Callable[[], None] = lambda: None) -> None:
        """`done` is called as soon as everything is in the store; what follows is tidying up."""
        self._job = job
        self._store = store
        self._done = done
        self._plan = parse_plan(job.plan)
        as_of = datetime.fromisoformat(job.as_of)
        orders = orders_of(self._plan, day_in(self._plan, as_of), job.kind)
        orders = [order for order in orders if order.column in job.columns or not job.columns]
        names = [order.column for order in orders]
        known: Mapping[str, Knowledge] = {}
        if job.kind == "watch":
            known = newest_articles(store, job.site, as_of, names)
        elif job.base:
            known = earlier_readings(store, self._plan, job.round, job.base, orders)
        self._walks = walks_of(orders, known)
        self._record = Record(store, job.round)
        self.waiting = set(names)

    def run(self) -> None:
        """Read everything. Raises StoreError, ToldToStopError."""
        self._record.listen()
        while not self._record.swept:
            for walk in self._walks:
                read_recorded(walk, self._record.page)
            self._record.wait()
        self.read_recorded()
        rest = [walk for walk in self._walks if not walk.done]
        if rest:
            from spiders.crawl import crawl  # Scrapy costs a second and 40 MB to import: only where it is needed

            crawl(self._plan, rest, self._record, self._result_of, self._keep)

    def read_recorded(self) -> None:
        """After the sweep: read what it has recorded; `waiting` names the columns that need more."""
        if self._job.base:
            self._record.foresee(self._store.listed(self._job.base))
        for walk in self._walks:
            if self._record.told.stopped:
                raise ToldToStopError
            read_recorded(walk, self._record)
            if walk.done:
                self._keep(self._result_of(walk))

    def stop(self) -> None:
        """End between two columns; from any thread."""
        self._record.told.stop()

    def _result_of(self, walk: ColumnWalk) -> ColumnReading:
        own = self._record(walk.order.url)
        before = self._store.most_before(self._job.site, walk.order.column, self._job.round)
        return walk.result(before, own if isinstance(own, Failed) else None)

    def _keep(self, reading: ColumnReading) -> None:
        self._store.record_reading(self._job.round, reading)
        if reading.state not in {ColumnState.READ, ColumnState.BLANK}:
            log.info("栏目没有读出", column=reading.column, state=reading.state, reason=reading.reason)
        self.waiting.discard(reading.column)
        if not self.waiting:
            self._done()


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
    heed_the_parent_alone()
    spare_collections()
    job = Job(**json.loads(sys.stdin.readline() or "null") or {})
    logs.configure_child("columns", site=job.site, round=job.round, kind=job.kind)
    try:
        with patience_of().persist(lambda: Store.open(job.database, Path(job.evidence))) as store:
            store.fence(job.site, job.owner)
            store.patience = patience_of()
            reader = Reader(job, store, lambda: print(DONE, flush=True))
            reader.run()
    except ToldToStopError:
        return GONE
    except StoreError as error:
        return status_of(error)
    if reader.waiting:
        log.error("没有读到的栏目：" + "、".join(sorted(reader.waiting)))
    return 1 if reader.waiting else 0


if __name__ == "__main__":
    sys.exit(main())
