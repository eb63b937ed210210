"""Issues as people look at them: lists, one with its history, what was told of it and why, what was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from inspection.issue import Issue, Step
from inspection.telling import ChannelHealth, Decision, Message, Post, Status, Telling
from store import cases, health, messages
from store.bulk import chunks
from store.case_tables import decisions, issues, message_issues, steps, tellings
from store.case_tables import messages as outbox
from store.issue_counts import IssueCounts
from store.issue_filters import IssueFilter, Order, conditions, key_of, ordering
from store.values import LAST_ID, AnySelect, clean

__all__ = ["IssueFilter", "IssueLists", "Order"]


class IssueLists(IssueCounts):
    """The part of the store that only reads."""

    def issues(self, wanted: IssueFilter) -> list[Issue]:
        """Those that fit, in the order asked for; `before` a place: those right in front of it."""
        query = select(*cases.ISSUE_COLUMNS).where(issues.c.id.in_(_ids(wanted))).order_by(*ordering(wanted.order))
        with self.reading() as connection:
            return [cases.to_issue(row) for row in connection.execute(query).all()]

    def slim_issues(self, wanted: IssueFilter) -> list[Issue]:
        """The same without evidence and the pages on which they were found: for lists."""
        query = select(*cases.SLIM_COLUMNS).where(issues.c.id.in_(_ids(wanted))).order_by(*ordering(wanted.order))
        with self.reading() as connection:
            return [cases.to_slim_issue(row) for row in connection.execute(query).all()]

    def each_issue(self, wanted: IssueFilter, block: int = 2000) -> Iterator[Issue]:
        """All that fits, slim, block by block, each read for itself: no connection is held while somebody downloads.

        By place in the order, so that what moves meanwhile is given once, if at all.
        """
        wanted, after = self.narrowed(wanted), wanted.after
        while found := self.slim_issues(replace(wanted, after=after, limit=block)):
            yield from found
            after = key_of(found[-1], wanted.order)

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

    def messages_since(self, ids: Sequence[str]) -> dict[str, datetime]:
        """Since when each of these is in the outbox; those that are not there are left out."""
        found: dict[str, datetime] = {}
        with self.reading() as connection:
            for some in chunks([clean(id_) for id_ in ids]):
                query = select(outbox.c.id, outbox.c.created_at).where(outbox.c.id.in_(some))
                found |= {row.id: row.created_at for row in connection.execute(query)}
        return found

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


def _ids(wanted: IssueFilter) -> AnySelect:
    """Numbers first: to sort whole rows, and throw most of them away, takes ten times as long."""
    backwards = wanted.before is not None and wanted.after is None
    ids = select(issues.c.id).where(*conditions(wanted)).order_by(*ordering(wanted.order, backwards=backwards))
    return ids.limit(wanted.limit).offset(wanted.offset or None)
