"""Reads a list page of a partner's site, page by page: what stands there counts as published there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspection.addresses import normalise
from inspection.records import Article, ColumnState, Entry, ListState, Reading, day_of
from inspection.refusals import meaning
from inspection.sources import Refusal, SourceReading
from spiders import challenge
from spiders.accounts.feed import covered_since
from spiders.accounts.spider import AccountSpider, RefusedError
from spiders.reading.charset import decode
from spiders.reading.dates import SHANGHAI
from spiders.reading.reader import read_page

MOST_PAGES = 20
MAX_BYTES = 4 * 1024 * 1024
_WHY = {ListState.SCRIPTED: "scripted", ListState.BLOCKED: "blocked-by-firewall"}


class PageListSpider(AccountSpider):
    """One list of one partner, newest first, back to the day that matters.

    Assumes a list that is read like a portal's column. Gives up, and says so, where rows are drawn by script.
    """

    name = "page"

    async def read(self) -> SourceReading:
        """Raises RefusedError where the first page gives no rows that can be read."""
        assert self.task.source.page is not None
        address = normalise(self.task.source.page) or self.task.source.page
        found: dict[str, Article] = {}
        asked, following, whole, detail = {address}, str(address), True, ""
        for number in range(MOST_PAGES):
            try:
                page = await self._page(following, first=number == 0)
            except RefusedError as error:
                if number == 0:
                    raise
                whole, detail = False, f"后面的页没有读到：{error.refusal.detail or error.refusal.reason}"
                break
            fresh = [self._article(entry) for entry in page.entries if entry.url not in found]
            found |= {article.url: article for article in fresh}
            if page.next_page is None or page.next_page in asked or not fresh:
                break
            if self.task.kind == "watch" or self._is_enough(fresh) or number + 1 == MOST_PAGES:
                whole = False
                break
            following = page.next_page
            asked.add(following)
        articles = tuple(replace(article, position=at) for at, article in enumerate(found.values()))
        return SourceReading(
            self.task.account.name,
            self.task.label,
            ColumnState.READ if articles else ColumnState.BLANK,
            detail=detail,
            articles=articles,
            covers_since=date.min if whole and articles else covered_since(articles),
        )

    async def _page(self, url: str, *, first: bool) -> Reading:
        url, response = await self.ask_through(url, max_bytes=MAX_BYTES)
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if response.status in {404, 410}:
            raise RefusedError(Refusal("account-not-found", f"HTTP {response.status}"))
        headers = {name.decode("latin-1"): value[-1].decode("latin-1") for name, value in response.headers.items()}
        if challenge.is_challenge(response.status, headers, decode(response.body, kind)[0]):
            raise RefusedError(Refusal("captcha", "网站的防火墙要求验证"))
        if response.status >= 400:
            known = f"http-{response.status}"
            state = ColumnState.BLOCKED if meaning(known) is not None else ColumnState.UNREACHABLE
            raise RefusedError(Refusal(known, f"HTTP {response.status}"), state)
        today = self.task.as_of.astimezone(SHANGHAI).date()
        page = read_page(response.body, url, content_type=kind, today=today, kind="list", links=False)
        if not page.entries and first and page.list_state is not ListState.BLANK:
            reason = _WHY.get(page.list_state, "unknown-shape")
            raise RefusedError(Refusal("unknown-shape", f"列表没有读出（{reason}）"), ColumnState.UNREADABLE)
        return page

    def _article(self, entry: Entry) -> Article:
        return Article(
            self.task.account.name,
            entry.title,
            entry.url,
            entry.published_at,
            entry.date_from,
            entry.document_number,
            related=entry.related,
        )

    def _is_enough(self, articles: list[Article]) -> bool:
        days = [day_of(article.published_at, SHANGHAI) for article in articles if article.published_at is not None]
        return bool(days) and max(days) < self.task.since
