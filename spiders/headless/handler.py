"""Scrapy's download handler: pages by the one browser, what is no page (robots.txt) by the sweep's fetcher."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from spiders.handler import PolicyDownloadHandler

_SHUTTING = 1.5  # seconds that a page may take to be closed; one that is blocked takes half a second
_SHUTTING_STILL = 4.0  # seconds that it may take after that, kept from going elsewhere


class BrowserDownloadHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """One for both schemes, and so one browser; the spider is given it as `pages`."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.config.target_closed_max_retries = 0  # whether a page is opened again is decided where its task is known
        self._plain = PolicyDownloadHandler(crawler)
        self._closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BrowserDownloadHandler:
        """The spider's, whichever scheme asks first."""
        spider: Any = crawler.spider
        if spider.pages is None:
            spider.pages = cls(crawler)
        handler: BrowserDownloadHandler = spider.pages
        return handler

    async def warm(self) -> None:
        """Have a browser. Raises NoBrowserError."""
        await self._maybe_launch_browser()

    async def download_request(self, request: Request) -> Response:
        """A page, or a plain request."""
        if request.meta.get("playwright"):
            browser = getattr(self, "browser", None)
            if browser is not None and not browser.is_connected():
                await self._browser_disconnected_callback()  # it is gone, and whoever tells so has not come to it
            page: Response = await super().download_request(request)
            return page
        return await self._plain.download_request(request)

    async def _create_page(self, request: Request, spider: Any) -> Any:
        """Without the library's counting: as long as it listens, the driver tells of every request."""
        page = await super()._create_page(request, spider)
        for event, counting in (
            ("request", self._increment_request_stats),
            ("response", self._increment_response_stats),
        ):
            page.remove_listener(event, counting)
        return page

    async def drop(self, page: Any, context: str | None) -> bool:
        """Close a page and, where one is named, its context. False when the browser does not do it in time."""
        if page is not None and not await _closed(page, _SHUTTING):
            with contextlib.suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_SHUTTING_STILL):
                    # A page that goes elsewhere all the time is never done with closing.
                    await page.route("**/*", lambda route: route.abort())
            if not await _closed(page, _SHUTTING_STILL):
                return False
        wrapper = self.context_wrappers.get(context) if context else None
        return wrapper is None or await _closed(wrapper.context, _SHUTTING_STILL)

    async def close(self) -> None:
        """Both schemes close it: once is enough."""
        if not self._closed:
            self._closed = True
            await self._plain.close()
            await super().close()

    async def _browser_disconnected_callback(self) -> None:
        """The library's waits for contexts that may never close; they are gone with the browser."""
        self.context_wrappers.clear()
        with contextlib.suppress(AttributeError):
            del self.browser


async def _closed(one: Any, seconds: float) -> bool:
    """Close a page or a context; whether that was done in time."""
    try:
        async with asyncio.timeout(seconds):
            with contextlib.suppress(PlaywrightError):  # it is closed already
                await one.close()
    except TimeoutError:
        return False
    return True
