"""The service: one process that leads the timetable, tells people, probes, and answers how it is."""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from inspection.plan import Plan
from schedulers import clockwork
from schedulers.clockwork import Clock, Clockwork
from schedulers.cluster.leader import Leader
from schedulers.due_book import RETRY, Desk
from schedulers.due_work import DueWork
from schedulers.plan_desk import keep_plans
from schedulers.plan_watch import LOOK_EVERY, PlanFile
from schedulers.probing import keep_probing
from schedulers.pruning import prune
from schedulers.round_process import RoundAsk, RoundResult
from schedulers.runner import LocalRunner, Runner
from schedulers.settings import ServiceSettings
from schedulers.telling_loop import Telling
from schedulers.timetable import entries_of, prune_entry
from schedulers.vitals import Vitals
from schedulers.watching import keep_watch
from schedulers.weekly import enqueue_digest, week_told
from spiders import logs
from store.due_runs import DueRun
from store.errors import StoreError
from store.store import Store

_SILENT = 300.0  # seconds without a turn, and a loop is thought to hang

log = logs.get(__name__)


class Service:
    """Runs these plans on this database until it is told to stop."""

    def __init__(
        self,
        files: Sequence[PlanFile],
        database: str,
        store: Store,
        settings: ServiceSettings,
        *,
        runner: Runner | None = None,
        stop: asyncio.Event | None = None,
        clock: Clock = clockwork.wall_clock,
        retry: float = RETRY,
        plan_look_every: float = LOOK_EVERY,
    ) -> None:
        """`retry`: seconds until a database that was away is asked again."""
        self.files = {file.plan.site.name: file for file in files}
        self.stop = stop or asyncio.Event()
        self.who = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex[:8]}"
        self.settings = settings
        self.store = store
        self._database = database
        self._plan_look_every = plan_look_every
        self._runner = runner if runner is not None else LocalRunner(settings.rounds_at_once)
        self._desk = Desk(store, self.who, clock, self.stop, retry)
        self._leader = Leader(store, told=self._told)
        self.vitals = Vitals()
        self._telling = Telling(store, clock, self.stop, self.vitals)
        self._clockwork = Clockwork(self._jumped, clock, turned=lambda: self.vitals.turned("clocks"))
        self.works = {site: self._work_of(file) for site, file in self.files.items()}
        self.works[""] = DueWork("", self._desk, self._nightly(), errands={"prune": self._prune})

    @property
    def leads(self) -> bool:
        """Whether this process leads the timetable just now."""
        return self._leader.leads

    @property
    def plans(self) -> list[Plan]:
        """The plans that hold."""
        return [file.plan for file in self.files.values()]

    def _by_site(self) -> dict[str, Plan]:
        return {site: file.plan for site, file in self.files.items()}

    def facts(self) -> dict[str, Any]:
        """What this process says of itself where others look: its sites, what it does, which plan was refused."""
        refused = {site: file.refusal for site, file in self.files.items() if file.refusal is not None}
        return {
            "sites": list(self.files),
            "leads": self.leads,
            "plans": {site: str(file.path) for site, file in self.files.items()},
            "digests": {site: file.digest for site, file in self.files.items()},
            "refused": {site: [f"{one.what}：", *one.lines] for site, one in refused.items()},
            "running": {site: work.running.run.entry for site, work in self.works.items() if work.running is not None},
            "waiting": {
                site: [one.run.entry for one in work.waiting] for site, work in self.works.items() if work.waiting
            },
        }

    async def run(self) -> None:
        """Until `stop` is set: nothing more is begun, what is in hand is finished. A fault of ours ends the service."""
        for site, work in self.works.items():
            self._clockwork.set(site, work.entries, work.ring)
        parts = [asyncio.create_task(part, name=name) for name, part in self._parts().items()]
        stopping = asyncio.create_task(self.stop.wait())
        self.vitals.expect("clocks", "时间表的时钟", _SILENT)
        self.vitals.expect("plans", "方案文件的查看", _SILENT)
        log.info(f"服务已启动，{len(self.files)} 个网站", sites=list(self.files)[:20])
        try:
            await asyncio.wait([*parts, stopping], return_when=asyncio.FIRST_COMPLETED)
            fallen = [part for part in parts if part.done()]
        finally:
            self.stop.set()
            await self._wind_up([*parts, stopping])
        for part in fallen:
            part.result()  # raises what befell it

    def _parts(self) -> dict[str, Any]:
        """Everything that goes on side by side. Of several services on one database, each has all of them."""
        return {
            "timetable": self._leader.lead(self._lead),
            "clocks": self._clockwork.run(),
            "plans": keep_plans(
                self.files,
                self._desk,
                self._taken_up,
                lambda: self.leads,
                lambda: self.vitals.turned("plans"),
                self._plan_look_every,
            ),
            "watch": keep_watch(self.store, self.settings, self.facts, self._by_site, self.vitals),
            "availability": keep_probing(lambda: self.plans, self.store, self.settings, self._desk.clock),
        }

    def abandon(self) -> None:
        """Do not wait for what is in hand: rounds are killed, and the next start takes them up."""
        for work in self.works.values():
            work.abandon()

    async def _wind_up(self, parts: list[asyncio.Task[Any]]) -> None:
        log.info("服务正在停止：手上的做完即止")
        await asyncio.gather(*(work.end() for work in self.works.values()), self._telling.end())
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)
        log.info("服务已停止")

    # While this process leads

    async def _lead(self) -> None:
        """The timetable and the telling, until cancelled or stopped."""
        for file in self.files.values():
            await self._recorded(file)
        async with asyncio.TaskGroup() as group:
            for work in self.works.values():
                group.create_task(work.lead())
            for file in self.files.values():
                group.create_task(self._telling.keep_telling(lambda file=file: file.plan))  # type: ignore[misc]

    def _told(self, leads: bool) -> None:
        log.info("本进程主持时间表" if leads else "本进程不再主持时间表")

    async def _recorded(self, file: PlanFile) -> None:
        """Commands without a plan's file look into the database for it."""
        site, now = file.plan.site.name, datetime.now(UTC)
        while not self.stop.is_set():
            try:
                await asyncio.to_thread(self.store.record_plan, site, file.digest, file.text, now)
            except StoreError as error:
                log.warning("数据库暂不可用，稍后再试", site=site, error=str(error))
                await self._desk.pause()
            else:
                return

    def _jumped(self, _: timedelta) -> None:
        for work in self.works.values():
            work.look_anew()

    # What is due

    def _work_of(self, file: PlanFile) -> DueWork:
        site = file.plan.site.name
        errands = {"digest": partial(self._digest, file)}
        return DueWork(site, self._desk, entries_of(file.plan), partial(self._round, file), errands)

    def _nightly(self) -> tuple[Any, ...]:
        return (prune_entry(next(iter(self.plans)).zone),)

    async def _round(self, file: PlanFile, kind: str) -> RoundResult:
        folder = str(file.path.absolute().parent)
        ask = RoundAsk(file.plan.site.name, kind, file.text, folder, self._database)
        return await self._runner.run(ask, self.stop)

    def _digest(self, file: PlanFile, run: DueRun) -> str:
        plan = file.plan
        if plan.alerts is None or plan.alerts.digest is None:
            raise ValueError("方案已不要求周报")
        week = week_told(plan, run.due_at)
        now = self._desk.clock().astimezone(plan.zone)
        messages, added = enqueue_digest(self.store, plan, week, now, file.path.absolute().parent)
        return f"第 {week} 周的周报，{len(added)} 份放入发件箱，{len(messages) - len(added)} 份此前已放入"

    def _prune(self, _: DueRun) -> str:
        done = prune(self.store, self.settings, self._desk.clock(), stop=self.stop.is_set)
        said = f"清理了 {done.rounds} 轮旧巡检、{done.messages} 条旧消息、{done.availability} 次旧探测"
        return "；".join([said, *done.held, *(["中途停下，下次接着清理"] if done.stopped else [])])

    async def _taken_up(self, file: PlanFile) -> None:
        site = file.plan.site.name
        work = self.works[site]
        work.take_up(entries_of(file.plan))
        self._clockwork.set(site, work.entries, work.ring)
        log.info("方案有改动，已采用", site=site, plan=str(file.path))
        if self.leads:
            await self._recorded(file)
