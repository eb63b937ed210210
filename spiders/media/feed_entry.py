"""One entry of a feed as an article: whatever the feed's format, the same fields are read by the same rules."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from inspection.addresses import host_of, join
from inspection.media import NO_COUNTS, Counts, Origin
from inspection.records import Article, DateFrom, Published
from inspection.wechat_address import wechat_address, wechat_number
from inspection.weibo_address import weibo_address, weibo_id
from spiders.media.feed_dates import stated_time
from spiders.media.fragments import LONGEST_TEXT, Body, body_of, plain
from spiders.media.weibo_text import LONGEST_TITLE, is_cut, is_platforms_own, title_of
from spiders.reading.page import squeeze

_MARKERS = re.compile(r"(?:\s*\[(?:图片|视频|动图|Live Photo|视频链接|组图)\])+")
_REPOST = re.compile(r"(?:(?:^|\s)-\s*转发\s*|🔁\s*)(?:@|\[原微博|$)|^转发微博$|^//@|^RT @")
_QUOTED_REPOST = re.compile(
    r"^(?:-\s*)?转发\s*(?:微博)?\s*[:：]?\s*(?:@|\[原微博)|^@[^\s:：]{1,40}\s*[:：]|该微博已被删除|原微博不可访问"
)
_ELLIPSES = ("…", "...", "[…]", "[...]")
_OWNER = re.compile(r"weibo\.c(?:om|n)/(?:u/)?(\d{5,12})(?:[/?]|$)")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """What a feed says of one entry, as it says it. `base` is what its relative addresses mean."""

    title: str = ""
    links: tuple[str, ...] = ()  # candidates for its address, the best first
    dates: tuple[str, ...] = ()  # publication before update
    contents: tuple[tuple[str, str], ...] = ()  # markup and the base of its addresses, the fullest first
    whole: bool = False  # the first of them is meant to be the whole article, not a summary
    authors: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    comments: str = ""
    guid: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """What a feed says of itself, and its entries."""

    title: str = ""
    home: str = ""  # the address of the site or account that it is made of
    built: tuple[str, ...] = ()
    generator: str = ""
    entries: tuple[RawEntry, ...] = field(default=(), repr=False)
    cut: bool = False  # its end is missing


def article_of(entry: RawEntry, feed: RawFeed, *, now: datetime) -> Article | None:
    """The entry as an article of no channel yet; None where it has neither a title, nor a text, nor an address.

    An entry without an address of its own is named by `unaddressed`.
    """
    body = _fullest(entry)
    url = _address(entry, feed)
    published = next((time for raw in entry.dates if (time := stated_time(raw, now=now)) is not None), None)
    shown = plain(entry.title)
    title = (_of_post(shown) if url and weibo_id(url) else shown) or title_of(body.text)
    if not (title or body.text or url):
        return None
    cover = next((found for raw in entry.images if (found := join(entry.base, raw.strip()))), None)
    return Article(
        channel="",
        title=title,
        url=url or unaddressed(title or body.text, published),
        published_at=published,
        date_from=DateFrom.FEED if published is not None else None,
        text=body.text[:LONGEST_TEXT],
        read_in_full=_is_whole(entry, body.text, shown, url or ""),
        body_links=tuple(link for link in body.links if not is_platforms_own(link)),
        author=next((name for raw in entry.authors if (name := plain(raw))), None),
        cover=cover or next(iter(body.images), None),
        origin=_origin(shown, body, feed, url or ""),
        counts=_counts(entry.comments),
        platform_id=(wechat_number(url) or weibo_id(url)) if url else None,
    )


def _counts(comments: str) -> Counts:
    """The number of comments, where it is one: more digits than that are an attack on whoever reads them."""
    stated = comments.strip()
    return Counts(comments=int(stated)) if stated.isdecimal() and len(stated) <= 18 else NO_COUNTS


def unaddressed(title: str, published: Published | None) -> str:
    """A name in place of an address, for an article whose source states none.

    The same for the same title on the same day, in whichever source and round, so that it is known again.
    """
    day: date | None = published.date() if isinstance(published, datetime) else published
    said = f"{''.join(title.split())}\n{day.isoformat() if day is not None else ''}"
    return f"urn:xunjian:article:{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}"


def canonical(url: str) -> str:
    """The one address of an article: WeChat's and Weibo's permanent form, any other as it is."""
    if found := wechat_address(url):
        return found
    if mid := weibo_id(url):
        owner = _OWNER.search(url)
        return weibo_address(owner[1] if owner else "", mid)
    return url


def merged(first: Article, again: Article) -> Article:
    """One article that a source states twice: the first statement, its gaps filled from the other."""
    return replace(
        first,
        title=first.title or again.title,
        published_at=first.published_at or again.published_at,
        date_from=first.date_from or again.date_from,
        text=first.text or again.text,
        body_links=first.body_links or again.body_links,
        author=first.author or again.author,
        cover=first.cover or again.cover,
        origin=first.origin or again.origin,
        original_url=first.original_url or again.original_url,
        platform_id=first.platform_id or again.platform_id,
    )


def _of_post(shown: str) -> str:
    """A Weibo post's title in a feed is its text in one line: without RSSHub's stand-ins for pictures, not too long."""
    title = _MARKERS.sub("", shown).strip() or shown
    return title if len(title) <= LONGEST_TITLE else title_of(title)


def _address(entry: RawEntry, feed: RawFeed) -> str | None:
    for raw in entry.links:
        link = raw.strip().replace("&amp;", "&")
        found = wechat_address(link) or (join(entry.base, link) if link else None)
        if found is not None and not (found == feed.home and len(feed.entries) > 1):
            return canonical(found)
    return None


def _fullest(entry: RawEntry) -> Body:
    """The first content that has text; a feed often repeats the title or says nothing in the others."""
    found = Body()
    for markup, base in entry.contents:
        body = body_of(markup, base)
        if body.text:
            return replace(body, links=body.links or found.links, images=body.images or found.images)
        found = body if body.images or body.links else found
    return found


def _is_whole(entry: RawEntry, text: str, title: str, url: str) -> bool:
    """Whether the text is the article's: a post's is, unless cut; many makers put the title where the text belongs."""
    if not text or len(text) > LONGEST_TEXT or is_cut(text) or text.rstrip().endswith(_ELLIPSES):
        return False
    return weibo_id(url) is not None or (entry.whole and squeeze(text) != title)


def _origin(title: str, body: Body, feed: RawFeed, url: str) -> Origin | None:
    """Only Weibo's feeds tell it: a repost is marked in the title or quoted in the text."""
    if not (host_of(url).endswith(("weibo.com", "weibo.cn")) if url.startswith("http") else False):
        return None
    if _REPOST.search(title) or any(_QUOTED_REPOST.search(quote) for quote in body.quotes):
        return Origin.REPOSTED
    # RSSHub marks every repost, so that what is not marked is the account's own.
    return Origin.ORIGINAL if feed.generator.lower() == "rsshub" else None
