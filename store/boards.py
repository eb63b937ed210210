"""What boards and calendars ask: readings without their articles' texts, counts by column, when rounds looked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from inspection.issue import ALIVE, CLOSED, OPEN, Issue, Step
from inspection.records import Article, ColumnReading
from store import cases
from store.article_rows import media_from_json
from store.case_tables import issues, steps
from store.database import Database
from store.readings import to_reading
from store.rounds import IS_FINISHED
from store.tables import articles, readings, rounds
from store.values import clean, published_from_text

_ALIVE = sorted(state.value for state in ALIVE)
_OPEN = sorted(state.value for state in OPEN)
_CLOSED = sorted(state.value for state in CLOSED)


@dataclass(frozen=True, slots=True)
class Alive:
    """Issues that are not over."""

    count: int
    overdue: int  # open ones whose due time has passed


class Looked(NamedTuple):
    """When a finished round looked."""

    at: datetime  # the clock of judgement
    kind: str
    complete: bool


class Mark(NamedTuple):
    """Changes with whatever rounds finish and with every step of an issue: what was worked out before holds till then.

    A round that is pruned leaves it as it is: what was seen was seen.
    """

    round: int
    finished_at: datetime | None
    step: int


class BoardStore(Database):
    """The part of the store that boards ask."""

    def slim_readings(self, round_id: str, columns: Collection[str] | None = None) -> dict[str, ColumnReading]:
        """The round's readings by name, their articles with title, address, day and origin alone."""
        return self._read(_slim, round_id, columns)

    def alive_by_column(self, site: str, now: datetime) -> dict[str | None, Alive]:
        """How many issues that are not over name each column (or account)."""
        overdue = func.sum(case((issues.c.due_at < now, 1), else_=0))
        query = (
            select(issues.c.state, issues.c.column, func.count(), overdue)
            .where(issues.c.site == clean(site), issues.c.state.in_(_ALIVE))
            .group_by(issues.c.state, issues.c.column)  # as they stand in their index
        )
        found: dict[str | None, Alive] = {}
        with self.reading() as connection:
            for state, column, count, late in connection.execute(query):
                before = found.get(column, Alive(0, 0))
                open_ = int(late or 0) if state in _OPEN else 0
                found[column] = Alive(before.count + count, before.overdue + open_)
        return found

    def issues_since(self, site: str, since: datetime) -> list[Issue]:
        """The site's issues but those that were over before `since` and stayed so, by number; slim, as `issues_of`."""
        query = select(*cases.SLIM_COLUMNS).where(*_lived(site, since)).order_by(issues.c.id)
        with self.reading() as connection:
            return [cases.to_slim_issue(row) for row in connection.execute(query)]

    def steps_since(self, site: str, since: datetime, end: datetime) -> list[tuple[int, Step]]:
        """All steps before `end` of the issues that `issues_since` has, as they were recorded, each with its issue."""
        query = (
            select(*cases.STEP_COLUMNS, steps.c.issue)
            .join(issues, issues.c.id == steps.c.issue)
            .where(*_lived(site, since), steps.c.at < end)
            .order_by(steps.c.id)
        )
        with self.reading() as connection:
            return [(row.issue, cases.to_step(row)) for row in connection.execute(query)]

    def mark_until(self, site: str, until: datetime) -> tuple[int, int]:
        """How many rounds were finished that judged by then, and how many steps of all sites were taken by then."""
        counted = select(func.count()).select_from(rounds)
        counted = counted.where(rounds.c.site == clean(site), IS_FINISHED, rounds.c.as_of <= until)
        taken = select(func.count()).select_from(steps).where(steps.c.at <= until)
        with self.reading() as connection:
            return connection.execute(counted).scalar_one(), connection.execute(taken).scalar_one()

    def first_looked(self, site: str) -> datetime | None:
        """When the site's first finished round looked."""
        query = select(func.min(rounds.c.as_of)).where(rounds.c.site == clean(site), IS_FINISHED)
        with self.reading() as connection:
            return connection.execute(query).scalar()

    def looked(self, site: str, since: datetime | None = None) -> list[Looked]:
        """When the site's finished rounds looked, the earliest first."""
        query = select(rounds.c.as_of, rounds.c.kind, rounds.c.complete).where(rounds.c.site == clean(site))
        query = query.where(IS_FINISHED).order_by(rounds.c.as_of)
        query = query if since is None else query.where(rounds.c.as_of >= since)
        with self.reading() as connection:
            return [Looked(*row) for row in connection.execute(query)]

    def mark(self, site: str) -> Mark:
        """How far rounds and issues have come."""
        newest = select(func.max(rounds.c.key), func.max(rounds.c.finished_at)).where(
            rounds.c.site == clean(site), IS_FINISHED
        )
        with self.reading() as connection:
            key, finished = connection.execute(newest).one()
            step = connection.execute(select(func.max(steps.c.id))).scalar()
        return Mark(key or 0, finished, step or 0)


def _lived(site: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    lived = or_(issues.c.state.not_in(_CLOSED), issues.c.closed_at.is_(None), issues.c.closed_at >= since)
    return issues.c.site == clean(site), lived


def _slim(connection: Connection, round_: int, columns: Collection[str] | None) -> dict[str, ColumnReading]:
    table = articles.c
    rows = select(table.column, table.url, table.title, table.published_at, table.media, table.channel)
    rows = rows.where(table.round == round_).order_by(table.id)
    heads = readings.select().where(readings.c.round == round_).order_by(readings.c.id)
    if columns is not None:
        named = [clean(name) for name in columns]
        rows, heads = rows.where(table.column.in_(named)), heads.where(readings.c.column.in_(named))
    found: dict[str, list[Article]] = {}
    for column, url, title, published, media, channel in connection.execute(rows):
        more = media_from_json(media)
        article = Article(
            channel,
            title,
            url,
            published_from_text(published),
            origin=more.get("origin"),
            sources=more.get("sources", ()),
        )
        found.setdefault(column, []).append(article)
    return {row.column: to_reading(row, tuple(found.get(row.column, ()))) for row in connection.execute(heads)}
