"""Targets that are not sound, each with the places that link to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from inspection.observed import Target
from inspection.records import ONWARD, Link, Probe, Verdict
from store.bulk import chunks
from store.keys import address_key, unpack
from store.sightings import PROBE_COLUMNS, anchors_of, stream, to_probe
from store.tables import anchors, pages, probes

_NOT_SOUND = (str(Verdict.FAULTY), str(Verdict.UNDECIDED))

Place = tuple[bool, int, str, int]  # not the home page, length of the address, the address, number of the anchor


@dataclass(slots=True)
class _Places:
    """The best `sample` of the pages that link to one target, and how many there are."""

    sample: int
    count: int = 0
    best: list[Place] = field(default_factory=list)

    def add(self, place: Place) -> None:
        self.count += 1
        self.best.append(place)
        if len(self.best) > 8 * self.sample + 64:
            self.cut()

    def cut(self) -> list[Place]:
        self.best = sorted(self.best)[: self.sample]
        return self.best


def not_sound(connection: Connection, round_: int, sample: int, home: str | None) -> list[Target]:
    """Every target that is faulty or undecided, as first recorded.

    At most `sample` links each, one for a page: the home page's first, then by the shortest address.
    """
    query = select(*PROBE_COLUMNS).where(probes.c.round == round_, probes.c.verdict.in_(_NOT_SOUND))
    return _with_places(
        connection, round_, [to_probe(row) for row in connection.execute(query.order_by(probes.c.id))], sample, home
    )


def at(connection: Connection, round_: int, urls: Iterable[str], sample: int, home: str | None) -> list[Target]:
    """These targets, as far as the round tried them and found them sound, each with the places that link to it."""
    wanted: list[Probe] = []
    for some in chunks(sorted({address_key(url) for url in urls})):
        query = select(*PROBE_COLUMNS).where(probes.c.round == round_, probes.c.address.in_(some))
        wanted += [to_probe(row) for row in connection.execute(query.where(probes.c.verdict == str(Verdict.SOUND)))]
    return _with_places(connection, round_, sorted(wanted, key=lambda probe: probe.url), sample, home)


def _with_places(
    connection: Connection, round_: int, wanted: list[Probe], sample: int, home: str | None
) -> list[Target]:
    seen = _anchors_to(connection, round_, {address_key(probe.url) for probe in wanted})
    places = {target: _Places(sample) for target, _element, _text in seen.values()}
    _gather(connection, round_, seen, places, home)
    texts = {number: (element, text) for number, (_target, element, text) in seen.items()}
    # A sweep keeps a target's text once: the other pages that link to it are told with the same.
    told: dict[int, str] = {}
    for target, _element, text in seen.values():
        if text:
            told.setdefault(target, text)
    return [_target(probe, places.get(address_key(probe.url)), texts, told) for probe in wanted]


def _anchors_to(connection: Connection, round_: int, wanted: set[int]) -> dict[int, tuple[int, str, str]]:
    """Target, element and text by anchor's number.

    Sifted here and not by a join: PostgreSQL, which has no statistics of a round just written, took 30 s for it.
    """
    if not wanted:
        return {}
    query = select(anchors.c.number, anchors.c.target).where(anchors.c.round == round_, anchors.c.element != ONWARD)
    found = {number: target for number, target in stream(connection, query) if target in wanted}
    looks = anchors_of(connection, round_, set(found))
    return {number: (found[number], element, text) for number, (_url, element, text) in looks.items()}


def _gather(
    connection: Connection,
    round_: int,
    seen: dict[int, tuple[int, str, str]],
    places: dict[int, _Places],
    home: str | None,
) -> None:
    if not seen:
        return
    query = select(pages.c.url, pages.c.links).where(pages.c.round == round_)
    for url, packed in stream(connection, query):
        numbers = unpack(packed)
        if seen.keys().isdisjoint(numbers):
            continue
        for target, number in _first_anchors(numbers, seen):
            places[target].add((url != home, len(url), url, number))


def _first_anchors(numbers: Iterable[int], seen: dict[int, tuple[int, str, str]]) -> Iterable[tuple[int, int]]:
    """For each target of the page, its first anchor with a text, else its first."""
    first: dict[int, int] = {}
    for number in numbers:
        if number in seen:
            target, _element, text = seen[number]
            if target not in first or (text and not seen[first[target]][2]):
                first[target] = number
    return first.items()


def _target(probe: Probe, places: _Places | None, texts: dict[int, tuple[str, str]], told: dict[int, str]) -> Target:
    if places is None:
        return Target(probe)
    text = told.get(address_key(probe.url), "")
    links = tuple(
        Link(page, probe.url, texts[number][0], texts[number][1] or text)
        for _home, _length, page, number in places.cut()
    )
    return Target(probe, links, places.count)
