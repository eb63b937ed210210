"""What is worth knowing of a body, by the hash of its bytes: found out once, whichever rounds have the body."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from inspection.findings import Json
from inspection.observed import Target
from inspection.records import Verdict
from store import bulk, targets
from store.database import Database
from store.headless_tables import body_facts
from store.tables import pages, probes
from store.values import from_json, to_json

Facts = Mapping[str, Json]
# Not an error page, whatever its status.
_SERVED = probes.c.verdict.is_(None) | probes.c.verdict.not_in([Verdict.FAULTY.value, Verdict.UNDECIDED.value])


class BodyFactStore(Database):
    """The part of the store that knows what bodies say."""

    def record_body_facts(self, made_by: str, facts: Mapping[str, Facts]) -> None:
        """Facts by the digest of the body; `made_by` names who found them, with its version (at most 20 letters)."""
        rows = [{"evidence": digest, "made_by": made_by, "facts": to_json(dict(one))} for digest, one in facts.items()]
        with self.writing_round() as connection:
            bulk.upsert(connection, body_facts, rows)

    def page_facts(self, round_id: str, made_by: str) -> list[tuple[str, str, Facts]]:
        """(address, digest, facts) of every page of the round whose body has such facts, by address."""
        return self._read(_of_pages, round_id, made_by)

    def sound_page_facts(self, round_id: str, made_by: str) -> list[tuple[str, str, Facts]]:
        """The same of pages that were served as such: not of error pages, whatever status they came with."""
        return self._read(_of_sound_pages, round_id, made_by)

    def unread_pages(self, round_id: str, made_by: str) -> list[tuple[str, str, str]]:
        """(digest, address, content type) of every whole page of markup, served as such, whose body has no such facts.

        Each body once, in the order of addresses.
        """
        return self._read(_unread, round_id, made_by)

    def target_facts(self, round_id: str, made_by: str) -> list[tuple[str, str, Facts]]:
        """(address, digest, facts) of every probed target of the round whose body has such facts, by address."""
        return self._read(_of_probes, round_id, made_by)

    def targets_at(self, round_id: str, urls: Collection[str], home: str, sample: int = 20) -> list[Target]:
        """Those of these targets that the round found sound, with at most `sample` links each (`home`'s first)."""
        return self._read(targets.at, round_id, urls, sample, home)


def _of_pages(connection: Connection, key: int, made_by: str) -> list[tuple[str, str, Facts]]:
    return _of(connection, pages, key, made_by)


def _of_probes(connection: Connection, key: int, made_by: str) -> list[tuple[str, str, Facts]]:
    return _of(connection, probes, key, made_by)


def _of(connection: Connection, table: Any, key: int, made_by: str) -> list[tuple[str, str, Facts]]:
    query = (
        select(table.c.url, table.c.evidence, body_facts.c.facts)
        .join(body_facts, body_facts.c.evidence == table.c.evidence)
        .where(table.c.round == key, body_facts.c.made_by == made_by)
        .order_by(table.c.url)
    )
    rows: Sequence[Any] = connection.execute(query).all()
    return [(row.url, row.evidence, from_json(row.facts)) for row in rows]


def _of_sound_pages(connection: Connection, key: int, made_by: str) -> list[tuple[str, str, Facts]]:
    query = (
        select(pages.c.url, pages.c.evidence, body_facts.c.facts)
        .join(body_facts, body_facts.c.evidence == pages.c.evidence)
        .outerjoin(probes, (probes.c.round == pages.c.round) & (probes.c.address == pages.c.address))
        .where(pages.c.round == key, pages.c.status == 200, body_facts.c.made_by == made_by, _SERVED)
        .order_by(pages.c.url)
    )
    rows: Sequence[Any] = connection.execute(query).all()
    return [(row.url, row.evidence, from_json(row.facts)) for row in rows]


def _unread(connection: Connection, key: int, made_by: str) -> list[tuple[str, str, str]]:
    known = (body_facts.c.evidence == pages.c.evidence) & (body_facts.c.made_by == made_by)
    query = (
        select(pages.c.evidence, pages.c.final_url, pages.c.url, pages.c.content_type)
        .outerjoin(body_facts, known)
        .outerjoin(probes, (probes.c.round == pages.c.round) & (probes.c.address == pages.c.address))
        .where(pages.c.round == key, pages.c.status == 200, pages.c.evidence.is_not(None), _SERVED)
        .where(pages.c.truncated.is_(False), pages.c.content_type.contains("html") | (pages.c.content_type == ""))
        .where(body_facts.c.evidence.is_(None))
        .order_by(pages.c.url)
    )
    found: dict[str, tuple[str, str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.evidence, (row.evidence, row.final_url or row.url, row.content_type))
    return list(found.values())
