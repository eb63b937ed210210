"""Articles asked for at their source: at the sweep's pace, by the site's rules, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from inspection.addresses import host_of, origin_of
from inspection.errors import FetchError
from inspection.records import Article, Reading
from schedulers.browsed import Browsed
from schedulers.drawings import HTML, Drawings, Drawn
from spiders.article_recipes import ArticleRecipe, Asked, Exchanged, learn
from spiders.column_earlier import day_in
from spiders.column_pages import Fetched
from spiders.hosts import Host
from spiders.reading.reader import read_page

_GIVEN_UP = 5  # answers in a row without an article: the source is another, or down


class ArticleSources:
    """One round's questions to the sources of articles."""

    def __init__(self, browsed: Browsed) -> None:
        self._browsed, self._sweep = browsed, browsed.sweep

    async def pages(self, recipe: ArticleRecipe, articles: Sequence[Article]) -> dict[str, Fetched]:
        """Each article as a page that is read like any other; those are left out of which the source has nothing."""
        found: dict[str, Fetched] = {}
        waiting, missed = list(reversed(articles)), 0

        async def work() -> None:
            nonlocal missed
            while waiting and (missed < _GIVEN_UP or found):
                article = waiting.pop()
                page = await self.page(recipe, article)
                missed += page is None
                if page is not None:
                    found[article.url] = page

        await asyncio.gather(*(work() for _ in range(min(4, self._sweep.policy.concurrency))))
        return found

    async def page(self, recipe: ArticleRecipe, article: Article) -> Fetched | None:
        """One article; None where the source does not have it, or may not be asked."""
        asked = recipe.asked(article.url)
        if asked is None:
            return None
        answer = await self._ask(asked, article.url)
        if answer is None:
            return None
        body = await asyncio.to_thread(recipe.page, *answer, article.title)
        if body is None:
            return None
        return Fetched(article.url, body, HTML, await asyncio.to_thread(self._browsed.store.evidence.put, body))

    async def _ask(self, asked: Asked, page: str) -> tuple[bytes, str] | None:
        sweep, origin = self._sweep, origin_of(asked.url)
        if sweep.policy.obey_robots:
            await sweep.robots.learn(origin, sweep.fetcher)
            if not sweep.robots.allows(asked.url):
                return None
        name = host_of(asked.url)
        if name not in sweep.hosts:
            delay = max(sweep.policy.delay, sweep.robots.delay(origin))
            sweep.hosts[name] = Host(name, sweep.policy.concurrency, delay, turns=sweep.turns)
        headers = {"Accept": "application/json, */*; q=0.5", "X-Requested-With": "XMLHttpRequest", "Referer": page}
        if asked.content_type:
            headers["Content-Type"] = asked.content_type
        body = asked.sent.encode() if asked.sent is not None and asked.method == "POST" else None
        for _ in range(2):
            await sweep.hosts[name].turn()
            await sweep.leave.wait()
            try:
                with sweep.leave.at_work():
                    answer = await sweep.fetcher.look(
                        asked.url, asked.method, headers=headers, body=body, any_type=True
                    )
            except FetchError:
                continue
            if answer.status == 200 and not answer.truncated:
                return answer.body, answer.content_type
            if answer.status < 500:
                return None
        return None


async def learnt_from(
    browsed: Browsed, drawings: Drawings, drawn: Drawn, reading: Reading, articles: Sequence[Article]
) -> ArticleRecipe | None:
    """How to ask for such articles without a browser: only where the source, asked so, says what the browser showed,
    and says of another article something else.
    """
    exchanges = [one for told in drawn.exchanges if (one := _exchanged(drawings, told)) is not None]
    recipe = await asyncio.to_thread(learn, drawn.url, reading, exchanges)
    if recipe is None:
        return None
    today = day_in(browsed.plan, browsed.as_of)
    others = [article for article in articles if article.url != drawn.url][:2]
    sources = ArticleSources(browsed)
    said = []
    for article in (Article("", reading.title, drawn.url), *others):
        page = await sources.page(recipe, article)
        if page is None:
            if article.url == drawn.url:
                return None
            continue
        again = await asyncio.to_thread(
            read_page, page.body, page.url, content_type=HTML, today=today, kind="article", links=False
        )
        said.append("".join(again.text.split()))
    same = said[0][:200] == "".join(reading.text.split())[:200] or said[0][:60] in "".join(reading.text.split())
    return recipe if same and (not others or len(set(said)) > 1) else None


def _exchanged(drawings: Drawings, told: Any) -> Exchanged | None:
    body = drawings.kept(str(told.get("digest") or ""))
    if body is None:
        return None
    sent = told.get("sent")
    text = sent if isinstance(sent, str) and sent else None
    declared = "application/json" if text is not None and text[:1] in "{[" else "application/x-www-form-urlencoded"
    asked = Asked(str(told.get("method") or "GET"), str(told.get("url")), text, declared if text is not None else "")
    status = told.get("status")
    return Exchanged(asked, status if isinstance(status, int) else None, str(told.get("content_type") or ""), body)
