"""WeChat articles that the plan lists one by one: each is opened."""

from __future__ import annotations

from inspection.records import Article, ColumnState
from inspection.sources import Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError
from spiders.accounts.wechat_page import WALLS, as_article, open_article

PARTIAL = "listed-by-hand"
MOST = 50  # articles in one round


class WechatPagesSpider(AccountSpider):
    """Reads the articles named in `wechat_articles`. It sees no other article of the account, and says so."""

    name = "wechat-articles"
    most_requests = MOST * 2  # redirects and moved articles are asked for again

    async def read(self) -> SourceReading:
        """Raises RefusedError where no article could be opened and none is known to be gone."""
        articles: dict[str, Article] = {}
        gone: dict[str, str] = {}
        failed: RefusedError | None = None
        for url in (self.task.source.wechat_articles or ())[:MOST]:
            try:
                opened = await open_article(self.ask, url, self.task.now)
            except RefusedError as error:
                failed = error
                if error.refusal.reason in WALLS:
                    break
                continue
            if opened.reading.unavailable:
                gone[opened.address] = opened.reading.gone or ""
            else:
                articles.setdefault(opened.address, as_article(opened, len(articles)))
        if failed is not None and not articles and not gone:
            raise failed
        return SourceReading(
            self.task.account.name,
            self.task.label,
            ColumnState.READ if articles or gone else ColumnState.BLANK,
            detail=_told(failed.refusal) if failed is not None else "",
            articles=tuple(articles.values()),
            partial=PARTIAL,
            gone=tuple((url, reason) for url, reason in gone.items() if reason),
        )


def _told(refusal: Refusal) -> str:
    return f"有的文章没有读到：{refusal.detail or refusal.reason}"
