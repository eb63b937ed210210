"""One Weibo post as its interfaces write it (`mblog`, `status`): the same fields under changing names and types."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from inspection.media import Counts, Origin
from inspection.records import Article, DateFrom, Published
from inspection.weibo_address import mid_of, weibo_address, weibo_id
from spiders.media.times import platform_time
from spiders.media.values import as_count, as_dict, as_flag, as_list, as_number, as_text
from spiders.media.weibo_text import is_cut, tidy, title_of, words_and_links
from spiders.reading.dates import from_timestamp

DELETED_ORIGINAL = "原微博已删除"
_LIKED = re.compile(r"赞过|点赞|评论过|看过|推荐|热门|可能感兴趣|广告")
_PINNED = re.compile(r"置顶")
_PRIVATE = frozenset({1, 3, 4, 6})  # visible.type: only its author, a group, friends: nothing published
_LONG = ("longTextContent", "long_text_content", "content")
_EPOCH = 515_483_463  # seconds: a number (mid) shifted right by 22 bits counts from there
_NO_YEAR = re.compile(r"\s*\d{1,2}(?:-|月)\d{1,2}日?(?:\s|$)")


def uid_of(post: dict[str, Any]) -> str:
    """The number of the account that wrote the post; empty where the post does not say."""
    user = as_dict(post.get("user"))
    return as_text(user.get("idstr")) or as_text(user.get("id")) or as_text(post.get("uid"))


def number_of(post: dict[str, Any]) -> str | None:
    """The post's number (mid), from whichever field has it."""
    for name in ("mid", "idstr", "id", "bid", "mblogid"):
        value = as_text(post.get(name))
        if value and (mid := value if value.isdecimal() and "bid" not in name else mid_of(value)):
            return mid
    return weibo_id(as_text(post.get("scheme")))


def is_own(post: dict[str, Any], owner: str) -> bool:
    """Whether the account published it: no liked or recommended post, no private one. `owner` "": cannot be said."""
    label = as_text(as_dict(post.get("title")).get("text")) or as_text(post.get("title"))
    if _LIKED.search(label) or post.get("isAd") or as_text(post.get("readtimetype")) == "adMblog":
        return False
    if as_number(as_dict(post.get("visible")).get("type")) in _PRIVATE:
        return False
    uid = uid_of(post)
    return not owner or not uid or uid == owner


def is_pinned(post: dict[str, Any], card: dict[str, Any]) -> bool:
    """Whether the account keeps it on top, whatever its date."""
    label = as_text(as_dict(post.get("title")).get("text"))
    return bool(
        as_flag(post.get("isTop"))
        or _PINNED.search(label)
        or as_number(post.get("mblogtype")) == 2
        or "proweibo_top" in as_text(card.get("profile_type_id"))
    )


def as_article(post: dict[str, Any], *, owner: str, pinned: bool, now: datetime) -> Article | None:
    """The post as an article; None where it has no number: it cannot be told from others then.

    A repost's text is the account's own words, then `//转发 @谁：` and the original's.
    """
    mid = number_of(post)
    if mid is None:
        return None
    own, links = words_of(post)
    original = post.get("retweeted_status")
    whole = f"{own}\n//转发 {_original(as_dict(original))}".strip() if isinstance(original, dict) else own
    published = published_of(post, mid, now)
    user = as_dict(post.get("user"))
    return Article(
        channel="",
        title=title_of(own or whole) or "（无文字）",
        url=weibo_address(uid_of(post) or owner, mid),
        published_at=published,
        date_from=DateFrom.API if published is not None else None,
        text=whole,
        body_links=links,
        read_in_full=not is_cut(whole),
        author=as_text(user.get("screen_name")) or as_text(user.get("name")) or None,
        cover=cover_of(post),
        origin=Origin.REPOSTED if isinstance(original, dict) else Origin.ORIGINAL,
        counts=counts_of(post),
        pinned=pinned,
        platform_id=mid,
    )


