"""One transaction on the issues of one site: what is known of them, what was told, and what changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, union, update

from inspection.issue import ALIVE, Issue, Step
from inspection.records import Verdict
from inspection.telling import ChannelHealth, Decision, Message, Post, Status, Telling
from store import cases, health, messages, outbox, rounds, sightings
from store.bulk import change, chunks, insert, upsert
from store.case_tables import UNSETTLED, channel_health, decisions, issues, posts, steps, tellings
from store.case_tables import messages as outbox_table
from store.database import Database
from store.desk_tables import issue_changes
from store.values import LAST_ID, clean

_ALIVE = [state.value for state in ALIVE]


class Casework:
    """What is read and written in the transaction. Nobody else changes the site's issues meanwhile."""

    def __init__(self, connection: Connection, site: str) -> None:
        self._connection = connection
        self._site = clean(site)
        self._known: dict[int, Issue] = {}  # as they stand: nobody else changes them, so none is read twice
        self._by_fingerprint: dict[str, int] = {}

    # Issues

    def unsettled(self) -> list[Issue]:
        """Issues that are not over, and those that are, where a channel does not know it yet.

        It was told of them and not that they are over, or they wait in a group to be told.
        """
        ids = set(self._connection.execute(self._unsettled_ids()).scalars())
        if ids - self._known.keys():
            self._read(issues.c.id.in_(self._unsettled_ids()))
        return [self._known[id_] for id_ in sorted(ids)]

    def by_fingerprints(self, fingerprints: Collection[str]) -> list[Issue]:
        """The issues that these findings belong to."""
        wanted = {clean(one) for one in fingerprints}
        for chunk in chunks(sorted(wanted - self._by_fingerprint.keys())):
            self._read(issues.c.fingerprint.in_(chunk))
        ids = sorted(self._by_fingerprint[one] for one in wanted if one in self._by_fingerprint)
        return [self._known[id_] for id_ in ids]

    def issue(self, id_: int) -> Issue | None:
        """One issue of this site."""
        if id_ not in self._known and 0 < id_ <= LAST_ID:
            self._read(issues.c.id == id_)
        return self._known.get(id_)

    def verdicts(self, round_id: str, addresses: Collection[str]) -> dict[str, Verdict]:
        """What the round recorded of those of the addresses that it tried."""
        return sightings.verdicts(self._connection, rounds.key_of(self._connection, round_id), addresses)

    def cut_off(self, round_id: str) -> frozenset[str]:
        """Addresses that the round met and did not open because of robots.txt or a limit."""
        return sightings.cut_off(self._connection, round_id)

    def not_had(self, round_id: str, addresses: Collection[str]) -> frozenset[str]:
        """Those of the addresses that did not open in the round, in a way that may pass."""
        return sightings.not_had(self._connection, round_id, addresses)

    def save(self, moved: Iterable[tuple[Issue, Sequence[Step]]], recorded_at: datetime) -> list[Issue]:
        """Write issues as they stand now, with the steps that led there; those without a number are given one.

        The same issues in the same order, numbered. `recorded_at` is the machine's clock.
        """
        pairs = list(moved)
        if pairs:
            self._tell_of_change()
        numbers = self._insert([issue for issue, _steps in pairs if not issue.id])
        self._change([issue for issue, _steps in pairs if issue.id])
        saved = [cases.numbered(issue, issue.id or numbers[clean(issue.fingerprint)]) for issue, _steps in pairs]
        self._remember(saved)
        rows = [
            cases.step_row(issue.id, step, recorded_at)
            for issue, (_same, taken) in zip(saved, pairs, strict=True)
            for step in taken
        ]
        insert(self._connection, steps, rows)
        return saved

    # What was told

    def tellings(self, issue_ids: Collection[int] | None = None) -> dict[tuple[int, str], Telling]:
        """How things stand between these issues and each channel; None: those of the unsettled issues."""
        query = select(*cases.TELLING_COLUMNS)
        if issue_ids is None:
            queries = [query.where(tellings.c.issue.in_(self._unsettled_ids()))]
        else:
            queries = [query.where(tellings.c.issue.in_(chunk)) for chunk in chunks(sorted(issue_ids))]
        found = (cases.to_telling(row) for asked in queries for row in self._connection.execute(asked).all())
        return {(one.issue, one.channel): one for one in found}

    def save_tellings(self, changed: Iterable[Telling]) -> None:
        """Write how things stand now."""
        upsert(self._connection, tellings, [cases.telling_row(one) for one in changed])

    def record(self, made: Iterable[Decision]) -> None:
        """Append decisions."""
        insert(self._connection, decisions, [cases.decision_row(one) for one in made])

    # The outbox

    def enqueue(self, made: Iterable[Message]) -> list[str]:
        """Put messages into the outbox, in this order; the ids of those that were not there already."""
        return outbox.put(self._connection, list(made))

    def queued(self, channel: str | None = None) -> list[Message]:
        """Messages that wait and that nobody is sending, oldest first."""
        table = outbox_table.c
        query = (
            select(*messages.MESSAGE_COLUMNS)
            .where(table.site == self._site, table.status == Status.QUEUED.value, table.claimed_at.is_(None))
            .order_by(table.serial)
        )
        if channel is not None:
            query = query.where(table.channel == clean(channel))
        return [messages.to_message(row) for row in self._connection.execute(query)]

    def withdraw(self, message_id: str, at: datetime, why: str) -> bool:
        """Take back a message that waits and that nobody is sending; False when it is too late."""
        return outbox.withdraw_unclaimed(self._connection, self._site, message_id, at, why)

    def posts(self) -> dict[tuple[str, str], Post]:
        """Messages that can be updated or answered to, by channel and group."""
        query = select(*messages.POST_COLUMNS).where(posts.c.site == self._site)
        found = (messages.to_post(row) for row in self._connection.execute(query))
        return {(post.channel, post.group): post for post in found}

    def health(self) -> dict[str, ChannelHealth]:
        """What is known of each channel; one that never failed may be missing."""
        return health.of_site(self._connection, self._site)

    def noticed(self, channel: str, at: datetime) -> None:
        """Others were told that the channel fails."""
        mine = (channel_health.c.site == self._site) & (channel_health.c.channel == clean(channel))
        self._connection.execute(update(channel_health).where(mine).values(noticed_at=at))

    def _read(self, which: ColumnElement[bool]) -> None:
        """Issues of the site that are not known yet."""
        query = select(*cases.ISSUE_COLUMNS).where(issues.c.site == self._site, which)
        rows = self._connection.execute(query).all()
        self._remember([cases.to_issue(row) for row in rows if row.id not in self._known])

    def _remember(self, standing: Iterable[Issue]) -> None:
        for issue in standing:
            self._known[issue.id] = issue
            self._by_fingerprint[clean(issue.fingerprint)] = issue.id

    def _unsettled_ids(self) -> Any:
        here = issues.c.site == self._site
        return union(
            select(issues.c.id).where(here, issues.c.state.in_(_ALIVE)),
            select(issues.c.id).join(tellings, tellings.c.issue == issues.c.id).where(here, UNSETTLED),
        )

    def _tell_of_change(self) -> None:
        row = {"site": self._site, "number": 1}
        upsert(self._connection, issue_changes, [row], lambda new: {"number": issue_changes.c.number + new.number})

    def _insert(self, fresh: list[Issue]) -> dict[str, int]:
        """Ids by fingerprint."""
        rows = [cases.issue_row(issue) for issue in fresh]
        insert(self._connection, issues, rows)
        numbers: dict[str, int] = {}
        for chunk in chunks([row["fingerprint"] for row in rows]):
            query = select(issues.c.fingerprint, issues.c.id).where(
                issues.c.site == self._site, issues.c.fingerprint.in_(chunk)
            )
            numbers.update((fingerprint, id_) for fingerprint, id_ in self._connection.execute(query))
        return numbers

    def _change(self, moved: list[Issue]) -> None:
        rows = [{**cases.moving_row(issue), "id": issue.id} for issue in moved]
        change(self._connection, issues, "id", rows)
        looks = [{**cases.seen_row(issue), "id": issue.id} for issue in moved if self._looks_otherwise(issue)]
        change(self._connection, issues, "id", looks)

    def _looks_otherwise(self, issue: Issue) -> bool:
        before = self._known.get(issue.id)
        return before is None or before.evidence != issue.evidence or before.found_on != issue.found_on


class CaseworkStore(Database):
    """The part of the store that issues are changed by."""

    @contextmanager
    def casework(self, site: str) -> Iterator[Casework]:
        """One writing transaction on a site's issues: rounds, people and ticks take turns."""
        with self.writing_site(site) as connection:
            yield Casework(connection, site)
