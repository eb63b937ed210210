"""Fetch one address: bounded in time and size, guarded, tolerant of what browsers tolerate. Nothing is judged here."""

from __future__ import annotations

import asyncio
import http.client
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import quote

import aiohttp
from yarl import URL

from inspection.addresses import host_of, join
from inspection.errors import FetchError
from spiders.fetch_errors import as_fetch_error
from spiders.guard import REASON as PRIVATE
from spiders.guard import GuardedResolver, is_private
from spiders.lenient import lenient_get
from spiders.policy import MAX_REDIRECTS, FetchPolicy, tls_context
from spiders.unpacking import unpacker

if TYPE_CHECKING:
    from spiders.passes import Passes

_READ_TYPES = ("text/", "html", "xml", "json", "javascript")
_MAX_HEADER = 65_536
_ASCII = "".join(map(chr, range(33, 127)))


@dataclass(slots=True)
class Answer:
    """What a server answered to one request."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    truncated: bool = False  # cut at our size limit
    incomplete: bool = False  # the server ended it early

    @property
    def content_type(self) -> str:
        """The Content-Type header, lower case, whole."""
        return self.headers.get("Content-Type", "").lower()

    @property
    def location(self) -> str | None:
        """Where a redirect points; bytes that are no ASCII are percent-encoded as they came, as browsers do."""
        raw = self.headers.get("Location") if 300 <= self.status < 400 and self.status != 304 else None
        if raw is None or raw.isascii():
            return raw
        return quote(raw.encode("utf-8", "surrogateescape"), safe=_ASCII)


class Fetcher:
    """One connection pool under one policy."""

    def __init__(self, policy: FetchPolicy, traces: Sequence[aiohttp.TraceConfig] = ()) -> None:
        """`traces` are told of every step of every request."""
        self.policy = policy
        self.passes: Passes | None = None  # set where a browser may pass firewalls' scripts
        self._traces = traces
        self.requests = 0
        self.bytes = 0
        self._tls = tls_context(verify=policy.verify_certificates)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        connector = aiohttp.TCPConnector(
            limit=0,
            ssl=self._tls,
            resolver=GuardedResolver(allow_private=self.policy.allow_private_hosts),
            ttl_dns_cache=600,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            headers=self.policy.headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=self.policy.timeout),
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            read_bufsize=131_072,
            trace_configs=[*self._traces],
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def look(
        self,
        url: str,
        method: str = "GET",
        *,
        limit: int | None = None,
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        any_type: bool = False,
        unless: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request, redirects not followed. Reads at most `limit` bytes of text, or of `any_type`.

        `unless` are the headers of a condition: a server whose answer breaks the rules is asked again without it.

        Raises FetchError: dns, refused, reset, timeout, tls, private-address, bad-answer."""
        said = {**(headers or {}), **(unless or {})}
        limit = self.policy.max_bytes if limit is None else limit

        async def ask(given: Mapping[str, str]) -> Answer:
            if held := {**(cookies or {}), **given}:
                said["Cookie"] = "; ".join(f"{k}={v}" for k, v in held.items())
            return await self._ask(url, method, limit, said, body, any_type=any_type, own=bool(headers))

        if self.passes is not None and self.passes.guards(url):
            return await self.passes.through(url, ask)
        return await ask({})

    async def _ask(
        self,
        url: str,
        method: str,
        limit: int,
        said: Mapping[str, str],
        body: bytes | None,
        *,
        any_type: bool,
        own: bool,
    ) -> Answer:
        assert self._session is not None, "use `async with Fetcher(...)`"
        if not self.policy.allow_private_hosts and is_private(host_of(url).rpartition(":")[0] or host_of(url)):
            raise FetchError(PRIVATE, host_of(url))
        self.requests += 1
        try:
            async with self._session.request(
                method, URL(url, encoded=True), allow_redirects=False, headers=said, data=body
            ) as response:
                answer = Answer(url, response.status, response.headers)
                if method != "HEAD" and limit and (any_type or _is_text(answer.content_type)):
                    await _read(response, answer, limit)
                    self.bytes += len(answer.body)
                elif method != "HEAD" and not response.content.at_eof():
                    response.close()
                return answer
        except aiohttp.ClientResponseError as error:
            if body is not None or own:
                raise FetchError("bad-answer", error.message[:200]) from error
            return await self._leniently(url, error, limit)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise as_fetch_error(error) from error

    async def _leniently(self, url: str, error: aiohttp.ClientResponseError, limit: int) -> Answer:
        """The answer has lines that the strict parser refuses; old servers send such, and browsers take them."""
        self.requests += 1
        try:
            status, headers, body, truncated = await asyncio.to_thread(lenient_get, url, self.policy, self._tls, limit)
        except (OSError, http.client.HTTPException, ValueError) as second:
            raise FetchError("bad-answer", f"{error.message}; {second}"[:200]) from second
        return Answer(url, status, headers, body, truncated)

    async def follow(self, url: str, limit: int | None = None, *, any_type: bool = False) -> tuple[Answer, list[str]]:
        """Fetch as a browser would: redirects followed one by one with their cookies. Returns the answer and the hops.

        Raises FetchError also for redirect-loop and bad-redirect.
        """
        cookies: dict[str, dict[str, str]] = {}
        visited: list[str] = []
        been: set[tuple[str, str]] = set()  # addresses, with the cookies that were sent there
        for _ in range(MAX_REDIRECTS + 1):
            jar = cookies.setdefault(host_of(url), {})
            answer = await self.look(url, limit=limit, cookies=jar, any_type=any_type)
            where = (url, repr(sorted(jar.items())))
            jar.update(_cookies(answer.headers))
            location = answer.location
            if location is None:
                return answer, visited
            visited.append(url)
            if where in been:
                break  # the same again, with the same cookies
            been.add(where)
            target = join(url, location)
            if target is None:
                raise FetchError("bad-redirect", location[:200])
            url = target
        raise FetchError("redirect-loop", " → ".join(visited[-3:]))


async def _read(response: aiohttp.ClientResponse, answer: Answer, limit: int) -> None:
    unpack = unpacker(response.headers.get("Content-Encoding", "").strip().lower())
    parts: list[bytes] = []
    size = 0
    try:
        async for chunk in response.content.iter_any():
            data = unpack.decompress(chunk, limit - size + 1) if unpack else chunk
            parts.append(data)
            size += len(data)
            if size > limit:
                answer.truncated = True
                response.close()
                break
    except (aiohttp.ClientPayloadError, ConnectionError, zlib.error):
        answer.incomplete = True
    answer.body = b"".join(parts)[:limit] if parts[1:] or size > limit else (parts[0] if parts else b"")


def _is_text(content_type: str) -> bool:
    return not content_type or any(word in content_type for word in _READ_TYPES)


def _cookies(headers: Mapping[str, str]) -> dict[str, str]:
    getall = getattr(headers, "getall", None)
    lines = getall("Set-Cookie", []) if getall else [headers["Set-Cookie"]] if "Set-Cookie" in headers else []
    pairs = (line.partition(";")[0].partition("=") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


async def fetch_page(url: str, policy: FetchPolicy) -> tuple[str, bytes, str]:
    """One page as a browser would get it: (final address, body, content type). Raises FetchError."""
    async with Fetcher(policy) as fetcher:
        answer, _ = await fetcher.follow(url)
    if answer.status >= 400:
        raise FetchError(f"http-{answer.status}", url)
    return answer.url, answer.body, answer.content_type
