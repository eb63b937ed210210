"""One attempt to open a home page as a person would, each part of it timed; and whether our own line works."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from inspection.availability import Answering
from inspection.errors import FetchError
from inspection.records import Verdict
from spiders.fetch import Answer, Fetcher
from spiders.forwarding import script_location
from spiders.hosts import is_network_failure
from spiders.own_ipv6 import out_of_our_reach
from spiders.policy import FetchPolicy
from spiders.reading.charset import decode
from spiders.verdict import Outcome, of_answer, of_error

OWN_LINE = "own-line"
FIRST_BYTES = 65_536  # of the page: enough to see whose page it is
FORWARDS = 3  # pages that only lead on by script
LINE_TIMEOUT = 10.0  # seconds that an address elsewhere may take
_OUTCOMES = {Verdict.SOUND: Answering.UP, Verdict.FAULTY: Answering.DOWN}
# Without an address elsewhere to compare with, these alone may as well be ours: no name server, no way out.
_PERHAPS_OURS = frozenset({"dns", "unreachable"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What one attempt came to; times in seconds, over all redirects, None where it did not get so far."""

    outcome: Answering
    reason: str | None = None
    status: int | None = None
    detail: str = ""
    lookup_seconds: float | None = None
    connect_seconds: float | None = None
    first_byte_seconds: float | None = None
    total_seconds: float | None = None


@dataclass(slots=True)
class _Watch:
    """Sums what each part took, whatever number of requests it needed."""

    parts: dict[str, float] = field(default_factory=dict)
    begun: dict[str, float] = field(default_factory=dict)

    def begin(self, part: str) -> None:
        self.begun[part] = asyncio.get_running_loop().time()

    def end(self, part: str) -> None:
        if (since := self.begun.pop(part, None)) is not None:
            self.parts[part] = self.parts.get(part, 0.0) + asyncio.get_running_loop().time() - since

    def trace(self) -> aiohttp.TraceConfig:
        """Tells this watch of every step of a session."""
        config = aiohttp.TraceConfig()

        def on(signal: Any, step: Any, part: str) -> None:
            async def heard(_session: aiohttp.ClientSession, _context: SimpleNamespace, _told: Any) -> None:
                step(part)

            signal.append(heard)

        on(config.on_dns_resolvehost_start, self.begin, "lookup")
        on(config.on_dns_resolvehost_end, self.end, "lookup")
        on(config.on_connection_create_start, self.begin, "connect")
        on(config.on_connection_create_end, self.end, "connect")
        on(config.on_request_headers_sent, self.begin, "first_byte")
        on(config.on_request_end, self.end, "first_byte")
        return config


async def open_home(home: str, policy: FetchPolicy, timeout: float) -> Opening:
    """Open the page, redirects and cookies as in a browser, within `timeout` seconds in all.

    No certificate is asked for: whether the page opens is one matter, whether it can be trusted another. Where it is
    to be had by IPv6 alone and this machine has none, nobody can tell.
    """
    watch = _Watch()
    began = asyncio.get_running_loop().time()
    wrong: FetchError | None = None
    async with Fetcher(replace(policy, timeout=timeout, verify_certificates=False), [watch.trace()]) as fetcher:
        try:
            async with asyncio.timeout(timeout):
                outcome = _judged(await _followed(fetcher, home))
        except TimeoutError:
            outcome = Outcome(Verdict.FAULTY, "timeout", detail=f"{timeout:g} 秒内没有打开")
        except FetchError as error:
            wrong, outcome = error, of_error(error)
    total = asyncio.get_running_loop().time() - began
    if wrong is not None and await _for_want_of_ipv6(wrong, home):
        detail = f"网站只有 IPv6 地址，本机没有可用的 IPv6（{wrong.reason}）"
        outcome = Outcome(Verdict.UNDECIDED, OWN_LINE, detail=detail)
    lookup, connect = watch.parts.get("lookup"), watch.parts.get("connect")
    return Opening(
        _OUTCOMES.get(outcome.verdict, Answering.UNKNOWN),
        outcome.reason,
        outcome.status,
        outcome.detail,
        lookup,
        None if connect is None else max(0.0, connect - (lookup or 0.0)),  # aiohttp counts the lookup in
        watch.parts.get("first_byte"),
        total,
    )


async def _for_want_of_ipv6(error: FetchError, home: str) -> bool:
    """Whether it is this machine that lacks what the host that failed, perhaps after redirects, can be reached by."""
    if error.reason not in _PERHAPS_OURS:
        return False
    said = error.__cause__
    host = said.host if isinstance(said, aiohttp.ClientConnectorError) else urlsplit(home).hostname or ""
    return await out_of_our_reach(host, said.errno if isinstance(said, OSError) else None, LINE_TIMEOUT)


async def _followed(fetcher: Fetcher, url: str) -> Answer:
    for _ in range(FORWARDS):
        answer, _hops = await fetcher.follow(url, FIRST_BYTES)
        onward = script_location(answer.body, answer.url) if answer.status == 200 else None
        if onward is None:
            return answer
        url = onward
    return answer


def _judged(answer: Answer) -> Outcome:
    return of_answer(answer, decode(answer.body, answer.content_type)[0] if answer.body else "")


async def open_or_blame_line(home: str, controls: Iterable[str], policy: FetchPolicy, timeout: float) -> Opening:
    """As `open_home`; where nothing answered, addresses elsewhere are asked whether it is our own line that is down."""
    opened = await open_home(home, policy, timeout)
    if opened.outcome is not Answering.DOWN or not is_network_failure(opened.reason):
        return opened
    works = await line_works(controls, policy)
    if works or (works is None and opened.reason not in _PERHAPS_OURS):
        return opened
    said = "对照地址也都打不开" if works is False else "没有对照地址，不能排除本机线路故障"
    return replace(opened, outcome=Answering.UNKNOWN, reason=OWN_LINE, detail=f"{said}（{opened.reason}）")


async def line_works(addresses: Iterable[str], policy: FetchPolicy, timeout: float = LINE_TIMEOUT) -> bool | None:
    """Whether any of these answers at all, with whatever status. None: there is none to ask."""
    named = list(addresses)
    if not named:
        return None
    asked = replace(policy, timeout=min(timeout, policy.timeout), verify_certificates=False)
    async with Fetcher(asked) as fetcher:
        asking = [asyncio.create_task(_answers(fetcher, address, asked.timeout)) for address in named]
        try:
            for answered in asyncio.as_completed(asking):
                if await answered:
                    return True
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
    return False


async def _answers(fetcher: Fetcher, address: str, timeout: float) -> bool:
    try:
        async with asyncio.timeout(timeout):
            await fetcher.look(address, limit=0)
    except FetchError as error:
        return error.reason == "bad-answer"  # odd, but somebody spoke
    except TimeoutError:
        return False
    return True
