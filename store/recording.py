"""What a round saw, written in batches: the hot path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from inspection.records import Page, Probe
from store.keys import Seen, address_key, anchor_key, pack
from store.tables import aliases, anchors, pages, probes
from store.values import UtcDateTime, clean, clean_or_none

# Anchors remembered as written, about 300 bytes each. When there are more, forgetting them costs some time, no more.
REMEMBERED = 65_536


@dataclass(slots=True)
class Batch:
    """What is written in one transaction: all of it is recorded, or nothing."""

    pages: list[tuple[Page, Sequence[Seen]]] = field(default_factory=list)  # each with its links, in page order
    probes: list[Probe] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)  # redirects: from, to

    def __len__(self) -> int:
        return len(self.pages) + len(self.probes) + len(self.aliases)


def _statement(engine: Engine, table: Table, key: str, *, replace: bool) -> str:
    """An insertion of every column but `id`, in the table's order, for rows that are bare tuples."""
    names = [column.name for column in table.c if column.name != "id"]
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(table)
    if replace:
        rest = {name: insertion.excluded[name] for name in names if name not in ("round", key)}
        upsert = insertion.on_conflict_do_update(index_elements=["round", key], set_=rest)
    else:
        upsert = insertion.on_conflict_do_nothing(index_elements=["round", key])
    compiled = upsert.compile(dialect=engine.dialect, column_keys=names, for_executemany=True)
    if list(compiled.positiontup or ()) != names:
        raise AssertionError(f"{table.name}: columns are bound in another order: {compiled.positiontup}")
    return str(compiled)


class Recorder:
    """Writes batches of one database. Not for two threads at once."""

    def __init__(self, engine: Engine) -> None:
        self._pages = _statement(engine, pages, "address", replace=True)
        self._probes = _statement(engine, probes, "address", replace=True)
        self._aliases = _statement(engine, aliases, "address", replace=True)
        self._anchors = _statement(engine, anchors, "anchor", replace=False)
        bind = UtcDateTime().bind_processor(engine.dialect)
        self._time: Callable[[datetime | None], Any] = bind or (lambda value: value)
        self._round = 0
        self._known: dict[Seen, int] = {}

    def write(self, connection: Connection, round_: int, batch: Batch) -> dict[Seen, int]:
        """Write the batch; the anchors that were new. Hand them to `remember` once the transaction is through."""
        if round_ != self._round:
            self._round, self._known = round_, {}
        fresh: dict[Seen, int] = {}
        page_rows = [self._page(round_, page, self._keys(links, fresh)) for page, links in batch.pages]
        anchor_rows = [
            (round_, key, address_key(seen[0]), clean(seen[0]), clean(seen[1]), clean(seen[2]))
            for seen, key in fresh.items()
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
        return fresh

    def remember(self, fresh: dict[Seen, int]) -> None:
        """These anchors are in the database now."""
        if len(self._known) + len(fresh) > REMEMBERED:
            self._known = {}
        if len(fresh) <= REMEMBERED:
            self._known.update(fresh)

    def _keys(self, links: Iterable[Seen], fresh: dict[Seen, int]) -> list[int]:
        known = self._known
        keys = []
        for seen in links:
            key = known.get(seen) or fresh.get(seen)
            if key is None:
                key = fresh[seen] = anchor_key(seen)
            keys.append(key)
        return keys

    def _page(self, round_: int, page: Page, keys: Sequence[int]) -> tuple[Any, ...]:
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
            pack(keys),
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
