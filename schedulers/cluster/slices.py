"""Slices: a large site's links off the site, given to other workers by host, and what became of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inspection.addresses import host_of
from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.records import Probe, Verdict
from schedulers.cluster.queue import AWAY, Queue
from spiders import logs
from spiders.fetch import Fetcher
from spiders.leave import HaltedError
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.settle import Settlement
from spiders.shared_sweep import SharedSweep, SliceSweep
from spiders.turns import Turns
from store.errors import StoreError
from store.store import Store

SLICES = "slices"  # the queue
SLICE = "xunjian.slice"  # the task
OWN = 2000  # links off the site that a round looks at itself before it gives any away
SIZE = 500  # addresses in a slice
PATIENCE = 900.0  # seconds that a slice in hand is waited for
_PRIORITY = 30  # before rounds: somebody waits for it

log = logs.get(__name__)


@dataclass(slots=True)
class Cutting:
    """Which slice an address belongs to: a host's addresses stay together as long as their slice is open."""

    own: int = OWN
    size: int = SIZE
    _own_hosts: set[str] = field(default_factory=set)
    _taken: int = 0
    _open: dict[str, list[str]] = field(default_factory=dict)  # by host: the slice that its addresses go to

    def take(self, url: str) -> bool:
        """Whether it is given away."""
        host = host_of(url)
        if host in self._own_hosts or self._taken < self.own:
            self._own_hosts.add(host)
            self._taken += 1
            return False
        slice_ = self._open.get(host)
        if slice_ is None:
            slice_ = next((one for one in self._open.values() if len(one) < self.size), [])
            self._open[host] = slice_
        slice_.append(url)
        return True

    def full(self) -> list[list[str]]:
        """Slices that are large enough; they are closed."""
        return self._close(lambda one: len(one) >= self.size)

    def rest(self) -> list[list[str]]:
        """All that are open; they are closed."""
        return self._close(lambda _: True)

    def _close(self, which: Callable[[list[str]], bool]) -> list[list[str]]:
        closed = {id(one): one for one in self._open.values() if which(one)}
        self._open = {host: one for host, one in self._open.items() if id(one) not in closed}
        return list(closed.values())


class Slices:
    """One round's slices. What no worker has begun when the round itself is through, it takes back and does itself."""

    def __init__(
        self,
        queue: Callable[[], Awaitable[Queue]],
        store: Store,
        site: str,
        round_id: str,
        plan: str,
        *,
        cutting: Cutting | None = None,
    ) -> None:
        self._queue, self._store = queue, store  # the queue is opened when there is something to give
        self._facts = {"site": site, "round": round_id, "plan": plan, "owner": store.owner}
        self._cutting = cutting or Cutting()
        self._given: dict[int, list[str]] = {}  # by job
        self._giving: list[asyncio.Task[None]] = []
        self._ungiven: list[str] = []

    def take(self, url: str) -> bool:
        """Whether another machine looks at it."""
        taken = self._cutting.take(url)
        for urls in self._cutting.full() if taken else ():
            self._begin_giving(urls)
        return taken

    async def collect(self, sweep: SharedSweep) -> None:
        """Every address that was taken has its verdict when this returns."""
        since = time.monotonic()
        while True:
            for urls in self._cutting.rest():
                self._ungiven += urls  # too few to be worth another machine's while
            giving, self._giving = self._giving, []
            await asyncio.gather(*giving)  # raises where one failed: its addresses must not pass unseen
            await self._take_back(sweep, late=time.monotonic() - since > PATIENCE)
            if not self._given and not self._ungiven:
                return
            mine, self._ungiven = self._ungiven, []
            if mine:
                await sweep.look_oneself(mine)
            else:
                await asyncio.sleep(1.0)
                await sweep.leave.wait()  # raises where the round was asked to stop

    def _begin_giving(self, urls: list[str]) -> None:
        self._giving.append(asyncio.create_task(self._give(urls)))

    async def _give(self, urls: list[str]) -> None:
        try:
            named: Any = urls
            queue = await self._queue()
            job = await queue.app.configure_task(
                SLICE, allow_unknown=True, queue=SLICES, priority=_PRIORITY
            ).defer_async(**self._facts, urls=named)
        except (*AWAY, StoreError):
            self._ungiven += urls
        else:
            self._given[job] = urls

    async def _take_back(self, sweep: SharedSweep, *, late: bool) -> None:
        """Look what has become of the slices. What is to be looked at here is ungiven again.

        The database may go in the middle: a slice is let go of when it is known where each of its addresses is.
        """
        if not self._given:
            return
        try:
            queue = await self._queue()
            states = await queue.states(self._given)
            for job, urls in list(self._given.items()):
                state = states.get(job)
                waits = state is not None and state.status == "todo"
                if waits and not await queue.jobs.cancel_job_by_id_async(job):
                    continue  # somebody has begun it just now
                if waits or late or state is None or state.over:
                    probes = {} if waits else await asyncio.to_thread(self._probes, urls)
                    del self._given[job]
                    self._ungiven += [url for url in urls if url not in probes]
                    for probe in probes.values():
                        _take_over(sweep, probe)
                if waits:
                    break  # one at a time: somebody may become free meanwhile
        except (*AWAY, StoreError) as error:
            log.warning("暂时连不上数据库", error=str(error)[:200])

    def _probes(self, urls: Iterable[str]) -> dict[str, Probe]:
        """Those that have a verdict."""
        found = ((url, self._store.probe(self._facts["round"], url)) for url in urls)
        return {url: probe for url, probe in found if probe is not None}


def _take_over(sweep: SharedSweep, probe: Probe) -> None:
    sweep.done += 1
    if probe.verdict is not Verdict.SOUND:
        sweep.ledger.probes[probe.url] = probe


async def work_on_slice(args: Mapping[str, Any], plans: Store, database: str, stop: asyncio.Event) -> bool:
    """A worker's part; whether every address was looked at. What was not, the round looks at itself."""
    try:
        plan = parse_plan(plans.plan_of_digest(args["plan"]) or "")
        done = await look_at_slice(args, plan, database, plans.evidence.root, stop)
    except (KeyError, PlanError, StoreError, HaltedError) as error:
        log.warning("没有做完一份站外链接", site=args.get("site"), round=args.get("round"), error=str(error)[:200])
        return False
    log.info("做完一份站外链接", site=args["site"], round=args["round"], links=done)
    return True


async def look_at_slice(args: Mapping[str, Any], plan: Plan, database: str, evidence: Path, stop: asyncio.Event) -> int:
    """Every address, judged by itself; how many. Raises StoreError, also when another has the round; HaltedError."""
    with Store.open(database, evidence) as store:
        store.fence(args["site"], args["owner"])
        async with Fetcher(FetchPolicy.of(plan)) as fetcher:
            recorder = Recorder(store, args["round"])
            sweep = SliceSweep(plan, fetcher.policy, fetcher, recorder)
            sweep.turns = Turns(store)
            stopping = asyncio.create_task(_halt(stop, sweep))
            try:
                await sweep.look(args["urls"])
                await Settlement(sweep).run()
                return sweep.done
            finally:
                stopping.cancel()
                await recorder.end()


async def _halt(stop: asyncio.Event, sweep: SliceSweep) -> None:
    await stop.wait()
    sweep.leave.halt()
