"""When rounds first saw the articles of columns, told only where an earlier look proves that they were not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Column, Connection, func, select

from inspection.records import ColumnState
from store.database import Database
from store.rounds import IS_FINISHED
from store.tables import articles, readings, rounds

_BACK = timedelta(days=180)  # rounds that are looked at
_CHUNK = 500


class FirstSeen(NamedTuple):
    """Both aware. `lacked_at`: the last look before it that read the article's column to its end, without it."""

    seen_at: datetime
    lacked_at: datetime


class _Round(NamedTuple):
    key: int
    at: datetime  # never after the look itself


class FirstSeenStore(Database):
    """The part of the store that knows since when articles are there."""

    def first_seen(self, round_id: str, columns: Sequence[str]) -> dict[str, FirstSeen]:
        """Articles of these columns, by address, that an earlier whole round lacked. What is older is left out.

        An article counts as there as soon as any column had its address or its title.
        """
        return self._read(_of_round, round_id, list(columns))


def _of_round(connection: Connection, round_: int, columns: list[str]) -> dict[str, FirstSeen]:
    looks = _looks(connection, round_)
    if len(looks) < 2 or not columns:
        return {}
    now = _rows(connection, round_, columns)
    oldest = looks[0].key
    before = {value for row in _rows(connection, oldest, columns) for value in row[1:]}
    fresh = [row for row in now if row[1] not in before and row[2] not in before]
    keys = [look.key for look in looks]
    by_url = _earliest(connection, keys, articles.c.url, {url for _, url, _ in fresh})
    by_title = _earliest(connection, keys, articles.c.title, {title for _, _, title in fresh})
    read = _read_whole(connection, keys, columns)
    at = {look.key: look.at for look in looks}
    found: dict[str, FirstSeen] = {}
    for column, url, title in fresh:
        first = min(by_url.get(url, round_), by_title.get(title, round_))
        lacked = [at[key] for key in read[column] if key < first and at[key] < at[first]]
        if lacked and (url not in found or found[url].lacked_at > max(lacked)):
            found[url] = FirstSeen(at[first], max(lacked))
    return found


def _looks(connection: Connection, round_: int) -> list[_Round]:
    """Whole rounds of the site up to this one, in order, and this one."""
    this = connection.execute(select(rounds.c.site, rounds.c.as_of).where(rounds.c.key == round_)).one()
    query = (
        select(rounds.c.key, rounds.c.as_of, rounds.c.started_at)
        .where(rounds.c.site == this.site, rounds.c.key <= round_, rounds.c.as_of >= this.as_of - _BACK)
        .where((IS_FINISHED & rounds.c.complete & (rounds.c.kind != "watch")) | (rounds.c.key == round_))
        .order_by(rounds.c.key)
    )
    return [_Round(row.key, min(row.as_of, row.started_at)) for row in connection.execute(query)]


def _rows(connection: Connection, round_: int, columns: list[str]) -> list[tuple[str, str, str]]:
    """Column, address and title."""
    query = select(articles.c.column, articles.c.url, articles.c.title)
    here = query.where(articles.c.round == round_, articles.c.column.in_(columns))
    return [(column, url, title) for column, url, title in connection.execute(here)]


def _earliest(connection: Connection, keys: list[int], value: Column[str], wanted: set[str]) -> dict[str, int]:
    """The first of the rounds that had each of these addresses, or titles."""
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(wanted)):
        query = select(value, func.min(articles.c.round)).where(articles.c.round.in_(keys), value.in_(chunk))
        found.update((text, key) for text, key in connection.execute(query.group_by(value)))
    return found


def _read_whole(connection: Connection, keys: list[int], columns: list[str]) -> dict[str, list[int]]:
    """The rounds that read each column to its end."""
    query = select(readings.c.column, readings.c.round).where(
        readings.c.round.in_(keys),
        readings.c.column.in_(columns),
        readings.c.complete,
        readings.c.state == str(ColumnState.READ),
    )
    found: dict[str, list[int]] = defaultdict(list)
    for column, key in connection.execute(query):
        found[column].append(key)
    return found


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
