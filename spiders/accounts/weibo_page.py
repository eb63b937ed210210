"""One answer of Weibo as a spider takes it: what is asked with, and what stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from scrapy.http import Response

from inspection.records import Article, ColumnState, day_of
from inspection.sources import Listing, Refusal
from spiders.accounts.spider import RefusedError, SourceTask
from spiders.media.weibo_errors import refusal_of_status
from spiders.media.weibo_json import read_weibo
from spiders.reading.dates import SHANGHAI

MOBILE, API = "https://m.weibo.cn", "https://api.weibo.com"
MAX_BYTES = 4 * 1024 * 1024  # of one answer; a page of a hundred posts has half a megabyte
WALLS = frozenset({"cookie-wall", "captcha", "rate-limited", "forbidden", "credential-expired", "credential-refused"})
_UNREADABLE = frozenset({"not-json", "unknown-shape"})
_LOGIN = frozenset({"cookie-wall", "credential-refused"})
_ALL_BUT_FEW = 0.9  # of the posts that the platform counts: some of them are private or withheld


def base_of(task: SourceTask) -> str:
    """Where m.weibo.cn is asked, without a slash at the end."""
    base = task.source.base_url if task.source.weibo_uid is not None else None
    return (base or MOBILE).rstrip("/")


def headers_for(base: str, path: str) -> dict[str, str]:
    """As the site's own pages ask for their data."""
    return {
        "Accept": "application/json, text/plain, */*",
        "Referer": f"{base}/{path}",
        "X-Requested-With": "XMLHttpRequest",
        "MWeibo-Pwa": "1",
    }


def cookies_of(task: SourceTask) -> dict[str, str]:
    """The login that the plan names, as `name=value` pairs; none where it names none. Raises RefusedError."""
    name = task.source.cookie_env
    if name is None:
        return {}
    value = task.secrets.get(name)
    if value is None:
        raise RefusedError(Refusal("credential-missing", f"环境变量 {name}"))
    pairs = (part.strip().partition("=") for part in value.removeprefix("Cookie:").split(";"))
    return {key.strip(): content.strip() for key, sign, content in pairs if sign and key.strip()}


def listing_of(response: Response, url: str, now: datetime, *, login: bool = False) -> Listing:
    """What the answer lists. `login`: it was asked with somebody's cookie. Raises RefusedError."""
    listing = read_weibo(response.body, url, now=now)
    refusal = listing.refusal
    if (refusal is None or refusal.reason in _UNREADABLE) and response.status >= 300:
        refusal = refusal_of_status(response.status) or refusal or Refusal("platform-error", f"HTTP {response.status}")
    if refusal is None:
        return listing
    if refusal.reason in _LOGIN and login and response.status != 418:
        refusal = replace(refusal, reason="credential-expired")  # 418 is said to guests and users alike
    elif refusal.reason == "credential-refused" and "access_token" not in url:
        refusal = replace(refusal, reason="cookie-wall")
    raise RefusedError(refusal, ColumnState.UNREADABLE if refusal.reason in _UNREADABLE else ColumnState.BLOCKED)


def covered_since(
    articles: Sequence[Article], since: date, *, seen: int, total: int | None, ended: bool
) -> date | None:
    """From which day on none of the account's posts is missing, when they were read newest first; None: cannot be said.

    Lists end early for guests and for applications: an end is believed where about as many posts were seen as the
    platform counts. Else the day of the oldest one may lack some, and the next is the first that is whole.
    """
    days = [day_of(article.published_at, SHANGHAI) for article in articles if not article.pinned]
    if not days or any(day is None for day in days):
        return None
    oldest = min(day for day in days if day is not None)
    if oldest < since or (ended and total is not None and seen >= total * _ALL_BUT_FEW):
        return min(since, oldest) if oldest >= since else since
    return oldest + timedelta(days=1)


def told(refusal: Refusal | None, what: str) -> str:
    """For people: what was not read, and why."""
    return f"{what}没有读到：{refusal.detail or refusal.reason}" if refusal is not None else ""
