"""The demo's new media: what stands in the feed stands in the export, and Weibo answers as its interface documents."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from demo.content import load
from demo.media import EXPORT, Media
from demo.weibo import OLD_TOKEN, TOKEN
from inspection.records import Article
from spiders.media.export_file import read_export
from spiders.media.feeds import read_feed
from tests.spiders.accounts.readings import NOW

TIMELINE = "/2/statuses/user_timeline.json"


@pytest.fixture
async def media(tmp_path: Path) -> AsyncIterator[Media]:
    served = Media()
    async with served.serving():
        served.publish("http://portal.example", load().urls, tmp_path)
        yield served


async def get(url: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.read()


def told(articles: tuple[Article, ...]) -> list[tuple[str, str, object]]:
    return [(a.title, a.url, a.published_at) for a in articles]


async def test_the_feed_and_the_export_tell_the_same_articles(media: Media, tmp_path: Path) -> None:
    _, body = await get(f"{media.url}/feeds/slmz.xml")
    feed = read_feed(body, media.url, now=NOW)
    export = read_export((tmp_path / EXPORT).read_bytes(), EXPORT, now=NOW)

    assert told(feed.articles) == told(export.articles)


async def test_an_old_token_is_refused_with_the_documented_code(media: Media) -> None:
    status, body = await get(f"{media.url}{TIMELINE}?access_token={OLD_TOKEN}")

    assert (status, json.loads(body)["error_code"]) == (403, "21327")


async def test_the_timeline_ends_after_its_first_page(media: Media) -> None:
    pages = [await get(f"{media.url}{TIMELINE}?access_token={TOKEN}&page={page}") for page in (1, 2)]

    assert [len(json.loads(body)["statuses"]) for _, body in pages] == [2, 0]
