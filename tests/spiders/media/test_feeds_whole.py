"""Feeds as a whole: what is one article, whose feed it is, when it was built, and real ones."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from inspection.sources import Listing
from spiders.media.feeds import account_name
from tests.platforms.feed_server import write_feed
from tests.spiders.media.feed_readings import NOW, entry, read, rss

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"


def test_an_article_stated_twice_is_one_with_its_gaps_filled() -> None:
    body = rss(
        entry("通知")
        + entry("别的", "/b")
        + entry("通知", more="<pubDate>2024-04-15</pubDate><author>传媒中心</author>")
    )
    first, second = read(body).articles

    assert (first.title, first.published_at, first.author, first.position) == ("通知", date(2024, 4, 15), "传媒中心", 0)
    assert (second.title, second.position) == ("别的", 1)


def test_entries_that_all_link_home_keep_apart() -> None:
    head = "<title>某市民政</title><link>https://mzj.example/</link>"
    body = rss("".join(entry(name, "https://mzj.example") for name in ("甲", "乙", "丙")), head)

    assert len({article.url for article in read(body).articles}) == 3


def test_an_article_without_an_address_is_known_again() -> None:
    body = rss("<item><title>通知</title><pubDate>2024-04-15</pubDate></item>")

    assert read(body).articles[0].url.startswith("urn:xunjian:article:")
    assert (
        read(body).articles[0].url
        == read(rss("<item><title> 通知 </title><pubDate>2024-04-15 08:00</pubDate></item>")).articles[0].url
    )


def test_an_entry_that_says_nothing_makes_the_listing_incomplete() -> None:
    listing = read(rss(entry() + "<item><category>x</category></item>"))

    assert (len(listing.articles), listing.incomplete) == (1, True)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("某市民政的微博", "某市民政"),
        ("某市民政 | wechat-feeds", "某市民政"),
        ("微信公众号 - 某市民政", "某市民政"),
        ("某市民政 - 微信公众号", "某市民政"),
        ("某市民政（公众号）", "某市民政"),
        ("某市民政微博", "某市民政微博"),
        ("某市民政局-通知公告", "某市民政局-通知公告"),
        ("微博", "微博"),
    ],
)
def test_the_account_is_named_without_its_services_words(said: str, name: str) -> None:
    assert account_name(said) == name


def test_the_time_of_building_is_told() -> None:
    built = NOW - timedelta(hours=1)

    assert read(write_feed("rsshub", "某市民政", [], built)).built_at == built


def test_a_blog_engines_build_time_is_its_newest_articles() -> None:
    built = "<lastBuildDate>Mon, 15 Apr 2024 02:00:00 GMT</lastBuildDate>"
    head = f"<title>a</title><generator>https://wordpress.org/?v=6.5</generator>{built}"

    assert read(rss(entry(), head)).built_at is None


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no real feeds beside the checkout")
def test_real_feeds_are_read_field_for_field() -> None:
    wrong, fields = [], 0
    for row in (REAL / "MANIFEST.tsv").read_text("utf-8").splitlines():
        cells = row.split("\t")
        if cells[0].startswith(("wechat_feed/", "rsshub_xml/")):
            pairs = list(
                _stated(
                    (REAL / cells[0]).read_text("utf-8"), json.loads(cells[6]), read((REAL / cells[0]).read_bytes())
                )
            )
            fields += len(pairs)
            wrong += [(cells[0], *pair) for pair in pairs if pair[0] != pair[1]]

    assert fields > 1000
    assert wrong == []


def _stated(text: str, truth: dict[str, object], listing: Listing) -> list[tuple[object, object]]:
    """What the file states beside what was read. Blanks and invisible characters in titles do not count."""
    pairs: list[tuple[object, object]] = [(truth["items"], len(listing.articles)), (None, listing.refusal)]
    if "account" in truth:
        pairs.append((truth["account"], listing.account))
        pairs.append((parsedate_to_datetime(str(truth["channel_pubDate"])), listing.built_at))
    for said, article in zip(re.findall(r"<item>(.*?)</item>", text, re.S), listing.articles, strict=True):
        title, link, at = (
            html.unescape(re.search(rf"<{tag}>(.*?)</{tag}>", said, re.S)[1]) for tag in ("title", "link", "pubDate")
        )  # type: ignore[index]
        pairs.append((re.sub(r"\[图片\]|[\s\u200b]", "", title), re.sub(r"\s", "", article.title)))
        pairs += [(link, article.url), (parsedate_to_datetime(at), article.published_at)]
    return pairs
