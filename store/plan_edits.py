"""Edits of plans on the desk: who, when, why, from which text to which; and every version that was ever kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, insert, null, select

from inspection.issue import State
from store.bulk import upsert
from store.case_tables import issues, plans
from store.database import Database
from store.desk_tables import plan_edits
from store.tables import rounds
from store.values import AnySelect, clean


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """One edit. `before` and `after` are digests of texts."""

    site: str
    at: datetime  # the machine's clock
    who: str
    why: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One text that the database kept, and the rounds that went by it."""

    digest: str
    recorded_at: datetime  # when it was used last, or taken up last
    rounds: int
    first_round_at: datetime | None
    last_round_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Issues that are alike in what they are about. `subject` is given for those that are named in plans."""

    check: str
    column: str | None
    unit: str | None
    subject: str | None
    open: int  # of the states that were asked for
    all: int
    sightings: int
    seen_at: datetime


class PlanEditStore(Database):
    """The part of the store that knows how plans were edited."""

    def edit_plan(self, edit: PlanEdit, before: str, after: str, put: Callable[[], None]) -> None:
        """Keep both texts and the edit, and put the new text where it belongs, with the site's writers waiting.

        `put` is called last: what it raises undoes all of it. An OSError of its would pass for the database's.
        """
        earlier = edit.at - timedelta(seconds=1)  # the newest is the one in force
        kept = [
            {"digest": edit.before, "site": clean(edit.site), "text": clean(before), "recorded_at": earlier},
            {"digest": edit.after, "site": clean(edit.site), "text": clean(after), "recorded_at": edit.at},
        ]
        row = {
            "site": clean(edit.site),
            "at": edit.at,
            "who": clean(edit.who),
            "why": clean(edit.why),
            "before": edit.before,
            "after": edit.after,
        }
        with self.writing_site(edit.site) as connection:
            known = connection.execute(select(plans.c.digest).where(plans.c.digest == edit.before)).scalar()
            upsert(connection, plans, kept[1:] if known else kept)
            connection.execute(insert(plan_edits), row)
            put()

    def plan_edits(self, site: str, limit: int | None = 200) -> list[PlanEdit]:
        """The newest first."""
        query = select(plan_edits).where(plan_edits.c.site == clean(site)).order_by(plan_edits.c.id.desc())
        with self.reading() as connection:
            rows = connection.execute(query.limit(limit)).all()
        return [PlanEdit(row.site, row.at, row.who, row.why, row.before, row.after) for row in rows]

    def plan_versions(self, site: str, limit: int | None = 200) -> list[PlanVersion]:
        """Every text of the site's plan, the one that was used last first."""
        by = (
            select(
                rounds.c.plan_digest,
                func.count().label("rounds"),
                func.min(rounds.c.started_at).label("first_round_at"),
                func.max(rounds.c.started_at).label("last_round_at"),
            )
            .where(rounds.c.site == clean(site))
            .group_by(rounds.c.plan_digest)
            .subquery()
        )
        query = (
            select(plans.c.digest, plans.c.recorded_at, by.c.rounds, by.c.first_round_at, by.c.last_round_at)
            .outerjoin(by, by.c.plan_digest == plans.c.digest)
            .where(plans.c.site == clean(site))
            .order_by(plans.c.recorded_at.desc(), plans.c.digest)
        )
        with self.reading() as connection:
            rows = connection.execute(query.limit(limit)).all()
        return [
            PlanVersion(row.digest, row.recorded_at, row.rounds or 0, row.first_round_at, row.last_round_at)
            for row in rows
        ]

    def tallies(self, site: str, states: list[str], named: list[str]) -> list[Tally]:
        """The site's issues, counted by check, column and unit; and by subject for the checks of `named`."""
        is_named = issues.c.check.in_(named)
        # Every state is named, so that those few are found by state and check; the others need none of the long rows.
        found = is_named & issues.c.state.in_([state.value for state in State])
        with self.reading() as connection:
            rows = [
                *connection.execute(_tallied(site, states, ~is_named, null())).all(),
                *connection.execute(_tallied(site, states, found, issues.c.subject)).all(),
            ]
        return [
            Tally(
                row.check,
                row.column,
                row.unit,
                row.subject,
                int(row.open),
                row.all,
                int(row.sightings),
                row.seen_at,
            )
            for row in rows
        ]


def _tallied(site: str, states: list[str], which: ColumnElement[bool], subject: ColumnElement[Any]) -> AnySelect:
    # Within, because PostgreSQL takes one expression with parameters for two where it is written twice.
    of_site = (
        select(
            issues.c.check,
            issues.c.column,
            issues.c.unit,
            subject.label("subject"),
            case((issues.c.state.in_(states), 1), else_=0).label("open"),
            issues.c.sightings,
            issues.c.seen_at,
        )
        .where(issues.c.site == clean(site), which)
        .subquery()
    ).c
    groups = (of_site.check, of_site.column, of_site.unit, of_site.subject)
    return select(
        *groups,
        func.sum(of_site.open).label("open"),
        func.count().label("all"),
        func.sum(of_site.sightings).label("sightings"),
        func.max(of_site.seen_at).label("seen_at"),
    ).group_by(*groups)
