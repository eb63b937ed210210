"""Issues as people look at them: lists, one with its history, what was told of it and why, what was sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, case, func, or_, select, true

from inspection.findings import Severity
from inspection.issue import OPEN, Issue, State, Step
from inspection.telling import ChannelHealth, Decision, Message, Post, Status, Telling
from store import cases, health, messages
from store.case_tables import decisions, issues, message_issues, steps, tellings
from store.case_tables import messages as outbox
from store.database import Database
from store.values import LAST_ID, AnySelect, clean

Order = Literal["weight", "newest", "oldest", "due", "seen", "number"]

_WEIGHT = case({severity.value: n for n, severity in enumerate(Severity)}, value=issues.c.severity)
_DUE = issues.c.due_at.asc().nulls_last()
_ORDERS: dict[Order, tuple[ColumnElement[Any], ...]] = {
    "weight": (_WEIGHT, _DUE, issues.c.id),
    "newest": (issues.c.opened_at.desc(), issues.c.id.desc()),
    "oldest": (issues.c.opened_at, issues.c.id),
    "due": (_DUE, _WEIGHT, issues.c.id),
    "seen": (issues.c.seen_at.desc(), issues.c.id.desc()),
    "number": (issues.c.id,),
}


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Which issues are asked for: every condition holds at once, an empty one asks for nothing in particular.

    `units` and `columns` may hold None: issues that have none. `overdue_at`: open issues whose due time has passed
    then. `text` is looked for in title and address, whatever the case. `order`: by weight (then the earliest due), by
    opening (newest or oldest first), by due time, by when it was last seen (latest first), or by number.
    """

    site: str | None = None
    states: Collection[State] = ()
    units: Collection[str | None] = ()
    checks: Collection[str] = ()
    columns: Collection[str | None] = ()
    severities: Collection[Severity] = ()
    overdue_at: datetime | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0
    order: Order = "weight"


