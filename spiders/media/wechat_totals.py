"""WeChat's statistics of what was published on a day (getarticletotaldetail): the API's only sight of group sends.

Each day holds what was published on it, sent to the followers (群发) or not, with its numbers up to now, from eight
in the morning of the next day on. The interfaces before it (getarticletotal, getarticlesummary), discontinued in 2025,
answer in nearly the same shape and are read too.
https://developers.weixin.qq.com/doc/service/api/wedata/news/api_getarticletotaldetail
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from inspection.media import NO_COUNTS, Counts
from inspection.records import Article, DateFrom, Published, day_of
from inspection.sources import Listing, Refusal
from inspection.wechat_address import wechat_address, wechat_number
from spiders.media.fragments import plain
from spiders.media.values import as_dicts, as_flag, as_number, as_text
from spiders.media.wechat_errors import read_answer
from spiders.reading.dates import SHANGHAI

KIND = "wechat-totals"
READY_AT = 8  # o'clock in Shanghai; only then has the platform counted the day before
_NUMBER = re.compile(r"\d{1,20}_\d{1,3}", re.A)


@dataclass(frozen=True, slots=True)
class Sent:
    """One article of a day's statistics."""

    number: str | None  # mid_idx
    day: date | None  # of its publication
    title: str
    url: str | None
    counts: Counts = NO_COUNTS
    notified: bool | None = None  # True: a group send


@dataclass(frozen=True, slots=True)
class SentDay:
    """What the statistics of one day say."""

    sent: tuple[Sent, ...] = ()
    delayed: bool = False  # the platform says that it has not counted everything yet
    refusal: Refusal | None = None
    incomplete: bool = False


def read_sent(body: bytes, *, status: int = 200) -> SentDay:
    """The articles of one answer, each once."""
    said = read_answer(body, status)
    if isinstance(said, Refusal):
        return SentDay(refusal=said)
    rows = said.get("list")
    if not isinstance(rows, list | dict):
        return SentDay(refusal=Refusal("unknown-shape", "没有 list"))
    found: dict[str, Sent] = {}
    unread = isinstance(rows, list) and len(as_dicts(rows)) < len(rows)
    for row in as_dicts(rows):
        sent = _sent(row)
        if key := sent.number or sent.url or "":
            found.setdefault(key, sent)
        else:
            unread = True
    return SentDay(tuple(found.values()), as_flag(said.get("is_delay")), incomplete=unread)


def read_totals(body: bytes, *, status: int = 200) -> Listing:
    """The same as a list; an article whose address is not told is left out, and the list then incomplete."""
    day = read_sent(body, status=status)
    if day.refusal is not None:
        return Listing(KIND, refusal=day.refusal)
    articles, missing = joined((), day.sent, {})
    return Listing(KIND, articles, incomplete=day.incomplete or missing > 0)


def joined(
    published: Iterable[Article],
    sent: Iterable[Sent],
    known: Mapping[str, Article],
    withdrawn: Iterable[str] = (),
) -> tuple[tuple[Article, ...], int]:
    """The articles of both, each once, newest first; and how many could not be told for want of an address.

    An article in both keeps what the list says and gains its numbers; its day is the statistics', for the list's time
    moves when an article is corrected. `known`, by mid_idx, tells addresses and titles that the statistics lack.
    Those at the addresses `withdrawn` are left out: the statistics go on counting them.
    """
    articles = list(published)
    places = {name: place for place, article in enumerate(articles) for name in _names(article)}
    left_out = set(withdrawn)
    left_out |= {named for url in left_out if (named := wechat_number(url)) is not None}
    missing = 0
    for one in sent:
        if one.url in left_out or one.number in left_out:
            continue
        place = next((places[name] for name in (one.number, one.url, (one.title, one.day)) if name in places), None)
        if place is not None:
            articles[place] = _with_numbers(articles[place], one)
        elif (article := _article(one, known.get(one.number or ""))) is not None:
            places |= dict.fromkeys(_names(article), len(articles))
            articles.append(article)
        else:
            missing += 1
    articles.sort(key=lambda article: _moment(article.published_at), reverse=True)
    return tuple(replace(article, position=place) for place, article in enumerate(articles)), missing


def _names(article: Article) -> tuple[object, ...]:
    """By what the statistics may call it: its number, its address; without a number, its title and day."""
    if article.platform_id is not None:
        return article.platform_id, article.url
    return article.url, (article.title, day_of(article.published_at, SHANGHAI))


def _article(one: Sent, known: Article | None) -> Article | None:
    url = one.url or (known.url if known is not None else None)
    title = one.title or (known.title if known is not None else "")
    if url is None or not title:
        return None
    stated = DateFrom.API if one.day is not None else None
    return Article("", title, url, one.day, stated, counts=one.counts, platform_id=one.number)


def days_to_ask(now: datetime, since: date, most: int) -> tuple[date, ...]:
    """The days whose statistics the platform has, newest first, at most so many."""
    here = now.astimezone(SHANGHAI)
    last = here.date() - timedelta(days=1 if here.hour >= READY_AT else 2)
    days = (last - timedelta(days=back) for back in range(most))
    return tuple(day for day in days if day >= since)


def _with_numbers(article: Article, one: Sent) -> Article:
    if one.day is not None and one.day != day_of(article.published_at, SHANGHAI):
        article = replace(article, published_at=one.day, date_from=DateFrom.API)
    return replace(article, counts=one.counts)


def _sent(row: dict[str, Any]) -> Sent:
    given = as_text(row.get("msgid"))
    address = as_text(row.get("content_url")) or as_text(row.get("url"))
    url = wechat_address(address) if address else None
    notified = as_number(row.get("publish_type"))
    return Sent(
        given if _NUMBER.fullmatch(given) else wechat_number(address),
        _day(row.get("ref_date")),
        plain(as_text(row.get("title"))),
        url,
        _counts(row),
        None if notified is None else notified == 0,
    )


def _counts(row: dict[str, Any]) -> Counts:
    """The newest of the sums, each of which runs from the day of publication to its own day."""
    sums = as_dicts(row.get("detail_list")) or as_dicts(row.get("details")) or [row]
    newest = max(sums, key=lambda entry: as_text(entry.get("stat_date")))

    def first(*names: str) -> int | None:
        told = (as_number(newest.get(name)) for name in names)
        return next((value for value in told if value is not None and value >= 0), None)

    return Counts(
        first("read_user", "int_page_read_count"),
        first("like_user"),
        first("comment_count"),
        first("share_user", "share_count"),
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(as_text(value)[:10])
    except ValueError:
        return None


def _moment(published: Published | None) -> datetime:
    if isinstance(published, datetime):
        return published
    # A bare day is at its end: an article of the day itself must not slip behind yesterday's.
    return datetime.combine(published or date.min, datetime.max.time(), SHANGHAI)
