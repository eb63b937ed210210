"""The audit trail: who did what on the desk. It can only be appended to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select

from inspection.findings import Json
from store.database import Database
from store.desk_tables import audit
from store.values import clean, from_json, to_json


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One deed on the desk. `act` is a word such as `sign-in`, `issue-claim`, `plan-edit`, `person-add`."""

    at: datetime  # the machine's clock
    who: str
    act: str
    subject: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict)
    person: int | None = None
    address: str = ""
    id: int = 0


class AuditStore(Database):
    """The part of the store that keeps the audit trail."""

    def audit(self, row: AuditRow) -> None:
        """Append one deed."""
        values = {
            "at": row.at,
            "who": clean(row.who),
            "person": row.person,
            "act": row.act,
            "subject": clean(row.subject),
            "detail": to_json(row.detail),
            "address": clean(row.address),
        }
        with self.writing() as connection:
            connection.execute(insert(audit), values)

    def audited(
        self, *, person: int | None = None, act: str = "", before: int | None = None, limit: int = 100
    ) -> list[AuditRow]:
        """The newest first; of one person, of acts that begin so; `before`: older than the row of that id."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if person is not None:
            query = query.where(audit.c.person == person)
        if act:
            query = query.where(audit.c.act.startswith(act, autoescape=True))
        if before is not None:
            query = query.where(audit.c.id < before)
        with self.reading() as connection:
            return [
                AuditRow(row.at, row.who, row.act, row.subject, from_json(row.detail), row.person, row.address, row.id)
                for row in connection.execute(query)
            ]
