"""One page of mp.weixin.qq.com as spiders open it: an article, what stands in its place, or a refusal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from scrapy.http import Response

from inspection.addresses import join
from inspection.media import Gone
from inspection.records import Article, ColumnState, Reading
from inspection.sources import Refusal
from inspection.wechat_address import is_temporary, wechat_address
from spiders.accounts.spider import RefusedError
from spiders.reading.article_wechat import own_address
from spiders.reading.reader import read_page, refusal_of
from spiders.reading.wechat_standing import is_captcha_address

MAX_HOPS = 5
MAX_BYTES = 8 * 1024 * 1024  # an article with its scripts is 3 to 4 MB
HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
WALLS = frozenset({"captcha", "rate-limited", "cookie-wall", "forbidden"})  # stand before every page alike
_UNREADABLE = frozenset({"unknown-shape", "not-json"})

Ask = Callable[..., Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Opened:
    """An article's page as it was found: its reading, and the permanent address that it states."""

    reading: Reading
    address: str


def refused(refusal: Refusal) -> RefusedError:
    """The error by which a spider ends on that refusal."""
    state = ColumnState.UNREADABLE if refusal.reason in _UNREADABLE else ColumnState.BLOCKED
    return RefusedError(refusal, state)


async def fetch(ask: Ask, url: str) -> Response:
    """The page, its redirects followed one by one. Raises RefusedError: a captcha, a status that gives no page."""
    for _ in range(MAX_HOPS + 1):
        response = await ask(url, headers=HEADERS, max_bytes=MAX_BYTES)
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if not (300 <= response.status < 400 and location):
            return _checked(response)
        url = join(response.url, location) or ""
        if is_captcha_address(location):
            raise refused(Refusal("captcha", "跳转到人工验证页面"))
        if not url:
            raise refused(Refusal("unknown-shape", "跳转到无效的地址"))
    raise refused(Refusal("unknown-shape", "反复跳转"))


def _checked(response: Response) -> Response:
    status = response.status
    if status in {404, 410} or 200 <= status < 300:
        return response
    if status == 429:
        raise refused(Refusal("rate-limited", "HTTP 429"))
    raise refused(Refusal("platform-busy" if status >= 500 else "forbidden", f"HTTP {status}"))


async def open_article(ask: Ask, url: str, now: datetime) -> Opened:
    """The article at `url`, or with `gone` set what stands in its place. Raises RefusedError where it cannot be told.

    Where its account was moved, the platform names the new address: that is opened, once.
    """
    opened = await _open(ask, url, now)
    moved = opened.reading.related[0].url if opened.reading.unavailable and opened.reading.related else None
    if moved is None:
        return opened
    return replace(await _open(ask, moved, now), address=opened.address)


async def _open(ask: Ask, url: str, now: datetime) -> Opened:
    response = await fetch(ask, url)
    if response.status in {404, 410}:
        said = f"HTTP {response.status}"
        return Opened(Reading(url, "article", "", unavailable=said, gone=Gone.MISSING), wechat_address(url) or url)
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    reading = read_page(response.body, url, content_type=content_type, today=now.date(), kind="article")
    if (refusal := refusal_of(reading)) is not None:
        raise refused(refusal)
    if not reading.unavailable and not (reading.title and (reading.published_at or reading.source)):
        raise refused(Refusal("unknown-shape", "页面里没有文章"))
    stated = own_address(response.body) if is_temporary(url) else None
    return Opened(reading, stated or wechat_address(url) or url)


def as_article(opened: Opened, position: int = 0) -> Article:
    """The article that its page describes."""
    reading = opened.reading
    return Article(
        "",
        reading.title,
        opened.address,
        reading.published_at,
        reading.date_from,
        source=reading.source,
        text=reading.text,
        body_links=reading.body_links,
        position=position,
        read_in_full=True,
        author=reading.author,
        cover=reading.cover,
        origin=reading.origin,
        original_url=reading.original_url,
        counts=reading.counts,
        platform_id=reading.platform_id,
    )
