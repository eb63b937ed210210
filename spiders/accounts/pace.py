"""The middleware that holds a request until its turn, which the store gives out: platforms are asked no faster."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, NotConfigured
from scrapy.http import Response

from spiders.accounts.limits import pace_of
from store.paces import BEIJING, Limits, Turn

PATIENCE = timedelta(minutes=3)  # for one turn; all of a source has ten minutes
AFTER_429 = timedelta(minutes=1)  # where the answer does not say how long


class Turns(Protocol):
    """The part of the store that gives out turns."""

    def reserve(self, key: str, limits: Limits, *, now: datetime, patience: timedelta = PATIENCE) -> Turn: ...

    def postpone(self, key: str, until: datetime, *, now: datetime) -> None: ...


class Pace:
    """Waits for turns. The setting PACE is one; several crawlers of a process may share it."""

    def __init__(
        self,
        turns: Turns,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns = turns
        self._sleep = sleep
        self.clock = clock

    def __deepcopy__(self, memo: dict[int, Any]) -> Pace:
        return self  # Scrapy copies its settings for each crawler; a store is not copied

    async def turn(self, key: str, limits: Limits) -> Turn:
        """Returns when it is our turn, or at once where there is none to be had (`wait` None). Raises StoreError."""
        # The database may be busy for seconds: other requests go on meanwhile.
        turn = await asyncio.to_thread(self._turns.reserve, key, limits, now=self.clock(), patience=PATIENCE)
        if turn.wait:
            await self._sleep(turn.wait.total_seconds())
        return turn

    async def postpone(self, key: str, until: datetime) -> None:
        """Nobody has a turn before `until`. Raises StoreError."""
        await asyncio.to_thread(self._turns.postpone, key, until, now=self.clock())


class PaceMiddleware:
    """Holds every request of an account's spider until its turn; next to the downloader, so that nothing waits in vain.

    A request that gets no turn fails with `quota-used-up` or `rate-limited`, keys of inspection.refusals.REFUSALS.
    """

    def __init__(self, crawler: Crawler, pace: Pace) -> None:
        self._crawler = crawler
        self._pace = pace

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PaceMiddleware:
        """Raises NotConfigured without the setting PACE: spiders of columns go by DOWNLOAD_DELAY."""
        pace = crawler.settings.get("PACE")
        if pace is None:
            raise NotConfigured("no PACE")
        return cls(crawler, pace)

    async def process_request(self, request: Request) -> None:
        """Waits. Raises DownloadFailedError, whose message begins with the reason."""
        key, limits = self._pace_of(request)
        turn = await self._pace.turn(key, limits)
        if turn.wait is None:
            request.meta["dont_retry"] = True
            raise DownloadFailedError(refusal_of(turn, limits))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Heeds 429 and Retry-After: for every process, and after a restart too."""
        until = asked_to_wait(response, self._pace.clock())
        if until is not None:
            request.meta["dont_retry"] = True
            await self._pace.postpone(self._pace_of(request)[0], until)
        return response

    def _pace_of(self, request: Request) -> tuple[str, Limits]:
        spacing = request.meta.get("pace")
        spider: Any = self._crawler.spider  # of an account: it has a task
        return pace_of(request.url, spider.task.source, None if spacing is None else timedelta(seconds=spacing))


def refusal_of(turn: Turn, limits: Limits) -> str:
    """Why there is no turn: the reason, a colon, and a sentence for people."""
    until = "稍后" if turn.until is None else f"{turn.until.astimezone(BEIJING):%m-%d %H:%M}（北京时间）以后"
    if turn.why == "day":
        return f"quota-used-up: 本程序每日最多请求 {limits.per_day} 次，今日已用完，{until}再试"
    if turn.why == "hour":
        return f"rate-limited: 本程序每小时最多请求 {limits.per_hour} 次，本小时已用完，{until}再试"
    said = "平台要求暂缓访问" if turn.why == "held" else "排队的请求过多"
    return f"rate-limited: {said}，{until}再试"


def asked_to_wait(response: Response, now: datetime) -> datetime | None:
    """Until when the answer asks not to be asked again: 429, or 503 with Retry-After (seconds or a date)."""
    if response.status not in (429, 503):
        return None
    stated = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    wait = _seconds(stated) if stated else None
    until = now + wait if wait is not None else _date(stated)
    if until is not None and until > now:
        return until
    return now + AFTER_429 if response.status == 429 else None


def _seconds(stated: str) -> timedelta | None:
    try:
        seconds = float(stated)
    except ValueError:
        return None
    return timedelta(seconds=min(max(seconds, 0), 86_400)) if math.isfinite(seconds) else None


def _date(stated: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(stated)
    except (TypeError, ValueError, IndexError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
