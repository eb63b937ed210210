"""Single articles of an account looked at, one after the other: what every platform's dialogue has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Any

from inspection.records import ColumnState, Reading
from inspection.sources import ArticleLook, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError, SourceTask

MOST_FAILURES = 3  # in a row without an answer: the platform is not to be reached from here


class LooksSpider(AccountSpider):
    """Opens the addresses and yields an ArticleLook for each. Subclasses set `walls` and write `look`.

    At a wall (a captcha, a limit, a login) the rest is not asked for: more requests would only prolong it. They get
    the same refusal, so that nothing is said of them.
    """

    name = "looks"
    walls: frozenset[str] = frozenset()  # reasons of REFUSALS that stand before every article alike

    def __init__(self, task: SourceTask, urls: Sequence[str], **kwargs: Any) -> None:
        super().__init__(task, **kwargs)
        self.urls = tuple(dict.fromkeys(urls))
        self.most_requests = 2 * len(self.urls) + 10  # redirects and moved articles are asked for again

    async def start(self) -> AsyncIterator[Any]:
        """Yields as many ArticleLooks as there are addresses."""
        account, now = self.task.account.name, self.task.now
        wall: Refusal | None = None
        silent = 0
        for url in self.urls:
            if wall is not None:
                yield ArticleLook(account, url, now, refusal=wall)
                continue
            try:
                reading = await self.look(url)
            except RefusedError as error:
                silent = silent + 1 if error.state is ColumnState.UNREACHABLE else 0
                if error.refusal.reason in self.walls or silent >= MOST_FAILURES:
                    wall = error.refusal
                yield ArticleLook(account, url, now, refusal=error.refusal)
                continue
            silent = 0
            yield ArticleLook(account, url, now, reading=reading)

    @abstractmethod
    async def look(self, url: str) -> Reading:
        """What the article's page says; `gone` is set where something stands in its place. Raises RefusedError."""

    async def read(self) -> SourceReading:
        """Looks are no source: this spider yields looks instead of a reading."""
        raise NotImplementedError
