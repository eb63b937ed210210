"""Feeds of accounts: RSS, Atom and JSON Feed, from bytes to a listing, whoever made them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from inspection.addresses import normalise
from inspection.records import Article
from inspection.sources import Listing, Refusal
from spiders.media.feed_dates import stated_time
from spiders.media.feed_entry import RawEntry, RawFeed, article_of, merged
from spiders.media.feed_errors import in_place_of
from spiders.media.feed_json import read_json
from spiders.media.feed_xml import is_xml_feed, read_xml
from spiders.media.fragments import plain, without_tags
from spiders.reading.charset import decode

KIND = "feed"
MAX_BYTES = 16 * 1024 * 1024  # of a feed: twenty articles with their full markup take two or three
MAX_ARTICLES = 20_000
_MOST_TAGS = 400_000  # of a feed: more than whole articles within MAX_BYTES have; beyond them words alone are read
# Makers whose "built" is the newest article's own time: nothing can be said of when they looked.
_NOT_BUILT = re.compile(r"wordpress|hugo|typecho|discuz|drupal|movable ?type", re.I)
_BEFORE_NAME = re.compile(r"^(?:微信公众号|公众号|微信|新浪微博|微博)\s*[-:：|·—]+\s*")
_AFTER_NAME = re.compile(
    r"\s*(?:[-|·—_]+\s*(?:wechat-feeds|feeddd|RSSHub|WeWe-?RSS|(?:的)?(?:微信)?公众号|微信|新浪微博|微博|Weibo)"
    r"|的(?:新浪微博|微博|微信公众号|公众号|微信|最新微博|微博动态)|\((?:微信)?公众号\)|（(?:微信)?公众号）)$",
    re.I,
)


def read_feed(body: bytes, url: str, content_type: str = "", *, now: datetime) -> Listing:
    """The feed's articles in its own order, each once. `url` is where it was fetched: relative links mean that.

    What is no feed is a refusal (html-not-feed, not-a-feed) with what it says instead. A sound feed without entries
    has no articles and no refusal. One that is cut or too large is read up to its last whole entry: `incomplete`.
    Never raises; nothing is fetched, and no entity of the document is expanded.
    """
    text = decode(body[:MAX_BYTES], content_type)[0].lstrip("\ufeff \t\r\n")
    feed = _read(text, url)
    if feed is None:
        return Listing(KIND, refusal=in_place_of(body, content_type))
    cut = feed.cut or len(body) > MAX_BYTES
    if cut and not feed.entries:
        reason = "too-large" if len(body) > MAX_BYTES else "not-a-feed"
        return Listing(KIND, refusal=Refusal(reason, "内容不完整，一篇也没有读到"))
    home = normalise(feed.home) or feed.home
    feed = RawFeed(feed.title, home, feed.built, feed.generator, _bearable(feed.entries[:MAX_ARTICLES]), cut)
    found = [article_of(entry, feed, now=now) for entry in feed.entries]
    return Listing(
        KIND,
        articles=distinct(article for article in found if article is not None),
        account=account_name(feed.title),
        built_at=_built(feed, now),
        incomplete=cut or None in found or len(feed.entries) == MAX_ARTICLES,
    )


def account_name(title: str) -> str:
    """The account's name out of a feed's title: `上海发布的微博`, `上海发布 | wechat-feeds` → 上海发布."""
    name = plain(title)
    for form in (_AFTER_NAME, _BEFORE_NAME, _AFTER_NAME):
        name = form.sub("", name).strip() or name
    return name


def distinct(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Each address once, where it first stands; what its first statement lacks is taken from the later ones."""
    found: dict[str, Article] = {}
    for article in articles:
        known = found.get(article.url)
        found[article.url] = merged(known, article) if known is not None else article
    return tuple(replace(article, position=place) for place, article in enumerate(found.values()))


def _read(text: str, url: str) -> RawFeed | None:
    if text[:1] in {"{", "["}:
        try:
            return read_json(json.loads(text), url)
        except (ValueError, RecursionError):
            return None
    return read_xml(text, url) if is_xml_feed(text) else None


def _bearable(entries: tuple[RawEntry, ...]) -> tuple[RawEntry, ...]:
    """The entries, those behind too many tags without any."""
    left, kept = _MOST_TAGS, []
    for entry in entries:
        left -= sum(markup.count("<") for markup, _ in entry.contents)
        if left < 0:
            entry = replace(entry, contents=tuple((without_tags(markup), base) for markup, base in entry.contents))
        kept.append(entry)
    return tuple(kept)


def _built(feed: RawFeed, now: datetime) -> datetime | None:
    if _NOT_BUILT.search(feed.generator):
        return None
    found = (stated_time(raw, now=now) for raw in feed.built)
    return next((moment for moment in found if isinstance(moment, datetime)), None)
