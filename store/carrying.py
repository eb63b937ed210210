"""A round that begins with what an earlier one knew: its base is found, copied, compared with, cut down at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, except_, insert, literal, select

from inspection.records import NOT_OPENED, Page, Verdict
from store import rounds as round_rows
from store.bulk import chunks
from store.database import Database
from store.keys import address_key, unpack
from store.rounds import RoundRow
from store.sightings import PAGE_COLUMNS, anchors_of, stream, to_page
from store.tables import aliases, anchors, articles, pages, probes, readings, rounds
from store.values import clean, from_json

_CARRIED = (anchors, pages, probes, aliases)
_BASES = ("full", "daily")
# A round that says so has recorded every way by which a page leads on, so that it can be told what still is reached.
REACH_RECORDED = "ways"


class StoredPage(NamedTuple):
    """What a later look at a page is compared with."""

    key: int  # of its address
    url: str
    evidence: str | None
    etag: str | None
    last_modified: str | None
    content_type: str
    size: int
    fetched_at: datetime
    links: bytes  # packed numbers of anchors


class StoredProbe(NamedTuple):
    """When a target was last looked at, and what came of it."""

    key: int
    url: str
    verdict: str
    reason: str | None
    looks: int
    probed_at: datetime | None


class CarryStore(Database):
    """The part of the store that hands one round's knowledge to the next."""

    def base_for(
        self, site: str, home: str, *, as_of: datetime, since: datetime, suits: Callable[[str], bool]
    ) -> RoundRow | None:
        """The newest finished, complete round of the site whose home page answered, judged at or before `as_of`.

        Begun at or after `since`, and by a plan that `suits` (it is handed the plan's digest).
        """
        with self.reading() as connection:
            for row in round_rows.complete_ones(connection, site, _BASES, as_of, since):
                if REACH_RECORDED in row.counters and suits(row.plan_digest) and _answered(connection, row.id, home):
                    return row
        return None

    def carry(self, round_id: str, base_id: str) -> None:
        """Copy what the base knows into a round that knows nothing yet; one that does is left as it is.

        What is only known from accounts' articles is not copied: each round says anew where those lead.
        """
        new, old = self._key(round_id), self._key(base_id)

        def once() -> None:
            with self.writing_round() as connection:
                if connection.execute(select(probes.c.id).where(probes.c.round == new).limit(1)).first() is None:
                    for table in _CARRIED:
                        _copy(connection, table, old, new)

        self.patience.persist(once)

    def stored_pages(self, round_id: str, since: datetime | None = None) -> Iterator[StoredPage]:
        """The pages that the round knows, or those that it fetched at or after `since`."""
        query = select(
            pages.c.address,
            *(pages.c[name] for name in StoredPage._fields if name != "key"),
        ).where(pages.c.round == self._key(round_id), pages.c.status != NOT_OPENED)
        query = query.order_by(pages.c.id) if since is None else query.where(pages.c.fetched_at >= since)
        with self.reading() as connection:
            yield from map(StoredPage._make, stream(connection, query))

    def stored_probes(self, round_id: str) -> Iterator[StoredProbe]:
        """What the round knows of every target."""
        query = select(probes.c.address, *(probes.c[name] for name in StoredProbe._fields if name != "key")).where(
            probes.c.round == self._key(round_id)
        )
        with self.reading() as connection:
            yield from map(StoredProbe._make, stream(connection, query.order_by(probes.c.id)))

    def stored_anchors(self, round_id: str) -> dict[int, int]:
        """The target of each anchor, by its number."""
        query = select(anchors.c.number, anchors.c.target).where(anchors.c.round == self._key(round_id))
        with self.reading() as connection:
            return {row.number: row.target for row in connection.execute(query)}

    def named_after(self, round_id: str, number: int) -> list[str]:
        """Every address that anchors with a higher number name, once."""
        query = select(anchors.c.url).where(anchors.c.round == self._key(round_id), anchors.c.number > number)
        with self.reading() as connection:
            return [url for (url,) in connection.execute(query.distinct())]

    def leads_to(self, round_id: str, url: str) -> list[str]:
        """Where this page leads, by its links and by script."""
        key = self._key(round_id)
        query = select(pages.c.links).where(pages.c.round == key, pages.c.address == address_key(url))
        with self.reading() as connection:
            packed = connection.execute(query).scalar()
            return (
                [] if packed is None else [to for to, _, _ in anchors_of(connection, key, set(unpack(packed))).values()]
            )

    def listed(self, round_id: str) -> list[str]:
        """List pages and sources that the round's readings went through."""
        query = select(readings.c.visited).where(
            readings.c.round == self._key(round_id), readings.c.visited.is_not(None)
        )
        with self.reading() as connection:
            return [url for (visited,) in connection.execute(query) for url in from_json(visited)]

    def published_since(self, round_id: str, day: date) -> list[str]:
        """Articles of the round's readings that were published on that day or later, the newest first."""
        query = (
            select(articles.c.url)
            .where(articles.c.round == self._key(round_id), articles.c.published_at >= day.isoformat())
            .order_by(articles.c.published_at.desc(), articles.c.id)
        )
        with self.reading() as connection:
            return list(dict.fromkeys(url for (url,) in connection.execute(query)))

    def rows_of(self, round_id: str, columns: Collection[str]) -> list[str]:
        """The addresses of all rows that the round read in these columns, once each."""
        query = select(articles.c.url).where(
            articles.c.round == self._key(round_id), articles.c.column.in_([clean(name) for name in columns])
        )
        with self.reading() as connection:
            return list(dict.fromkeys(url for (url,) in connection.execute(query.order_by(articles.c.id))))

    def pages_at(self, round_id: str, addresses: Iterable[str]) -> dict[str, Page]:
        """The pages recorded for these very addresses: redirects are not followed."""
        key, keys, found = self._key(round_id), [address_key(url) for url in addresses], dict[str, Page]()
        with self.reading() as connection:
            for some in chunks(keys):
                query = select(*PAGE_COLUMNS).where(pages.c.round == key, pages.c.address.in_(some))
                found.update((row.url, to_page(row)) for row in connection.execute(query))
        return found

    def named_only(self, round_id: str) -> list[str]:
        """Pages of the round that were not opened, recorded for where they lead."""
        query = select(pages.c.url).where(pages.c.round == self._key(round_id), pages.c.status == NOT_OPENED)
        with self.reading() as connection:
            return [url for (url,) in connection.execute(query)]

    def changed_pages(self, round_id: str, base_id: str) -> set[str]:
        """Addresses whose recorded body is new in the round, another than in its base, or gone; or judged otherwise."""
        new, old = self._key(round_id), self._key(base_id)
        with self.reading() as connection:
            since = connection.execute(select(rounds.c.started_at).where(rounds.c.key == new)).scalar()
            looked = _rows_since(connection, pages, pages.c.evidence, pages.c.fetched_at, new, since)
            changed = _differing(connection, pages, pages.c.evidence, old, looked)
            judged = _rows_since(connection, probes, probes.c.verdict, probes.c.probed_at, new, since)
            changed |= _differing(connection, probes, probes.c.verdict, old, judged)
            gone = except_(*(_opened(key) for key in (old, new)))
            for some in chunks([address for (address,) in connection.execute(gone)]):
                query = select(pages.c.url).where(pages.c.round == old, pages.c.address.in_(some))
                changed.update(url for (url,) in connection.execute(query))
        return changed

    def drop(self, round_id: str, addresses: Sequence[int], numbers: Sequence[int] = ()) -> None:
        """Forget these addresses (their keys): nothing leads to them any more; and these anchors, on every page."""
        key = self._key(round_id)

        def once() -> None:
            with self.writing_round() as connection:
                for table in (pages, probes, aliases):
                    for some in chunks(addresses):
                        connection.execute(delete(table).where(table.c.round == key, table.c.address.in_(some)))
                for some in chunks(numbers):
                    connection.execute(delete(anchors).where(anchors.c.round == key, anchors.c.number.in_(some)))

        self.patience.persist(once)


