"""One album (合集) of a WeChat account, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from inspection.records import Article, ColumnState, day_of
from inspection.sources import Listing, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError
from spiders.accounts.wechat_page import fetch, refused
from spiders.media.wechat_album import read_album
from spiders.reading.dates import SHANGHAI

PARTIAL = "one-album-only"
MOST_PAGES = 25  # 500 articles


class WechatAlbumSpider(AccountSpider):
    """Reads what editors put into one album. Other articles of the account are not in it: `partial` says so."""

    name = "wechat-album"

    async def read(self) -> SourceReading:
        """Raises RefusedError where the album's first page is refused."""
        address = self.task.source.wechat_album
        assert address is not None
        page = await self._first(address)
        articles: dict[str, Article] = {}
        failed: Refusal | None = None
        for number in range(MOST_PAGES):
            fresh = [article for article in page.articles if article.url not in articles]
            articles |= {article.url: article for article in fresh}
            if page.following is None or not fresh or self.task.kind == "watch" or self._is_enough(fresh):
                break
            if number + 1 == MOST_PAGES:
                break
            try:
                page = await self._page(page.following)
            except RefusedError as error:
                failed = error.refusal
                break
        return SourceReading(
            self.task.account.name,
            self.task.label,
            ColumnState.READ if articles else ColumnState.BLANK,
            detail=f"后面的页没有读到：{failed.detail or failed.reason}" if failed is not None else "",
            articles=tuple(replace(article, position=at) for at, article in enumerate(articles.values())),
            partial=PARTIAL,
        )

    async def _first(self, address: str) -> Listing:
        """The first page with the newest articles: an album that is told oldest first is asked for the other way."""
        page = await self._page(address)
        if page.following is None or not _is_rising(page.articles):
            return page
        try:
            turned = await self._page(_turned(address))
        except RefusedError:
            return page
        return page if _is_rising(turned.articles) or not turned.articles else turned

    async def _page(self, url: str) -> Listing:
        response = await fetch(self.ask, url)
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if response.status in {404, 410}:
            raise refused(Refusal("account-not-found", f"HTTP {response.status}"))
        page = read_album(response.body, url, content_type, now=self.task.now)
        if page.refusal is not None:
            raise refused(page.refusal)
        return page

    def _is_enough(self, articles: Sequence[Article]) -> bool:
        """Everything back to the day that matters is read, where the newest stand first."""
        days = [day_of(article.published_at, SHANGHAI) for article in articles if article.published_at is not None]
        return bool(days) and max(days) < self.task.since


def _is_rising(articles: Sequence[Article]) -> bool:
    days = [day_of(article.published_at, SHANGHAI) for article in articles if article.published_at is not None]
    return len(days) > 1 and days[0] < days[-1] and sum(a <= b for a, b in pairwise(days)) > len(days) / 2


def _turned(address: str) -> str:
    split = urlsplit(address.replace("&amp;", "&"))
    given = dict(parse_qsl(split.query, keep_blank_values=True))
    given["is_reverse"] = "0" if given.get("is_reverse") == "1" else "1"
    return urlunsplit(split._replace(query=urlencode(given, safe="="), fragment=""))
