"""The request that fails, made once more by the browser itself: what it got, and whether that contradicts the fault."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from inspection.reasons import http_status
from spiders.challenge import is_challenge, says_blocked
from spiders.headless.har import MOST_TEXT, Asked, har

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Response

T = TypeVar("T")
_SOON = 3.0  # seconds for what the browser should know already
_MOST_HOPS = 20
_LEAST_TEXT = 60  # letters: less is no page that people would call open
_TEXT = ("text/", "application/json", "application/xml", "application/xhtml")
# What a plain request found out about the answer's contents: that the browser gets an answer says nothing against it.
_OF_CONTENTS = ("soft-404", "content-")


@dataclass(slots=True)
class Failing:
    """What came of asking."""

    asked: list[Asked] = field(default_factory=list)
    status: int | None = None
    error: str = ""
    text: str = ""  # what people see
    source: str = ""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def opened(self) -> bool:
        """Whether somebody who pressed the link would have said that it opens."""
        if self.status is None or not 200 <= self.status < 300:
            return False
        if "html" not in self.content_type:
            return True
        if is_challenge(self.status, self.headers, self.source) or says_blocked(self.text[:2000]):
            return False
        return len("".join(self.text.split())) >= _LEAST_TEXT


def contradicts(reason: str, seen: Failing) -> bool:
    """Whether the browser got what a fault of this reason says cannot be had."""
    if reason.startswith(_OF_CONTENTS) or (http_status(reason) is None and reason not in _NO_ANSWER):
        return False
    return seen.opened


_NO_ANSWER = frozenset(
    {"dns", "refused", "reset", "timeout", "tls", "unreachable", "bad-answer", "incomplete-answer", "redirect-loop"}
)


async def ask_again(page: Page, url: str, seconds: float) -> Failing:
    """Go there in the window. The page that was in it is gone afterwards, or not, where the target is a download."""
    from playwright.async_api import Error  # late: what no browser was asked for need not import it

    seen = Failing()
    firsts: list[Request] = []

    def note(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame and len(firsts) < _MOST_HOPS:
            firsts.append(request)

    page.on("request", note)
    response: Response | None = None
    try:
        async with asyncio.timeout(seconds):
            response = await page.goto(url, wait_until="domcontentloaded", timeout=seconds * 1000)
    except (Error, TimeoutError) as error:
        seen.error = str(error).splitlines()[0][:300] if str(error) else "timeout"
    finally:
        page.remove_listener("request", note)
    chain = _chain(firsts)
    seen.asked = [await _asked(one) for one in chain]
    if chain and response is None:
        response = await _soon(chain[-1].response())  # a download: the page stays, the answer is there all the same
    if response is not None:
        seen.status, seen.headers = response.status, dict(response.headers)
        seen.content_type = response.headers.get("content-type", "").lower()
        if not seen.error:
            seen.text = await _soon(page.inner_text("body", timeout=_SOON * 1000)) or ""
            seen.source = (await _soon(page.content()) or "")[:65_536]
    return seen


def _chain(requests: list[Request]) -> list[Request]:
    """The first request and its redirects, not where a script of the answer went on to."""
    if not requests:
        return []
    chain = [requests[0]]
    for request in requests[1:]:
        if request.redirected_from != chain[-1]:
            break
        chain.append(request)
    return chain


async def _asked(request: Request) -> Asked:
    response = await _soon(request.response()) if not request.failure else None
    times = request.timing
    began = datetime.fromtimestamp(times["startTime"] / 1000, UTC) if times["startTime"] > 0 else datetime.now(UTC)
    sent = await _soon(request.headers_array()) or []
    headers = [(one["name"], one["value"]) for one in sent]
    if response is None:
        return Asked(request.url, request.method, began, headers, error=request.failure or "没有应答")
    answered = [(one["name"], one["value"]) for one in await _soon(response.headers_array()) or []]
    kind = response.headers.get("content-type", "")
    redirects = 300 <= response.status < 400
    body = await _soon(response.body()) if kind.lower().startswith(_TEXT) and not redirects else None
    address = await _soon(response.server_addr())
    return Asked(
        request.url,
        request.method,
        began,
        headers,
        status=response.status,
        status_text=response.status_text,
        answered=answered,
        content_type=kind,
        text=_decoded(body, kind) if body is not None else None,
        size=len(body) if body is not None else None,
        leads_to=response.headers.get("location", "") if redirects else "",
        server=address["ipAddress"].strip("[]") if address else None,
        timings=_timings(times),
    )


def _decoded(body: bytes, content_type: str) -> str:
    charset = content_type.lower().partition("charset=")[2].strip(" \"';") or "utf-8"
    for name in (charset, "utf-8", "gb18030"):
        try:
            return body[: MOST_TEXT * 3].decode(name, "strict" if len(body) < MOST_TEXT * 3 else "replace")
        except (LookupError, UnicodeDecodeError):
            continue
    return body[:MOST_TEXT].decode("latin-1")


def _timings(times: Mapping[str, Any]) -> dict[str, float]:
    def span(start: str, end: str) -> float | None:
        known = times.get(start, -1) >= 0 and times.get(end, -1) >= times[start]
        return times[end] - times[start] if known else None

    spans = {
        "dns": span("domainLookupStart", "domainLookupEnd"),
        "connect": span("connectStart", "connectEnd"),
        "ssl": span("secureConnectionStart", "connectEnd"),
        "wait": span("requestStart", "responseStart"),
        "receive": span("responseStart", "responseEnd"),
    }
    return {name: took for name, took in spans.items() if took is not None}


async def _soon(answer: Awaitable[T]) -> T | None:
    """What the browser says at once; None where it does not."""
    from playwright.async_api import Error  # late, as above

    try:
        async with asyncio.timeout(_SOON):
            return await answer
    except (Error, TimeoutError):
        return None


def archive(seen: Failing, reason: str, version: str) -> bytes | None:
    """The HAR of what was asked; None where the browser asked nothing."""
    said = f"巡检判定的原因：{reason}" if reason else ""
    return har(seen.asked, said, ("Chromium", version)) if seen.asked else None
