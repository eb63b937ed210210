"""Which processes run, when they were last heard of, and who holds which lease."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from inspection.findings import Json
from store.bulk import upsert
from store.database import Database
from store.leases import clock
from store.service_tables import processes
from store.tables import leases
from store.values import clean, from_json, to_json

SILENT = timedelta(seconds=60)  # without a heartbeat: four were missed
_FORGOTTEN = timedelta(days=7)  # after so long a process that ended without a word is not remembered


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process that runs, or ended without a word. Times are aware, in UTC."""

    id: str
    role: str  # serve, worker
    machine: str
    pid: int
    version: str
    started_at: datetime
    beat_at: datetime
    facts: Mapping[str, Json] = field(default_factory=dict)

    def is_alive(self, now: datetime) -> bool:
        """Whether it was heard of lately."""
        return now - self.beat_at <= SILENT


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a lease: a site's, or the timetable's, whose name begins with a blank."""

    name: str
    machine: str
    pid: int
    acquired_at: datetime
    heartbeat_at: datetime


class ProcessStore(Database):
    """The part of the store that knows who runs."""

    def beat(self, process: ProcessRow) -> None:
        """It runs. Processes that have been silent for a week are forgotten on the way."""
        row = {
            "id": process.id,
            "role": process.role,
            "machine": clean(process.machine),
            "pid": process.pid,
            "version": process.version,
            "started_at": process.started_at,
            "beat_at": process.beat_at,
            "facts": to_json(process.facts),
        }
        with self.writing(at_once=True) as connection:
            upsert(connection, processes, [row])
            connection.execute(delete(processes).where(processes.c.beat_at < process.beat_at - _FORGOTTEN))

    def gone(self, process_id: str) -> None:
        """It ends, and says so."""
        with self.writing(at_once=True) as connection:
            connection.execute(delete(processes).where(processes.c.id == process_id))

    def processes(self) -> list[ProcessRow]:
        """All that run or ended without a word, the oldest first."""
        query = select(processes).order_by(processes.c.started_at, processes.c.id)
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return [ProcessRow(**{**row._mapping, "facts": from_json(row.facts)}) for row in rows]

    def alive(self, now: datetime) -> list[ProcessRow]:
        """Those that were heard of lately."""
        return [one for one in self.processes() if one.is_alive(now)]

    def clock(self) -> datetime:
        """The time by which heartbeats are told, the same for all machines: PostgreSQL's; for SQLite this machine's."""
        with self.reading() as connection:
            return clock(connection)

    def holders(self) -> list[Holder]:
        """Every lease that is held, or whose holder died."""
        with self.reading() as connection:
            rows = connection.execute(select(leases).order_by(leases.c.acquired_at)).all()
        return [
            Holder(row.site, row.machine.partition(" ")[0], row.pid, row.acquired_at, row.heartbeat_at) for row in rows
        ]
