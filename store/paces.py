"""Whose turn it is to ask a platform: turns are given out in the database, to every process, and outlive restarts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Literal

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from store.account_tables import paces
from store.bulk import upsert
from store.database import Database
from store.values import clean

BEIJING = timezone(timedelta(hours=8))  # WeChat and Weibo count their days there, whatever zone the office is in
PATIENCE = timedelta(minutes=10)
LONGEST_HOLD = timedelta(days=1)
# A clock that is behind by less was read before another process had its turn; by more, somebody set it back.
SKEW = timedelta(seconds=30)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

Why = Literal["queue", "held", "hour", "day"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that is the asker's after `wait`; or none, `wait` None: not before `until`, and `why`.

    `queue`: too many wait before; `held`: the platform asked to wait; `hour`, `day`: the number allowed is used up.
    """

    wait: timedelta | None
    until: datetime | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform bears: turns at least `spacing` apart, so many by the clock's hour and by the day in Beijing."""

    spacing: timedelta
    per_hour: int | None = None  # at least 1
    per_day: int | None = None  # at least 1


@dataclass(frozen=True, slots=True)
class Pace:
    """What is remembered of one key. Counts belong to the hour and the day that began then."""

    next_at: datetime
    seen_at: datetime  # the clock at the last change
    hour_started_at: datetime
    day_started_at: datetime
    held_until: datetime | None = None
    hour_count: int = 0
    day_count: int = 0

    @classmethod
    def new(cls, now: datetime) -> Pace:
        """Nobody has asked yet."""
        return cls(now, now, _hour(now), _day(now))


def _hour(at: datetime) -> datetime:
    return at.astimezone(BEIJING).replace(minute=0, second=0, microsecond=0)


def _day(at: datetime) -> datetime:
    return _hour(at).replace(hour=0)


def at_clock(pace: Pace, now: datetime) -> Pace:
    """The pace by this clock. What was still to be waited for when a clock was set back is waited for, and no longer.

    Set back, the counts of the hour and the day go along: a day that a wrong clock began is not granted twice.
    """
    if now >= pace.seen_at - SKEW:
        return replace(pace, seen_at=max(now, pace.seen_at))
    back = pace.seen_at - now
    next_at = pace.next_at - back
    last = max(now, next_at)
    return replace(
        pace,
        next_at=next_at,
        seen_at=now,
        held_until=None if pace.held_until is None else pace.held_until - back,
        hour_started_at=min(pace.hour_started_at, _hour(last)),
        day_started_at=min(pace.day_started_at, _day(last)),
    )


def _counted(pace: Pace, at: datetime) -> Pace:
    """With the counts of the hour and the day in which `at` lies."""
    hour, day = _hour(at), _day(at)
    return replace(
        pace,
        hour_started_at=hour,
        hour_count=pace.hour_count if pace.hour_started_at == hour else 0,
        day_started_at=day,
        day_count=pace.day_count if pace.day_started_at == day else 0,
    )


def give(pace: Pace, limits: Limits, patience: timedelta = PATIENCE) -> tuple[Turn, Pace]:
    """The next turn, at the clock `pace.seen_at`, and what is remembered then. Beyond `patience` none is given."""
    why: Why = "queue"
    at = max(pace.seen_at, pace.next_at)
    if pace.held_until is not None and pace.held_until > at:
        at, why = pace.held_until, "held"
    counted = _counted(pace, at)
    if limits.per_hour is not None and counted.hour_count >= limits.per_hour:
        at, why = counted.hour_started_at + HOUR, "hour"
        counted = _counted(counted, at)
    if limits.per_day is not None and counted.day_count >= limits.per_day:
        at, why = counted.day_started_at + DAY, "day"
        counted = _counted(counted, at)
    wait = at - pace.seen_at
    if wait > patience:
        return Turn(None, at, why), pace
    taken = replace(
        counted,
        next_at=at + limits.spacing,
        hour_count=counted.hour_count + 1,
        day_count=counted.day_count + 1,
    )
    return Turn(wait), taken


class PaceStore(Database):
    """The part of the store that gives out turns. Every method is a transaction of its own."""

    def reserve(self, key: str, limits: Limits, *, now: datetime, patience: timedelta = PATIENCE) -> Turn:
        """The asker's turn at the platform `key` (no secret in it): hers alone, and counted whether it is used or not.

        Hours are the clock's, days those of Beijing. A turn further away than `patience` is not given. Clocks of
        several machines on one database should agree to within seconds.
        """
        with self.writing() as connection:
            turn, pace = give(_held(connection, key, now), limits, patience)
            _keep(connection, key, pace)
        return turn

    def postpone(self, key: str, until: datetime, *, now: datetime) -> None:
        """The platform asked not to be asked before `until`, or not for a day if that is later."""
        with self.writing() as connection:
            pace = _held(connection, key, now)
            until = max(filter(None, (pace.held_until, min(until, now + LONGEST_HOLD))))
            _keep(connection, key, replace(pace, held_until=until))


def _held(connection: Connection, key: str, now: datetime) -> Pace:
    """What is remembered, locked until the transaction ends; SQLite has locked everything already."""
    first = _row(key, Pace.new(now))
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(paces).values(first).on_conflict_do_nothing())
    row = connection.execute(select(paces).where(paces.c.key == first["key"]).with_for_update()).one()
    known = {name: value for name, value in row._mapping.items() if name != "key"}
    return at_clock(Pace(**known), now)


def _keep(connection: Connection, key: str, pace: Pace) -> None:
    upsert(connection, paces, [_row(key, pace)])


def _row(key: str, pace: Pace) -> dict[str, object]:
    return {
        "key": clean(key),
        "next_at": pace.next_at,
        "seen_at": pace.seen_at,
        "held_until": pace.held_until,
        "hour_started_at": pace.hour_started_at,
        "hour_count": pace.hour_count,
        "day_started_at": pace.day_started_at,
        "day_count": pace.day_count,
    }
