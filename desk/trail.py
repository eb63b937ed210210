"""The audit trail: what whoever asks has done, by whom, from where."""

from __future__ import annotations

from collections.abc import Mapping

from desk.access import Caller
from desk.desk import Desk
from inspection.findings import Json
from store.audit import AuditRow

_LONGEST = 500  # characters of a subject: five hundred issues' numbers are more


def keep(desk: Desk, caller: Caller, act: str, subject: str, detail: Mapping[str, Json]) -> None:
    """Append a deed of the caller's; audit_words has the word for `act`. Raises StoreError."""
    person = caller.person
    row = AuditRow(desk.clock(), person.name, act, subject[:_LONGEST], detail, person.id, caller.address)
    desk.store.audit(row)
