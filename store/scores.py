"""Scorecards as they were counted, day by day; and how issues stood at any past moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from inspection.issue import State
from store import bulk
from store.case_tables import issues, steps
from store.database import Database
from store.duty_tables import scores
from store.values import clean, from_json, to_json


@dataclass(frozen=True, slots=True)
class KeptScore:
    """One day's card, as it was counted."""

    day: date
    standard: str
    counted_at: datetime
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IssueThen:
    """One issue as it stood at some moment."""

    id: int
    fingerprint: str
    check: str
    subject: str
    title: str
    state: State


class ScoreStore(Database):
    """The part of the store that knows how the site stood."""

    def keep_score(self, site: str, kept: KeptScore) -> None:
        """Keep a day's card; a later count of the same day by the same standard takes its place."""
        row = {
            "site": clean(site),
            "day": kept.day,
            "standard": clean(kept.standard),
            "counted_at": kept.counted_at,
            "document": to_json(kept.document),
        }
        with self.writing() as connection:
            bulk.upsert(connection, scores, [row], key=("site", "day", "standard"))

    def scores(self, site: str, standard: str, since: date, until: date) -> list[KeptScore]:
        """The cards kept of these days, both included, the earliest first."""
        query = (
            select(scores.c.day, scores.c.standard, scores.c.counted_at, scores.c.document)
            .where(scores.c.site == clean(site), scores.c.standard == clean(standard))
            .where(scores.c.day >= since, scores.c.day <= until)
            .order_by(scores.c.day)
        )
        with self.reading() as connection:
            found = connection.execute(query).all()
        return [KeptScore(row.day, row.standard, row.counted_at, from_json(row.document)) for row in found]

    def issues_then(self, site: str, checks: Collection[str], until: datetime) -> list[IssueThen]:
        """Every issue of these checks that existed by then, as its steps up to then left it; by number."""
        found: list[IssueThen] = []
        with self.reading() as connection:
            for some in bulk.chunks(sorted(checks)):
                found += _then(connection, clean(site), some, until)
        return sorted(found, key=lambda one: one.id)


def _then(connection: Connection, site: str, checks: Sequence[str], until: datetime) -> list[IssueThen]:
    last = (
        select(steps.c.issue, func.max(steps.c.id).label("last"))
        .join(issues, issues.c.id == steps.c.issue)
        .where(issues.c.site == site, issues.c.check.in_(checks), steps.c.at <= until)
        .group_by(steps.c.issue)
        .subquery()
    )
    query = (
        select(issues.c.id, issues.c.fingerprint, issues.c.check, issues.c.subject, issues.c.title, steps.c.after)
        .join(last, last.c.issue == issues.c.id)
        .join(steps, steps.c.id == last.c.last)
    )
    return [
        IssueThen(row.id, row.fingerprint, row.check, row.subject, row.title, State(row.after))
        for row in connection.execute(query)
    ]
