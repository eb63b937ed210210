"""Rounds: begun, resumed or abandoned, finished."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from store.errors import StoreError
from store.tables import rounds
from store.values import AnyRow, clean, from_json, to_json

Counters = Mapping[str, int | float]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round as the store knows it. Times are aware, in UTC."""

    id: str
    site: str
    kind: str
    as_of: datetime
    plan_digest: str
    started_at: datetime
    finished_at: datetime | None = None
    abandoned_at: datetime | None = None
    resumes: int = 0
    complete: bool = False
    counters: Counters = field(default_factory=dict)
    base: str | None = None  # the round whose knowledge this one began with

    @property
    def open(self) -> bool:
        """Neither finished nor abandoned: it can be resumed."""
        return self.finished_at is None and self.abandoned_at is None


IS_FINISHED = rounds.c.finished_at.is_not(None) & rounds.c.abandoned_at.is_(None)
_COLUMNS = [column for column in rounds.c if column.name != "key"]
_BASES = 50  # rounds that are considered for the base of a new one


def _row(row: AnyRow) -> RoundRow:
    return RoundRow(**{**row._mapping, "counters": from_json(row.counters)})


def begin(
    connection: Connection,
    *,
    site: str,
    kind: str,
    as_of: datetime,
    plan_digest: str,
    started_at: datetime,
    base: str | None = None,
) -> str:
    """A new round; its id sorts by time: `20250325T010000Z-1a2b3c`."""
    id_ = f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    connection.execute(
        insert(rounds).values(
            id=id_,
            site=clean(site),
            kind=kind,
            as_of=as_of,
            plan_digest=clean(plan_digest),
            started_at=started_at,
            counters="{}",
            base=base,
        )
    )
    return id_


def key_of(connection: Connection, id_: str) -> int:
    """The short key that the other tables use. Raises StoreError for an unknown round."""
    key = connection.execute(select(rounds.c.key).where(rounds.c.id == id_)).scalar()
    if key is None:
        raise StoreError(f"没有巡检轮次 {id_}", "not-found")
    return int(key)


def find(connection: Connection, id_: str) -> RoundRow:
    """One round. Raises StoreError for an unknown one."""
    row = connection.execute(select(*_COLUMNS).where(rounds.c.id == id_)).one_or_none()
    if row is None:
        raise StoreError(f"没有巡检轮次 {id_}", "not-found")
    return _row(row)


def newest(connection: Connection, site: str, limit: int) -> list[RoundRow]:
    """The site's rounds, newest first."""
    query = select(*_COLUMNS).where(rounds.c.site == site).order_by(rounds.c.key.desc()).limit(limit)
    return [_row(row) for row in connection.execute(query)]


def between(connection: Connection, site: str, start: datetime | None, end: datetime | None) -> list[RoundRow]:
    """Finished rounds with `start` <= as_of < `end`, earliest first."""
    query = select(*_COLUMNS).where(rounds.c.site == clean(site), IS_FINISHED)
    query = query if start is None else query.where(rounds.c.as_of >= start)
    query = query if end is None else query.where(rounds.c.as_of < end)
    return [_row(row) for row in connection.execute(query.order_by(rounds.c.as_of, rounds.c.key))]


def newest_finished(connection: Connection, site: str, before: datetime | None, kind: str | None) -> RoundRow | None:
    """The newest finished round with as_of < `before`."""
    query = select(*_COLUMNS).where(rounds.c.site == clean(site), IS_FINISHED)
    query = query if before is None else query.where(rounds.c.as_of < before)
    query = query if kind is None else query.where(rounds.c.kind == kind)
    row = connection.execute(query.order_by(rounds.c.as_of.desc(), rounds.c.key.desc()).limit(1)).one_or_none()
    return None if row is None else _row(row)


def complete_ones(
    connection: Connection, site: str, kinds: tuple[str, ...], as_of: datetime, since: datetime
) -> list[RoundRow]:
    """Finished, complete rounds of these kinds, begun since, judged by `as_of` or before; newest first."""
    query = (
        select(*_COLUMNS)
        .where(rounds.c.site == clean(site), rounds.c.kind.in_(kinds), IS_FINISHED, rounds.c.complete)
        .where(rounds.c.as_of <= as_of, rounds.c.started_at >= since)
        .order_by(rounds.c.key.desc())
        .limit(_BASES)
    )
    return [_row(row) for row in connection.execute(query)]


def newest_by_kind(connection: Connection) -> list[RoundRow]:
    """The newest finished round of each site and kind."""
    # By key, not by time: rounds are begun one after the other.
    last = select(func.max(rounds.c.key)).where(IS_FINISHED).group_by(rounds.c.site, rounds.c.kind)
    query = select(*_COLUMNS).where(rounds.c.key.in_(last)).order_by(rounds.c.key)
    return [_row(row) for row in connection.execute(query)]


def unfinished(connection: Connection, *, site: str, kind: str, plan_digest: str, since: datetime) -> RoundRow | None:
    """The newest open round of that site, kind and plan, begun at or after `since`."""
    query = (
        select(*_COLUMNS)
        .where(rounds.c.site == site, rounds.c.kind == kind, rounds.c.plan_digest == plan_digest)
        .where(rounds.c.finished_at.is_(None), rounds.c.abandoned_at.is_(None))
        .where(rounds.c.started_at >= since)
        .order_by(rounds.c.key.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _row(row)


def _change_open(connection: Connection, id_: str, **values: Any) -> None:
    changed = connection.execute(
        update(rounds)
        .where(rounds.c.id == id_, rounds.c.finished_at.is_(None), rounds.c.abandoned_at.is_(None))
        .values(**values)
    )
    if not changed.rowcount:
        state = "已完成" if find(connection, id_).finished_at else "已放弃"
        raise StoreError(f"巡检轮次 {id_} {state}，不能再继续", "not-found")


def resume(connection: Connection, id_: str) -> RoundRow:
    """Count one more resumption. Raises StoreError when the round is not open."""
    _change_open(connection, id_, resumes=rounds.c.resumes + 1)
    return find(connection, id_)


def abandon(connection: Connection, id_: str, at: datetime) -> None:
    """Give the round up; what it recorded stays. Raises StoreError when it is not open."""
    _change_open(connection, id_, abandoned_at=at)


def count(connection: Connection, key: int, counters: Counters) -> None:
    """What the round has cost so far, over all processes that worked at it."""
    connection.execute(update(rounds).where(rounds.c.key == key).values(counters=to_json(counters)))


def finish(connection: Connection, key: int, *, finished_at: datetime, complete: bool, counters: Counters) -> None:
    """Close the round; finishing it again replaces what was said. Raises StoreError when it is abandoned."""
    changed = connection.execute(
        update(rounds)
        .where(rounds.c.key == key, rounds.c.abandoned_at.is_(None))
        .values(finished_at=finished_at, complete=complete, counters=to_json(counters))
    )
    if not changed.rowcount:
        id_ = connection.execute(select(rounds.c.id).where(rounds.c.key == key)).scalar()
        raise StoreError(f"巡检轮次 {id_} 已放弃，不能再完成", "not-found")
