"""What checks said of a round: findings, what could not be judged, pairings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, insert, select

from inspection.findings import Finding, Severity, Undecided
from inspection.records import PairedBy, Pairing
from store.tables import findings, pairings, undecided
from store.values import clean, clean_or_none, from_json, to_json


def _replace(connection: Connection, table: Table, round_: int, rows: list[dict[str, Any]]) -> None:
    connection.execute(delete(table).where(table.c.round == round_))
    if rows:
        connection.execute(insert(table), [{"round": round_, **row} for row in rows])


def record_findings(
    connection: Connection, round_: int, found: Iterable[Finding], not_judged: Iterable[Undecided]
) -> None:
    """What the checks said of the whole round; what they said of it before is replaced."""
    rows = [
        {
            "check": clean(one.check),
            "severity": str(one.severity),
            "subject": clean(one.subject),
            "title": clean(one.title),
            "basis": clean(one.basis),
            "fingerprint": clean(one.fingerprint),
            "unit": clean_or_none(one.unit),
            "column": clean_or_none(one.column),
            "found_on": to_json(one.found_on),
            "evidence": to_json(one.evidence),
        }
        for one in found
    ]
    _replace(connection, findings, round_, rows)
    rows = [
        {
            "check": clean(one.check),
            "subject": clean(one.subject),
            "reason": clean(one.reason),
            "detail": clean(one.detail),
        }
        for one in not_judged
    ]
    _replace(connection, undecided, round_, rows)


def findings_of(connection: Connection, round_: int) -> list[Finding]:
    """The round's findings, as recorded."""
    rows = connection.execute(select(findings).where(findings.c.round == round_).order_by(findings.c.id))
    return [
        Finding(
            check=row.check,
            severity=Severity(row.severity),
            subject=row.subject,
            title=row.title,
            basis=row.basis,
            fingerprint=row.fingerprint,
            unit=row.unit,
            column=row.column,
            found_on=tuple(from_json(row.found_on)),
            evidence=from_json(row.evidence),
        )
        for row in rows
    ]


def undecided_of(connection: Connection, round_: int) -> list[Undecided]:
    """What could not be judged in the round, as recorded."""
    rows = connection.execute(select(undecided).where(undecided.c.round == round_).order_by(undecided.c.id))
    return [Undecided(row.check, row.subject, row.reason, row.detail) for row in rows]


def record_pairings(connection: Connection, round_: int, paired: Iterable[Pairing]) -> None:
    """Which interpretation serves which policy; what was said of the round before is replaced."""
    rows = [
        {
            "policy_url": clean(one.policy_url),
            "interpretation_url": clean(one.interpretation_url),
            "reason": one.reason.value,
            "detail": clean(one.detail),
        }
        for one in paired
    ]
    _replace(connection, pairings, round_, rows)


def pairings_of(connection: Connection, round_: int) -> list[Pairing]:
    """The round's pairings, as recorded."""
    rows = connection.execute(select(pairings).where(pairings.c.round == round_).order_by(pairings.c.id))
    return [Pairing(row.policy_url, row.interpretation_url, PairedBy(row.reason), row.detail) for row in rows]


def stood(connection: Connection, round_: int) -> Literal["answered", "down", "unclear"]:
    """How the site stood when the round looked at it, as the check of the home page said."""
    for table, answer in ((findings, "down"), (undecided, "unclear")):
        query = select(table.c.id).where(table.c.round == round_, table.c.check == "site-down").limit(1)
        if connection.execute(query).first() is not None:
            return answer  # type: ignore[return-value]
    return "answered"
