"""One round's reading of columns, a process of its own: `python -m spiders.read_columns`, driven over standard input.

The first line is the job (JSON). Each further line names a page that the sweep has recorded, until `go` says that the
sweep is over: reading runs beside it, on another core. End of input without `go` means that the round is gone.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

import spiders.settings
from inspection.addresses import host_of
from inspection.plan import Plan
from inspection.plan_file import load_plan
from inspection.records import ColumnReading, Reading
from spiders.collecting import spare_collections
from spiders.column_walk import ColumnWalk
from spiders.columns import ColumnsSpider
from spiders.job import DONE, Job, is_read
from spiders.policy import FetchPolicy
from spiders.reading.reader import read_page
from spiders.record import Record
from store.store import Store

WATCH_ARTICLES = 20  # opened per column in a watch round
BEFORE_POLICY = timedelta(days=90)


def walks_of(plan: Plan, today: date, kind: str) -> list[ColumnWalk]:
    """One walk for each column that is read."""
    rule = plan.interpretation
    in_full = set(rule.policies + rule.interpretations) if rule else set()
    hosts = plan.site.inspected_hosts

    def read(body: bytes, url: str, content_type: str, what: str) -> Reading:
        return read_page(
            body, url, content_type=content_type, today=today, kind="article" if what == "article" else "list"
        )

    watch = kind == "watch"
    # An interpretation may stand a little before its policy, never long before.
    since = rule.since - BEFORE_POLICY if rule and rule.since else None
    return [
        ColumnWalk(
            column.name,
            plan.column_url(column),
            read,
            in_full=column.name in in_full and not watch,
            in_full_since=since,
            max_pages=1 if watch else column.max_list_pages,
            max_articles=WATCH_ARTICLES if watch else plan.crawl.max_pages,
            is_foreign=lambda url: host_of(url) not in hosts,
        )
        for column in plan.columns
        if is_read(plan, column)
    ]


def crawl(job: Job, store: Store) -> set[str]:
    """Read every column of the job's plan; the names of those that were not. Raises StoreError."""
    plan = load_plan(job.plan)
    waiting = {column.name for column in plan.columns if is_read(plan, column)}
    today = datetime.fromisoformat(job.as_of).astimezone(plan.zone).date()
    policy = FetchPolicy.of(plan)
    before = {c.name: store.most_before(job.site, c.name, job.round) for c in plan.columns}

    def keep(reading: ColumnReading) -> None:
        store.record_reading(job.round, reading)
        waiting.discard(reading.column)
        if not waiting:
            print(DONE, flush=True)

    settings = Settings({name: getattr(spiders.settings, name) for name in dir(spiders.settings) if name.isupper()})
    settings.update(
        {
            "FETCH_POLICY": policy,
            "RECORD_READING": keep,
            "USER_AGENT": policy.user_agent,
            "ROBOTSTXT_OBEY": policy.obey_robots,
            "DOWNLOAD_DELAY": policy.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": policy.concurrency,
            "RETRY_TIMES": policy.looks - 1,
            "DOWNLOAD_TIMEOUT": policy.timeout,
            "LOG_LEVEL": "ERROR",
        },
        priority="cmdline",
    )
    record = Record(store, job.round)
    record.listen()
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    process.crawl(
        ColumnsSpider,
        plan=plan,
        walks=walks_of(plan, today, job.kind),
        record=record,
        most_before=lambda column: before.get(column, 0),
    )
    process.start(install_signal_handlers=False)
    return waiting


def main() -> int:
    """Exit status 0 when every column was walked."""
    spare_collections()
    job = Job(**json.loads(sys.stdin.readline() or "null") or {})
    with Store.open(job.database, Path(job.evidence)) as store:
        missing = crawl(job, store)
    if missing:
        sys.stderr.write("columns not read: " + ", ".join(sorted(missing)) + "\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
