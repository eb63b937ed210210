"""A WeChat account through its official API: publications, group sends from the statistics, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from inspection.media import Comment
from inspection.records import Article, ColumnState, day_of
from inspection.refusals import meaning
from inspection.sources import Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError
from spiders.accounts.wechat_client import WechatClient, refused
from spiders.media.wechat_api import PAGE
from spiders.media.wechat_comments import CLOSED
from spiders.media.wechat_comments import PAGE as COMMENT_PAGE
from spiders.media.wechat_errors import error_code
from spiders.media.wechat_totals import Sent, days_to_ask, joined
from spiders.reading.dates import SHANGHAI

UNSEEN = "group-sends-not-seen"
MOST_PAGES = 10  # of the list, 200 publications: the platform gives a new account 100 pages a day
MOST_DAYS = 30  # of the statistics
WATCH_DAYS = 3  # of the statistics, in a watch round that finds the list empty
MOST_COMMENT_PAGES = 10  # of one article
_NUMBER = re.compile(r"[1-9]\d{0,19}_[1-9]\d{0,2}", re.A)  # mid_idx


@dataclass(slots=True)
class _List:
    """What freepublish/batchget showed."""

    articles: dict[str, Article] = field(default_factory=dict)  # by address
    gone: dict[str, str] = field(default_factory=dict)
    total: int = 0  # publications, as the platform counts them
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Sends:
    """What the statistics showed, day by day backwards."""

    sent: list[Sent] = field(default_factory=list)
    since: date | None = None  # the earliest day of an unbroken row of days
    until: date | None = None  # the last day that the platform has counted to the end
    refusal: Refusal | None = None


class WechatApiSpider(AccountSpider):
    """Reads one account.

    A watch round asks for the first page of publications and says that group sends are not seen (`partial`); the
    other rounds ask the statistics too, which show a group send from eight o'clock of the next day on. So a reading
    that is not partial still ends with the day `seen_until` as far as group sends go.
    """

    name = "wechat-api"
    most_requests = 150  # a page of the list, a day of the statistics and an article's comments are one each

    async def read(self) -> SourceReading:
        """Raises RefusedError where the list, and the statistics as well, are refused."""
        api = self.task.source.wechat_api
        assert api is not None
        secret = self.task.secrets.get(api.secret_env)
        if secret is None:
            raise RefusedError(Refusal("credential-missing", f"环境变量 {api.secret_env}"))
        client = WechatClient(self.ask, self.task.secrets, api.app_id, secret, api.base_url)
        watch = self.task.kind == "watch"
        listed = await self._list(client, 1 if watch else MOST_PAGES)
        sends = _Sends()
        if not watch:
            sends = await self._sends(client, MOST_DAYS)
        elif not listed.articles:
            sends = await self._sends(client, WATCH_DAYS)
        reading = self._reading(listed, sends)
        if watch or self.task.account.replying is None:
            return reading
        comments, commented = await self._comments(client, reading.articles)
        return replace(reading, comments=comments, commented=commented)

    async def _list(self, client: WechatClient, most: int) -> _List:
        """The publications, newest first, back to the day wanted.

        One that is published meanwhile moves the rest down: they are seen twice and kept once. One that is deleted
        moves them up: the total falls, and as many are asked for again.
        """
        found = _List()
        offset = total = 0
        for _ in range(most):
            try:
                page = await client.published(offset, PAGE)
            except RefusedError as error:
                if not found.articles and error.refusal.reason != "not-verified":
                    raise
                found.refusal = error.refusal
                return found
            shrunk, total = max(0, total - (page.total or 0)), page.total or 0
            found.total = total
            for article in page.articles:
                found.articles.setdefault(article.url, article)
            found.gone |= dict(page.gone)
            if shrunk and offset:
                offset = max(0, offset - shrunk)
                continue
            oldest = _oldest(page.articles)
            if page.following is None or (oldest is not None and oldest < self.task.since):
                return found
            offset = int(page.following)
        return found

    async def _sends(self, client: WechatClient, most: int) -> _Sends:
        found = _Sends()
        # A round that looks back asks for the days before its own.
        until = min(self.task.now, self.task.as_of + timedelta(days=1))
        for day in days_to_ask(until, self.task.since, most):
            try:
                counted = await client.sent(day.isoformat())
            except RefusedError as error:
                found.refusal = error.refusal
                break
            found.sent += counted.sent
            if counted.incomplete:
                found.refusal = Refusal("unknown-shape", f"{day} 的数据没有读全")
                break
            found.since = day
            if found.until is None and (counted.sent or not counted.delayed):
                found.until = day - timedelta(days=1) if counted.delayed else day
        return found

    def _reading(self, listed: _List, sends: _Sends) -> SourceReading:
        if listed.refusal is not None and sends.since is None and not listed.articles:
            raise refused(listed.refusal)
        known = {one.article.platform_id: one.article for one in self.task.known if one.article.platform_id}
        articles, missing = joined(listed.articles.values(), sends.sent, known, listed.gone)
        if listed.total and not articles and not listed.gone:
            said = f"接口计有 {listed.total} 次发布，列表里一篇也没有返回"
            raise RefusedError(Refusal("unknown-shape", said), ColumnState.UNREADABLE)
        watch = self.task.kind == "watch"
        glimpse = watch and not articles
        blind = sends.since is None or sends.until is None or missing > 0 or glimpse
        if blind and not articles and (not watch or sends.refusal is not None):
            # An account that only sends to its followers looks empty here: that is no word on what it published.
            raise RefusedError(Refusal(UNSEEN, self._why(sends, missing)))
        return SourceReading(
            self.task.account.name,
            self.task.label,
            ColumnState.READ if articles or watch else ColumnState.BLANK,
            detail=self.task.secrets.redact(self._why(sends, missing)) if blind else "",
            articles=articles,
            # The statistics hold what is in the list too: what they cover is covered.
            covers_since=None if blind else sends.since,
            seen_until=None if blind else sends.until,
            partial=UNSEEN if blind else None,
            gone=tuple(listed.gone.items()),
        )

    def _why(self, sends: _Sends, missing: int) -> str:
        if sends.refusal is not None:
            found = meaning(sends.refusal.reason)
            said = f"{found.said}，{sends.refusal.detail}" if found is not None else sends.refusal.detail
            return f"数据统计接口：{said or sends.refusal.reason}"
        if missing:
            return f"有 {missing} 篇文章，数据统计接口没有给出地址"
        if self.task.kind == "watch":
            return "值守巡检只看最近发布的文章，群发的文章由每日巡检读取"
        return "数据统计接口：平台的数据尚未统计完"

    async def _comments(
        self, client: WechatClient, articles: tuple[Article, ...]
    ) -> tuple[tuple[Comment, ...], tuple[str, ...]]:
        """Comments, and the articles whose comments were read to the end; the newest articles first."""
        comments: list[Comment] = []
        commented: list[str] = []
        for article in self._discussed(articles):
            try:
                said = await self._comments_of(client, article)
            except RefusedError as error:
                if error_code(error.refusal) in CLOSED:
                    continue
                break  # no right to it, no calls left: the articles were read all the same
            if said is not None:
                comments += said
                commented.append(article.url)
        return tuple(comments), tuple(commented)

    async def _comments_of(self, client: WechatClient, article: Article) -> list[Comment] | None:
        """None where the platform has more comments than it shows."""
        found: dict[str, Comment] = {}
        begin = 0
        for _ in range(MOST_COMMENT_PAGES):
            assert article.platform_id is not None
            page = await client.comments(self.task.account.name, article.url, article.platform_id, begin, COMMENT_PAGE)
            found |= {comment.key: comment for comment in page.comments}
            if page.incomplete:
                return None
            if page.following is None:
                return list(found.values())
            begin = int(page.following)
        return None

    def _discussed(self, articles: tuple[Article, ...]) -> list[Article]:
        replying = self.task.account.replying
        assert replying is not None
        first = (self.task.as_of - replying.back).date()
        known = (one.article for one in self.task.known if one.gone is None)
        unique = {
            article.platform_id: article
            for article in (*articles, *known)
            if _NUMBER.fullmatch(article.platform_id or "")
        }
        dated = [
            (day, article) for article in unique.values() if (day := day_of(article.published_at, SHANGHAI)) is not None
        ]
        return [article for day, article in sorted(dated, key=lambda pair: pair[0], reverse=True) if day >= first]


def _oldest(articles: Sequence[Article]) -> date | None:
    """The last day of a page that runs from new to old throughout; None where it does not, or has no dates."""
    days = [day_of(article.published_at, SHANGHAI) for article in articles]
    dated = [day for day in days if day is not None]
    return dated[-1] if dated and len(dated) == len(days) and dated == sorted(dated, reverse=True) else None
