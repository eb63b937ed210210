"""A WeChat account read from the stand-in without Scrapy's engine: the dialogue alone."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Response

from inspection.accounts import Account
from inspection.records import ColumnState
from inspection.sources import Known, Refusal, SourceReading
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import RefusedError, SourceTask
from spiders.accounts.wechat_api_spider import WechatApiSpider
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_api import WechatApiServer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
ENV = "WECHAT_SECRET"


class DirectSpider(WechatApiSpider):
    """Asks over a plain connection, redirects not followed."""

    async def ask(
        self,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
    ) -> Response:
        assert not cookies
        if self.asked >= self.most_requests:
            raise RefusedError(Refusal("too-large"), ColumnState.UNREADABLE)
        self.asked += 1
        split = urlsplit(url)
        connection = http.client.HTTPConnection(split.netloc, timeout=5)
        try:
            connection.request(
                "POST", f"{split.path}?{split.query}" if split.query else split.path, body, dict(headers or {})
            )
            answer = connection.getresponse()
            return Response(url, answer.status, body=answer.read()[:max_bytes])
        except OSError as error:
            raise RefusedError(Refusal("refused", str(error)), ColumnState.UNREACHABLE) from None
        finally:
            connection.close()


def a_task(server: WechatApiServer, environment: Mapping[str, str] | None = None, **said: Any) -> SourceTask:
    """A full round's task for the stand-in's account; `said` replaces parts of it."""
    plan: dict[str, Any] = {
        "name": "某某民政",
        "platform": "wechat",
        "source": {"wechat_api": {"app_id": server.app_id, "secret_env": ENV, "base_url": server.base}},
    }
    if (replying := said.pop("replying", None)) is not None:
        plan["replying"] = replying
    account = Account.model_validate(plan)
    given: dict[str, Any] = {
        "account": account,
        "label": "wechat-api",
        "source": account.source[0],
        "now": server.now,
        "as_of": server.now,
        "since": server.now.date() - timedelta(days=28),
        "secrets": Secrets({ENV: server.secret} if environment is None else environment, [ENV]),
        "folder": Path(),
    }
    return SourceTask(**{**given, **said})


def read(task: SourceTask) -> SourceReading:
    """What the spider yields: exactly one reading."""

    async def run() -> SourceReading:
        readings = [reading async for reading in DirectSpider(task).start()]
        (only,) = readings
        assert isinstance(only, SourceReading)
        return only

    return asyncio.run(run())


def known_of(*articles: Any, gone: str | None = None) -> tuple[Known, ...]:
    """What rounds have seen of these articles."""
    return tuple(Known(article, NOW, NOW, "before", gone=gone) for article in articles)


def days(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
