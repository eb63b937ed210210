"""How far running rounds are, for whoever asks from another process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from store.bulk import upsert
from store.database import Database
from store.service_tables import progress
from store.tables import leases, rounds
from store.values import clean


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One open round. Without a lease it was cut short, and waits to be taken up. Times are aware, in UTC."""

    round: str
    site: str
    kind: str
    started_at: datetime
    resumes: int
    stage: str  # sweep, read, judge; empty: nothing was heard of it yet
    done: int
    waiting: int
    pages: int
    faulty: int
    note: str  # Chinese: what it waits for
    process: str
    updated_at: datetime | None
    machine: str | None  # of the process that has the site's lease; None: nobody has
    held_since: datetime | None = None  # the lease


class ProgressStore(Database):
    """The part of the store that knows how far rounds are."""

    def record_progress(
        self,
        round_id: str,
        *,
        stage: str,
        done: int,
        waiting: int,
        pages: int,
        faulty: int,
        at: datetime,
        note: str = "",
        process: str = "",
    ) -> None:
        """How far the round is now; it replaces what was said before."""
        row = {"stage": stage, "done": done, "waiting": waiting, "pages": pages, "faulty": faulty}
        row |= {"round": self._key(round_id), "note": clean(note), "process": clean(process), "updated_at": at}
        with self.writing(at_once=True) as connection:  # a state is not worth waiting for
            upsert(connection, progress, [row])

    def open_rounds(self, since: datetime, site: str | None = None) -> list[ProgressRow]:
        """Rounds begun at or after `since` that are neither finished nor given up, the oldest first."""
        query = (
            select(rounds, progress, leases.c.machine, leases.c.acquired_at)
            .outerjoin(progress, progress.c.round == rounds.c.key)
            .outerjoin(leases, leases.c.site == rounds.c.site)
            .where(rounds.c.finished_at.is_(None), rounds.c.abandoned_at.is_(None), rounds.c.started_at >= since)
            .order_by(rounds.c.key)
        )
        if site is not None:
            query = query.where(rounds.c.site == clean(site))
        with self.reading() as connection:
            return [
                ProgressRow(
                    round=row.id,
                    site=row.site,
                    kind=row.kind,
                    started_at=row.started_at,
                    resumes=row.resumes,
                    stage=row.stage or "",
                    done=row.done or 0,
                    waiting=row.waiting or 0,
                    pages=row.pages or 0,
                    faulty=row.faulty or 0,
                    note=row.note or "",
                    process=row.process or "",
                    updated_at=row.updated_at,
                    machine=None if row.machine is None else row.machine.partition(" ")[0],
                    held_since=row.acquired_at,
                )
                for row in connection.execute(query)
            ]
