"""What the last rounds saw of one subject, round by round, and which evidence an issue shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from inspection.issue import ALIVE, Issue
from inspection.records import ColumnState, Verdict
from store import cases
from store.case_tables import issues
from store.database import Database
from store.headless_tables import pictures
from store.keys import address_key
from store.rounds import IS_FINISHED
from store.tables import findings, pages, probes, readings, rounds, undecided
from store.values import clean

_DIGEST_LENGTH = 64


@dataclass(frozen=True, slots=True)
class LookRow:
    """One finished round, and what it recorded of the subject. None: nothing of that kind. Times are aware, in UTC."""

    round: str
    kind: str
    as_of: datetime
    started_at: datetime
    complete: bool
    found: bool = False  # the check found this very fault
    verdict: Verdict | None = None  # of the probe of the subject's address
    reason: str | None = None  # of the probe, else of the doubt, else of the reading
    detail: str = ""
    probed_at: datetime | None = None  # before `started_at`: taken over from an earlier round
    doubtful: bool = False  # the check could not judge it
    state: ColumnState | None = None  # of the reading of the issue's column or account
    kept: bool = True  # the pages and links that it met are still there: retention takes those of old rounds


class LookStore(Database):
    """The part of the store that knows one subject through the rounds."""

    def looks_at(self, issue: Issue, limit: int = 30) -> list[LookRow]:
        """The site's newest finished rounds, the earliest first, with what each recorded of the issue's subject."""
        with self.reading() as connection:
            known = _newest(connection, issue.site, limit)
            _add_findings(connection, known, issue)
            _add_probes(connection, known, issue)
            _add_readings(connection, known, issue)
            _add_doubts(connection, known, issue)
            _add_cleared(connection, known)
        return [known[key] for key in sorted(known)]

    def issues_by_fingerprints(self, site: str, fingerprints: Collection[str], limit: int = 20) -> list[Issue]:
        """Those of the site's issues, without evidence; alive ones first, then the newest."""
        return self._similar(issues.c.site == clean(site), issues.c.fingerprint.in_(sorted(fingerprints)), limit=limit)

    def issues_beside(self, issue: Issue, limit: int = 6) -> list[Issue]:
        """Other alive issues of the same check in the same column, without evidence, the newest first."""
        if issue.column is None:
            return []
        return self._similar(*_in_column(issue), issues.c.id != issue.id, limit=limit)

    def count_beside(self, issue: Issue) -> int:
        """How many alive issues of the same check the column has, this one among them."""
        if issue.column is None:
            return 0
        query = select(func.count()).where(*_in_column(issue))
        with self.reading() as connection:
            return connection.execute(query).scalar_one()

    def shown_as(self, digest: str) -> str | None:
        """As what an issue's picture refers to that evidence: evidence, snapshot or har. None: nothing shows it."""
        if len(digest) != _DIGEST_LENGTH or not digest.isascii() or not digest.isalnum():
            return None
        columns = [pictures.c[name] for name in ("evidence", "snapshot", "har")]
        of_issue = (issues.c.site == pictures.c.site) & (issues.c.fingerprint == pictures.c.fingerprint)
        query = select(*columns).where(or_(*(column == digest for column in columns)))
        query = query.where(select(issues.c.id).where(of_issue).exists())
        with self.reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else next(name for name, value in row._mapping.items() if value == digest)

    def _similar(self, *conditions: ColumnElement[bool], limit: int) -> list[Issue]:
        alive = issues.c.state.in_(sorted(state.value for state in ALIVE))
        # Numbers first: rows are wide.
        ids = select(issues.c.id).where(*conditions).order_by(alive.desc(), issues.c.id.desc()).limit(limit)
        with self.reading() as connection:
            numbers = [number for (number,) in connection.execute(ids)]
            query = select(*cases.SLIM_COLUMNS).where(issues.c.id.in_(numbers))
            found = {row.id: cases.to_slim_issue(row) for row in connection.execute(query)}
        return [found[number] for number in numbers if number in found]


def _in_column(issue: Issue) -> tuple[ColumnElement[bool], ...]:
    """Alive ones of its check in its column: by states, for there are many more that are over."""
    return (
        issues.c.site == clean(issue.site),
        issues.c.state.in_(sorted(state.value for state in ALIVE)),
        issues.c.check == clean(issue.check),
        issues.c.column == clean(issue.column or ""),
    )


def _newest(connection: Connection, site: str, limit: int) -> dict[int, LookRow]:
    query = (
        select(rounds.c.key, rounds.c.id, rounds.c.kind, rounds.c.as_of, rounds.c.started_at, rounds.c.complete)
        .where(rounds.c.site == clean(site), IS_FINISHED)
        .order_by(rounds.c.started_at.desc(), rounds.c.key.desc())
        .limit(limit)
    )
    rows = connection.execute(query).all()
    return {key: LookRow(*rest) for key, *rest in rows}


def _add_findings(connection: Connection, known: dict[int, LookRow], issue: Issue) -> None:
    query = select(findings.c.round).where(findings.c.fingerprint == issue.fingerprint, findings.c.round.in_(known))
    for (key,) in connection.execute(query):
        known[key] = replace(known[key], found=True)


def _add_probes(connection: Connection, known: dict[int, LookRow], issue: Issue) -> None:
    query = select(probes.c.round, probes.c.verdict, probes.c.reason, probes.c.detail, probes.c.probed_at)
    query = query.where(probes.c.address == address_key(issue.subject), probes.c.round.in_(known))
    for key, verdict, reason, detail, at in connection.execute(query):
        known[key] = replace(known[key], verdict=Verdict(verdict), reason=reason, detail=detail, probed_at=at)


def _add_readings(connection: Connection, known: dict[int, LookRow], issue: Issue) -> None:
    if issue.column is None:
        return
    query = select(readings.c.round, readings.c.state, readings.c.reason)
    query = query.where(readings.c.column == clean(issue.column), readings.c.round.in_(known))
    for key, state, reason in connection.execute(query):
        known[key] = replace(known[key], state=ColumnState(state), reason=known[key].reason or reason)


def _add_doubts(connection: Connection, known: dict[int, LookRow], issue: Issue) -> None:
    # A round has thousands of doubts: asked only where nothing else says how the subject was.
    open_ = [key for key, row in known.items() if not row.found and row.verdict in (None, Verdict.UNDECIDED)]
    query = select(undecided.c.round, undecided.c.reason, undecided.c.detail).where(
        undecided.c.round.in_(open_),
        undecided.c.check == clean(issue.check),
        undecided.c.subject == clean(issue.subject),
    )
    for key, reason, detail in connection.execute(query):
        known[key] = replace(known[key], doubtful=True, reason=reason, detail=detail)


def _add_cleared(connection: Connection, known: dict[int, LookRow]) -> None:
    met = [select(table.c.id).where(table.c.round == rounds.c.key).exists() for table in (pages, probes)]
    query = select(rounds.c.key).where(rounds.c.key.in_(known), ~or_(*met))
    for (key,) in connection.execute(query):
        known[key] = replace(known[key], kept=False)
