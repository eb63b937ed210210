"""What a round saw, written in batches: the hot path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from inspection.records import Page, Probe
from store.bulk import chunks
from store.keys import Seen, address_key, pack
from store.rounds import Counters, count
from store.tables import aliases, anchors, pages, probes, rounds
from store.values import UtcDateTime, clean, clean_or_none

# Anchors remembered as written, about 300 bytes each. What is forgotten is written once more, which costs space alone.
REMEMBERED = 65_536


@dataclass(frozen=True, slots=True)
class Same:
    """A page that the round knows already, asked for again."""

    url: str
    fetched_at: datetime
    etag: str | None
    last_modified: str | None


@dataclass(slots=True)
class Batch:
    """What is written in one transaction: all of it is recorded, or nothing."""

    pages: list[tuple[Page, Sequence[Seen]]] = field(default_factory=list)  # each with its links, in page order
    probes: list[Probe] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)  # redirects: from, to
    counters: Counters | None = None  # of the round so far, with this batch
    # Of a round that began with what an earlier one knew:
    same: list[Same] = field(default_factory=list)  # pages that were asked for and are as they were
    no_pages: list[str] = field(default_factory=list)  # addresses whose page is none any more
    no_aliases: list[str] = field(default_factory=list)  # addresses that redirect no more

    def __len__(self) -> int:
        return len(self.pages) + len(self.probes) + len(self.aliases) + len(self.same)


def _statement(engine: Engine, table: Table, *, replace: bool = True) -> str:
    """An insertion of every column but `id`, in the table's order, for rows that are bare tuples."""
    names = [column.name for column in table.c if column.name != "id"]
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(table)
    if replace:
        rest = {name: insertion.excluded[name] for name in names if name not in ("round", "address")}
        insertion = insertion.on_conflict_do_update(index_elements=["round", "address"], set_=rest)
    compiled = insertion.compile(dialect=engine.dialect, column_keys=names, for_executemany=True)
    if list(compiled.positiontup or ()) != names:
        raise AssertionError(f"{table.name}: columns are bound in another order: {compiled.positiontup}")
    return str(compiled)


def _next_number(connection: Connection, round_: int) -> int:
    """The first free number for an anchor of the round; holds the round until the transaction ends (PostgreSQL)."""
    connection.execute(select(rounds.c.key).where(rounds.c.key == round_).with_for_update())
    last = connection.execute(select(func.max(anchors.c.number)).where(anchors.c.round == round_)).scalar()
    return (last or 0) + 1


def _mend(connection: Connection, round_: int, batch: Batch) -> None:
    """What an earlier round knew, and this one found to be so still, or no more."""
    if batch.same:
        names = ("fetched_at", "etag", "last_modified")
        statement = (
            update(pages)
            .where(pages.c.round == round_, pages.c.address == bindparam("of"))
            .values({pages.c[name]: bindparam(f"to_{name}") for name in names})
        )
        rows = [
            {
                "of": address_key(one.url),
                "to_fetched_at": one.fetched_at,
                "to_etag": clean_or_none(one.etag),
                "to_last_modified": clean_or_none(one.last_modified),
            }
            for one in batch.same
        ]
        connection.execute(statement, rows)
    for table, urls in ((pages, batch.no_pages), (aliases, batch.no_aliases)):
        for some in chunks(urls):
            keys = [address_key(url) for url in some]
            connection.execute(delete(table).where(table.c.round == round_, table.c.address.in_(keys)))


class Recorder:
    """Writes batches of one database. Not for two threads at once."""

    def __init__(self, engine: Engine) -> None:
        self._pages = _statement(engine, pages)
        self._probes = _statement(engine, probes)
        self._aliases = _statement(engine, aliases)
        self._anchors = _statement(engine, anchors, replace=False)
        self._time = UtcDateTime().bind_processor(engine.dialect)
        self._round = 0
        self._known: dict[Seen, int] = {}

    def write(self, connection: Connection, round_: int, batch: Batch) -> dict[Seen, int]:
        """Write the batch; the anchors that were new. Hand them to `remember` once the transaction is through."""
        if round_ != self._round:
            self._round, self._known = round_, {}
        fresh: dict[Seen, int] = {}
        start = _next_number(connection, round_)
        page_rows = [self._page(round_, page, self._numbers(links, fresh, start)) for page, links in batch.pages]
        anchor_rows = [
            (round_, number, address_key(seen[0]), clean(seen[0]), clean(seen[1]), clean(seen[2]))
            for seen, number in fresh.items()
        ]
        probe_rows = [self._probe(round_, probe) for probe in batch.probes]
        alias_rows = [(round_, address_key(a), clean(a), clean(b)) for a, b in batch.aliases]
        for statement, rows in (
            (self._anchors, anchor_rows),
            (self._pages, page_rows),
            (self._probes, probe_rows),
            (self._aliases, alias_rows),
        ):
            if rows:
                connection.exec_driver_sql(statement, rows)
        _mend(connection, round_, batch)
        if batch.counters is not None:
            count(connection, round_, batch.counters)
        return fresh

    def remember(self, fresh: dict[Seen, int]) -> None:
        """These anchors are in the database now."""
        if len(self._known) + len(fresh) > REMEMBERED:
            self._known = {}
        if len(fresh) <= REMEMBERED:
            self._known.update(fresh)

    def _numbers(self, links: Iterable[Seen], fresh: dict[Seen, int], start: int) -> list[int]:
        known = self._known
        numbers = []
        for seen in links:
            number = known.get(seen) or fresh.get(seen)
            if number is None:
                number = fresh[seen] = start + len(fresh)
            numbers.append(number)
        return numbers

    def _page(self, round_: int, page: Page, numbers: Sequence[int]) -> tuple[Any, ...]:
        return (
            round_,
            address_key(page.url),
            clean(page.url),
            clean(page.final_url),
            page.status,
            self._time(page.fetched_at),
            clean(page.content_type),
            clean(page.charset),
            page.size,
            page.evidence,
            clean(page.title),
            clean_or_none(page.etag),
            clean_or_none(page.last_modified),
            page.truncated,
            pack(numbers),
        )

    def _probe(self, round_: int, probe: Probe) -> tuple[Any, ...]:
        return (
            round_,
            address_key(probe.url),
            clean(probe.url),
            str(probe.verdict),
            clean_or_none(probe.reason),
            probe.status,
            clean_or_none(probe.final_url),
            probe.looks,
            self._time(probe.probed_at),
            clean(probe.detail),
            probe.evidence,
        )
