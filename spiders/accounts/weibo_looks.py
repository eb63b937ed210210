"""Single Weibo posts looked at: whether they are still there, and what they say in full."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from scrapy.http import Response

from inspection.media import Gone
from inspection.records import Article, ColumnState, Reading
from inspection.sources import Refusal
from inspection.weibo_address import weibo_id
from spiders.accounts.looks import LooksSpider
from spiders.accounts.spider import RefusedError
from spiders.accounts.weibo_page import API, MAX_BYTES, WALLS, base_of, cookies_of, headers_for, listing_of
from spiders.media.weibo_errors import gone_in

_SAID = {
    Gone.DELETED: "此微博已被作者删除",
    Gone.VIOLATION: "此微博因违规已被删除",
    Gone.UNAVAILABLE: "此微博不可见",
    Gone.MISSING: "微博不存在或暂无查看权限",
}


class WeiboLooksSpider(LooksSpider):
    """Asks for each post: by the open interface where the source is that, else m.weibo.cn.

    20101 means that the post is deleted or not shown to us, and nobody is told which: before it is believed for the
    first time, a post that was listed of late is asked for. Where that one is not shown either, it is a wall.
    """

    name = "weibo-looks"
    walls = WALLS
    trusted = False  # a post that is certainly there was shown

    async def look(self, url: str) -> Reading:
        """The post, or what the platform says in its place. Raises RefusedError."""
        mid = weibo_id(url)
        if mid is None:
            raise RefusedError(Refusal("unknown-shape", "不是微博的地址"), ColumnState.UNREADABLE)
        asked, response = await self._ask(mid)
        if (gone := _gone(response)) is not None:
            await self._check_wall()
            return Reading(url, "article", "utf-8", unavailable=_SAID.get(gone, "此微博不可见"), gone=gone)
        listing = listing_of(response, asked, self.task.now, login=bool(self.task.source.cookie_env))
        article = next((one for one in listing.articles if one.platform_id == mid), None)
        if article is None:
            raise RefusedError(Refusal("unknown-shape", "应答里没有这条微博"), ColumnState.UNREADABLE)
        self.trusted = True
        return _reading(url, article)

    async def _check_wall(self) -> None:
        """Raises RefusedError where what is certainly there is said to be gone as well."""
        others = [known for known in self.task.known if known.gone is None and known.article.url not in self.urls]
        newest = max(others, key=lambda known: known.last_seen_at, default=None)
        mid = weibo_id(newest.article.url) if newest is not None else None
        if self.trusted or mid is None:
            return
        self.trusted = True
        _, response = await self._ask(mid)
        if _gone(response) is not None:
            raise RefusedError(Refusal("cookie-wall", "仍在列表里的微博也不显示"))

    async def _ask(self, mid: str) -> tuple[str, Response]:
        api = self.task.source.weibo_api
        if api is not None:
            token = self.task.secrets.get(api.token_env)
            if token is None:
                raise RefusedError(Refusal("credential-missing", f"环境变量 {api.token_env}"))
            query = urlencode({"access_token": token, "id": mid})
            url = f"{(api.base_url or API).rstrip('/')}/2/statuses/show.json?{query}"
            return url, await self.ask(url, headers={"Accept": "application/json"}, max_bytes=MAX_BYTES)
        base = base_of(self.task)
        url = f"{base}/statuses/show?id={mid}"
        headers, cookies = headers_for(base, f"detail/{mid}"), cookies_of(self.task)
        return url, await self.ask(url, headers=headers, cookies=cookies, max_bytes=MAX_BYTES)


def _gone(response: Response) -> str | None:
    """What an error answer says of the post; None for anything else, walls among them."""
    try:
        data = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("ok") == -100 or (isinstance(data.get("data"), dict) and data["data"]):
        return None
    return gone_in(data)


def _reading(url: str, article: Article) -> Reading:
    return Reading(
        url,
        "article",
        "utf-8",
        title=article.title,
        published_at=article.published_at,
        date_from=article.date_from,
        text=article.text,
        body_links=article.body_links,
        author=article.author,
        cover=article.cover,
        origin=article.origin,
        counts=article.counts,
        platform_id=article.platform_id,
    )
