"""What spiders of accounts share: one source each, asked step by step, ending as one SourceReading."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from inspection.accounts import Account, Source
from inspection.addresses import join
from inspection.records import ColumnState
from inspection.refusals import meaning
from inspection.sources import Known, Refusal, SourceReading
from spiders.accounts.secrets import Secrets

_MOST_HOPS = 5
MAX_REQUESTS = 60  # of one source in one round, whatever it says of further pages


@dataclass(frozen=True, slots=True)
class SourceTask:
    """One source of one account, and what its spider must know."""

    account: Account
    label: str  # of the source, one of its account
    source: Source
    now: datetime  # aware, the machine's clock: what `5分钟前` counts from
    as_of: datetime  # aware, the clock of judgement
    since: date  # how far back the list should be read, where the source can
    secrets: Secrets
    folder: Path  # where the plan stands: export files are named from there
    known: tuple[Known, ...] = field(default=(), repr=False)  # what rounds have seen of the account
    kind: str = "full"  # of the round: watch, daily or full


class RefusedError(Exception):
    """The source, or what stands before it, refused: the dialogue is over."""

    def __init__(self, refusal: Refusal, state: ColumnState = ColumnState.BLOCKED) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal
        self.state = state


class AccountSpider(scrapy.Spider):
    """Reads one source. A platform's dialogue (token, list, next page) reads best in order, so `read` awaits each step.

    Subclasses set `name` and write `read`; whatever it raises as RefusedError becomes the reading's reason.
    """

    name = "account"
    most_requests = MAX_REQUESTS

    def __init__(self, task: SourceTask, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.task = task
        self.asked = 0

    async def start(self) -> AsyncIterator[Any]:
        """Yields exactly one SourceReading."""
        try:
            self._check_credential()
            reading = await self.read()
        except RefusedError as refused:
            reading = self.refused(refused.refusal, refused.state)
        # Whoever serves an account may write into it what he was asked with: a feed service, a proxy, an error.
        yield self.task.secrets.redact_all(replace(reading, requests=self.asked))

    def _check_credential(self) -> None:
        """Logins and keys are one line of plain characters, or no platform takes them. Raises RefusedError."""
        name = self.task.source.credential
        value = self.task.secrets.get(name) if name is not None else None
        if value is None or (value.isprintable() and (value.isascii() or self.task.source.feed_env is not None)):
            return
        raise RefusedError(Refusal("credential-refused", f"环境变量 {name} 里有换行或不该有的字符"))

    @abstractmethod
    async def read(self) -> SourceReading:
        """The dialogue with the source. Raises RefusedError."""

    async def ask(
        self,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
    ) -> Response:
        """One request, at the pace of its platform (a middleware waits); POST where there is a body.

        A redirect is an answer, so that a token in the address goes nowhere else and a captcha's address is seen; an
        error status is one too. With `max_bytes` a body of any type is read: feeds come as octet-stream. Raises
        RefusedError when no answer was had (UNREACHABLE) or too many requests were made.
        """
        if self.asked >= self.most_requests:
            raise RefusedError(Refusal("too-large", f"请求已达 {self.most_requests} 次"), ColumnState.UNREADABLE)
        self.asked += 1
        request = scrapy.Request(
            url,
            method="GET" if body is None else "POST",
            body=body or b"",
            headers=dict(headers or {}),
            cookies={name: value for name, value in (cookies or {}).items()},  # noqa: C416, a wider type is wanted
            dont_filter=True,
            meta={
                "own_headers": bool(headers),
                "max_bytes": max_bytes,
                "verbatim_url": True,
                "handle_httpstatus_all": True,
                "cookiejar": f"{self.task.account.name}/{self.task.label}",
                "pace": self.task.source.pace.total_seconds() if self.task.source.pace is not None else None,
            },
        )
        assert self.crawler.engine is not None
        try:
            return await self.crawler.engine.download_async(request)
        except DownloadFailedError as error:
            reason, _, detail = str(error).partition(":")
            reason, said = reason.strip() or "unreachable", self.task.secrets.redact(detail.strip())
            kept_off = meaning(reason) is not None  # by the pace of its platform; else the network's doing
            state = ColumnState.BLOCKED if kept_off else ColumnState.UNREACHABLE
            raise RefusedError(Refusal(reason, said[:200]), state) from None

    async def ask_through(
        self, url: str, *, headers: Mapping[str, str] | None = None, max_bytes: int | None = None
    ) -> tuple[str, Response]:
        """The answer and where it came from; redirects are followed, as readers do. Raises RefusedError."""
        for _ in range(_MOST_HOPS):
            response = await self.ask(url, headers=headers, max_bytes=max_bytes)
            location = response.headers.get("Location")
            if not (300 <= response.status < 400 and response.status != 304 and location):
                return url, response
            target = join(url, location.decode("latin-1"))
            if target is None:
                raise RefusedError(Refusal("bad-redirect"), ColumnState.UNREACHABLE)
            url = target
        raise RefusedError(Refusal("redirect-loop", f"跳转超过 {_MOST_HOPS} 次"), ColumnState.UNREACHABLE)

    def refused(self, refusal: Refusal, state: ColumnState = ColumnState.BLOCKED) -> SourceReading:
        """The reading of a source that gave nothing."""
        found = meaning(refusal.reason)
        return SourceReading(
            self.task.account.name,
            self.task.label,
            state,
            refusal.reason,
            self.task.secrets.redact(refusal.detail)[:300],
            credential=self.task.source.credential if found is not None and found.credential else None,
        )
