"""Whether the site answers, around the clock: every probe, and what each vantage last learnt of the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from inspection.addresses import host_of
from inspection.availability import WINDOW, Answering, AvailabilityProbe, AvailabilityRecord, EndpointFacts
from inspection.outages import UNDER_WAY
from inspection.records import Verdict
from store import bulk
from store.database import Database
from store.rounds import IS_FINISHED
from store.service_tables import availability, endpoints
from store.tables import probes, rounds
from store.values import AnyRow, clean, clean_or_none, from_json, to_json

_FIELDS = [field.name for field in fields(AvailabilityProbe)]
_COLUMNS = [availability.c[name] for name in _FIELDS]
_MOST_LOOKED_THROUGH = 20_000  # probes of a round, for addresses elsewhere
_ROUND_TAKES = timedelta(days=1)  # at most: what was learnt of an address while it ran is known to it


class AvailabilityStore(Database):
    """The part of the store that knows whether sites answer."""

    def record_probe(self, probe: AvailabilityProbe) -> None:
        """Keep one probe; another one of the same moment and vantage takes its place."""
        row = {name: _storable(getattr(probe, name)) for name in _FIELDS}
        with self.writing() as connection:
            bulk.upsert(connection, availability, [row], key=("site", "slot", "vantage"))

    def was_probed(self, site: str, slot: datetime, vantage: str) -> bool:
        """Whether that vantage has looked at that moment already."""
        query = select(availability.c.id).where(
            availability.c.site == clean(site), availability.c.slot == slot, availability.c.vantage == clean(vantage)
        )
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def probes_between(self, site: str, start: datetime, end: datetime) -> list[AvailabilityProbe]:
        """Probes with `start` < slot <= `end`, by moment and vantage."""
        with self.reading() as connection:
            return _probes(connection, site, start, end)

    def availability(self, site: str, as_of: datetime) -> AvailabilityRecord | None:
        """What was known at `as_of` of the seven days before, and a little more; None: nobody watched."""
        as_of = as_of.astimezone(UTC)
        start = as_of - WINDOW - UNDER_WAY
        with self.reading() as connection:
            seen = _probes(connection, site, start, as_of)
            if not seen:
                return None
            first = connection.execute(
                select(func.min(availability.c.slot)).where(availability.c.site == clean(site))
            ).scalar()
            learnt = _endpoints(connection, site)
        since = first if first is not None and first > start else None
        return AvailabilityRecord(seen, [one for one in learnt if one.looked_at <= as_of + _ROUND_TAKES], since)

    def record_endpoint(self, site: str, facts: EndpointFacts) -> None:
        """What that vantage knows now of the site's address; it replaces what it knew before."""
        known = {field.name: getattr(facts, field.name) for field in fields(EndpointFacts)}
        vantage, looked_at = known.pop("vantage"), known.pop("looked_at")
        if (until := facts.certificate_until) is not None:
            known["certificate_until"] = until.isoformat()
        row = {"site": clean(site), "vantage": clean(vantage), "looked_at": looked_at, "facts": to_json(known)}
        with self.writing() as connection:
            bulk.upsert(connection, endpoints, [row])

    def endpoints(self, site: str) -> list[EndpointFacts]:
        """What each vantage last learnt, by the vantage's name."""
        with self.reading() as connection:
            return _endpoints(connection, site)

    def control_addresses(self, site: str, own: Iterable[str], limit: int = 4) -> list[str]:
        """Pages elsewhere that the newest finished round found sound, of different houses, none of them the site's.

        `own` are the site's hosts. Neighbours under the same name (*.sh.gov.cn) may stand on the same platform and
        fall with it, so that they say nothing of our line.
        """
        avoided = {_house(host) for host in own}
        newest = (
            select(rounds.c.key)
            .where(rounds.c.site == clean(site), IS_FINISHED)
            .order_by(rounds.c.key.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(probes.c.url)
            .where(probes.c.round == newest, probes.c.verdict == Verdict.SOUND.value)
            .order_by(probes.c.id)
            .limit(_MOST_LOOKED_THROUGH)
        )
        chosen: dict[str, str] = {}
        with self.reading() as connection:
            for (url,) in connection.execute(query):
                house = _house(host_of(url))
                if house not in avoided and house not in chosen:
                    chosen[house] = url
                if len(chosen) == limit:
                    break
        return list(chosen.values())


def _house(host: str) -> str:
    """Whose name it is, roughly: www.mca.gov.cn → mca.gov.cn; a number is itself, with whatever port."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
    labels = name.split(".")
    return name if len(labels) <= 2 or labels[-1].isdigit() else ".".join(labels[1:])


def _probes(connection: Connection, site: str, start: datetime, end: datetime) -> list[AvailabilityProbe]:
    query = (
        select(*_COLUMNS)
        .where(availability.c.site == clean(site), availability.c.slot > start, availability.c.slot <= end)
        .order_by(availability.c.slot, availability.c.vantage)
    )
    return [_to_probe(row) for row in connection.execute(query)]


def _to_probe(row: AnyRow) -> AvailabilityProbe:
    site, slot, vantage, probed_at, outcome, *rest = row
    return AvailabilityProbe(site, slot, vantage, probed_at, Answering(outcome), *rest)


def _endpoints(connection: Connection, site: str) -> list[EndpointFacts]:
    query = select(endpoints).where(endpoints.c.site == clean(site)).order_by(endpoints.c.vantage)
    return [_to_facts(row) for row in connection.execute(query)]


def _to_facts(row: AnyRow) -> EndpointFacts:
    names = {field.name for field in fields(EndpointFacts)}
    known: dict[str, Any] = {name: value for name, value in from_json(row.facts).items() if name in names}
    for name in ("ipv4", "ipv6"):
        known[name] = tuple(known.get(name, ()))
    if known.get("certificate_until"):
        known["certificate_until"] = datetime.fromisoformat(known["certificate_until"])
    return EndpointFacts(vantage=row.vantage, looked_at=row.looked_at, **known)


def _storable(value: Any) -> Any:
    if isinstance(value, Answering):
        return value.value
    return clean_or_none(value) if isinstance(value, str) else value
