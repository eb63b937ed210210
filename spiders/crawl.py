"""Scrapy for what the sweep has not recorded: rows behind JSON, pages of other hosts, the columns of a watch round."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

import spiders.settings
from inspection.plan import Plan
from inspection.records import ColumnReading
from spiders.column_walk import ColumnWalk
from spiders.columns import ColumnsSpider
from spiders.parent import end_gently
from spiders.passes import Passes
from spiders.policy import FetchPolicy
from spiders.record import Record


def crawl(
    plan: Plan,
    walks: list[ColumnWalk],
    record: Record,
    result_of: Callable[[ColumnWalk], ColumnReading],
    keep: Callable[[ColumnReading], None],
) -> None:
    """Finish these walks, fetching what is not recorded; `keep` is handed each reading as it is done. Blocks.

    Told to stop, it finishes what is in hand; walks that are not done then are not kept.
    """
    policy = FetchPolicy.of(plan)
    settings = Settings({name: getattr(spiders.settings, name) for name in dir(spiders.settings) if name.isupper()})
    settings.update(
        {
            "FETCH_POLICY": policy,
            "FETCH_PASSES": Passes(plan.site.inspected_hosts, None, jar=record.jar) if record.jar else None,
            "RECORD_READING": lambda reading: keep(
                reading
            ),  # Scrapy copies its settings; a bare function is not copied
            "USER_AGENT": policy.user_agent,
            "SPIDER_MODULES": [],  # the spider is handed over as a class; a list would load them all
            "ROBOTSTXT_OBEY": policy.obey_robots,
            "DOWNLOAD_DELAY": policy.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": policy.concurrency,
            "RETRY_TIMES": policy.looks - 1,
            "DOWNLOAD_TIMEOUT": policy.timeout,
            "LOG_LEVEL": "ERROR",
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    process.crawl(ColumnsSpider, walks=walks, record=record, result_of=result_of)
    loop = asyncio.get_event_loop()

    def stop() -> None:
        loop.call_soon_threadsafe(lambda: loop.create_task(end_gently(process)))

    record.told.on_stop(stop)
    process.start(install_signal_handlers=False)
