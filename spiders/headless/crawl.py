"""Scrapy, as the browser's process runs it: one spider that never ends, one browser, one way out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

import spiders.settings
from inspection.plan import Plan
from spiders.guard import is_private
from spiders.headless.caps import Caps
from spiders.headless.gate import Gate
from spiders.headless.launch import Launcher, Provider
from spiders.headless.spider import HeadlessSpider
from spiders.headless.surroundings import Surroundings
from spiders.headless.tasks import Answer, Task
from spiders.parent import Told, listen
from spiders.policy import FetchPolicy

_MANY = 1000  # of what Scrapy and its handler would bound: the spider's own seats do


def crawl(plan: Plan, keep: Callable[[bytes], str], say: Callable[[Answer], None]) -> None:
    """Do what comes on standard input. Blocks, and ends with the process."""
    policy = FetchPolicy.of(plan)
    guard = (lambda _: False) if policy.allow_private_hosts else is_private
    gate = Gate(is_private=guard, at_host=policy.concurrency)
    launcher = Launcher(lambda: gate.address)
    process = AsyncCrawlerProcess(_settings(policy, launcher))
    # A host that does not answer for robots.txt does not answer for its page either, and that is said by the answer.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    tasks: asyncio.Queue[Task] = asyncio.Queue()
    process.crawl(
        HeadlessSpider,
        surroundings=Surroundings(plan),
        launcher=launcher,
        gate=gate,
        caps=Caps(plan.browser.memory, lambda: launcher.pid, launcher.end_browser),
        tasks=tasks,
        at_once=plan.browser.at_once,
        keep=keep,
        say=say,
    )
    loop = asyncio.get_event_loop()

    def hear(line: str) -> None:
        if line:
            loop.call_soon_threadsafe(tasks.put_nowait, Task.of(line))

    listen(Told(), hear)
    process.start(install_signal_handlers=False)


def _settings(policy: FetchPolicy, launcher: Launcher) -> Settings:
    settings = Settings({name: getattr(spiders.settings, name) for name in dir(spiders.settings) if name.isupper()})
    handler = "spiders.headless.handler.BrowserDownloadHandler"
    settings.update(
        {
            "FETCH_POLICY": policy,
            "USER_AGENT": policy.user_agent,
            "SPIDER_MODULES": [],  # the spider is handed over as a class
            "DOWNLOAD_HANDLERS": {**spiders.settings.DOWNLOAD_HANDLERS, "http": handler, "https": handler},
            "ITEM_PIPELINES": {},
            "ROBOTSTXT_OBEY": True,  # each request says whether it is bound
            "ROBOTSTXT_USER_AGENT": policy.user_agent,
            "DOWNLOAD_DELAY": policy.delay,
            "DOWNLOAD_DELAY_JITTER": 0,
            "CONCURRENT_REQUESTS": _MANY,
            "CONCURRENT_REQUESTS_PER_DOMAIN": _MANY,
            "DOWNLOAD_TIMEOUT": policy.timeout,
            # What a page does of itself is the browser's to follow.
            "RETRY_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "METAREFRESH_ENABLED": False,
            "COOKIES_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "PLAYWRIGHT_BROWSER_TYPE": "chromium",
            # Functions, not methods: Scrapy copies its settings, and what a method belongs to with it.
            "PLAYWRIGHT_BROWSER_PROVIDER": lambda config: Provider(config, launcher),
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": _MANY,
            "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
            "PLAYWRIGHT_DOWNLOAD_TIMEOUT": 5000,  # milliseconds: what is no page is not kept
        },
        priority="cmdline",
    )
    return settings
