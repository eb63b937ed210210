"""A process that reads accounts with spiders that misbehave: `python -m tests.spiders.accounts.bad_spiders FOLDER`.

Apart from the tests, because a process has one Twisted reactor. Prints what was recorded as JSON.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from inspection.plan_file import load_plan
from inspection.records import Article, ColumnState
from inspection.sources import SourceReading
from spiders.accounts import crawling
from spiders.accounts.blotted import BlottedStream
from spiders.accounts.crawling import Crawling
from spiders.accounts.pace import Pace
from spiders.accounts.reading_process import AccountsReader
from spiders.accounts.spider import AccountSpider, SourceTask
from spiders.accounts.tasks import secrets_of
from spiders.job import Job
from store.store import Store

SECRET = "s3cret-0f-the-test"
PLAN = """
site: {name: 甲市民政局, home: "http://127.0.0.1:9/", allow_private_hosts: true}
accounts:
  - {name: 好, platform: 客户端, source: {feed: "https://rss.example/good"}}
  - {name: 崩, platform: 客户端, source: [{feed_env: KEYED}, {feed: "https://rss.example/good"}]}
  - {name: 哑, platform: 客户端, source: {feed: "https://rss.example/mute"}}
  - {name: 慢, platform: 客户端, source: {feed: "https://rss.example/slow"}}
  - {name: 错, platform: 客户端, source: {feed: "https://rss.example/wrong"}}
  - {name: 无, platform: 客户端}
"""


class Feed(AccountSpider):
    """Behaves as its address says."""

    name = "bad"

    async def start(self) -> Any:
        """Nothing at all for `mute`."""
        if "mute" not in (self.task.source.feed or ""):
            async for item in super().start():
                yield item

    async def read(self) -> SourceReading:
        """Good, slow, or an exception that cites a secret."""
        if self.task.source.feed_env:
            raise ValueError(f"cannot read https://rss.example/a?key={SECRET}")
        if "slow" in (self.task.source.feed or ""):
            await asyncio.sleep(60)
        article = Article("", "救助", "https://rss.example/1", datetime(2025, 3, 1, tzinfo=UTC))
        return SourceReading(self.task.account.name, self.task.label, ColumnState.READ, articles=(article,))


class Faulty(Crawling):
    """Our own mistake, outside of any spider."""

    async def read(self, task: SourceTask) -> SourceReading:
        """Raises for one account."""
        if task.account.name == "错":
            raise KeyError(SECRET)
        return await super().read(task)


def main(folder: Path) -> None:
    """One round of the plan above."""
    os.environ["KEYED"] = f"https://rss.example/a?key={SECRET}"
    plan = load_plan(PLAN)
    secrets = secrets_of(plan, os.environ)
    sys.stderr = BlottedStream(sys.stderr, secrets.redact)
    crawling.GRACE = 0.5
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        round_id = store.begin_round(site="甲市民政局", kind="daily", as_of=now, plan_digest="x", started_at=now)
        job = Job(
            plan=PLAN,
            database="",
            evidence="",
            round=round_id,
            site="甲市民政局",
            as_of=now.isoformat(),
            kind="daily",
            folder=str(folder),
        )
        process = AsyncCrawlerProcess(Settings({"SPIDER_MODULES": [], "LOG_INSTALL_ROOT_HANDLER": False}))
        logging.getLogger().addHandler(logging.StreamHandler())  # what Scrapy and others have to say is written, too
        until = time.monotonic() + 3
        reading = Faulty(plan, process, Pace(store), store.evidence.put, until, spider_of=lambda _: Feed)
        task = asyncio.get_event_loop().create_task(
            AccountsReader(job, plan, store, secrets, reading).read(plan.accounts)
        )
        task.add_done_callback(lambda _: _stop())
        process.start(stop_after_crawl=False, install_signal_handlers=False)
        told = {
            name: [one.state, one.reason, [(s.reason, s.detail) for s in store.sources(round_id).get(name, ())]]
            for name, one in store.readings(round_id).items()
        }
    print(json.dumps({"wrong": task.result(), "told": told}, ensure_ascii=True), flush=True)
    os._exit(0)


def _stop() -> None:
    from twisted.internet import reactor

    reactor.stop()  # type: ignore[misc, unused-ignore]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
