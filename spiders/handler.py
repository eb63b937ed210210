"""Scrapy's download handler: the sweep's own fetcher, so that limits, guard, TLS and name are one policy."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from inspection.errors import FetchError
from spiders.fetch import Fetcher
from spiders.policy import FetchPolicy

TRUNCATED = "truncated"  # flag of a response whose body was cut at the size limit


class PolicyDownloadHandler(BaseDownloadHandler):
    """Fetches by `Fetcher` under the policy in the setting FETCH_POLICY, with the cookies of FETCH_PASSES."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fetcher = Fetcher(crawler.settings.get("FETCH_POLICY") or FetchPolicy())
        self._fetcher.passes = crawler.settings.get("FETCH_PASSES")
        self._entered = False

    async def download_request(self, request: Request) -> Response:
        """One request under the policy: by the request's own method, with its body and the headers that it names.

        Raises DownloadFailedError, whose message begins with the reason.
        """
        if not self._entered:
            self._entered = True
            await self._fetcher.__aenter__()
        cookie = request.headers.get("Cookie")
        cookies = dict(pair.split("=", 1) for pair in cookie.decode("latin-1").split("; ")) if cookie else None
        try:
            answer = await self._fetcher.look(
                request.url,
                request.method,
                limit=request.meta.get("max_bytes"),
                any_type=request.meta.get("max_bytes") is not None,
                cookies=cookies,
                headers=_own_headers(request),
                body=request.body or None,
            )
        except FetchError as error:
            raise DownloadFailedError(str(error)) from error
        headers = Headers()
        for name, value in answer.headers.items():
            if name.lower() not in {"content-encoding", "transfer-encoding", "content-length"}:
                headers.appendlist(name, value.encode("utf-8", "surrogateescape"))
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        flags = [TRUNCATED] if answer.truncated else []
        return kind(url=request.url, status=answer.status, headers=headers, body=answer.body, flags=flags)

    async def close(self) -> None:
        """Close the connection pool."""
        if self._entered:
            await self._fetcher.__aexit__(None, None, None)


# Headers that a spider may set by itself; the rest of Scrapy's defaults gives way to the policy's.
_OWN = ("Accept", "Content-Type", "Referer", "X-Requested-With", "MWeibo-Pwa", "If-None-Match", "If-Modified-Since")


def _own_headers(request: Request) -> dict[str, str]:
    if not request.meta.get("own_headers"):
        return {}
    return {name: value.decode("latin-1") for name in _OWN if (value := request.headers.get(name)) is not None}
