"""A Weibo account read from the stand-in: the spiders' dialogue over the real download handler, without an engine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from inspection.accounts import Account
from inspection.records import Article
from inspection.sources import ArticleLook, Known, SourceReading
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import AccountSpider, SourceTask
from spiders.accounts.weibo_api_spider import WeiboApiSpider
from spiders.accounts.weibo_looks import WeiboLooksSpider
from spiders.accounts.weibo_mobile import WeiboMobileSpider
from spiders.handler import PolicyDownloadHandler
from spiders.policy import FetchPolicy
from spiders.reading.dates import SHANGHAI
from tests.platforms.weibo import WeiboServer
from tests.platforms.weibo_shapes import Post

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
TOKEN, COOKIE = "WEIBO_TOKEN", "WEIBO_COOKIE"


def a_post(back: float, text: str = "", **said: Any) -> Post:
    """A post so many days before now."""
    return Post(NOW - timedelta(days=back), text or f"{back} 天前的一条微博。后面还有一句。", **said)


def a_task(
    server: WeiboServer, environment: Mapping[str, str] | None = None, *, api: bool = False, **said: Any
) -> SourceTask:
    """A full round's task for the stand-in's account; `said` replaces parts of it."""
    source: dict[str, Any] = {"weibo_uid": server.uid, "base_url": server.base}
    if api:
        source = {"weibo_api": {"uid": said.pop("uid", server.uid), "token_env": TOKEN, "base_url": server.base}}
    elif environment is not None:
        source["cookie_env"] = COOKIE
    plan = {"name": "某市民政微博", "platform": "weibo", "source": source}
    if (replying := said.pop("replying", None)) is not None:
        plan["replying"] = replying
    account = Account.model_validate(plan)
    if environment is None:
        environment = {TOKEN: server.token}
    given: dict[str, Any] = {
        "account": account,
        "label": account.source[0].kind,
        "source": account.source[0],
        "now": NOW,
        "as_of": NOW,
        "since": TODAY - timedelta(days=28),
        "secrets": Secrets(environment, [TOKEN, COOKIE]),
        "folder": Path(),
    }
    return SourceTask(**{**given, **said})


def read(task: SourceTask) -> SourceReading:
    """What the source's spider yields: exactly one reading."""
    kind: type[AccountSpider] = WeiboApiSpider if task.source.weibo_api is not None else WeiboMobileSpider
    (reading,) = _items(kind(task))
    assert isinstance(reading, SourceReading)
    return reading


def look(task: SourceTask, *urls: str) -> list[ArticleLook]:
    """What the posts' looks yield."""
    return _items(WeiboLooksSpider(task, urls))


def known_of(*articles: Article) -> tuple[Known, ...]:
    """What rounds have seen of these articles."""
    return tuple(Known(article, NOW, NOW, "before") for article in articles)


def _items(spider: AccountSpider) -> list[Any]:
    async def run() -> list[Any]:
        policy = FetchPolicy(allow_private_hosts=True, timeout=5)
        handler = PolicyDownloadHandler(Crawler(type(spider), Settings({"FETCH_POLICY": policy})))

        async def download(request: Request) -> Response:
            cookies: Any = request.cookies
            if cookies:  # what Scrapy's middleware does
                request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
            return await handler.download_request(request)

        spider.crawler = SimpleNamespace(engine=SimpleNamespace(download_async=download))  # type: ignore[assignment]
        try:
            return [item async for item in spider.start()]
        finally:
            await handler.close()

    return asyncio.run(run())
