"""Feeds that are broken, hostile or no feeds at all: read as far as they can be believed, within bounds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.sources import Listing
from spiders.media.feeds import MAX_BYTES, read_feed
from spiders.reading.dates import SHANGHAI
from tests.platforms.feed_server import Item, rsshub_error, write_feed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
URL = "https://rss.example/feed.xml"
TITLE = "关于开展清明祭扫工作的通知"
HEAD = '<rss version="2.0"><channel><title>某市民政</title>'
TAIL = "</channel></rss>"
ITEM = f"<item><title>{TITLE}</title><link>/a.html</link><pubDate>2024-04-15</pubDate></item>"


def read(body: bytes | str, kind: str = "") -> Listing:
    return read_feed(body.encode() if isinstance(body, str) else body, URL, kind, now=NOW)


def reason(listing: Listing) -> str | None:
    return listing.refusal.reason if listing.refusal is not None else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "not-a-feed"),
        ("   \n", "not-a-feed"),
        ("<!DOCTYPE html><html><head><title>某市民政局</title></head><body>首页</body></html>", "html-not-feed"),
        ("<html><body><p>&lt;rss&gt; 订阅 <a href='/rss'>RSS</a></p></body></html>", "html-not-feed"),
        ('{"error": {"message": "bad"}}', "not-a-feed"),
        ('{"items": [], "total": 0}', "not-a-feed"),
        ("[" * 100_000, "not-a-feed"),
        ("访问过于频繁", "not-a-feed"),
        ("\x89PNG\r\n", "not-a-feed"),
    ],
)
def test_what_is_no_feed_is_never_an_empty_one(body: str, expected: str) -> None:
    listing = read(body)

    assert (reason(listing), listing.articles) == (expected, ())


def test_a_page_in_a_feeds_place_is_quoted() -> None:
    listing = read(rsshub_error("Error: Cookies expired. Please update WEIBO_COOKIES"))

    assert listing.refusal is not None
    assert "Cookies expired" in listing.refusal.detail


@pytest.mark.parametrize(
    "body",
    [
        HEAD + TAIL,
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title></feed>',
        '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": []}',
    ],
)
def test_a_sound_feed_without_entries_is_blank(body: str) -> None:
    listing = read(body)

    assert (listing.refusal, listing.articles, listing.incomplete) == (None, (), False)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY web SYSTEM "http://127.0.0.1:9/x">'
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}{outside}]>{HEAD}'
    entry = "<item><title>通知&l9;&file;&web;</title><link>/a</link></item>"
    (article,) = read(bomb + entry + TAIL).articles

    assert "ha" not in article.title
    assert len(article.title) < 60


def test_one_long_entity_is_not_multiplied() -> None:
    body = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>{HEAD}<item><title>t{"&a;" * 5_000}</title></item>{TAIL}'

    assert len(read(body).articles[0].title) <= 300


CHARSETS: list[tuple[str, str, str]] = [
    ("gb18030", '<?xml version="1.0" encoding="UTF-8"?>', ""),
    ("utf-8", '<?xml version="1.0" encoding="GB2312"?>', "text/xml; charset=gbk"),
    ("utf-16", '<?xml version="1.0" encoding="UTF-16"?>', ""),
    ("utf-8-sig", '<?xml version="1.0"?>', ""),
    ("gb18030", "", "application/rss+xml"),
    ("utf-8", '<?xml version="1.0" encoding="ISO-8859-1"?>', "text/xml; charset=iso-8859-1"),
]


@pytest.mark.parametrize(("charset", "declared", "kind"), CHARSETS)
def test_a_wrong_charset_changes_nothing(charset: str, declared: str, kind: str) -> None:
    listing = read((declared + HEAD + ITEM + TAIL).encode(charset), kind)

    assert (listing.account, [article.title for article in listing.articles]) == ("某市民政", [TITLE])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("清明", "清\x08明\x00"),
        lambda text: text.replace("清明", "清明&#8;&#xFFFF;"),
        lambda text: text.replace("/a.html", "/a.html?b=1&c=2"),
        lambda text: text.replace("清明", "清明&nbsp;"),
        lambda text: "<br />\n<b>Warning</b>: mysql_connect() in <b>/x.php</b><br />\n" + text,
        lambda text: "\n\n" + text,
        lambda text: text.replace("</item>", "<b></item>"),
        lambda text: text.replace("<item>", "<item><x:y>1</x:y>"),
        lambda text: text + "<!-- 用时 0.1 秒 -->",
    ],
)
def test_faults_that_readers_bear_are_borne(spoil: Callable[[str], str]) -> None:
    listing = read(spoil('<?xml version="1.0" encoding="utf-8"?>' + HEAD + ITEM + TAIL))

    assert [article.title.replace(" ", "") for article in listing.articles] == [TITLE]
    assert not listing.incomplete


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["rsshub", "wewe-atom", "portal"]), st.integers(0, 100))
def test_a_feed_that_breaks_off_gives_whole_articles_only(shape: str, per_cent: int) -> None:
    items = [Item(f"{TITLE}第{n}号", f"https://mzj.example/{n}.html", NOW, "<p>正文</p>") for n in range(8)]
    body = write_feed(shape, "某市民政", items, NOW)
    cut = body[: len(body) * per_cent // 100]
    listing = read(cut)
    whole = [(item.title, item.link, item.at) for item in items]

    assert [(a.title, a.url, a.published_at) for a in listing.articles] == whole[: len(listing.articles)]
    if cut != body:
        assert listing.incomplete or reason(listing) in {"not-a-feed", "html-not-feed"}


def test_a_feed_beyond_the_limit_is_read_up_to_it() -> None:
    item = ITEM.replace("</item>", f"<description>{'文' * 20_000}</description></item>")
    body = (HEAD + "".join(item.replace("/a.", f"/{n}.") for n in range(900)) + TAIL).encode()
    listing = read(body)

    assert len(body) > 50_000_000 > MAX_BYTES
    assert 200 < len(listing.articles) < 900
    assert listing.incomplete


def test_one_endless_entry_is_too_large() -> None:
    assert reason(read(HEAD + "<item><title>a</title><description>" + "x" * 20_000_000)) == "too-large"


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: ten thousand entries")
def test_ten_thousand_entries_are_read() -> None:
    body = HEAD + "".join(ITEM.replace("/a.", f"/{n}.") for n in range(10_000)) + TAIL

    assert len(read(body).articles) == 10_000


@pytest.mark.parametrize(
    "flood",
    ["<a " * 300_000, "<" * 500_000, "&" * 1_000_000, "<![CDATA[" * 100_000, "<!--" * 200_000, "<b>" * 50_000,
     "<div>" * 50_000 + "x", "]]>" * 300_000, "<?" * 400_000],
    ids=lambda flood: flood[:9],
)  # fmt: skip
def test_a_flood_of_markup_is_got_over(flood: str) -> None:
    began = time.process_time()
    for body in (f"{HEAD}{ITEM}<item><title>b</title><description>{flood}</description></item>{TAIL}", HEAD + flood):
        read(body)

    assert time.process_time() - began < 8


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", HEAD.encode(), b"<feed>", b'{"items":[', b"<rdf:RDF>", b"<?xml ?>"])
)
def test_whatever_comes_nothing_is_raised(junk: bytes, before: bytes) -> None:
    listing = read(before + junk)

    assert listing.kind == "feed"


def test_fields_of_a_wrong_kind_are_passed_over() -> None:
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": 5, "items": [{"id": 7, "url": null, "title": ["x"],'
        '"content_html": {"a": 1}}, {"title": "甲", "url": "/a", "date_published": 1713146400, "authors": "x",'
        '"author": {"name": "传媒中心"}, "image": "/c.png"}, 5, null]}'
    )
    listing = read(body)
    (article,) = listing.articles

    assert listing.incomplete
    assert (article.title, article.url, article.author) == ("甲", "https://rss.example/a", "传媒中心")
    assert article.published_at == datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)
