"""What a round saw, read back: pages, links, probes. Iterators stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import CompoundSelect, Connection, func, select, union

from inspection.records import GONE, NOT_OPENED, ONWARD, Link, Page, Probe, Verdict
from store.keys import address_key, unpack
from store.tables import aliases, anchors, pages, probes, rounds
from store.values import AnyRow, AnySelect

CHUNK = 1000  # rows fetched at a time
_CUT_OFF = ("robots", "depth-limit", "trap-limit", "page-limit")
_HOPS = 10  # redirects followed to find a page's record

PAGE_COLUMNS = [column for column in pages.c if column.name not in ("id", "round", "address", "links")]
PROBE_COLUMNS = [column for column in probes.c if column.name not in ("id", "round", "address")]


def stream(connection: Connection, query: AnySelect | CompoundSelect[*tuple[Any, ...]]) -> Iterator[AnyRow]:
    """Rows as they are needed: neither database hands over the whole result at once."""
    with connection.execute(query, execution_options={"yield_per": CHUNK}) as rows:
        yield from rows


def to_page(row: AnyRow) -> Page:
    """From a row of PAGE_COLUMNS."""
    return Page(*row)


def to_probe(row: AnyRow) -> Probe:
    """From a row of PROBE_COLUMNS."""
    url, verdict, *rest = row
    return Probe(url, Verdict(verdict), *rest)


def known(connection: Connection, round_: int) -> Iterator[str]:
    """Every address that the round knows, once: pages, where links and redirects point, what was probed.

    A page that is recorded for its links alone is none of them.
    """
    query = union(
        select(pages.c.url).where(pages.c.round == round_, pages.c.status != NOT_OPENED),
        *(
            select(column).where(column.table.c.round == round_)
            for column in (anchors.c.url, aliases.c.url, aliases.c.leads_to, probes.c.url)
        ),
    )
    for (url,) in stream(connection, query):
        yield url


def all_pages(connection: Connection, round_: int) -> Iterator[Page]:
    """Pages in the order in which they were first recorded."""
    query = select(*PAGE_COLUMNS).where(pages.c.round == round_).order_by(pages.c.id)
    return (to_page(row) for row in stream(connection, query))


def all_probes(connection: Connection, round_: int) -> Iterator[Probe]:
    """Probes in the order in which they were first recorded."""
    query = select(*PROBE_COLUMNS).where(probes.c.round == round_).order_by(probes.c.id)
    return (to_probe(row) for row in stream(connection, query))


def all_aliases(connection: Connection, round_: int) -> Iterator[tuple[str, str]]:
    """Redirects: from, to."""
    query = select(aliases.c.url, aliases.c.leads_to).where(aliases.c.round == round_).order_by(aliases.c.id)
    return ((url, leads_to) for url, leads_to in stream(connection, query))


def one_page(connection: Connection, round_: int, url: str) -> Page | None:
    """The page recorded for this address, or for where its redirects led."""
    for _hop in range(_HOPS):
        here = address_key(url)
        query = select(*PAGE_COLUMNS).where(pages.c.round == round_, pages.c.address == here)
        row = connection.execute(query).one_or_none()
        if row is not None:
            return to_page(row)
        query = select(aliases.c.leads_to).where(aliases.c.round == round_, aliases.c.address == here)
        leads_to = connection.execute(query).scalar()
        if leads_to is None:
            return None
        url = leads_to
    return None


def links_from(connection: Connection, round_: int, url: str) -> list[Link]:
    """The links of the page recorded for this very address, in page order."""
    query = select(pages.c.url, pages.c.links)
    row = connection.execute(query.where(pages.c.round == round_, pages.c.address == address_key(url))).one_or_none()
    if row is None:
        return []
    numbers = unpack(row.links)
    by_number = anchors_of(connection, round_, set(numbers))
    # A link that the whole site has dropped has lost its anchor; what a script leads on to is no link.
    known = (by_number[number] for number in numbers if number in by_number)
    return [Link(row.url, *anchor) for anchor in known if anchor[1] != ONWARD]


def anchors_of(connection: Connection, round_: int, numbers: set[int]) -> dict[int, tuple[str, str, str]]:
    """Address, element and text by number. Asked in chunks: databases limit the parameters of one statement."""
    found: dict[int, tuple[str, str, str]] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), CHUNK):
        query = select(anchors.c.number, anchors.c.url, anchors.c.element, anchors.c.text).where(
            anchors.c.round == round_, anchors.c.number.in_(wanted[start : start + CHUNK])
        )
        found.update((number, (to, element, text)) for number, to, element, text in connection.execute(query))
    return found


def one_probe(connection: Connection, round_: int, url: str) -> Probe | None:
    """What happened when this address was tried."""
    query = select(*PROBE_COLUMNS).where(probes.c.round == round_, probes.c.address == address_key(url))
    row = connection.execute(query).one_or_none()
    return None if row is None else to_probe(row)


def verdicts(connection: Connection, round_: int, addresses: Iterable[str]) -> dict[str, Verdict]:
    """The verdicts of those of the addresses that were tried."""
    wanted = {address_key(url): url for url in addresses}
    keys, found = sorted(wanted), dict[str, Verdict]()
    for start in range(0, len(keys), CHUNK):
        query = select(probes.c.address, probes.c.verdict).where(
            probes.c.round == round_, probes.c.address.in_(keys[start : start + CHUNK])
        )
        found.update((wanted[key], Verdict(verdict)) for key, verdict in connection.execute(query))
    return found


def not_had(connection: Connection, round_id: str, addresses: Iterable[str]) -> frozenset[str]:
    """Those of the addresses that did not open in a way that may pass: what stood there may stand there still."""
    keys, found = sorted({address_key(url) for url in addresses}), set[str]()
    for start in range(0, len(keys), CHUNK):
        query = (
            select(probes.c.url, probes.c.reason)
            .join(rounds, rounds.c.key == probes.c.round)
            .where(rounds.c.id == round_id, probes.c.address.in_(keys[start : start + CHUNK]))
            .where(probes.c.verdict == Verdict.FAULTY.value)
        )
        found.update(url for url, reason in connection.execute(query) if reason not in GONE)
    return frozenset(found)


def cut_off(connection: Connection, round_id: str) -> frozenset[str]:
    """Addresses that this round met and did not open because of robots.txt or a limit; empty for an unknown round."""
    query = (
        select(probes.c.url)
        .join(rounds, rounds.c.key == probes.c.round)
        .where(rounds.c.id == round_id, probes.c.verdict == Verdict.SKIPPED.value, probes.c.reason.in_(_CUT_OFF))
    )
    return frozenset(url for (url,) in connection.execute(query))


def verdict_counts(connection: Connection, round_: int) -> dict[Verdict, int]:
    """How many targets have each verdict; every verdict is named."""
    query = select(probes.c.verdict, func.count()).where(probes.c.round == round_).group_by(probes.c.verdict)
    counts = dict.fromkeys(Verdict, 0)
    counts.update((Verdict(verdict), count) for verdict, count in connection.execute(query))
    return counts
