"""A store as a service leaves it, and everything that may be wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import update

from inspection.findings import Severity
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.telling import Kind, Message
from schedulers.cluster.leader import TIMETABLE
from store.case_tables import channel_health
from store.processes import ProcessRow
from store.store import Store
from store.tables import leases

SITE = "甲市民政局"
PLAN = f"""
site: {{name: {SITE}, home: "https://mzj.example/"}}
alerts:
  channels:
    office: {{email: {{to: [office@example.org]}}}}
  routes: [{{to: [office]}}]
rounds: {{watch: every 30m, daily: "%H:%M"}}
"""


@cache
def _empty() -> bytes:
    """An empty database: to make one by the migrations each time takes longer than all else."""
    with TemporaryDirectory() as folder:
        Store.open(f"sqlite:///{folder}/x.db", Path(folder)).close()
        return Path(folder, "x.db").read_bytes()


class Watched:
    """A sound service two hours old; each method makes one thing wrong."""

    def __init__(self, folder: Path) -> None:
        (folder / "x.db").write_bytes(_empty())
        self.store = Store.open(f"sqlite:///{folder / 'x.db'}", folder / "evidence")
        self.now: datetime = self.store.clock()
        # Its daily round was due three hours ago, whenever the tests run.
        text = (self.now - timedelta(hours=3)).astimezone(ZoneInfo("Asia/Shanghai")).strftime(PLAN)
        self.plan: Plan = parse_plan(text)
        began = self.now - timedelta(hours=2)
        self.process = ProcessRow("p1", "serve", "办公室", 12, "1.0", began, self.now, {"sites": [SITE]})
        self.store.beat(self.process)
        self.store.record_plan(SITE, "d", text, began)
        self.store.acquire(TIMETABLE, "me", began)
        self.store.renew(TIMETABLE, "me", self.now)
        self.claim(self.now)

    def claim(self, at: datetime) -> None:
        """The timetable took whatever was due up to then."""
        for entry in ("watch", "daily"):
            self.store.claim_due(SITE, entry, at, "me", at)

    def nobody_runs(self) -> None:
        self.store.gone("p1")

    def nobody_leads(self) -> None:
        self.store.release(TIMETABLE, "me")

    def leader_is_silent(self) -> None:
        with self.store.writing() as connection:
            connection.execute(update(leases).values(heartbeat_at=self.now - timedelta(minutes=5)))

    def machine_is_silent(self) -> None:
        self.store.beat(replace(self.process, id="p2", role="worker", beat_at=self.now - timedelta(minutes=20)))

    def versions_differ(self) -> None:
        self.store.beat(replace(self.process, id="p2", role="worker", version="2.0"))

    def plan_is_refused(self) -> None:
        self.store.beat(replace(self.process, facts={"sites": [SITE], "refused": {SITE: ["有错：", "第 3 行"]}}))

    def round_was_cut(self) -> None:
        began = self.now - timedelta(hours=1)
        self.store.begin_round(site=SITE, kind="full", as_of=began, plan_digest="d", started_at=began)

    def round_is_stuck(self) -> None:
        self.round_was_cut()
        self.store.acquire(SITE, "somebody")
        with self.store.writing() as connection:
            connection.execute(
                update(leases).where(leases.c.site == SITE).values(acquired_at=self.now - timedelta(minutes=40))
            )

    def round_is_incomplete(self) -> None:
        began = self.now - timedelta(hours=1)
        one = self.store.begin_round(site=SITE, kind="full", as_of=began, plan_digest="d", started_at=began)
        self.store.finish_round(one, finished_at=self.now, complete=False, counters={"pages": 7, "seconds": 90})

    def message_is_stuck(self) -> None:
        made = self.now - timedelta(hours=1)
        message = Message("m1", SITE, "office", Kind.NEW, "g", Severity.ERROR, made, made, {})
        with self.store.casework(SITE) as work:
            work.enqueue([message])

    def channels_fail(self, since: timedelta = timedelta(hours=2)) -> None:
        row = {"failing_since": self.now - since, "error": "连不上", "permanent": False}
        with self.store.writing() as connection:
            connection.execute(channel_health.insert().values(site=SITE, channel="office", **row))

    def nothing_was_taken(self) -> None:
        """For days, though it is led."""
        with self.store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM due_runs")
            connection.execute(update(leases).values(acquired_at=self.now - timedelta(days=4)))
        self.claim(self.now - timedelta(days=2))
