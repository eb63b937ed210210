"""A process that reads one WeChat account by Scrapy, as a round does, and prints what was read as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from inspection.plan import Plan
from spiders.accounts.crawling import Crawling
from spiders.accounts.pace import Pace
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from store.store import Store


def main(database: str, plan_json: str, now: str) -> None:
    plan = Plan.model_validate_json(plan_json)
    (account,) = plan.accounts
    (label, source), at = account.labelled[0], datetime.fromisoformat(now)
    secrets = Secrets(os.environ, [source.credential or ""])
    task = SourceTask(account, label, source, at, at, at.date() - timedelta(days=6), secrets, Path())
    process = AsyncCrawlerProcess(Settings({"SPIDER_MODULES": [], "LOG_LEVEL": "ERROR"}), install_root_handler=False)
    loop = asyncio.get_event_loop()
    with Store.open(database) as store:
        crawling = Crawling(plan, process, Pace(store), store.evidence.put, time.monotonic() + 60)
        reading = loop.create_task(crawling.read(task))
        reading.add_done_callback(lambda _: _stop())
        process.start(stop_after_crawl=False, install_signal_handlers=False)
        read = reading.result()
        evidence = store.evidence.get(read.evidence) if read.evidence else None
    said = {name: getattr(read, name) for name in ("state", "reason", "detail", "partial", "requests")}
    told = [[article.title, str(article.published_at)] for article in read.articles]
    comments = [comment.text for comment in read.comments]
    more = {"articles": told, "comments": comments, "evidence": (evidence or b"").decode()}
    print(json.dumps({**said, **more}, ensure_ascii=False), flush=True)


def _stop() -> None:
    from twisted.internet import reactor

    reactor.stop()  # type: ignore[misc, unused-ignore]


if __name__ == "__main__":
    main(*sys.argv[1:])
