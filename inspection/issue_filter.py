"""Which issues are asked for, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inspection.findings import Severity
from inspection.issue import State

Order = Literal["weight", "newest", "oldest", "due", "seen", "number"]


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Every condition holds at once; an empty one asks for nothing in particular.

    `units` and `columns` may hold None: issues that have none. `overdue_at`: open issues whose due time has passed
    then. `text` is looked for in title and address, whatever the case. `order`: by weight (then the earliest due), by
    opening (newest or oldest first), by due time, by when it was last seen (latest first), or by number.
    """

    site: str | None = None
    states: frozenset[State] = frozenset()
    units: frozenset[str | None] = frozenset()
    checks: frozenset[str] = frozenset()
    columns: frozenset[str | None] = frozenset()
    severities: frozenset[Severity] = frozenset()
    overdue_at: datetime | None = None
    text: str = ""
    limit: int | None = None
    offset: int = 0
    order: Order = "weight"
