"""Figures of all sites at once, by a few aggregate questions: for a monitor that asks every quarter of a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select, text

from inspection.telling import Status
from store import rounds
from store.case_tables import channel_health, issues, messages
from store.database import Database
from store.rounds import RoundRow
from store.tables import findings
from store.tables import rounds as rounds_table
from store.values import AnySelect

_OUTCOME = case(
    (rounds_table.c.abandoned_at.is_not(None), "abandoned"),
    (rounds_table.c.finished_at.is_(None), "open"),
    (rounds_table.c.complete, "complete"),
    else_="incomplete",
).label("outcome")
Counts = dict[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a monitor wants to know. Keys begin with the site."""

    rounds: Counts  # site, kind, outcome: complete, incomplete, abandoned, open
    newest: list[RoundRow]  # finished, one of each site and kind
    issues: Counts  # site, state, severity
    messages: Counts  # site, channel, status
    oldest_due: dict[tuple[str, str], datetime]  # site, channel: since when a message could have been sent
    failing: dict[tuple[str, str], datetime | None]  # site, channel: since when; None: it works
    database_bytes: int


class FiguresStore(Database):
    """The part of the store that counts."""

    def figures(self, now: datetime) -> Figures:
        """All figures, of one moment."""
        with self.reading() as connection:
            return Figures(
                rounds=_counts(connection, rounds_table.c.site, rounds_table.c.kind, _OUTCOME),
                newest=rounds.newest_by_kind(connection),
                issues=_counts(connection, issues.c.site, issues.c.state, issues.c.severity),
                messages=_counts(connection, messages.c.site, messages.c.channel, messages.c.status),
                oldest_due=_oldest_due(connection, now),
                failing={(row.site, row.channel): row.failing_since for row in connection.execute(_HEALTH)},
                database_bytes=_size(connection),
            )

    def finding_counts(self, round_id: str) -> dict[tuple[str, str], int]:
        """The round's findings by check and severity."""
        query = (
            select(findings.c.check, findings.c.severity, func.count())
            .where(findings.c.round == self._key(round_id))
            .group_by(findings.c.check, findings.c.severity)
        )
        with self.reading() as connection:
            return {(check, severity): count for check, severity, count in connection.execute(query)}

    def newest_rounds(self) -> list[RoundRow]:
        """The newest finished round of each site and kind."""
        with self.reading() as connection:
            return rounds.newest_by_kind(connection)

    def due_messages(self, now: datetime) -> dict[tuple[str, str], datetime]:
        """By site and channel: since when the oldest message that waits could have been sent."""
        with self.reading() as connection:
            return _oldest_due(connection, now)

    def database_bytes(self) -> int:
        """What the database takes on its disk, without evidence."""
        with self.reading() as connection:
            return _size(connection)


_HEALTH = select(channel_health.c.site, channel_health.c.channel, channel_health.c.failing_since)


def _counts(connection: Connection, *by: ColumnElement[str]) -> Counts:
    # By their names: PostgreSQL takes the same words with other parameters for another expression.
    query: AnySelect = select(*by, func.count()).group_by(*(text(column.key or "") for column in by))
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(query)}


def _oldest_due(connection: Connection, now: datetime) -> dict[tuple[str, str], datetime]:
    query = (
        select(messages.c.site, messages.c.channel, func.min(messages.c.not_before))
        .where(messages.c.status == Status.QUEUED.value, messages.c.not_before <= now)
        .group_by(messages.c.site, messages.c.channel)
    )
    return {(site, channel): since for site, channel, since in connection.execute(query)}


def _size(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    return int(pages) * int(size)
