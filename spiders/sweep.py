"""The sweep: every page of the plan's hosts for its links, every target for its verdict, each fetched once a round."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from random import Random

from inspection.addresses import host_of, origin_of
from inspection.errors import FetchError
from inspection.plan import Plan
from inspection.records import Verdict
from spiders import challenge, soft404, verdict
from spiders.fetch import Answer, Fetcher
from spiders.frontier import Frontier
from spiders.hosts import Host, Task
from spiders.ledger import Ledger
from spiders.pages import ReadPage, read_page_links
from spiders.policy import MAX_FOREIGN_BYTES, FetchPolicy
from spiders.reading.charset import decode
from spiders.recorder import Recorder
from spiders.robots import Robots
from spiders.verdict import Outcome

MAX_FOREIGN_HOSTS_AT_ONCE = 64
MAX_BLOCKED = 40  # firewall answers in a row, from the site itself, before the round stops asking
_QUIET = 0.02  # seconds between two looks at whether all is done

Progress = Callable[["Sweep"], None]


class HaltedError(Exception):
    """The sweep was asked to stop: what it had in hand is finished and recorded, the rest is left to a resumption."""


class Sweep:
    """One round's sweep. `run` may be called again with further addresses; nothing is tried twice."""

    def __init__(
        self,
        plan: Plan,
        policy: FetchPolicy,
        fetcher: Fetcher,
        recorder: Recorder,
        progress: Progress | None = None,
        *,
        follow: bool = True,
    ) -> None:
        self.plan, self.policy, self.fetcher, self.recorder = plan, policy, fetcher, recorder
        self.frontier = Frontier(plan)
        self.robots = Robots(policy.user_agent)
        self.hosts: dict[str, Host] = {}
        self.ledger = Ledger(recorder, plan.site.home_url)
        self.answered = 0  # pages of the site that answered with anything
        self.done = 0
        self.stopped: str | None = None  # why the round was cut short
        self._halted = False
        self._progress = progress
        self._follow = follow
        self._open = 0  # tasks queued, in flight or waiting for another look
        self._foreign = asyncio.Semaphore(MAX_FOREIGN_HOSTS_AT_ONCE)
        self._idle = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._error: BaseException | None = None
        self._begun = False
        self._told: set[str] = set()  # targets whose link text is recorded
        self._held: list[tuple[str, Task]] | None = None  # links found before everything was ready to follow them
        self._random = Random(plan.site.home_url)

    @property
    def waiting(self) -> int:
        """Targets without a verdict yet."""
        return self._open

    def halt(self) -> None:
        """Begin nothing new: `run` finishes what is in hand, records it and raises HaltedError."""
        self._halted = True

    def ask_slowly(self, name: str, seconds: float) -> None:
        """From now on ask this host one thing at a time, at least so many seconds apart."""
        host = self.hosts.setdefault(name, Host(name, 1, seconds))
        host.limit, host.delay = 1, max(host.delay, seconds)

    async def run(self, seeds: Iterable[str]) -> None:
        """Try the home page, every seed, and all that they lead to.

        Raises StoreError when nothing can be kept, HaltedError after `halt`.
        """
        if not self._begun:
            self._begun = True
            await self._begin()
        for seed in seeds:
            self.offer(seed)
        for url, parent in self._held or ():
            self.offer(url, parent)
        self._held = None
        await self._until_idle()
        await self.recorder.flush()

    async def _begin(self) -> None:
        """The home page first, and what an unknown address shows: everything else is compared with these."""
        home = self.plan.site.home_url
        if self.policy.obey_robots:
            for host in self.plan.site.inspected_hosts:
                await self.robots.learn(f"{home.partition('://')[0]}://{host}", self.fetcher)
        self._held = []
        self.offer(home)
        await self._until_idle()
        with suppress(FetchError):
            unknown = soft404.sibling(f"{origin_of(home)}/", self._random)
            answer, _ = await self.fetcher.follow(unknown)
            if answer.status == 200 and answer.body:
                self.ledger.set_baseline(decode(answer.body, answer.content_type)[0])

    async def _until_idle(self) -> None:
        if self._open == 0:
            return
        self._idle.clear()
        while not self._idle.is_set():
            try:
                await asyncio.wait_for(self._idle.wait(), timeout=_QUIET * 10)
            except TimeoutError:
                await self.recorder.keep_up()
                if self._progress:
                    self._progress(self)
            if self._halted and not self._running:
                await self.recorder.flush()
                raise HaltedError
        if self._error is not None:
            raise self._error

    def offer(self, url: str, parent: Task | None = None) -> None:
        """A target was named somewhere: try it unless it is known, or out of bounds."""
        task = self.frontier.offer(url, parent)
        if task is None:
            return
        if isinstance(task, str):
            self.ledger.settle(url, Outcome(Verdict.SKIPPED, task), 0)
        elif not task.kind.is_foreign and self.robots.restricts and not self.robots.allows(url):
            self.ledger.settle(url, Outcome(Verdict.SKIPPED, "robots"), 0)
        else:
            self._open += 1
            self._push(task)

    def _push(self, task: Task) -> None:
        name = host_of(task.url)
        host = self.hosts.get(name)
        if host is None:
            delay = max(self.policy.delay, self.robots.delay(origin_of(task.url)))
            host = self.hosts[name] = Host(name, self.policy.concurrency, delay)
        host.queue.append(task)
        if host.active < host.limit:
            host.active += 1
            running = asyncio.create_task(self._work(host))
            self._running.add(running)
            running.add_done_callback(self._ended)

    async def _work(self, host: Host) -> None:
        try:
            while host.queue and self._error is None and not self._halted:
                await host.turn()
                if host.queue and not self._halted:
                    await self._handle(host, host.queue.popleft())
        finally:
            host.active -= 1

    def _ended(self, running: asyncio.Task[None]) -> None:
        """A worker that failed ends the sweep: what is learnt cannot be kept, or the program is wrong."""
        self._running.discard(running)
        if not running.cancelled() and (error := running.exception()) is not None:
            self._error = error
            self._idle.set()

    async def _handle(self, host: Host, task: Task) -> None:
        answer: Answer | None = None
        page: ReadPage | None = None
        if self.stopped and not task.kind.is_foreign:
            outcome = Outcome(Verdict.UNDECIDED, self.stopped)
        elif host.dead is not None:
            outcome = host.dead
        else:
            try:
                if task.kind.is_foreign:
                    async with self._foreign:
                        answer, outcome, page = await self._look(task, host)
                else:
                    answer, outcome, page = await self._look(task, host)
            except FetchError as error:
                outcome = verdict.of_error(error)
            host.note(outcome, answer.headers.get("Retry-After") if answer else None)
        task.looks += 1
        if outcome.transient and task.looks < self.policy.looks and not self.stopped:
            wait = self.policy.retry_after * 2 ** (task.looks - 1)
            asyncio.get_running_loop().call_later(wait, self._again, host, task)
            return
        self._finish(host, task, outcome, answer, page)
        await self.recorder.keep_up()

    def _again(self, host: Host, task: Task) -> None:
        host.dead, host.failures = None, 0
        self._push(task)

    async def _look(self, task: Task, host: Host) -> tuple[Answer, Outcome, ReadPage | None]:
        cookies = host.cookies
        if task.kind.is_file and task.looks == 0:  # some servers never answer a HEAD: later looks are whole
            answer = await self.fetcher.look(task.url, "HEAD", cookies=cookies)
            early = verdict.of_head(answer, task.url)
            if early is not None:
                return answer, early, None
        limit = MAX_FOREIGN_BYTES if task.kind.is_foreign else None
        answer = await self.fetcher.look(task.url, limit=limit, cookies=cookies)
        target = verdict.of_redirect(answer, task.url).redirect if answer.location is not None else None
        if self.ledger.leads_back(task.url, target):
            # A browser would come back with the cookies that it was given.
            answer, _ = await self.fetcher.follow(task.url, limit=limit)
        page = read_page_links(answer, task.kind, self._told) if answer.body else None
        outcome = verdict.of_answer(answer, page.text if page else "")
        return answer, outcome, page

    def _finish(self, host: Host, task: Task, outcome: Outcome, answer: Answer | None, page: ReadPage | None) -> None:
        if outcome.redirect is not None and outcome.redirect != task.url:
            self.ledger.redirect(task.url, outcome.redirect, outcome.status or 0)
            self.offer(outcome.redirect, task)
        else:
            if answer is not None and page is not None and outcome.verdict is Verdict.SOUND:
                links = self.ledger.take(task, answer, page)
                for url in (*(to for to, _, _ in links), *page.onward) if self._follow else ():
                    if self._held is None:
                        self.offer(url, task)
                    else:
                        self._held.append((url, task))
            elif task.url == self.ledger.end_of(self.ledger.home_url):
                self.ledger.home_leads = False  # an answer without a body
            self.ledger.settle(task.url, outcome, task.looks)
        if not task.kind.is_foreign:
            self.answered += outcome.status is not None
            if host.blocked >= MAX_BLOCKED and not self.stopped:
                self.stopped = challenge.REASON
        self.done += 1
        self._open -= 1
        if self._open == 0:
            self._idle.set()
