"""Scrapy for accounts: one crawler for each source, all in one process; a crash or a silence becomes a reading."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import Settings

import spiders.settings
from inspection.plan import Plan
from inspection.records import ColumnState
from inspection.refusals import meaning
from inspection.sources import ArticleLook, Refusal, SourceReading
from spiders.accounts.all import looks_of, spider_of
from spiders.accounts.pace import Pace
from spiders.accounts.spider import AccountSpider, SourceTask
from spiders.policy import FetchPolicy

SOURCE_LIMIT = 600.0  # seconds for one source of one account
GRACE = 5.0  # seconds for a spider to end that was told to
MAX_BYTES = 16 * 1024 * 1024  # of one answer: a feed with the whole text of hundreds of articles
MOST_EVIDENCE = 4 * 1024 * 1024
_TOKEN = b"access_token"  # an answer that hands out a token is no evidence


def settings_for(plan: Plan, task: SourceTask) -> Settings:
    """Scrapy's settings for one source.

    robots.txt is not asked: the plan names these addresses, as a reader names a feed. Certificates are checked where a
    login or a token is sent, except to a service of the office's own network.
    """
    policy = FetchPolicy.of(plan)
    source = task.source
    policy = replace(
        policy,
        max_bytes=MAX_BYTES,
        allow_private_hosts=policy.allow_private_hosts or source.intranet,
        verify_certificates=policy.verify_certificates or (source.credential is not None and not source.intranet),
    )
    settings = Settings({name: getattr(spiders.settings, name) for name in dir(spiders.settings) if name.isupper()})
    settings.update(
        {
            "FETCH_POLICY": policy,
            "USER_AGENT": policy.user_agent,
            "SPIDER_MODULES": [],  # each spider is handed over as a class; a list would load them all
            "ITEM_PIPELINES": {},
            "DOWNLOADER_MIDDLEWARES": spiders.settings.ACCOUNT_MIDDLEWARES,
            "ROBOTSTXT_OBEY": False,
            "RETRY_HTTP_CODES": [500, 502, 504],  # 429 and 503 ask to wait, not to be asked again
            "DOWNLOAD_TIMEOUT": policy.timeout,
            "LOG_LEVEL": "ERROR",
        },
        priority="cmdline",
    )
    return settings


class _Crawl:
    """One spider at work: its items, the first answer, and what went wrong."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.items: list[Any] = []
        self.first: bytes | None = None
        self.error: str | None = None
        self._expected = 1
        self._whole = asyncio.Event()
        crawler.signals.connect(self._take, signals.item_scraped)
        crawler.signals.connect(self._hear, signals.response_received)
        crawler.signals.connect(self._fail, signals.spider_error)

    def _take(self, item: Any) -> None:
        self.items.append(item)
        if len(self.items) >= self._expected:
            self._whole.set()

    def _hear(self, response: Response) -> None:
        if self.first is None and _TOKEN not in response.body:
            self.first = response.body

    def _fail(self, failure: Any) -> None:
        self.error = failure.type.__name__
        self._whole.set()  # nothing more is to come

    async def run(self, process: AsyncCrawlerProcess, limit: float, expected: int, **given: Any) -> None:
        """Until it has yielded what is expected, has ended, or `limit` seconds are over."""
        self._expected = expected
        crawling = process.crawl(self.crawler, **given)
        whole = asyncio.ensure_future(self._whole.wait())
        await asyncio.wait({crawling, whole}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        if not crawling.done():
            self.error = self.error or (None if self._whole.is_set() else "TimeoutError")
            # By itself a crawler sees only every five seconds that nothing is left to do.
            stopping = asyncio.ensure_future(self.crawler.stop_async())
            await asyncio.wait({crawling, stopping}, timeout=GRACE)
        elif not crawling.cancelled() and (error := crawling.exception()) is not None:
            self.error = type(error).__name__
        whole.cancel()


class Crawling:
    """Asks sources and opens articles, within the time of the whole process."""

    def __init__(
        self,
        plan: Plan,
        process: AsyncCrawlerProcess,
        pace: Pace,
        put: Callable[[bytes], str],
        until: float,
        spider_of: Callable[[str], type[AccountSpider]] = spider_of,
    ) -> None:
        self._plan, self._process, self._pace, self._put = plan, process, pace, put
        self._until = until  # by the monotonic clock
        self._spider_of = spider_of

    async def read(self, task: SourceTask) -> SourceReading:
        """What the source says; a reading in any case."""
        crawl = self._begin(task, self._spider_of(task.source.kind))
        limit = self._limit()
        await crawl.run(self._process, limit, 1, task=task)
        reading = next((item for item in crawl.items if isinstance(item, SourceReading)), None)
        if reading is None:
            return _silent(task, crawl.error, limit)
        reading = replace(reading, detail=task.secrets.redact(reading.detail))
        if reading.state is ColumnState.UNREACHABLE and meaning(reading.reason) is not None:
            reading = replace(
                reading, state=ColumnState.BLOCKED
            )  # our own limit, or the platform's: no network's fault
        if reading.evidence is None and crawl.first:
            body = task.secrets.redact_bytes(crawl.first[:MOST_EVIDENCE])
            reading = replace(reading, evidence=self._put(body))
        return reading

    async def look(self, task: SourceTask, urls: tuple[str, ...]) -> list[ArticleLook]:
        """What these articles' own pages say; what a spider did not come to is left out."""
        crawl = self._begin(task, looks_of(task.account.platform), retries=0)
        await crawl.run(self._process, self._limit(), len(urls), task=task, urls=urls)
        return [task.secrets.redact_all(item) for item in crawl.items if isinstance(item, ArticleLook)]

    def _begin(self, task: SourceTask, spider: type[AccountSpider], retries: int = 1) -> _Crawl:
        crawler = Crawler(spider, settings_for(self._plan, task))
        crawler.settings.set("RETRY_TIMES", retries, priority="cmdline")
        crawler.settings.set("PACE", self._pace, priority="cmdline")  # afterwards: Scrapy copies what it is given
        return _Crawl(crawler)

    def _limit(self) -> float:
        return max(0.0, min(SOURCE_LIMIT, self._until - time.monotonic()))


def _silent(task: SourceTask, error: str | None, limit: float) -> SourceReading:
    """The reading of a spider that gave none. Of an exception only its type is told: its text may hold a token."""
    if error == "TimeoutError":
        refusal, state = Refusal("timeout", f"超过 {limit:.0f} 秒没有读完"), ColumnState.UNREACHABLE
    else:
        refusal, state = Refusal("unknown-shape", f"读取程序出错：{error or '没有结果'}"), ColumnState.UNREADABLE
    return SourceReading(task.account.name, task.label, state, refusal.reason, refusal.detail)