def words_of(post: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """(the account's own words, the links in them): the long text where the answer has it."""
    long = as_dict(post.get("longText"))
    content = next((value for name in _LONG if (value := as_text(long.get(name) or ""))), "")
    content = content or as_text(post.get("longTextContent"))
    words, links = words_and_links(content or post.get("text"))
    raw = post.get("text_raw") or post.get("raw_text")
    if not words and isinstance(raw, str):
        words, links = words_and_links(raw)
    real = _real_addresses(post)
    return words, tuple(dict.fromkeys(real.get(link, link) for link in links))


def published_of(post: dict[str, Any], mid: str, now: datetime) -> Published | None:
    """When the post says that it was published."""
    stated = post.get("created_at") or post.get("created_timestamp")
    return dated(stated, mid, now) if isinstance(stated, (str, int, float)) else None


def dated(stated: str | int | float, mid: str, now: datetime) -> Published | None:
    """The stated time. A month and day without a year takes its year from the post's number, which counts time.

    In a saved answer `06-27` is not of this year; where the number is of another day, the rule of times.py holds.
    """
    published = platform_time(stated, now=now)
    if isinstance(stated, str) and published is not None and _NO_YEAR.match(stated):
        counted = created(mid)
        if counted is not None and counted <= now + timedelta(days=1):
            return _in_year(published, counted)
    return published


def created(mid: str) -> datetime | None:
    """The second in which a post's number was given out (numbers of 16 digits, since 2011); None for others."""
    return from_timestamp((int(mid) >> 22) + _EPOCH) if len(mid) == 16 else None


def cover_of(post: dict[str, Any]) -> str | None:
    """The first picture, large; a video's cover. Never the original's of a repost."""
    for pic in as_list(post.get("pics")):
        large = as_dict(as_dict(pic).get("large")).get("url") or as_dict(pic).get("url") or pic
        if isinstance(large, str) and large.startswith(("http", "//")):
            return _https(large)
    infos = as_dict(post.get("pic_infos"))
    first = [infos.get(as_text(name)) for name in as_list(post.get("pic_ids"))[:1]] or list(infos.values())[:1]
    for sizes in map(as_dict, first):
        for size in ("large", "largest", "original", "mw2000", "bmiddle"):
            if url := as_text(as_dict(sizes.get(size)).get("url")):
                return _https(url)
    if url := as_text(post.get("original_pic")):
        return _https(url)
    for pic in as_list(post.get("pic_urls")):
        if url := as_text(as_dict(pic).get("thumbnail_pic")):
            return _https(url.replace("/thumbnail/", "/large/"))
    if isinstance(post.get("retweeted_status"), dict):
        return None
    page = as_dict(post.get("page_info"))
    picture = page.get("page_pic")
    return _https(as_text(as_dict(picture).get("url")) or as_text(picture)) or None


def counts_of(post: dict[str, Any]) -> Counts:
    """Reads, likes, comments and reposts, as far as they are stated."""
    return Counts(
        reads=as_count(post.get("reads_count")),
        likes=as_count(post.get("attitudes_count")),
        comments=as_count(post.get("comments_count")),
        reposts=as_count(post.get("reposts_count")),
    )


def _original(post: dict[str, Any]) -> str:
    user = as_dict(post.get("user"))
    words = words_of(post)[0]
    if not user:
        return f"{DELETED_ORIGINAL}：{words}" if words else DELETED_ORIGINAL
    return tidy(f"@{as_text(user.get('screen_name')) or as_text(user.get('name'))}：{words}")


def _real_addresses(post: dict[str, Any]) -> dict[str, str]:
    """What short links lead to, where the answer says so."""
    found = {}
    for item in map(as_dict, as_list(post.get("url_struct"))):
        short = as_text(item.get("short_url")) or as_text(item.get("url_short"))
        long = as_text(item.get("long_url")) or as_text(item.get("url_long"))
        if short and long.startswith(("http://", "https://")):
            found[short] = long
    return found


def _in_year(published: Published, counted: datetime) -> Published:
    day: date = published.date() if isinstance(published, datetime) else published
    for year in (counted.year, counted.year + 1, counted.year - 1):
        try:
            moved = day.replace(year=year)
        except ValueError:
            continue
        if abs(moved - counted.date()) <= timedelta(days=1):
            return published.replace(year=year)
    return published


def _https(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url
