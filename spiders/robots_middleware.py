"""robots.txt for Scrapy's requests, with one lock per host: without it, requests queued meanwhile slip through."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser


class OnePerHostRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own middleware; several waiters no longer share one Deferred."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The host's rules, fetched once."""
        async with self._locks[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)
