"""A feed as a source: what it covers, when it can be believed, and how each refusal is told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from inspection.accounts import Account
from inspection.records import Article, ColumnState
from inspection.refusals import REFUSALS
from inspection.sources import SourceReading
from spiders.accounts.feed import FROZEN_AFTER, FeedSpider, covered_since
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from spiders.handler import PolicyDownloadHandler
from spiders.policy import FetchPolicy
from spiders.reading.dates import SHANGHAI
from tests.platforms.feed_server import FeedServer, newest_first, rsshub_error, write_feed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
KEY = "k3y-4f9c21aa"
HTML = "text/html; charset=utf-8"
NAME = "FEED_OF_OFFICE"


def feed_of(days: Sequence[float], built: datetime = NOW, shape: str = "rsshub") -> bytes:
    return write_feed(shape, "某市民政", newest_first(NOW, days), built)


def a_task(source: dict[str, Any], environment: dict[str, str] | None = None, as_of: datetime = NOW) -> SourceTask:
    account = Account.model_validate({"name": "某市民政", "platform": "wechat", "source": source})
    secrets = Secrets(environment or {}, [NAME])
    return SourceTask(account, "feed", account.source[0], NOW, as_of, TODAY - timedelta(days=28), secrets, Path())


def read(task: SourceTask) -> SourceReading:
    """What the spider yields over the real download handler, without an engine."""
    spider = FeedSpider(task)

    async def run() -> list[Any]:
        policy = FetchPolicy(allow_private_hosts=True, timeout=5)
        handler = PolicyDownloadHandler(Crawler(FeedSpider, Settings({"FETCH_POLICY": policy})))

        async def download(request: Request) -> Response:
            return await handler.download_request(request)

        spider.crawler = SimpleNamespace(engine=SimpleNamespace(download_async=download))  # type: ignore[assignment]
        try:
            return [item async for item in spider.start()]
        finally:
            await handler.close()

    (reading,) = asyncio.run(run())
    assert isinstance(reading, SourceReading)
    return reading


def read_from(server: FeedServer, as_of: datetime = NOW) -> SourceReading:
    return read(a_task({"feed": f"{server.base}/feed"}, as_of=as_of))


def test_a_feed_covers_the_days_after_its_oldest_article() -> None:
    with FeedServer(feed_of([0.1, 3, 7])) as server:
        reading = read_from(server)

    assert (reading.state, len(reading.articles), reading.partial) == (ColumnState.READ, 3, None)
    assert reading.covers_since == TODAY - timedelta(days=6)
    assert reading.requests == 1


def test_a_pinned_old_article_does_not_stretch_what_is_covered() -> None:
    with FeedServer(feed_of([900, 0.1, 3, 7])) as server:
        assert read_from(server).covers_since == TODAY - timedelta(days=6)


def test_a_feed_with_an_undated_article_covers_nothing_for_certain() -> None:
    body = feed_of([0.1, 3]).replace(b"</channel>", b"<item><title>x</title><link>/x</link></item></channel>")
    with FeedServer(body) as server:
        assert read_from(server).covers_since is None


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 11, 23)), min_size=1, max_size=12))
def test_however_a_list_is_sorted_it_never_claims_days_before_its_oldest(days: list[date]) -> None:
    articles = [Article("", "a", f"https://a.example/{place}", day) for place, day in enumerate(days)]
    newest = [Article("", "a", f"https://a.example/{day}", day) for day in sorted(days, reverse=True)]
    since = covered_since(articles)

    assert since is not None
    assert since > min(days)
    assert covered_since(newest) == covered_since(newest[::-1]) == min(days) + timedelta(days=1)


def test_a_feed_without_entries_is_blank() -> None:
    with FeedServer(feed_of([])) as server:
        reading = read_from(server)

    assert (reading.state, reading.covers_since) == (ColumnState.BLANK, None)


def test_a_feed_that_was_not_made_for_days_is_frozen() -> None:
    built = NOW - FROZEN_AFTER - timedelta(hours=1)
    with FeedServer(feed_of([10, 12], built)) as server:
        reading = read_from(server)

    assert (reading.state, reading.partial, reading.built_at) == (ColumnState.READ, "feed-frozen", built)


@pytest.mark.parametrize("built", [NOW - timedelta(days=2), NOW - timedelta(days=10)])
def test_a_feed_made_lately_or_dated_by_its_newest_article_is_not_frozen(built: datetime) -> None:
    with FeedServer(feed_of([10, 12], built)) as server:
        assert read_from(server).partial is None


def test_a_feed_vouches_up_to_the_day_on_which_it_was_made() -> None:
    built = NOW - timedelta(days=1)
    with FeedServer(feed_of([10, 12], built)) as server:
        assert read_from(server).seen_until == built.astimezone(NOW.tzinfo).date()


def test_a_feed_that_does_not_say_when_it_was_made_vouches_up_to_now() -> None:
    with FeedServer(feed_of([10, 12], NOW - timedelta(days=10))) as server:
        assert read_from(server).seen_until is None


def test_a_round_that_looks_back_does_not_take_a_feed_for_frozen() -> None:
    with FeedServer(feed_of([31, 32], NOW - timedelta(days=30))) as server:
        assert read_from(server, as_of=NOW - timedelta(days=29)).partial is None


REFUSED: list[tuple[int, bytes, str, str, str]] = [
    (200, b"<!doctype html><html><title>nginx</title>", HTML, "html-not-feed", "nginx"),
    (200, "<html><title>环境异常，请完成验证</title>".encode(), HTML, "captcha", "环境异常"),
    (200, b'{"code": 40001, "message": "feed broken"}', "application/json", "not-a-feed", "feed broken"),
    (200, b"", "application/xml", "not-a-feed", "空"),
    (401, b"", HTML, "forbidden", "401"),
    (403, b"<title>403 Forbidden</title>", HTML, "forbidden", "403 Forbidden"),
    (404, rsshub_error("NotFoundError: wrong path?"), HTML, "account-not-found", "wrong path"),
    (410, b"", HTML, "account-not-found", "410"),
    (429, b"", HTML, "rate-limited", "429"),
    (503, rsshub_error("Cookies expired. Please update WEIBO_COOKIES"), HTML, "feed-login-lost", "WEIBO_COOKIES"),
    (503, rsshub_error("FetchError: 432 https://m.weibo.cn/api"), HTML, "feed-login-lost", "432"),
    (503, rsshub_error("Error: 触发风控"), HTML, "rate-limited", "风控"),
    (503, rsshub_error("Error: this route is empty"), HTML, "http-503", "this route is empty"),
    (500, "<title>请先登录微信读书</title>".encode(), HTML, "feed-login-lost", "登录"),
    (400, '{"statusCode":400,"message":"不存在该feed！"}'.encode(), "application/json", "account-not-found", "不存在"),
    (502, b"<h1>Bad Gateway</h1>", HTML, "http-502", "Bad Gateway"),
]


@pytest.mark.parametrize(("status", "body", "kind", "reason", "said"), REFUSED)
def test_every_refusal_has_its_reason_and_says_what_was_said(
    status: int, body: bytes, kind: str, reason: str, said: str
) -> None:
    with FeedServer(body, kind) as server:
        server.status = status
        reading = read_from(server)

    assert (reading.reason, reading.articles, reading.ok) == (reason, (), False)
    assert said in reading.detail
    assert reason in REFUSALS or reason.startswith("http-")


def test_how_long_to_wait_is_told() -> None:
    with FeedServer(b"busy", HTML) as server:
        server.status, server.headers = 503, {"Retry-After": "120"}
        reading = read_from(server)

    assert reading.reason == "rate-limited"
    assert "120 秒" in reading.detail


def test_no_answer_is_no_silence_of_the_account() -> None:
    with FeedServer() as server:
        base = server.base
    reading = read(a_task({"feed": f"{base}/feed"}))

    assert (reading.state, reading.reason) == (ColumnState.UNREACHABLE, "refused")


def test_a_redirect_is_followed_and_relative_links_mean_where_it_led() -> None:
    body = b"<rss><channel><title>a</title><item><title>b</title><link>1.html</link></item></channel></rss>"
    with FeedServer(body) as server:
        server.moved = 2
        reading = read_from(server)
        assert [article.url for article in reading.articles] == [f"{server.base}/1.html"]

    assert reading.requests == 3


def test_endless_redirects_end() -> None:
    with FeedServer() as server:
        server.moved = 99
        assert read_from(server).reason == "redirect-loop"


def with_key(server: FeedServer, key: str = KEY) -> SourceReading:
    return read(a_task({"feed_env": NAME}, {NAME: f"{server.base}/feed?key={key}"}))


def test_an_address_with_a_key_comes_from_the_environment() -> None:
    with FeedServer(feed_of([0.1])) as server:
        server.key = KEY
        assert with_key(server).state is ColumnState.READ


def test_a_refused_key_names_the_variable_to_renew() -> None:
    with FeedServer() as server:
        server.key = "another"
        reading = with_key(server)

    assert (reading.reason, reading.credential) == ("credential-refused", NAME)


@pytest.mark.parametrize("value", ["", "   ", "ftp://x.example/feed", "not an address"])
def test_a_variable_without_an_address_is_told_without_its_value(value: str) -> None:
    reading = read(a_task({"feed_env": NAME}, {NAME: value}))

    assert reading.reason in {"credential-missing", "credential-refused"}
    assert NAME in reading.detail
    assert not value.strip() or value not in reading.detail


def test_the_key_appears_in_nothing_that_is_kept() -> None:
    with FeedServer() as server:
        server.key = KEY
        server.body = (
            f"<rss><channel><title>a</title><item><title>b</title><link>{server.base}/feed?key={KEY}&amp;a=1</link>"
            f"<description>&lt;a href='#x'&gt;x&lt;/a&gt;&lt;a href='?p=2'&gt;y&lt;/a&gt;"
            f"&lt;img src='/i.png?key={KEY}'&gt;key={KEY}</description></item></channel></rss>"
        ).encode()
        sound = with_key(server)
        server.status, server.kind, server.body = 500, HTML, rsshub_error(f"Error at /feed?key={KEY}")
        broken = with_key(server)

    assert sound.articles
    assert KEY not in repr((sound, broken))
    assert broken.reason == "http-500"
