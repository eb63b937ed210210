"""A database at its head, with the evidence beside it, and the shapes of every question to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import URL, Connection, func, select

from store import engine, fencing, patience, rounds, schema, turns
from store.database_errors import told
from store.evidence import EvidenceStore
from store.keys import address_key

P = ParamSpec("P")
T = TypeVar("T")


def evidence_folder(url: URL) -> Path:
    """Where the evidence of that database is: XUNJIAN_EVIDENCE, else beside the SQLite file."""
    named = os.environ.get("XUNJIAN_EVIDENCE", "").strip()
    if named:
        return Path(named)
    database = engine.sqlite_file(url)
    return engine.data_folder() / "evidence" if database is None else Path(f"{database}.evidence")


class Database:
    """Connections, transactions, and rounds' keys. Every method may raise StoreError."""

    def __init__(self, url: URL, evidence: EvidenceStore, busy_timeout: float) -> None:
        self.place = engine.place_of(url)  # for people, without any password
        self.evidence = evidence
        self._engine = engine.connect(url, busy_timeout)
        self._writer = engine.writer(self._engine)
        self._keys: dict[str, int] = {}
        self._fence: fencing.Fence | None = None
        self.patience = patience.none()
        self.turns = turns.Turns()

    @classmethod
    def open(
        cls, url: str | None = None, evidence: Path | None = None, busy_timeout: float = engine.BUSY_TIMEOUT
    ) -> Self:
        """Open or create the store, and bring its schema to this program's.

        `url` is an SQLAlchemy URL (default: XUNJIAN_DATABASE, else SQLite in the user's data folder), `evidence` the
        folder of the evidence (default: XUNJIAN_EVIDENCE, else beside the SQLite file), `busy_timeout` in seconds.
        """
        parsed = engine.parse_url(url or engine.default_database_url())
        database = engine.sqlite_file(parsed)
        with told(engine.place_of(parsed)):
            if database is not None:
                database.parent.mkdir(parents=True, exist_ok=True)
        store = cls(parsed, EvidenceStore(evidence or evidence_folder(parsed)), busy_timeout)
        try:
            with told(store.place):
                schema.bring_to_head(store._engine, store._writer)
            store.evidence.used_by(store.place if database is None else str(database.resolve()))
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: it sees one moment, and holds up no writer."""
        with told(self.place), ExitStack() as stack:
            yield self._begun(lambda: stack.enter_context(self._engine.connect()))

    @contextmanager
    def writing(self, *, at_once: bool = False) -> Iterator[Connection]:
        """A transaction that writes: all of it, or nothing when an exception leaves it. `at_once`: without patience."""
        with told(self.place), ExitStack() as stack:
            if at_once:
                yield stack.enter_context(self._writer.begin())
            else:
                yield self._begun(lambda: stack.enter_context(self._writer.begin()))

    @contextmanager
    def writing_round(self) -> Iterator[Connection]:
        """A transaction that writes into a round. Raises LeaseLostError where the lease that `fence` named is lost."""
        with self.writing() as connection:
            fencing.check(connection, self._fence)
            yield connection

    @contextmanager
    def writing_site(self, site: str) -> Iterator[Connection]:
        """A transaction that writes what belongs to one site as a whole; a site's take turns, on PostgreSQL too."""
        with self.writing_alone(site) as connection:
            fencing.check(connection, self._fence)
            yield connection

    @contextmanager
    def writing_alone(self, name: str) -> Iterator[Connection]:
        """A transaction that writes, one of that name at a time in all processes; on SQLite every one is alone."""
        with ExitStack() as stack:
            if self.is_shared:
                stack.enter_context(self.turns.turn(name, self.patience.persist))
            connection = stack.enter_context(self.writing())
            if self.is_shared:
                connection.execute(select(func.pg_advisory_xact_lock(address_key(name))))
            yield connection

    def fence(self, site: str, owner: str) -> None:
        """From now on what this object writes of rounds and issues needs `owner`'s lease on `site`: one round's object.

        Without an owner nothing is needed any more.
        """
        self._fence = fencing.Fence(site, owner) if owner else None

    @property
    def is_shared(self) -> bool:
        """Whether other machines may use the database, and take over what this one leaves."""
        return self._engine.dialect.name == "postgresql"

    @property
    def owner(self) -> str:
        """Whose lease writing needs; "" for nobody's."""
        return self._fence.owner if self._fence is not None else ""

    def _begun(self, begin: Callable[[], Connection]) -> Connection:
        """The connection, its transaction begun; a database that is busy or away is waited for."""

        def once() -> Connection:
            with told(self.place):
                return begin()

        return self.patience.persist(once)

    def _key(self, round_id: str) -> int:
        if round_id not in self._keys:
            self._keys[round_id] = self._ask(lambda connection: rounds.key_of(connection, round_id))
        return self._keys[round_id]

    def _ask(self, ask: Callable[[Connection], T]) -> T:
        def once() -> T:
            with self.reading() as connection:
                return ask(connection)

        return self.patience.persist(once)

    def _read(
        self, ask: Callable[Concatenate[Connection, int, P], T], round_id: str, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        def once() -> T:
            key = self._key(round_id)
            with self.reading() as connection:
                return ask(connection, key, *args, **kwargs)

        return self.patience.persist(once)

    def _write(
        self,
        tell: Callable[Concatenate[Connection, int, P], None],
        round_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        def once() -> None:
            key = self._key(round_id)
            with self.writing_round() as connection:
                tell(connection, key, *args, **kwargs)

        self.patience.persist(once)

    def _stream(self, ask: Callable[[Connection, int], Iterator[T]], round_id: str) -> Iterator[T]:
        key = self._key(round_id)
        with self.reading() as connection:
            yield from ask(connection, key)
