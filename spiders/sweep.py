"""The sweep: every page of the plan's hosts for its links, every target for its verdict, each fetched once a round."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from dataclasses import replace
from random import Random

from inspection.addresses import host_of, origin_of
from inspection.errors import FetchError
from inspection.plan import Plan
from inspection.records import Verdict
from spiders import challenge, soft404
from spiders.before import Before
from spiders.fetch import Fetcher
from spiders.frontier import Frontier
from spiders.hosts import Host, Task
from spiders.leave import HaltedError, Leave
from spiders.ledger import Ledger
from spiders.look import Look, look
from spiders.policy import FetchPolicy
from spiders.reading.charset import decode
from spiders.recorder import Recorder
from spiders.robots import Robots
from spiders.turns import Turns
from spiders.verdict import Outcome

MAX_FOREIGN_HOSTS_AT_ONCE = 64
MAX_BLOCKED = 40  # firewall answers in a row, from the site itself, before the round stops asking
_QUIET = 0.02  # seconds between two looks at whether all is done

Progress = Callable[["Sweep"], None]


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
        self.ledger = Ledger(recorder, plan.site.home_url, plan)
        self.answered = 0  # pages of the site that answered with anything
        self.done = 0
        self.stopped: str | None = None  # why the round was cut short
        self.aged: dict[str, Before | None] = {}  # known from an earlier round, not looked at in this one
        self.leave = Leave()
        self.turns: Turns | None = None  # set where other machines may ask the same hosts
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

    @property
    def waiting(self) -> int:
        """Targets without a verdict yet."""
        return self._open

    def ask_slowly(self, name: str, seconds: float) -> None:
        """From now on ask this host one thing at a time, at least so many seconds apart."""
        host = self.hosts.setdefault(name, Host(name, 1, seconds, turns=self.turns))
        host.limit, host.delay = 1, max(host.delay, seconds)

    async def run(self, seeds: Iterable[str]) -> None:
        """Try the home page, every seed, and all that they lead to.

        Raises StoreError when nothing can be kept, HaltedError when its leave was taken back.
        """
        await self.leave.wait()
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
        if not self.look_again(home, anew=True):
            self.offer(home)
        await self._until_idle()
        with suppress(FetchError):
            unknown = soft404.sibling(f"{origin_of(home)}/", Random(home))
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
            if self.leave.is_over:
                for waiting in self._running:
                    waiting.cancel()
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
        elif self._is_barred(task):
            self.ledger.bar(url)
        else:
            self._push(task)

    def _is_barred(self, task: Task) -> bool:
        return not task.kind.is_foreign and self.robots.restricts and not self.robots.allows(task.url)

    def look_again(self, url: str, *, freely: bool = False, anew: bool = False) -> bool:
        """Look at a target that an earlier round knew; False where it is none, or was looked at by now.

        A page is asked on condition, or `freely`; `anew` it is read whatever comes, as if it were new.
        """
        if url not in self.aged:
            return False
        before = self.aged.pop(url)
        before = None if anew or before is None else replace(before, freely=freely or before.freely)
        task = self.frontier.again(url, before, self.ledger.fault_of(url))
        self.ledger.aliases.pop(url, None)
        if self._is_barred(task):
            self.ledger.bar(url)
        else:
            self._push(task)
        return True

    def _push(self, task: Task) -> None:
        self._open += not task.looks
        host = self.hosts.get(name := host_of(task.url))
        if host is None:
            delay = max(self.policy.delay, self.robots.delay(origin_of(task.url)))
            host = self.hosts[name] = Host(name, self.policy.concurrency, delay, turns=self.turns)
        host.queue.append(task)
        if host.active < host.limit:
            host.active += 1
            running = asyncio.create_task(self._work(host))
            self._running.add(running)
            running.add_done_callback(self._ended)

    async def _work(self, host: Host) -> None:
        try:
            while host.queue and self._error is None and not self.leave.halted:
                await host.turn()
                with suppress(HaltedError):
                    await self.leave.wait()
                    if host.queue:
                        with self.leave.at_work():
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
        if self.stopped and not task.kind.is_foreign:
            seen = Look(Outcome(Verdict.UNDECIDED, self.stopped))
        elif host.dead is not None:
            seen = Look(host.dead)
        else:
            async with self._foreign if task.kind.is_foreign else nullcontext():
                seen = await look(task, self.fetcher, self.ledger, host.cookies, self._told)
            host.note(seen.outcome, seen.answer.headers.get("Retry-After") if seen.answer else None)
        task.looks += 1
        again = seen.outcome.transient and seen.outcome.reason != task.fault
        if again and task.looks < self.policy.looks and not self.stopped:
            wait = self.policy.retry_after * 2 ** (task.looks - 1)
            asyncio.get_running_loop().call_later(wait, self._again, host, task)
            return
        self._finish(host, task, seen)
        await self.recorder.keep_up()

    def _again(self, host: Host, task: Task) -> None:
        host.dead, host.failures = None, 0
        self._push(task)

    def _finish(self, host: Host, task: Task, seen: Look) -> None:
        outcome = seen.outcome
        if outcome.redirect is not None and outcome.redirect != task.url:
            elsewhere = self.ledger.redirect(task.url, outcome.redirect, outcome.status or 0)
            home = self._held is not None  # at first there is nothing but its way
            if not (elsewhere or home) or not self.look_again(outcome.redirect, anew=home):
                self.offer(outcome.redirect, task)
        else:
            self._take(task, seen)
            self.ledger.settle(task.url, outcome, task.looks)
        if not task.kind.is_foreign:
            self.answered += outcome.status is not None
            if host.blocked >= MAX_BLOCKED and not self.stopped:
                self.stopped = challenge.REASON
        self.done, self._open = self.done + 1, self._open - 1
        if self._open == 0:
            self._idle.set()

    def _take(self, task: Task, seen: Look) -> None:
        """What the answer is worth beyond its verdict: a page as it was, a page that leads on, or none."""
        if seen.answer is not None and seen.unchanged:
            self.ledger.keep(task, seen.answer)
        elif seen.answer is not None and seen.page is not None and seen.outcome.verdict is Verdict.SOUND:
            onward = self.ledger.take(task, seen.answer, seen.page)
            for url in onward if self._follow else ():
                if self._held is None:
                    self.offer(url, task)
                else:
                    self._held.append((url, task))
        else:
            self.ledger.no_page(task.url)