class IssueLists(Database):
    """The part of the store that only reads."""

    def issues(self, wanted: IssueFilter) -> list[Issue]:
        """Those that fit, in the order asked for."""
        # Numbers first: to sort whole rows, and throw most of them away, takes ten times as long.
        ids = select(issues.c.id).where(*_conditions(wanted)).order_by(*_ORDERS[wanted.order])
        ids = ids.limit(wanted.limit).offset(wanted.offset or None)
        query = select(*cases.ISSUE_COLUMNS).where(issues.c.id.in_(ids)).order_by(*_ORDERS[wanted.order])
        with self.reading() as connection:
            return [cases.to_issue(row) for row in connection.execute(query).all()]

    def count_issues(self, wanted: IssueFilter) -> int:
        """How many fit, whatever the limit."""
        with self.reading() as connection:
            return connection.execute(select(func.count()).select_from(issues).where(*_conditions(wanted))).scalar_one()

    def issues_of(self, site: str) -> list[Issue]:
        """Every issue of the site by number, without evidence and the pages on which it was found."""
        query = select(*cases.SLIM_COLUMNS).where(issues.c.site == clean(site)).order_by(issues.c.id)
        with self.reading() as connection:
            return [cases.to_slim_issue(row) for row in connection.execute(query)]

    def issue(self, id_: int) -> Issue | None:
        """One issue."""
        if not 0 < id_ <= LAST_ID:
            return None
        with self.reading() as connection:
            row = connection.execute(select(*cases.ISSUE_COLUMNS).where(issues.c.id == id_)).one_or_none()
        return None if row is None else cases.to_issue(row)

    def steps(self, issue_id: int) -> list[Step]:
        """Its history, as it was recorded."""
        query = select(*cases.STEP_COLUMNS).where(steps.c.issue == issue_id).order_by(steps.c.id)
        with self.reading() as connection:
            return [cases.to_step(row) for row in connection.execute(query)]

    def steps_between(self, site: str, start: datetime | None, end: datetime | None) -> list[tuple[int, Step]]:
        """Steps of the site's issues with `start` <= at < `end`, as they were recorded, each with its issue's id."""
        query = (
            select(*cases.STEP_COLUMNS, steps.c.issue)
            .join(issues, issues.c.id == steps.c.issue)
            .where(issues.c.site == clean(site))
            .order_by(steps.c.id)
        )
        query = query if start is None else query.where(steps.c.at >= start)
        query = query if end is None else query.where(steps.c.at < end)
        with self.reading() as connection:
            return [(row.issue, cases.to_step(row)) for row in connection.execute(query)]

    def tellings_of(self, issue_id: int) -> list[Telling]:
        """How things stand between the issue and each channel."""
        query = select(*cases.TELLING_COLUMNS).where(tellings.c.issue == issue_id).order_by(tellings.c.channel)
        with self.reading() as connection:
            return [cases.to_telling(row) for row in connection.execute(query)]

    def decisions(self, issue_id: int, limit: int | None = 50) -> list[Decision]:
        """Why it was told or not, newest first."""
        query = select(*cases.DECISION_COLUMNS).where(decisions.c.issue == issue_id).order_by(decisions.c.id.desc())
        with self.reading() as connection:
            return [cases.to_decision(row) for row in connection.execute(query.limit(limit))]

    def messages(
        self,
        site: str,
        statuses: Collection[Status] = (),
        issue: int | None = None,
        limit: int | None = 50,
    ) -> list[Message]:
        """The outbox, newest first: messages of these statuses, or all; about one issue, or all."""
        query = select(*messages.MESSAGE_COLUMNS).where(outbox.c.site == clean(site))
        if statuses:
            query = query.where(outbox.c.status.in_([status.value for status in statuses]))
        if issue is not None:
            about = select(message_issues.c.message).where(message_issues.c.issue == issue)
            query = query.where(outbox.c.serial.in_(about))
        return self._messages(query.order_by(outbox.c.serial.desc()).limit(limit))

    def message(self, message_id: str) -> Message | None:
        """One message."""
        found = self._messages(select(*messages.MESSAGE_COLUMNS).where(outbox.c.id == clean(message_id)))
        return next(iter(found), None)

    def post(self, site: str, channel: str, group: str) -> Post | None:
        """The group's message that can be updated or answered to."""
        query = select(*messages.POST_COLUMNS).filter_by(site=clean(site), channel=clean(channel), group=clean(group))
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else messages.to_post(row)

    def health(self, site: str) -> dict[str, ChannelHealth]:
        """What is known of each channel; one that never failed may be missing."""
        with self.reading() as connection:
            return health.of_site(connection, site)

    def _messages(self, query: AnySelect) -> list[Message]:
        with self.reading() as connection:
            return [messages.to_message(row) for row in connection.execute(query)]


def _conditions(wanted: IssueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.site is not None:
        conditions.append(issues.c.site == clean(wanted.site))
    if wanted.states:
        conditions.append(issues.c.state.in_(sorted(state.value for state in wanted.states)))
    if wanted.severities:
        conditions.append(issues.c.severity.in_(sorted(severity.value for severity in wanted.severities)))
    if wanted.checks:
        conditions.append(issues.c.check.in_(sorted(clean(check) for check in wanted.checks)))
    for column, names in ((issues.c.unit, wanted.units), (issues.c.column, wanted.columns)):
        if names:
            conditions.append(_one_of(column, names))
    if wanted.overdue_at is not None:
        conditions += [issues.c.state.in_(sorted(state.value for state in OPEN)), issues.c.due_at < wanted.overdue_at]
    if wanted.text:
        text = clean(wanted.text)
        conditions.append(
            issues.c.title.icontains(text, autoescape=True) | issues.c.subject.icontains(text, autoescape=True)
        )
    return conditions


def _one_of(column: Column[Any], names: Collection[str | None]) -> ColumnElement[bool]:
    named = column.in_(sorted(clean(name) for name in names if name is not None))
    return or_(named, column.is_(None)) if None in names else named
