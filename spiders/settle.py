"""The end of a sweep: redirects take their target's verdict, suspects are compared, a silent site is said to be so."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from inspection.addresses import host_of, origin_of
from inspection.errors import FetchError
from inspection.records import Probe, Verdict
from spiders import soft404
from spiders.fetch import Fetcher
from spiders.hosts import is_network_failure
from spiders.ledger import Ledger, Suspect
from spiders.policy import MAX_REDIRECTS
from spiders.reading.charset import decode
from spiders.soft404 import Shown
from spiders.sweep import Sweep
from spiders.verdict import Outcome

SOFT404 = "soft-404"
SITE_DOWN = "site-down"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an address that surely does not exist answered."""

    status: int | None  # None: no answer
    final_url: str = ""
    page: Shown | None = None


class Settlement:
    """Settles what single looks could not."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self._ledger: Ledger = sweep.ledger
        self._fetcher: Fetcher = sweep.fetcher
        self._random = Random(sweep.plan.site.home_url + "/settle")
        self._baselines: dict[str, asyncio.Task[Baseline]] = {}
        self._settled: set[str] = set()  # redirects
        self._carried: set[str] = set()  # of these, as an earlier round settled them
        self._slots = asyncio.Semaphore(sweep.policy.concurrency)

    def carry(self, redirects: Iterable[str]) -> None:
        """Redirects that an earlier round settled."""
        self._settled.update(redirects)
        self._carried.update(redirects)

    async def run(self) -> None:
        """Every verdict so far is final when this returns; may be called again after a further sweep."""
        await self._ask_home_again()
        suspects, self._ledger.suspects = self._ledger.suspects, {}
        await _all(self._judge_page(url, suspect) for url, suspect in suspects.items())
        self._settled -= self._looked_again()
        fresh = [url for url in self._ledger.aliases if url not in self._settled]
        self._settled.update(fresh)
        self._carried.difference_update(fresh)
        await _all(self._judge_redirect(url) for url in fresh if self._is_odd_redirect(url))
        for url in (*fresh, *self._outdated()):
            self._resolve(url)
        await self._sweep.recorder.flush()

    def _looked_again(self) -> set[str]:
        return self._carried & self._ledger.changes.looked if self._ledger.changes is not None else set()

    def _outdated(self) -> list[str]:
        """Redirects as an earlier round settled them, which lead to what is judged otherwise by now."""
        ledger = self._ledger

        def verdict(url: str) -> tuple[Verdict, str | None]:
            probe = ledger.probes.get(url)
            return (Verdict.SOUND, None) if probe is None else (probe.verdict, probe.reason)

        ends = ((url, ledger.end_of(url)) for url in self._carried)
        return [url for url, end in ends if end != url and verdict(url) != verdict(end)]

    async def _ask_home_again(self) -> None:
        """When pages of the site got no answer, ask once more whether the site answers at all."""
        ledger, home = self._ledger, self._ledger.home_url
        silent = [
            url
            for url, probe in ledger.probes.items()
            if is_network_failure(probe.reason) and not self._sweep.frontier.is_foreign(url) and url != home
        ]
        down = ledger.home is not None and is_network_failure(ledger.home.reason) and not self._sweep.answered
        if silent and not down:
            await self._sweep.leave.wait()
            try:
                await self._fetcher.follow(home)
            except FetchError as error:
                down = is_network_failure(error.reason)
                if down:
                    ledger.settle(home, Outcome(Verdict.FAULTY, error.reason, detail=error.detail), 1)
        if down:
            for url in silent:
                ledger.settle(url, Outcome(Verdict.UNDECIDED, SITE_DOWN), ledger.probes[url].looks)

    async def _judge_page(self, url: str, suspect: Suspect) -> None:
        ledger = self._ledger
        missing = soft404.says_missing(suspect.page, ledger.template)
        shell = suspect.drawn or soft404.is_shell(suspect.page)
        if not (missing or shell or self._shows_nothing(url, suspect.page)):
            return
        baseline = await self._baseline(url)
        same = baseline.page is not None and baseline.status == 200 and self._is_alike(url, suspect, baseline)
        if missing or (same and not shell):
            said = suspect.page.title or suspect.page.whole
            ledger.settle(url, Outcome(Verdict.FAULTY, SOFT404, 200, said[:80]), 2)
        elif same:
            ledger.settle(url, Outcome(Verdict.UNDECIDED, "scripted-page", 200), 1)

    def _shows_nothing(self, url: str, page: Shown) -> bool:
        """A page that any unknown address shows, too, is lost where it is empty, the home page, or the catch-all.

        Where it has text of its own it may be a service that does not look at its address: sound.
        """
        ledger = self._ledger
        if self._sweep.frontier.is_foreign(url):
            return False
        home, catch_all = ledger.home_page, ledger.baseline
        return (
            soft404.is_empty(page, ledger.template)
            or (home is not None and soft404.is_copy(page, home))
            or (catch_all is not None and soft404.alike(page, catch_all, ledger.template))
        )

    def _is_alike(self, url: str, suspect: Suspect, baseline: Baseline) -> bool:
        if baseline.final_url == url:
            return True
        assert baseline.page is not None
        template = frozenset() if self._sweep.frontier.is_foreign(url) else self._ledger.template
        return soft404.alike(suspect.page, baseline.page, template)

    def _is_odd_redirect(self, url: str) -> bool:
        """A deep address that leads to a home page, or to a page that says that something is missing."""
        end = self._ledger.end_of(url)
        if soft404.is_home_like(url) or end in self._ledger.aliases or end in self._ledger.probes:
            return False
        home = self._ledger.end_of(self._ledger.home_url)
        return end == home or (soft404.is_home_like(end) and host_of(end) == host_of(url))

    async def _judge_redirect(self, url: str) -> None:
        baseline = await self._baseline(url)
        end = self._ledger.end_of(url)
        leads_home = baseline.final_url == end
        lost = baseline.status in {404, 410} and _is_article_like(url)
        if leads_home or lost:
            outcome = Outcome(Verdict.FAULTY, SOFT404, self._ledger.statuses.get(url), f"→ {end}")
            self._ledger.settle(url, outcome, 2, end)

    async def _baseline(self, url: str) -> Baseline:
        """The answer to a sibling of `url`; one for all addresses of the same shape."""
        shape = soft404.shape(url)
        if shape not in self._baselines:
            self._baselines[shape] = asyncio.create_task(self._ask(soft404.sibling(url, self._random)))
        return await self._baselines[shape]

    async def _ask(self, url: str) -> Baseline:
        async with self._slots:
            return await self._answer_of(url)

    async def _answer_of(self, url: str) -> Baseline:
        if self._sweep.robots.restricts and not self._sweep.robots.allows(url):
            return Baseline(None)
        host = self._sweep.hosts.get(host_of(url))
        with suppress(FetchError):
            if host is not None:
                await host.turn()
            await self._sweep.leave.wait()
            answer, _ = await self._fetcher.follow(url)
            text = decode(answer.body, answer.content_type)[0] if answer.body else ""
            return Baseline(answer.status, answer.url, soft404.shown(text) if answer.status == 200 else None)
        return Baseline(None)

    def _resolve(self, url: str) -> None:
        """A redirect's verdict is that of the page where it ends."""
        ledger = self._ledger
        if url in ledger.probes and ledger.probes[url].reason == SOFT404:
            return
        hops, at = 0, url
        while at in ledger.aliases and hops <= MAX_REDIRECTS:
            at, hops = ledger.aliases[at], hops + 1
        if hops > MAX_REDIRECTS:
            ledger.settle(url, Outcome(Verdict.FAULTY, "redirect-loop", ledger.statuses.get(url)), 1)
            return
        ended: Probe | None = ledger.probes.get(at)
        outcome = (
            Outcome(ended.verdict, ended.reason, ended.status, ended.detail)
            if ended is not None
            else Outcome(Verdict.SOUND, status=ledger.statuses.get(url))
        )
        ledger.settle(url, outcome, ended.looks if ended else 1, at)


async def _all(judging: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Where one fails, what the others have in hand is finished first."""
    for ended in await asyncio.gather(*judging, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


def _is_article_like(url: str) -> bool:
    """An address of one article: a number of four digits or more below the first folder."""
    path = url.removeprefix(origin_of(url))
    return path.count("/") >= 2 and any(len(part) >= 4 for part in soft404.numbers(path))
