"""The outbox: messages are put in with the issues' change, claimed by one sender, and settled by what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from inspection.telling import Message, Post, Status
from store import claims, health
from store.bulk import chunks, upsert
from store.case_tables import message_issues, messages, posts, sendings
from store.claims import UNCLAIMED, Limit
from store.database import Database
from store.errors import StoreError
from store.leases import this_process
from store.messages import message_row, post_row
from store.values import AnyRow, clean, to_json

_HOLD = timedelta(minutes=5)


def put(connection: Connection, made: Sequence[Message]) -> list[str]:
    """Append messages in this order; one whose id is there already is left alone. The ids that were added."""
    rows = {row["id"]: row for row in map(message_row, made)}
    for chunk in chunks(list(rows)):
        for (id_,) in connection.execute(select(messages.c.id).where(messages.c.id.in_(chunk))).all():
            del rows[id_]
    if not rows:
        return []
    connection.execute(insert(messages), list(rows.values()))
    about = {clean(message.id): message.issues for message in made}
    pairs = []
    for chunk in chunks(list(rows)):
        query = select(messages.c.id, messages.c.serial).where(messages.c.id.in_(chunk))
        for id_, serial in connection.execute(query):
            pairs += [{"issue": issue, "message": serial} for issue in dict.fromkeys(about[id_])]
    if pairs:
        connection.execute(insert(message_issues), pairs)
    return list(rows)


def withdraw_unclaimed(connection: Connection, site: str, id_: str, at: datetime, why: str) -> bool:
    """Take back a message that waits and that nobody is sending."""
    waits = (messages.c.status == Status.QUEUED.value) & messages.c.claimed_at.is_(None)
    changed = connection.execute(
        update(messages)
        .where(messages.c.id == clean(id_), messages.c.site == site, waits)
        .values(status=Status.WITHDRAWN.value, ended_at=at, error=clean(why))
    )
    return bool(changed.rowcount)


class Outbox(Database):
    """The part of the store that senders use. Every method is a transaction of its own."""

    def claim(self, site: str, now: datetime, limits: Mapping[str, Limit], hold: timedelta) -> Message | None:
        """The oldest message that may be sent now over one of these channels, marked as this process's; None: none.

        `limits` are tries in a span, by channel. What a dead process of this machine was sending is free at once, what
        a living one is sending is not; what another machine was sending is free after `hold`.
        """
        here = this_process()
        with self.writing_site(site) as connection:
            claims.end_lapsed(connection, site, here, now, hold)
            free: dict[str, bool] = {}
            for head in claims.heads(connection, site, limits):
                if not head.may_be_taken(here, now, hold):
                    continue
                if head.channel not in free:
                    limit = limits[head.channel]
                    free[head.channel] = claims.free_at(connection, site, head.channel, limit, now) <= now
                if free[head.channel]:
                    return claims.take(connection, site, head, limits, here, now)
        return None

    def next_due(self, site: str, channels: Collection[str], hold: timedelta = _HOLD) -> datetime | None:
        """When the next message may be sent over one of these channels, past or future; None: nobody need wait.

        Rates are not looked at: it may be due, and `claim` still give none. What another living process of this machine
        is sending is its own matter.
        """
        here = this_process()
        with self.reading() as connection:
            times = [head.free_at(here, hold) for head in claims.heads(connection, site, channels)]
        return min(filter(None, times), default=None)

    def channels_waiting(self, site: str) -> set[str]:
        """The channels for which messages wait, whether or not the plan still has them."""
        query = select(messages.c.channel).where(
            messages.c.site == clean(site), messages.c.status == Status.QUEUED.value
        )
        with self.reading() as connection:
            return set(connection.execute(query.distinct()).scalars())

    def delivered(self, message_id: str, at: datetime, receipt: Mapping[str, Any], post: Post | None = None) -> None:
        """The channel took it: that is so whatever was thought of the message meanwhile. The channel works."""
        with self._settling(message_id) as (connection, row):
            sent = {"status": Status.SENT.value, "sent_at": at, "ended_at": at, "receipt": to_json(receipt)}
            connection.execute(
                update(messages)
                .where(messages.c.serial == row.serial, messages.c.status != Status.SENT.value)
                .values(**sent, error="", **UNCLAIMED)
            )
            _end_try(connection, row.serial, at)
            health.works(connection, row.site, row.channel)
            if post is not None:
                upsert(connection, posts, [post_row(post)])

    def postponed(
        self, message_id: str, until: datetime, error: str, at: datetime, channel_until: datetime | None = None
    ) -> bool:
        """The channel did not take it: try again. With `channel_until` the channel fails, and waits as a whole.

        False when the message is not ours to settle: its claim had lapsed, and another sender has it.
        """
        with self._settling(message_id) as (connection, row):
            again = {"attempts": messages.c.attempts + 1, "not_before": until, "error": clean(error)}
            if not _settle(connection, row.serial, **again):
                return False
            _end_try(connection, row.serial, at)
            if channel_until is not None:
                health.fails(connection, row.site, row.channel, at, error, until=channel_until)
        return True

    def gave_up(self, message_id: str, at: datetime, error: str, *, channel_fails: bool = False) -> bool:
        """Trying again is useless. `channel_fails`: so it is for every message of the channel. False as above."""
        with self._settling(message_id) as (connection, row):
            failed = {"status": Status.FAILED.value, "ended_at": at, "error": clean(error)}
            if not _settle(connection, row.serial, attempts=messages.c.attempts + 1, **failed):
                return False
            _end_try(connection, row.serial, at)
            if channel_fails:
                health.fails(connection, row.site, row.channel, at, error, permanent=True)
        return True

    def forget_post(self, site: str, channel: str, group: str) -> None:
        """The group's message is gone: the next one of the group begins anew."""
        mine = (posts.c.site == clean(site)) & (posts.c.channel == clean(channel)) & (posts.c.group == clean(group))
        with self.writing() as connection:
            connection.execute(delete(posts).where(mine))

    def withdrawn(self, message_id: str, at: datetime, why: str) -> bool:
        """What it says is no longer true; the channel was not tried. False as above."""
        return self._not_tried(message_id, status=Status.WITHDRAWN.value, ended_at=at, error=clean(why))

    def held(self, message_id: str, until: datetime, why: str) -> bool:
        """Not now, for a reason of ours; the channel was not tried. False as above."""
        return self._not_tried(message_id, not_before=until, error=clean(why))

    def retry_failed(self, site: str, channel: str | None = None, now: datetime | None = None) -> int:
        """Put messages that were given up back into the outbox, as if made now; how many."""
        given_up = (messages.c.site == clean(site)) & (messages.c.status == Status.FAILED.value)
        if channel is not None:
            given_up &= messages.c.channel == clean(channel)
        anew = {"status": Status.QUEUED.value, "attempts": 0, "created_at": now or datetime.now(UTC), "error": ""}
        with self.writing_site(site) as connection:
            return connection.execute(update(messages).where(given_up).values(**anew, ended_at=None)).rowcount

    def _not_tried(self, message_id: str, **values: Any) -> bool:
        with self._settling(message_id) as (connection, row):
            if not _settle(connection, row.serial, **values):
                return False
            under_way = (sendings.c.message == row.serial) & sendings.c.ended_at.is_(None)
            connection.execute(delete(sendings).where(under_way))
        return True

    @contextmanager
    def _settling(self, message_id: str) -> Iterator[tuple[Connection, AnyRow]]:
        query = select(messages.c.serial, messages.c.site, messages.c.channel).where(messages.c.id == clean(message_id))
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise StoreError(f"没有消息 {message_id}", "not-found")
        with self.writing_site(row.site) as connection:
            yield connection, row


def _settle(connection: Connection, serial: int, **values: Any) -> bool:
    """Change a message that waits and that is ours, or nobody's, to send; it is nobody's then."""
    mine = messages.c.claimed_at.is_(None) | claims.claimed_by(this_process())
    waits = (messages.c.serial == serial) & (messages.c.status == Status.QUEUED.value)
    return bool(connection.execute(update(messages).where(waits, mine).values(**values, **UNCLAIMED)).rowcount)


def _end_try(connection: Connection, serial: int, at: datetime) -> None:
    under_way = (sendings.c.message == serial) & sendings.c.ended_at.is_(None)
    connection.execute(update(sendings).where(under_way).values(ended_at=at))
