"""A Weibo account through the open platform's interface, with a token that the account itself has granted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from inspection.media import Comment
from inspection.records import Article, ColumnState, day_of
from inspection.sources import Listing, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError
from spiders.accounts.weibo_page import API, MAX_BYTES, covered_since, listing_of, told
from spiders.media.weibo_comments import comments_in
from spiders.media.weibo_json import numbered, rows_of
from spiders.reading.dates import SHANGHAI

PAGE = 100  # posts asked for at once, the documented maximum
MOST_PAGES = 10
COMMENT_PAGE = 200
MOST_COMMENT_PAGES = 5  # of one post
MOST_COMMENTED = 30  # posts in one round


class WeiboApiSpider(AccountSpider):
    """Reads 2/statuses/user_timeline, and 2/comments/show where the plan wants comments answered.

    The interface shows the authorising account's own posts only (21335 for any other), and to applications without
    special rights only the newest five of them, whatever is asked for; `total_number` counts them all. So the list's
    end is no end of the account's posts, and `covers_since` is the day after the oldest one shown.
    """

    name = "weibo-api"
    most_requests = MOST_PAGES + MOST_COMMENTED * 2

    async def read(self) -> SourceReading:
        """Raises RefusedError where the list is refused."""
        api = self.task.source.weibo_api
        assert api is not None
        token = self.task.secrets.get(api.token_env)
        if token is None:
            raise RefusedError(Refusal("credential-missing", f"环境变量 {api.token_env}"))
        self.uid, self.token, self.base = api.uid, token, (api.base_url or API).rstrip("/")
        reading = await self._timeline()
        if self.task.kind == "watch" or self.task.account.replying is None or not reading.articles:
            return reading
        return await self._with_comments(reading)

    async def _timeline(self) -> SourceReading:
        articles: dict[str, Article] = {}
        seen, total, ended, incomplete = 0, None, False, False
        failed: Refusal | None = None
        for number in range(1, (1 if self.task.kind == "watch" else MOST_PAGES) + 1):
            try:
                page, rows = await self._ask("statuses/user_timeline", uid=self.uid, count=PAGE, page=number)
            except RefusedError as error:
                if not articles:
                    raise
                failed = error.refusal
                break
            fresh = [one for one in page.articles if one.platform_id not in articles]
            articles |= {one.platform_id or one.url: one for one in fresh}
            seen, total, incomplete = seen + len(rows), page.total, incomplete or page.incomplete
            ended = not fresh or (total is not None and seen >= total)
            if ended or all(
                (day := day_of(one.published_at, SHANGHAI)) is not None and day < self.task.since for one in fresh[-3:]
            ):
                break
        if not articles:
            self._refuse_doubtful(total, seen)
        covers = covered_since(tuple(articles.values()), self.task.since, seen=seen, total=total, ended=ended)
        return SourceReading(
            self.task.account.name,
            self.task.label,
            ColumnState.READ if articles else ColumnState.BLANK,
            detail=told(failed, "后面的页"),
            articles=numbered(tuple(articles.values())),
            covers_since=None if incomplete else covers,
            partial="unknown-shape" if incomplete else None,
        )

    def _refuse_doubtful(self, total: int | None, seen: int) -> None:
        """An empty list is no word of an account that has posts. Raises RefusedError."""
        if total or seen or self.task.known:
            count = f"平台计有 {total} 条微博" if total else "账号以前有微博"
            raise RefusedError(Refusal("not-verified", f"{count}，接口一条也没有返回"))

    async def _with_comments(self, reading: SourceReading) -> SourceReading:
        """Comments under the posts of the last while; one refusal ends the asking, what was read stays."""
        replying = self.task.account.replying
        assert replying is not None
        since = (self.task.as_of - replying.back - timedelta(days=1)).date()
        recent = [
            one for one in reading.articles if (day := day_of(one.published_at, SHANGHAI)) is not None and day >= since
        ]
        comments: list[Comment] = []
        commented: list[str] = []
        failed: Refusal | None = None
        for article in recent[:MOST_COMMENTED]:
            try:
                rows = await self._comments(article) if article.counts.comments != 0 else []
            except RefusedError as error:
                failed = error.refusal
                break
            found = comments_in({"comments": rows}, now=self.task.now, owner=self.uid, post_url=article.url).comments
            comments += [replace(comment, account=self.task.account.name) for comment in found]
            commented.append(article.url)
        detail = "；".join(part for part in (reading.detail, told(failed, "有的评论")) if part)
        return replace(reading, comments=tuple(comments), commented=tuple(commented), detail=detail)

    async def _comments(self, article: Article) -> list[dict[str, Any]]:
        """Rows of all pages together: a reply may stand on another page than what it answers."""
        rows: list[dict[str, Any]] = []
        for number in range(1, MOST_COMMENT_PAGES + 1):
            page, found = await self._ask(
                "comments/show", id=article.platform_id or "", count=COMMENT_PAGE, page=number
            )
            rows += found
            if not found or page.total is None or len(rows) >= page.total:
                break
        return rows

    async def _ask(self, method: str, **query: str | int) -> tuple[Listing, tuple[dict[str, Any], ...]]:
        """One call: what it lists, and its rows as they are. Raises RefusedError."""
        url = f"{self.base}/2/{method}.json?{urlencode({'access_token': self.token, **query})}"
        response = await self.ask(url, headers={"Accept": "application/json"}, max_bytes=MAX_BYTES)
        return listing_of(response, url, self.task.now), rows_of(response.body)
