"""A partner's list page as a source: its rows, page by page, and what it says where they cannot be read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from inspection.accounts import Account
from inspection.records import ColumnState
from inspection.sources import SourceReading
from spiders.accounts.page_list import PageListSpider
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from spiders.handler import PolicyDownloadHandler
from spiders.policy import FetchPolicy
from spiders.reading.dates import SHANGHAI

NOW = datetime(2024, 6, 20, 9, 0, tzinfo=SHANGHAI)
PAGES = 4


@pytest.fixture(scope="module")
def server() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1") as server:
        yield server


@pytest.fixture
def partner(server: HTTPServer) -> HTTPServer:
    server.clear()
    return server


def page(number: int, rows: int = 10) -> str:
    start = date(2024, 6, 18) - timedelta(days=(number - 1) * rows * 3)
    listed = "".join(
        f'<li><a href="/policy/{number}-{row}.html" title="关于第{number}页第{row}件养老政策的通知">关于…</a>'
        f"<span>{start - timedelta(days=row * 3)}</span></li>"
        for row in range(rows)
    )
    more = f'<a href="index_{number}.html">下一页</a>' if number < PAGES else ""
    return f'<html><body><h2>政策推送</h2><ul class="list">{listed}</ul><div class="page">{more}</div></body></html>'


def serve(server: HTTPServer, bodies: Mapping[str, str], status: int = 200) -> str:
    for path, body in bodies.items():
        server.expect_request(path).respond_with_data(body, status, content_type="text/html; charset=utf-8")
    return server.url_for("/zc/index.html")


def whole(server: HTTPServer) -> str:
    return serve(server, {"/zc/index.html": page(1)} | {f"/zc/index_{n}.html": page(n + 1) for n in range(1, PAGES)})


def read(url: str, since: date = date(2024, 1, 1), kind: str = "full") -> SourceReading:
    account = Account.model_validate(
        {"name": "一网通办", "platform": "site", "source": {"page": url, "intranet": True}}
    )
    task = SourceTask(account, "page", account.source[0], NOW, NOW, since, Secrets({}, []), Path(), kind=kind)
    spider = PageListSpider(task)

    async def run() -> list[Any]:
        policy = FetchPolicy(allow_private_hosts=True, timeout=5)
        handler = PolicyDownloadHandler(Crawler(PageListSpider, Settings({"FETCH_POLICY": policy})))

        async def download(request: Request) -> Response:
            return await handler.download_request(request)

        spider.crawler = SimpleNamespace(engine=SimpleNamespace(download_async=download))  # type: ignore[assignment]
        try:
            return [one async for one in spider.start()]
        finally:
            await handler.close()

    (reading,) = asyncio.run(run())
    assert isinstance(reading, SourceReading)
    return reading


def test_every_row_of_every_page_is_read_with_its_whole_title(partner: HTTPServer) -> None:
    reading = read(whole(partner))

    assert len(reading.articles) == 10 * PAGES
    assert reading.articles[11].title == "关于第2页第1件养老政策的通知"


def test_a_list_read_to_its_end_misses_nothing(partner: HTTPServer) -> None:
    assert read(whole(partner)).covers_since == date.min


def test_a_list_is_read_as_far_back_as_matters(partner: HTTPServer) -> None:
    reading = read(whole(partner), since=date(2024, 5, 25))

    assert len(reading.articles) == 20
    assert reading.covers_since is not None
    assert reading.covers_since <= date(2024, 5, 25)


def test_a_list_without_rows_is_said_not_to_be_read(partner: HTTPServer) -> None:
    url = serve(
        partner, {"/zc/index.html": "<html><body><div id='app'></div><script src='a.js'></script></body></html>"}
    )

    assert read(url).state is ColumnState.UNREADABLE


@pytest.mark.parametrize(("status", "reason"), [(404, "account-not-found"), (500, "http-500")])
def test_an_error_is_no_empty_list(partner: HTTPServer, status: int, reason: str) -> None:
    reading = read(serve(partner, {"/zc/index.html": "出错了"}, status))

    assert (reading.reason, reading.state is ColumnState.READ) == (reason, False)
