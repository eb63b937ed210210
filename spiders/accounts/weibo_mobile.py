"""A Weibo account as m.weibo.cn shows it to guests, or to who has logged in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlencode

from inspection.records import Article, ColumnState, day_of
from inspection.sources import Listing, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError
from spiders.accounts.weibo_page import (
    MAX_BYTES,
    base_of,
    cookies_of,
    covered_since,
    headers_for,
    listing_of,
    told,
)
from spiders.media.weibo_json import numbered, rows_of
from spiders.media.weibo_text import CUT, is_cut, title_of
from spiders.reading.dates import SHANGHAI

MOST_PAGES = 10  # about a hundred posts
MOST_LONG = 10  # long texts in one round
LONG_SINCE = timedelta(days=60)  # older texts are left as the list shows them
REPOST = "\n//转发 "  # before the original's text


@dataclass(slots=True)
class _Posts:
    """What the pages showed."""

    articles: dict[str, Article] = field(default_factory=dict)
    seen: int = 0  # posts on the pages, others' too
    total: int | None = None
    ended: bool = False
    incomplete: bool = False
    refusal: Refusal | None = None  # why a later page was not read


class WeiboMobileSpider(AccountSpider):
    """Reads the list of posts, newest first, back to the day wanted; in a watch round its first page.

    A wall or a limit on a later page ends the dialogue: what was read stays, `covers_since` says how far it reaches.
    On the first page it is the reading's reason. An empty first page is believed only where the account's own page
    counts no posts and no round has seen any.
    """

    name = "weibo-mobile"
    most_requests = MOST_PAGES + MOST_LONG + 5

    async def read(self) -> SourceReading:
        """Raises RefusedError where the first page is refused."""
        uid = self.task.source.weibo_uid
        assert uid is not None
        self.cookies = cookies_of(self.task)
        self.base = base_of(self.task)
        posts = await self._pages(uid)
        if not posts.articles:
            return await self._empty(uid, posts)
        articles = await self._in_full(tuple(posts.articles.values()))
        covers = covered_since(articles, self.task.since, seen=posts.seen, total=posts.total, ended=posts.ended)
        return SourceReading(
            self.task.account.name,
            self.task.label,
            ColumnState.READ,
            detail=told(posts.refusal, "后面的页"),
            articles=numbered(articles),
            covers_since=None if posts.incomplete else covers,
            partial="unknown-shape" if posts.incomplete else None,
        )

    async def _pages(self, uid: str) -> _Posts:
        posts = _Posts()
        query = {"type": "uid", "value": uid, "containerid": f"107603{uid}"}
        url: str | None = f"{self.base}/api/container/getIndex?{urlencode(query)}"
        for _ in range(1 if self.task.kind == "watch" else MOST_PAGES):
            assert url is not None
            try:
                page, seen = await self._ask(url, f"u/{uid}")
            except RefusedError as error:
                if not posts.articles:
                    raise
                posts.refusal = error.refusal
                return posts
            fresh = [one for one in page.articles if one.platform_id not in posts.articles]
            posts.articles |= {one.platform_id or one.url: one for one in fresh}
            posts.seen += seen
            posts.total = posts.total if page.total is None else page.total
            posts.incomplete |= page.incomplete
            posts.ended = page.following is None or seen == 0
            if posts.ended or page.following == url or (page.articles and not fresh) or self._is_enough(page.articles):
                return posts
            url = page.following
        return posts

    async def _ask(self, url: str, path: str) -> tuple[Listing, int]:
        """The listing, and how many posts the answer has, others' too. Raises RefusedError."""
        response = await self.ask(url, headers=headers_for(self.base, path), cookies=self.cookies, max_bytes=MAX_BYTES)
        return listing_of(response, url, self.task.now, login=bool(self.cookies)), len(rows_of(response.body))

    def _is_enough(self, articles: tuple[Article, ...]) -> bool:
        days = [day_of(article.published_at, SHANGHAI) for article in articles if not article.pinned]
        return bool(days) and all(day is not None and day < self.task.since for day in days[-3:])

    async def _empty(self, uid: str, posts: _Posts) -> SourceReading:
        """No post of the account: there are none, or they are not shown to us. Raises RefusedError."""
        if posts.incomplete or posts.seen:
            raise RefusedError(Refusal("unknown-shape", "列表里没有认得的微博"), ColumnState.UNREADABLE)
        profile, _ = await self._ask(f"{self.base}/api/container/getIndex?type=uid&value={uid}", f"u/{uid}")
        count = profile.total if profile.kind == "weibo-profile" else None
        if count == 0 and not self.task.known:
            return SourceReading(self.task.account.name, self.task.label, ColumnState.BLANK)
        said = f"账号主页显示有 {count} 条微博" if count else "账号以前有微博" if self.task.known else "列表是空的"
        raise RefusedError(Refusal("cookie-wall", f"{said}，列表里一条也没有显示"))

    async def _in_full(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """Long posts with their whole text: as rounds know it, else asked for, the newest first, a few in a round."""
        since = (self.task.now - LONG_SINCE).date()
        left = MOST_LONG if self.task.kind != "watch" else MOST_LONG // 2
        whole = {known.article.platform_id: known.article for known in self.task.known}
        found: list[Article] = []
        for article in articles:
            own, mark, original = article.text.partition(REPOST)
            day = day_of(article.published_at, SHANGHAI)
            if not is_cut(own) or (day is not None and day < since):
                found.append(article)
                continue
            known = whole.get(article.platform_id)
            if known is not None and _continues(known.text.partition(REPOST)[0], own):
                found.append(replace(article, text=known.text, body_links=known.body_links))
                continue
            longer = await self._longer(article.platform_id or "") if left > 0 else None
            left = left - 1 if longer is not None else 0  # one refusal is enough: more requests would not help
            if longer is not None:
                text = f"{longer.text}{mark}{original}"
                article = replace(article, text=text, title=title_of(longer.text), body_links=longer.body_links)
            found.append(article)
        return tuple(found)

    async def _longer(self, mid: str) -> Article | None:
        try:
            page, _ = await self._ask(f"{self.base}/statuses/extend?id={mid}", f"detail/{mid}")
        except RefusedError:
            return None
        return next((article for article in page.articles if article.text and not is_cut(article.text)), None)


def _continues(whole: str, cut: str) -> bool:
    """Whether the known text is the whole of what the list shows the beginning of."""
    return bool(whole) and not is_cut(whole) and whole.startswith(cut.removesuffix(CUT).rstrip())
