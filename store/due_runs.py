"""What the timetable has set going: one row for each moment that was due, so that it is done once, whoever leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Database
from store.service_tables import due_runs
from store.values import AnyRow, clean

Result = Literal["done", "busy", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class DueRun:
    """One moment that was due, and what became of it. Times are aware, in UTC."""

    site: str  # empty: the whole database's
    entry: str  # watch, daily, full, digest, prune
    due_at: datetime
    claimed_by: str
    claimed_at: datetime
    finished_at: datetime | None = None  # None: it runs, waits, or its process died
    outcome: str | None = None

    @property
    def result(self) -> str:
        """done, busy, failed or skipped; empty while it is open."""
        return (self.outcome or "").partition(" ")[0]

    @property
    def words(self) -> str:
        """What was said of it, in Chinese."""
        return (self.outcome or "").partition(" ")[2]


class DueRunStore(Database):
    """The part of the store that knows what was due and by whom it was taken."""

    def claim_due(self, site: str, entry: str, due_at: datetime, who: str, now: datetime) -> bool:
        """Take what was due; exactly one asker gets True, on both databases."""
        with self.writing() as connection:
            return _insert(connection, site, entry, due_at, who, now)

    def skip_due(self, site: str, entry: str, due_at: datetime, who: str, now: datetime, words: str) -> bool:
        """Write down that this moment passes without a run, and why; False where it was taken already."""
        outcome = f"skipped {words}"
        with self.writing() as connection:
            return _insert(connection, site, entry, due_at, who, now, finished_at=now, outcome=clean(outcome))

    def finish_due(self, run: DueRun, now: datetime, result: Result, words: str = "") -> bool:
        """What became of a claimed run; False where another has taken it over or finished it."""
        outcome = clean(f"{result} {words}".strip())
        ours = _this(run) & (due_runs.c.claimed_by == clean(run.claimed_by)) & due_runs.c.finished_at.is_(None)
        with self.writing() as connection:
            return bool(
                connection.execute(update(due_runs).where(ours).values(finished_at=now, outcome=outcome)).rowcount
            )

    def take_over_due(self, run: DueRun, who: str) -> bool:
        """Take an open run whose process died; exactly one asker gets True."""
        theirs = _this(run) & (due_runs.c.claimed_by == clean(run.claimed_by)) & due_runs.c.finished_at.is_(None)
        with self.writing() as connection:
            return bool(connection.execute(update(due_runs).where(theirs).values(claimed_by=clean(who))).rowcount)

    def last_claimed_dues(self, site: str, now: datetime) -> Mapping[str, datetime]:
        """By entry: the newest moment up to now that was taken. What a clock that was ahead took is not counted."""
        query = (
            select(due_runs.c.entry, func.max(due_runs.c.due_at))
            .where(due_runs.c.site == clean(site), due_runs.c.due_at <= now)
            .group_by(due_runs.c.entry)
        )
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def newest_claims(self, site: str) -> Mapping[str, datetime]:
        """By entry: when anything was last taken, by the clock of then, which may have been ahead."""
        query = select(due_runs.c.entry, func.max(due_runs.c.claimed_at)).where(due_runs.c.site == clean(site))
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by(due_runs.c.entry))}

    def open_dues(self, site: str) -> list[DueRun]:
        """What was taken and is not finished, the oldest first."""
        query = select(due_runs).where(due_runs.c.site == clean(site), due_runs.c.finished_at.is_(None))
        with self.reading() as connection:
            return [_run(row) for row in connection.execute(query.order_by(due_runs.c.due_at))]

    def recent_dues(self, site: str, limit: int = 50) -> list[DueRun]:
        """What was due, the newest first."""
        query = select(due_runs).where(due_runs.c.site == clean(site)).order_by(due_runs.c.due_at.desc()).limit(limit)
        with self.reading() as connection:
            return [_run(row) for row in connection.execute(query)]

    def newest_dues(self, site: str) -> dict[str, DueRun]:
        """By entry: the newest that was really run, or runs."""
        ran = due_runs.c.outcome.is_(None) | ~due_runs.c.outcome.startswith("skipped")
        newest = (
            select(due_runs.c.entry, func.max(due_runs.c.due_at).label("due_at"))
            .where(due_runs.c.site == clean(site), ran)
            .group_by(due_runs.c.entry)
            .subquery()
        )
        same = (due_runs.c.entry == newest.c.entry) & (due_runs.c.due_at == newest.c.due_at)
        query = select(due_runs).join(newest, same).where(due_runs.c.site == clean(site))
        with self.reading() as connection:
            return {row.entry: _run(row) for row in connection.execute(query)}

    def forget_dues_ahead(self, site: str, entry: str, now: datetime) -> int:
        """The clock was set back: what it took in a time that has not come yet counts as not taken. How many."""
        ahead = (due_runs.c.site == clean(site)) & (due_runs.c.entry == entry) & (due_runs.c.claimed_at > now)
        with self.writing() as connection:
            return connection.execute(delete(due_runs).where(ahead, due_runs.c.finished_at.is_not(None))).rowcount


def _insert(
    connection: Connection,
    site: str,
    entry: str,
    due_at: datetime,
    who: str,
    now: datetime,
    *,
    finished_at: datetime | None = None,
    outcome: str | None = None,
) -> bool:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(due_runs).values(
        site=clean(site),
        entry=entry,
        due_at=due_at,
        claimed_by=clean(who),
        claimed_at=now,
        finished_at=finished_at,
        outcome=outcome,
    )
    # Asked for what was inserted: of an insertion that may do nothing, psycopg's row count says -1.
    return connection.execute(row.on_conflict_do_nothing().returning(due_runs.c.due_at)).first() is not None


def _this(run: DueRun) -> ColumnElement[bool]:
    same = due_runs.c
    return (same.site == clean(run.site)) & (same.entry == run.entry) & (same.due_at == run.due_at)


def _run(row: AnyRow) -> DueRun:
    return DueRun(**row._mapping)
