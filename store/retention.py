"""Rows that are kept no longer, taken out in small transactions: a writer beside it waits for a moment at most."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, or_, select, text, tuple_

from inspection.issue import ALIVE
from inspection.telling import Status
from store.account_tables import paces
from store.bulk import chunks
from store.case_tables import issues, message_issues, messages, posts, sendings
from store.database import Database
from store.headless_tables import body_facts, pictures, visits
from store.rounds import RoundRow, newest
from store.service_tables import availability, due_runs, endpoints, processes
from store.tables import aliases, anchors, metadata, pages, probes, rounds
from store.values import LAST_ID

# What a round met, one row for each page and link; its other tables have what was read and judged.
MET = (pages, probes, aliases, anchors)
OF_ROUNDS = tuple(one for one in metadata.sorted_tables if any(key.column is rounds.c.key for key in one.foreign_keys))
EVIDENCE_OF = tuple(one for one in OF_ROUNDS if "evidence" in one.c and one.name != "findings")  # theirs is JSON
_TURN = 0.05  # seconds of one transaction
_LEAST, _FIRST, _MOST = 50, 500, 20_000  # rows in one

Stop = Callable[[], bool]


class Retention:
    """What is taken out of one database. `dry`: it is counted, and nothing is done."""

    def __init__(self, database: Database, *, dry: bool = False, stop: Stop = lambda: False) -> None:
        self._database = database
        self._dry = dry
        self._stop = stop
        self._pace = _FIRST

    def days(self, count: int) -> list[datetime]:
        """A time of each of the last days on which rounds began, over all sites."""
        found: list[datetime] = []
        with self._database.reading() as connection:
            query = select(func.max(rounds.c.started_at, type_=rounds.c.started_at.type))
            while len(found) < count:
                before = [] if not found else [rounds.c.started_at < found[-1] - timedelta(hours=20)]
                newest_ = connection.execute(query.where(*before)).scalar()
                if newest_ is None:
                    break
                found.append(newest_)
        return found

    def rounds(self, site: str) -> list[RoundRow]:
        """All of the site's rounds."""
        with self._database.reading() as connection:
            return newest(connection, site, LAST_ID)

    def shown(self, site: str) -> set[str]:
        """The rounds that saw an open issue last."""
        query = select(issues.c.round).where(issues.c.site == site, issues.c.state.in_([one.value for one in ALIVE]))
        with self._database.reading() as connection:
            return set(connection.execute(query.distinct()).scalars())

    def keys(self, ids: Iterable[str]) -> set[int]:
        """The keys of rounds."""
        found: set[int] = set()
        with self._database.reading() as connection:
            for chunk in chunks(list(ids)):
                found.update(connection.execute(select(rounds.c.key).where(rounds.c.id.in_(chunk))).scalars())
        return found

    def take_rows(self, tables: Iterable[Table], keys: Collection[int]) -> int:
        """What these rounds have in these tables; how many rows."""
        taken = 0
        for table in tables:
            for key in sorted(self._held(table) & set(keys)):
                taken += self._take(table, table.c.round == key)
        return taken

    def take_rounds(self, keys: Collection[int]) -> int:
        """The rounds themselves, with what is left of them."""
        self.take_rows(OF_ROUNDS, keys)
        return sum(self._take(rounds, rounds.c.key.in_(chunk)) for chunk in chunks(sorted(keys)))

    def take_messages(self, before: datetime) -> int:
        """Messages that were settled before then. Steps and decisions stay: the database lets nobody remove them."""
        old = messages.c.ended_at < before
        shown = messages.c.id.in_(select(posts.c.message))  # is brought up to date in its channel
        gone = and_(old, messages.c.status != Status.QUEUED.value, ~shown)
        serials = select(messages.c.serial).where(gone)
        for table in (sendings, message_issues):
            self._take(table, table.c.message.in_(serials))
        return self._take(messages, gone)

    def take_availability(self, before: datetime) -> int:
        """Single looks at whether sites answered."""
        return self._take(availability, availability.c.slot < before)

    def take_visits(self, before: datetime) -> int:
        """Last looks in the browser that were long ago: nobody says anything by them any more."""
        return self._take(visits, visits.c.visited_at < before)

    def take_pictures(self, before: datetime) -> int:
        """Pictures of faults that are over."""
        alive = issues.c.state.in_([one.value for one in ALIVE])
        same = and_(issues.c.site == pictures.c.site, issues.c.fingerprint == pictures.c.fingerprint)
        shown = select(issues.c.id).where(same, alive).correlate(pictures).exists()
        return self._take(pictures, and_(pictures.c.taken_at < before, ~shown))

    def take_body_facts(self, gone: Callable[[Collection[str]], Collection[str]]) -> int:
        """What is known of bodies that `gone` picks from the digests it is handed, a few thousand at a time."""
        taken, last = 0, ""
        page = select(body_facts.c.evidence).distinct().order_by(body_facts.c.evidence).limit(_MOST)
        while not self._stop():
            with self._database.reading() as connection:
                digests = list(connection.execute(page.where(body_facts.c.evidence > last)).scalars())
            if not digests:
                break
            last = digests[-1]
            for chunk in chunks(sorted(gone(digests))):
                taken += self._take(body_facts, body_facts.c.evidence.in_(chunk))
        return taken

    def take_traces(self, before: datetime) -> int:
        """Processes, machines, turns and timetable moments of which nothing was heard since."""
        newest_runs = select(due_runs.c.site, due_runs.c.entry, func.max(due_runs.c.due_at))
        newest_runs = newest_runs.group_by(due_runs.c.site, due_runs.c.entry)
        done = tuple_(due_runs.c.site, due_runs.c.entry, due_runs.c.due_at)
        idle = and_(paces.c.seen_at < before, paces.c.next_at < before)
        return (
            self._take(due_runs, and_(due_runs.c.due_at < before, done.not_in(newest_runs)))
            + self._take(processes, processes.c.beat_at < before)
            + self._take(endpoints, endpoints.c.looked_at < before)
            + self._take(paces, and_(idle, or_(paces.c.held_until.is_(None), paces.c.held_until < before)))
        )

    def _held(self, table: Table) -> set[int]:
        """The rounds that have rows in it: from one to the next by the index, not over all rows."""
        name = table.name
        query = (
            f'WITH RECURSIVE held(round) AS (SELECT min(round) FROM "{name}" UNION ALL '  # noqa: S608 (our own tables)
            f'SELECT (SELECT min(t.round) FROM "{name}" t WHERE t.round > held.round) FROM held '
            "WHERE held.round IS NOT NULL) SELECT round FROM held WHERE round IS NOT NULL"
        )
        with self._database.reading() as connection:
            return set(connection.execute(text(query)).scalars())

    def _take(self, table: Table, which: ColumnElement[bool]) -> int:
        if self._dry:
            with self._database.reading() as connection:
                return connection.execute(select(func.count()).select_from(table).where(which)).scalar() or 0
        return sum(self._turns(table, which))

    def _turns(self, table: Table, which: ColumnElement[bool]) -> Iterator[int]:
        """So many rows at a time that a turn is short; between turns, others have theirs."""
        while not self._stop():
            pace = self._pace
            with self._database.writing() as connection:
                began = time.monotonic()
                taken = _some(connection, table, which, pace)
                took = time.monotonic() - began
            yield taken
            if taken < pace:
                return
            self._pace = max(_LEAST, min(_MOST, int(pace * min(2.0, _TURN / max(took, 1e-4)))))
            time.sleep(min(took, 1.0))


def _some(connection: Connection, table: Table, which: ColumnElement[bool], count: int) -> int:
    key = list(table.primary_key)
    some: Select[tuple[object, ...]] = select(*key).where(which).limit(count)
    if len(key) == 1:
        return connection.execute(delete(table).where(key[0].in_(some))).rowcount
    return connection.execute(delete(table).where(tuple_(*key).in_(some))).rowcount
