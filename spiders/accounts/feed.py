"""Reads an account's feed: one request, told apart from every page that may stand in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response

from inspection.addresses import normalise
from inspection.records import Article, ColumnState, day_of
from inspection.sources import Listing, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError, SourceTask
from spiders.media.feed_errors import message_of, telling
from spiders.media.feeds import MAX_BYTES, read_feed
from spiders.reading.dates import SHANGHAI

FROZEN_AFTER = timedelta(days=2)
_LONGEST_WAIT = 6  # digits of seconds that tell anybody anything
_SHORTEST_KEY = 6  # characters: blotting out `limit=50` would blot out every 50
_DAY = timedelta(days=1)
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8"


class FeedSpider(AccountSpider):
    """One feed of one account. Its address may hold a key and then stands in an environment variable."""

    name = "feed"

    async def read(self) -> SourceReading:
        """The feed's articles, and from which day on none is missing."""
        url, response = await self.ask_through(address_of(self.task), headers={"Accept": _ACCEPT}, max_bytes=MAX_BYTES)
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if response.status >= 400:
            raise refusal_of(response, kind, secret=self.task.source.feed_env is not None)
        # What the query holds may be a key: no relative address may inherit it.
        listing = read_feed(response.body, url.partition("?")[0], kind, now=self.task.now)
        if listing.refusal is not None:
            raise _in_place(listing.refusal)
        if not listing.articles and listing.incomplete:
            raise RefusedError(Refusal("unknown-shape", "订阅里的条目没有标题也没有地址"), ColumnState.UNREADABLE)
        return reading_of(listing, self.task, cut=len(response.body) >= MAX_BYTES)


def address_of(task: SourceTask) -> str:
    """The feed's address, from the plan or the environment. Raises RefusedError where the variable is not set."""
    if task.source.feed is not None:
        return normalise(task.source.feed) or task.source.feed
    name = task.source.feed_env or ""
    url = (task.secrets.get(name) or "").strip()
    if not url:
        raise RefusedError(Refusal("credential-missing", f"环境变量 {name} 没有设置"))
    found = normalise(url)
    if found is None:
        raise RefusedError(Refusal("credential-refused", f"环境变量 {name} 里不是 http:// 或 https:// 开头的地址"))
    parts = urlsplit(found)
    for value in (parts.password, *(value for _, value in parse_qsl(parts.query))):
        if value and len(value) >= _SHORTEST_KEY:
            task.secrets.learn(value)
    return found


def refusal_of(response: Response, kind: str, *, secret: bool) -> RefusedError:
    """What an error status means, by the status and by what the page says. `secret`: the address held a key."""
    status, said = response.status, message_of(response.body, kind)
    wait = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    detail = f"订阅服务回答 {status}" + (f"：{said}" if said else "")
    cause = telling(said)
    if status == 429 or (status == 503 and wait):
        later = f"，请 {wait} 秒后再试" if wait.isdecimal() and len(wait) <= _LONGEST_WAIT else ""
        return RefusedError(Refusal("rate-limited", f"{detail}{later}"))
    if status in {401, 403}:
        own = "credential-refused" if secret else "forbidden"
        return RefusedError(Refusal(cause if cause in {"captcha", "rate-limited"} else own, detail))
    if status in {404, 410}:
        return RefusedError(Refusal("account-not-found", detail))
    if cause is not None:
        return RefusedError(Refusal(cause, detail))
    return RefusedError(Refusal(f"http-{status}", detail), ColumnState.UNREACHABLE)


def _in_place(refusal: Refusal) -> RefusedError:
    """A page with status 200: a captcha or a login tells more than that it is no feed."""
    cause = telling(refusal.detail)
    if cause in {"captcha", "feed-login-lost", "rate-limited"}:
        return RefusedError(Refusal(cause, refusal.detail))
    return RefusedError(refusal, ColumnState.UNREADABLE)


def reading_of(listing: Listing, task: SourceTask, *, cut: bool = False) -> SourceReading:
    """The listing as the source's word. `cut`: the answer was longer than what is read."""
    partial, refreshed = None, refreshed_at(listing)
    if listing.incomplete or cut:
        partial = "too-large" if cut else "unknown-shape"
    elif refreshed is not None and refreshed < min(task.now, task.as_of) - FROZEN_AFTER:
        partial = "feed-frozen"
    return SourceReading(
        task.account.name,
        task.label,
        ColumnState.READ if listing.articles else ColumnState.BLANK,
        articles=listing.articles,
        covers_since=None if partial == "unknown-shape" else covered_since(listing.articles),
        partial=partial,
        built_at=listing.built_at,
        seen_until=day_of(refreshed, SHANGHAI) if refreshed is not None else None,
    )


def refreshed_at(listing: Listing) -> datetime | None:
    """When the feed says itself that it was last made; None where it only repeats its newest article's time.

    What was published since cannot be seen in it.
    """
    days = [day_of(article.published_at, SHANGHAI) for article in listing.articles if article.published_at is not None]
    moments = [article.published_at for article in listing.articles if isinstance(article.published_at, datetime)]
    built = listing.built_at
    if built is None or any(built <= moment for moment in moments):
        return None
    return built if all(day_of(built, SHANGHAI) >= day for day in days) else None


def covered_since(articles: Sequence[Article]) -> date | None:
    """The first day of which a list of the newest articles misses none: the day after its oldest one.

    The oldest day itself may be cut by the list's length. An article that stands before a newer one is out of order
    (pinned to the top) and proves nothing. None where a date is missing.
    """
    days = [day_of(article.published_at, SHANGHAI) for article in articles if article.published_at is not None]
    if not days or len(days) < len(articles):
        return None
    if days == sorted(days):
        days.reverse()  # oldest first
    oldest = newest_after = days[-1]
    for day in reversed(days):
        if day >= newest_after - _DAY:
            oldest = min(oldest, day)
        newest_after = max(newest_after, day)
    return oldest + _DAY
