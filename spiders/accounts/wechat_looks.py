"""Single WeChat articles looked at: whether they are still there, and what they say in full."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from inspection.records import ColumnState
from inspection.sources import ArticleLook, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError, SourceTask
from spiders.accounts.wechat_page import WALLS, open_article

MOST_FAILURES = 3  # in a row without an answer: the platform is not to be reached from here


class WechatLooksSpider(AccountSpider):
    """Opens the addresses, one after the other, and yields an ArticleLook for each.

    Where the platform asks for a captcha, or says that it was asked too often, the rest is not asked for: more
    requests would only prolong the wall. They get the same refusal, so that nothing is said of them.
    """

    name = "wechat-looks"

    def __init__(self, task: SourceTask, urls: Sequence[str], **kwargs: Any) -> None:
        super().__init__(task, **kwargs)
        self.urls = tuple(dict.fromkeys(urls))
        self.most_requests = 2 * len(self.urls) + 10

    async def start(self) -> AsyncIterator[Any]:
        """Yields as many ArticleLooks as there are addresses."""
        wall: Refusal | None = None
        silent = 0
        for url in self.urls:
            if wall is not None:
                yield ArticleLook(self.task.account.name, url, self.task.now, refusal=wall)
                continue
            try:
                opened = await open_article(self.ask, url, self.task.now)
            except RefusedError as error:
                silent = silent + 1 if error.state is ColumnState.UNREACHABLE else 0
                if error.refusal.reason in WALLS or silent >= MOST_FAILURES:
                    wall = error.refusal
                yield ArticleLook(self.task.account.name, url, self.task.now, refusal=error.refusal)
                continue
            silent = 0
            yield ArticleLook(self.task.account.name, url, self.task.now, reading=opened.reading)

    async def read(self) -> SourceReading:
        """Looks are no source: this spider yields looks instead of a reading."""
        raise NotImplementedError