def _answered(connection: Connection, round_id: str, home: str) -> bool:
    query = (
        select(probes.c.verdict)
        .join(rounds, rounds.c.key == probes.c.round)
        .where(rounds.c.id == round_id, probes.c.address == address_key(home))
    )
    return connection.execute(query).scalar() == Verdict.SOUND.value


def _copy(connection: Connection, table: Table, old: int, new: int) -> None:
    """Every row in the order of recording; anchors keep their numbers."""
    rest = [column for column in table.c if column.name not in ("id", "round")]
    rows = select(literal(new), *rest).where(table.c.round == old)
    if table is pages:
        rows = rows.where(pages.c.status != NOT_OPENED)
    rows = rows.order_by(table.c.id if "id" in table.c else table.c.number)
    connection.execute(insert(table).from_select(["round", *(column.name for column in rest)], rows))


def _opened(round_: int) -> Any:
    return select(pages.c.address).where(pages.c.round == round_, pages.c.status != NOT_OPENED)


def _rows_since(
    connection: Connection, table: Table, value: Any, stamp: Any, round_: int, since: datetime | None
) -> dict[int, tuple[str, Any]]:
    query = select(table.c.address, table.c.url, value).where(table.c.round == round_, stamp >= since)
    if table is pages:
        query = query.where(pages.c.status != NOT_OPENED)
    return {address: (url, said) for address, url, said in connection.execute(query)}


def _differing(
    connection: Connection, table: Table, value: Any, old: int, looked: dict[int, tuple[str, Any]]
) -> set[str]:
    """Of what was looked at, the addresses that had another value before, or none."""
    before: dict[int, Any] = {}
    for some in chunks(list(looked)):
        query = select(table.c.address, value).where(table.c.round == old, table.c.address.in_(some))
        before.update((address, said) for address, said in connection.execute(query))
    nothing = object()
    return {url for address, (url, said) in looked.items() if before.get(address, nothing) != said}
