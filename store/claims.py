"""Which message may be sent now, and by whom: the order within a group, the channel's rate, and claims that lapse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, func, insert, or_, select, update

from inspection.telling import Message, Status
from store.case_tables import channel_health, messages, sendings
from store.leases import Process, is_free
from store.messages import MESSAGE_COLUMNS, to_message
from store.values import AnyRow, clean

Limit = tuple[int, timedelta]  # so many tries in any span of so long
_LONGEST_WAIT = timedelta(days=1)
_YIELDS_AFTER = 3  # failures: it may be the message that the channel does not take, and others must not wait for it
_KEEP = timedelta(days=1)  # tries are remembered at least so long
_CLAIM = (messages.c.claimed_at, messages.c.claimed_machine, messages.c.claimed_pid, messages.c.claimed_started)

UNCLAIMED: dict[str, Any] = {column.name: None for column in _CLAIM}


def claimed_by(process: Process) -> ColumnElement[bool]:
    """Messages that this process is sending."""
    return (
        (messages.c.claimed_machine == process.machine)
        & (messages.c.claimed_pid == process.pid)
        & (messages.c.claimed_started == process.started)
    )


def _holder(row: AnyRow) -> Process | None:
    if row.claimed_at is None:
        return None
    return Process(row.claimed_machine, row.claimed_pid, row.claimed_started)


@dataclass(frozen=True, slots=True)
class Head:
    """The oldest message of its group that is not sent: the only one of the group whose turn it may be."""

    serial: int
    channel: str
    not_before: datetime
    channel_from: datetime  # what its channel asks for, which may be longer
    claimed_at: datetime | None
    holder: Process | None  # who is sending it, if he still lives

    def may_be_taken(self, here: Process, now: datetime, hold: timedelta) -> bool:
        """Whether it is due, and nobody is sending it."""
        # A channel's wait of more than a day was written by a clock that was wrong.
        waits = self.not_before > now or now < self.channel_from <= now + _LONGEST_WAIT
        if self.holder is None or self.claimed_at is None:
            return not waits
        return not waits and is_free(self.holder, self.claimed_at, here, now, hold)

    @property
    def due_at(self) -> datetime:
        """When it may be sent, as far as it is known."""
        return max(self.not_before, self.channel_from)

    def free_at(self, here: Process, hold: timedelta) -> datetime | None:
        """When it may be taken, as far as that is known; None: a living process of this machine is sending it."""
        if self.holder is None or self.claimed_at is None:
            return self.due_at
        if self.holder.machine != here.machine:
            return max(self.due_at, self.claimed_at + hold)
        return self.due_at if is_free(self.holder, self.claimed_at, here, self.claimed_at, hold) else None


def heads(connection: Connection, site: str, channels: Iterable[str]) -> Iterator[Head]:
    """The head of every group of these channels, oldest first; what failed often comes last.

    A message without a group waits for no other.
    """
    oldest = (
        select(func.min(messages.c.serial))
        .where(messages.c.site == clean(site), messages.c.status == Status.QUEUED.value)
        .where(messages.c.channel.in_(sorted(clean(channel) for channel in channels)))
        .group_by(messages.c.channel, messages.c.group, case((messages.c.group == "", messages.c.serial)))
    )
    its_channel = (channel_health.c.site == messages.c.site) & (channel_health.c.channel == messages.c.channel)
    query = (
        select(messages.c.serial, messages.c.channel, messages.c.not_before, *_CLAIM)
        .add_columns(channel_health.c.not_before.label("channel_not_before"))
        .join(channel_health, its_channel, isouter=True)
        .where(messages.c.serial.in_(oldest))
        .order_by(messages.c.attempts >= _YIELDS_AFTER, messages.c.serial)
    )
    for row in connection.execute(query):
        channel_from = row.channel_not_before or row.not_before
        yield Head(row.serial, row.channel, row.not_before, channel_from, row.claimed_at, _holder(row))


def end_lapsed(connection: Connection, site: str, here: Process, now: datetime, hold: timedelta) -> None:
    """Tries of senders that were killed are over; how late they reached the channel nobody knows: now at the latest."""
    query = (
        select(sendings.c.id, *_CLAIM)
        .join(messages, messages.c.serial == sendings.c.message)
        .where(sendings.c.site == clean(site), sendings.c.ended_at.is_(None))
    )
    lapsed = []
    for row in connection.execute(query):
        holder = _holder(row)
        if holder is None or is_free(holder, row.claimed_at, here, now, hold):
            lapsed.append(row.id)
    if lapsed:
        connection.execute(update(sendings).where(sendings.c.id.in_(lapsed)).values(ended_at=now))


def free_at(connection: Connection, site: str, channel: str, limit: Limit, now: datetime) -> datetime:
    """When the channel's rate allows one more try; `now`: at once.

    A try counts from when it ended, and as long as it is under way. One that lies in the future by more than the span
    was written by a clock that was wrong, and does not count.
    """
    count, per = limit
    lately = (sendings.c.ended_at > now - per) & (sendings.c.ended_at <= now + per)
    query = select(sendings.c.ended_at).where(
        sendings.c.site == clean(site),
        sendings.c.channel == clean(channel),
        or_(sendings.c.ended_at.is_(None), lately),
    )
    ends = sorted((row.ended_at or now for row in connection.execute(query)), reverse=True)
    return now if len(ends) < count else max(now, ends[count - 1] + per)


def take(
    connection: Connection, site: str, head: Head, limits: Mapping[str, Limit], here: Process, now: datetime
) -> Message:
    """Mark the message as being sent by this process, and count the try."""
    where = {"site": clean(site), "channel": head.channel}
    claim = (now, here.machine, here.pid, here.started)
    connection.execute(
        update(messages)
        .where(messages.c.serial == head.serial)
        .values({column.name: value for column, value in zip(_CLAIM, claim, strict=True)})
    )
    forgotten = now - max(_KEEP, *(per for _count, per in limits.values()))
    connection.execute(delete(sendings).filter_by(**where).where(sendings.c.ended_at < forgotten))
    connection.execute(insert(sendings).values(**where, message=head.serial))
    return to_message(connection.execute(select(*MESSAGE_COLUMNS).where(messages.c.serial == head.serial)).one())
