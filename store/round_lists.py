"""Rounds as people look at them: a page of them with what each found, one with what it could not judge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from inspection.findings import Severity
from store.case_tables import issues
from store.database import Database
from store.rounds import RoundRow
from store.tables import findings, pages, probes, readings, rounds, undecided
from store.values import clean, from_json


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in a list."""

    row: RoundRow
    found: dict[Severity, int]
    undecided: int

    @property
    def findings(self) -> int:
        """All that it found."""
        return sum(self.found.values())


@dataclass(frozen=True, slots=True)
class DoubtCount:
    """What a round could not judge for one reason: how often, and one of them."""

    check: str
    reason: str
    count: int
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class FoundHere:
    """One fault of a round, with the issue that it belongs to."""

    check: str
    severity: Severity
    title: str
    issue: int | None  # its number; None: the round moved none


class RoundLists(Database):
    """The part of the store that lists rounds."""

    def round_lines(
        self,
        site: str,
        kind: str | None = None,
        *,
        before: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> list[RoundLine]:
        """The site's rounds, the newest first: those older than the round `before`, or the next newer than `after`."""
        columns = [column for column in rounds.c if column.name != "key"]
        query = select(rounds.c.key, *columns).where(rounds.c.site == clean(site))
        query = query if kind is None else query.where(rounds.c.kind == kind)
        query = query if before is None else query.where(rounds.c.id < clean(before))
        query = query if after is None else query.where(rounds.c.id > clean(after))
        order = rounds.c.id.desc() if after is None else rounds.c.id.asc()
        with self.reading() as connection:
            rows = connection.execute(query.order_by(order).limit(limit)).all()
            found, doubts = _found(connection, [row.key for row in rows]), _doubts(connection, [r.key for r in rows])
        lines = [
            RoundLine(
                RoundRow(**{**{c.name: getattr(row, c.name) for c in columns}, "counters": from_json(row.counters)}),
                found.get(row.key, {}),
                doubts.get(row.key, 0),
            )
            for row in rows
        ]
        return lines if after is None else lines[::-1]

    def doubt_counts(self, round_id: str) -> list[DoubtCount]:
        """What the round could not judge, by check and reason, the most frequent first."""
        key = self._key(round_id)
        count = func.count()
        query = (
            select(undecided.c.check, undecided.c.reason, count, func.min(undecided.c.id))
            .where(undecided.c.round == key)
            .group_by(undecided.c.check, undecided.c.reason)
            .order_by(count.desc(), undecided.c.check, undecided.c.reason)
        )
        with self.reading() as connection:
            groups = connection.execute(query).all()
            sample = select(undecided.c.id, undecided.c.subject, undecided.c.detail)
            rows = connection.execute(sample.where(undecided.c.id.in_([group[3] for group in groups]))).all()
        shown = {row.id: row for row in rows}
        return [DoubtCount(g[0], g[1], g[2], shown[g[3]].subject, shown[g[3]].detail) for g in groups]

    def has_details(self, round_id: str) -> bool:
        """Whether anything of what the round met and judged is still kept."""
        key = self._key(round_id)
        with self.reading() as connection:
            return any(_any(connection, table, key) for table in (readings, pages, probes, findings, undecided))

    def found_here(self, round_id: str, check: str, limit: int = 200) -> list[FoundHere]:
        """What one check found in a round, without its evidence."""
        key = self._key(round_id)
        mine = (issues.c.fingerprint == findings.c.fingerprint) & (issues.c.site == rounds.c.site)
        query = (
            select(findings.c.check, findings.c.severity, findings.c.title, issues.c.id.label("issue"))
            .join(rounds, rounds.c.key == findings.c.round)
            .outerjoin(issues, mine)
            .where(findings.c.round == key, findings.c.check == clean(check))
        )
        with self.reading() as connection:
            rows = connection.execute(query.order_by(findings.c.id).limit(limit)).all()
        return [FoundHere(row.check, Severity(row.severity), row.title, row.issue) for row in rows]


def _found(connection: Connection, keys: list[int]) -> dict[int, dict[Severity, int]]:
    query = select(findings.c.round, findings.c.severity, func.count()).where(findings.c.round.in_(keys))
    told: dict[int, dict[Severity, int]] = {}
    for key, severity, count in connection.execute(query.group_by(findings.c.round, findings.c.severity)):
        told.setdefault(key, {})[Severity(severity)] = count
    return told


def _doubts(connection: Connection, keys: list[int]) -> Counter[int]:
    query = select(undecided.c.round, func.count()).where(undecided.c.round.in_(keys)).group_by(undecided.c.round)
    return Counter({row[0]: row[1] for row in connection.execute(query)})


def _any(connection: Connection, table: Table, key: int) -> bool:
    return connection.execute(select(table.c.round).where(table.c.round == key).limit(1)).first() is not None
