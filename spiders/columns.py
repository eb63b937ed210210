"""The Scrapy spider that reads columns: rows, paging, and the articles that rows leave open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import scrapy
from scrapy.http import Response

from inspection.records import ColumnReading
from spiders import challenge
from spiders.column_pages import Failed, Fetched, Want
from spiders.column_walk import ColumnWalk
from spiders.handler import TRUNCATED
from spiders.reading.charset import decode
from spiders.record import Record


class ColumnsSpider(scrapy.Spider):
    """Finishes walks of columns. What the round has recorded is read from there; the rest is fetched."""

    name = "columns"

    def __init__(
        self, walks: list[ColumnWalk], record: Record, result_of: Callable[[ColumnWalk], ColumnReading], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._walks = walks
        self._record = record
        self._result_of = result_of

    async def start(self) -> AsyncIterator[Any]:
        """Go on with every walk."""
        for walk in self._walks:
            for result in self._advance(walk):
                yield result

    def _advance(self, walk: ColumnWalk) -> Iterator[scrapy.Request | ColumnReading]:
        while (want := walk.next()) is not None:
            page = self._record(want.url)
            if page is None:
                yield scrapy.Request(
                    want.url,
                    callback=self.parse_page,
                    errback=self.parse_failure,
                    cb_kwargs={"walk": walk, "want": want},
                    meta={"verbatim_url": True},
                    dont_filter=True,
                )
            else:
                walk.take(want, page)
        if walk.done:
            yield self._result_of(walk)

    def parse_page(self, response: Response, walk: ColumnWalk, want: Want) -> Iterator[scrapy.Request | ColumnReading]:
        """A page that the round had not recorded."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        headers = {k.decode("latin-1"): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        text, _ = decode(response.body, content_type)
        if challenge.is_challenge(response.status, headers, text):
            walk.take(want, Failed(challenge.REASON, undecided=True))
        elif response.status >= 400:
            walk.take(want, Failed(f"http-{response.status}", undecided=response.status in {401, 403}))
        else:
            page = Fetched(response.url, response.body, content_type, truncated=TRUNCATED in response.flags)
            if want.purpose != "article":
                self._record.keep(want.url, page, headers.get("Etag"), headers.get("Last-Modified"))
            walk.take(want, page)
        yield from self._advance(walk)

    def parse_failure(self, failure: Any) -> Iterator[scrapy.Request | ColumnReading]:
        """No answer, or one that a middleware refused."""
        kwargs = failure.request.cb_kwargs
        reason = str(failure.value).partition(":")[0].strip() or "unreachable"
        refused = failure.check("scrapy.exceptions.IgnoreRequest") is not None
        kwargs["walk"].take(kwargs["want"], Failed("robots" if refused else reason, undecided=refused))
        yield from self._advance(kwargs["walk"])
