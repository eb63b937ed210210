"""Answers that no platform gives and a hostile one may: numbers without end, markup nested without end."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import datetime

import pytest

from inspection.sources import Listing
from spiders.media.export_file import read_export
from spiders.media.feeds import read_feed
from spiders.media.wechat_album import read_album
from spiders.media.wechat_api import read_batchget
from spiders.media.weibo_html import read_weibo_html
from spiders.media.weibo_json import read_weibo, rows_of
from spiders.reading.dates import SHANGHAI

NOW = datetime(2026, 11, 23, 11, 30, tzinfo=SHANGHAI)
ENDLESS = "9" * 5000  # digits: more than Python turns into a number
DEEP = 100_000
POST = {"id": "5000000000000001", "text": "今日发布", "created_at": "Mon Nov 23 10:00:00 +0800 2026"}
OWNED = {**POST, "user": {"id": 1234567890}}


def weibo(data: object) -> Listing:
    return read_weibo(json.dumps(data).encode(), "https://m.weibo.cn/api/container/getIndex", now=NOW)


def test_a_total_of_endless_digits_is_no_total() -> None:
    data = {"ok": 1, "data": {"cardlistInfo": {"total": ENDLESS}, "cards": [{"mblog": OWNED}]}}
    listing = weibo(data)

    assert (listing.total, len(listing.articles)) == (None, 1)
    assert len(rows_of(json.dumps(data).encode())) == 1


def test_comments_are_read_beside_a_total_of_endless_digits() -> None:
    said = {"id": 1, "text": "请问何时办理", "created_at": POST["created_at"], "user": {"id": 2}}
    listing = weibo({"comments": [said], "total_number": ENDLESS})

    assert (listing.total, len(listing.comments)) == (None, 1)


def test_an_error_code_of_endless_digits_is_an_error() -> None:
    listing = weibo({"error_code": ENDLESS, "error": "?"})

    assert listing.refusal is not None


def test_a_page_that_counts_posts_in_endless_digits_does_not_stop_the_reader() -> None:
    page = f'<div class="tip2"><span class="tc">微博[{ENDLESS}]</span></div><div class="c" id="M_HyZVegYAP">x</div>'

    assert read_weibo_html(page.encode(), "https://weibo.cn/u/1234567890", now=NOW).total is None


def test_a_feed_that_counts_comments_in_endless_digits_is_read() -> None:
    item = f"<item><title>甲</title><link>https://a.example/1</link><slash:comments>{ENDLESS}</slash:comments></item>"
    space = "http://purl.org/rss/1.0/modules/slash/"
    body = f'<rss version="2.0" xmlns:slash="{space}"><channel>{item}</channel></rss>'.encode()

    [article] = read_feed(body, "https://f.example/", now=NOW).articles
    assert article.counts.comments is None


@pytest.mark.parametrize("tag", ["div", "span"])
def test_a_post_nested_without_end_is_read(tag: str) -> None:
    listing = weibo({"ok": 1, "data": {"cards": [{"mblog": {**OWNED, "text": f"<{tag}>" * DEEP + "今日发布"}}]}})

    assert [article.text for article in listing.articles] == ["今日发布"]


NESTED = "<div>" * DEEP
PUBLICATION = {
    "total_count": 1,
    "item": [{"content": {"news_item": [{"title": "甲", "content": NESTED, "url": "https://mp.weixin.qq.com/s/a"}]}}],
}
PAGES: dict[str, Callable[[], object]] = {
    "album": lambda: read_album(NESTED.encode(), "https://mp.weixin.qq.com/mp/appmsgalbum", now=NOW),
    "weibo.cn": lambda: read_weibo_html(NESTED.encode(), "https://weibo.cn/u/1", now=NOW),
    "table": lambda: read_export(f"<table><tr><td>{NESTED}".encode(), "x.xls", now=NOW),
    "api": lambda: read_batchget(json.dumps(PUBLICATION).encode()),
}


@pytest.mark.parametrize("where", ["<rss version='2.0' {}><channel>", "<rss version='2.0'><channel {}>"])
def test_a_feed_with_a_tag_of_attributes_without_end_is_read(where: str) -> None:
    """The reader of attributes compares each with all before it: minutes for these."""
    opening = where.format(" ".join(f'a{number}="x"' for number in range(50_000)))
    body = f"{opening}<item><title>甲</title><link>https://a.example/1</link></item></channel></rss>".encode()
    began = time.process_time()
    titles = [article.title for article in read_feed(body, "https://f.example/", now=NOW).articles]

    assert titles == ["甲"]
    assert time.process_time() - began < 2


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: twenty seconds of tags")
def test_behind_too_many_tags_of_a_feed_words_alone_are_read() -> None:
    """Whole trees for sixteen megabytes of tags in small entries took a minute."""
    html = "<a href='/x'>甲</a>" + "<p>乙" * 1_500
    items = [{"url": f"https://a.example/{n}", "title": "甲", "content_html": html} for n in range(300)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}, ensure_ascii=False).encode()
    listing = read_feed(body, "https://f.example/", now=NOW)

    assert {"".join(article.text.split()) for article in listing.articles} == {"甲" + "乙" * 1_500}
    assert (bool(listing.articles[0].body_links), bool(listing.articles[-1].body_links)) == (True, False)


@pytest.mark.parametrize("kind", PAGES)
def test_markup_nested_without_end_takes_no_long_time(kind: str) -> None:
    """An HTML parser's time grows with the square of the depth: twenty seconds for this one."""
    began = time.process_time()
    PAGES[kind]()

    assert time.process_time() - began < 4
