"""Ask for a list's rows as its page's script does, without a browser: at the sweep's pace, by the site's rules."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import random

from inspection.addresses import host_of, origin_of
from inspection.errors import FetchError
from inspection.records import Entry
from schedulers.browsed import Browsed
from spiders import challenge
from spiders.fetch import Answer
from spiders.hosts import Host
from spiders.reading.charset import decode
from spiders.reading.list_json import data_in
from spiders.reading.list_json_fields import parse
from spiders.scripted.recipes import Part, Recipe
from spiders.scripted.requests import Request
from spiders.scripted.walking import Rows, gathered

_PASSING = frozenset({"timeout", "reset", "refused", "unreachable", "incomplete-answer"})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_OVER = frozenset({200, 404, 410})  # beyond the last page there is nothing, or no such address
_LIKE_A_SCRIPT = (("Accept", "application/json, text/javascript, text/html, */*; q=0.01"),)


@dataclass(frozen=True, slots=True)
class Paged:
    """What one part of a recipe came to. `first` are the rows of its first page."""

    pages: tuple[tuple[Entry, ...], ...]
    complete: bool
    evidence: str | None

    @property
    def first(self) -> tuple[Entry, ...]:
        return self.pages[0] if self.pages else ()


class Sourcing:
    """One round's questions to the sources of lists."""

    def __init__(self, browsed: Browsed) -> None:
        self._browsed, self._sweep = browsed, browsed.sweep
        self._failed: set[Request] = set()  # no answer, or a refusal: not the end of a list

    async def rows(
        self, recipe: Recipe, url: str, own: Sequence[Entry], today: date, most: int, *, first: bool = False
    ) -> Rows | None:
        """All rows of a column; None where the source does not answer as it did. `url` is the column's page, `own`
        its rows without any script, `most` how many pages are asked for, `first`: the first page of each list alone.
        """
        parts = [await self.part(part, url, today, 1 if first else most) for part in recipe.parts]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or not any(part.first for part in known):
            return None
        if recipe.own and not own:
            return None
        lists = [own] if recipe.own else []
        entries = gathered([*lists, *(page for part in known for page in part.pages)])
        complete = all(part.complete for part in known) and not first
        return Rows(entries, sum(len(part.pages) for part in known) + len(lists), complete, known[0].evidence)

    async def part(self, part: Part, url: str, today: date, most: int) -> Paged | None:
        """The pages of one list, one after the other, until there are no further rows."""
        answer = await self._ask(part.page(0, time.time(), random()), url)
        first = await asyncio.to_thread(_read, part, answer, url, today) if answer is not None else None
        if answer is None or first is None:
            return None
        evidence = await asyncio.to_thread(self._browsed.store.evidence.put, answer.body)
        pages, met, total = [first], {entry.url for entry in first}, _total(answer)
        if not part.steps and total is not None and total > len(first) > 0:
            return None  # there are more rows by now, and nobody knows how they are asked for
        complete = not part.steps or not first
        while not complete and len(pages) < most:
            if len(met) == total and len(first) < total:
                complete = True
                break
            request = part.page(len(pages), time.time(), random())
            answer = await self._ask(request, url)
            entries = await asyncio.to_thread(_read, part, answer, url, today) if answer is not None else None
            fresh = [entry for entry in entries or () if entry.url not in met]
            if not fresh:  # beyond the last page there is nothing, the last page again, or no such address
                over = request not in self._failed and total is None
                complete = entries is not None or over or (total is not None and len(met) >= total)
                return Paged(tuple(pages), complete, evidence)
            pages.append(entries or ())
            met.update(entry.url for entry in fresh)
            complete = len(entries or ()) < len(first) and (total is None or len(met) >= total)
        return Paged(tuple(pages), complete, evidence)

    async def _ask(self, request: Request, page: str) -> Answer | None:
        """One answer, of status 200, that is no firewall's; None where there is none."""
        sweep, policy = self._sweep, self._sweep.policy
        origin = origin_of(request.url)
        if policy.obey_robots:
            await sweep.robots.learn(origin, sweep.fetcher)
            if not sweep.robots.allows(request.url):
                return None
        host = self._host(request.url, origin)
        headers = _headers(request, page)
        body = request.sent.encode() if request.method not in ("GET", "HEAD") else None
        for look in range(policy.looks):
            if look:
                await asyncio.sleep(policy.retry_after * 2 ** (look - 1))
            await host.turn()
            await sweep.leave.wait()
            try:
                with sweep.leave.at_work():
                    answer = await sweep.fetcher.look(
                        request.url, request.method, headers=headers, body=body, any_type=True
                    )
            except FetchError as error:
                if error.reason in _PASSING:
                    continue
                break
            if answer.status in _AGAIN:
                continue
            if not _is_data(answer) and answer.status not in _OVER:
                break
            return answer if _is_data(answer) else None
        self._failed.add(request)
        return None

    def _host(self, url: str, origin: str) -> Host:
        sweep, name = self._sweep, host_of(url)
        if name not in sweep.hosts:
            delay = max(sweep.policy.delay, sweep.robots.delay(origin))
            sweep.hosts[name] = Host(name, sweep.policy.concurrency, delay, turns=sweep.turns)
        return sweep.hosts[name]


def _headers(request: Request, page: str) -> dict[str, str]:
    said = dict(_LIKE_A_SCRIPT)
    said |= {"X-Requested-With": "XMLHttpRequest", "Referer": page}
    if request.content_type:
        said["Content-Type"] = request.content_type
    if request.method not in ("GET", "HEAD"):
        said["Origin"] = origin_of(page)
    return said | dict(request.headers)


def _is_data(answer: Answer) -> bool:
    if answer.status != 200 or not answer.body or answer.truncated or answer.incomplete:
        return False
    return not challenge.is_challenge(answer.status, answer.headers, decode(answer.body, answer.content_type)[0])


def _read(part: Part, answer: Answer | None, url: str, today: date) -> tuple[Entry, ...] | None:
    return part.entries(answer.body, answer.content_type, url, today) if answer is not None else None


def _total(answer: Answer) -> int | None:
    """How many rows the answer says that there are in all."""
    text, _ = decode(answer.body, answer.content_type)
    value = parse(text)
    return data_in(value).total_rows if value is not None else None
