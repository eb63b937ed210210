"""What a digest says of one column or one account over the weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from notifications.digest.week import Week

WEEKS_SHOWN = 26


class Cell(StrEnum):
    """One column or account in one week. Letters for black-and-white print: see figures.CELLS."""

    PUBLISHED = "published"
    WITHIN = "within"  # nothing new, but within its deadline (or it has none)
    OVERDUE = "overdue"
    UNKNOWN = "unknown"  # not read, not read that far back, or without dates


class Standing(StrEnum):
    """How a column or an account stands at the end of the week."""

    FRESH = "fresh"
    SOON = "soon"  # within its deadline, but past it by the end of next week if nothing appears
    STALE = "stale"
    BLANK = "blank"  # it has no rows
    STATIC = "static"  # the plan sets no deadline
    UNKNOWN = "unknown"  # not read this week, or not readable, or without dates


@dataclass(frozen=True, slots=True)
class WeekCell:
    """What a column published in one week."""

    week: Week
    cell: Cell
    count: int = 0


@dataclass(frozen=True, slots=True)
class Freshness:
    """One column or account over the weeks; `cells` are WEEKS_SHOWN, oldest first, the digest's week last."""

    column: str  # its name
    url: str
    unit: str | None
    kind: str
    standing: Standing
    cells: tuple[WeekCell, ...]
    deadline_days: int | None
    newest: date | None = None
    newest_title: str = ""
    newest_link: str = ""
    days_left: int | None = None  # until it goes stale, counted from the digest's clock; negative: so long stale
    stale_on: date | None = None  # the first day on which it is stale
    read_at: datetime | None = None  # when it was last read
    reason: str = ""  # Chinese: why it is not known
