"""Whether absence proves anything: channels that were not read, or not far enough back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from checks.days import dated
from checks.reasons import column_reason
from inspection.findings import CannotTell
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import ColumnReading, ColumnState

ROWS_BEFORE = 3  # a column that showed as many before and is blank today was not read
ACCOUNT_EARLY = timedelta(days=7)  # so long before its portal an account may have published something
LAST_ROWS = 3  # so many rows at the end of a list must be old enough: one alone may be out of order


@dataclass(frozen=True, slots=True)
class Gap:
    """A channel that may hold what was not found."""

    channel: str
    reason: str

    def __str__(self) -> str:
        return f"“{self.channel}”{explain(self.reason)}"


def gaps(observed: Observed, channels: Iterable[str], back_to: date) -> list[Gap]:
    """Channels in which something published on or after `back_to` may have gone unseen."""
    found: list[Gap] = []
    for name in channels:
        reading = observed.columns.get(name)
        if reading is None:
            found.append(Gap(name, "not-read"))
        elif reading.state is ColumnState.BLANK:
            if reading.most_before >= ROWS_BEFORE:
                found.append(Gap(name, "could-not-be-read"))
        elif reading.state is not ColumnState.READ:
            found.append(Gap(name, column_reason(reading.state, reading.reason)))
        elif not (reading.complete or reaches(reading, observed, back_to)):
            found.append(Gap(name, "incomplete"))
    return found


def reaches(reading: ColumnReading, observed: Observed, back_to: date) -> bool:
    """Whether a list that was not read to its end was read far enough: its last rows are all older than that day.

    An account says itself since when everything is known: its articles come from several sources and earlier rounds,
    so that old ones among them do not prove that none is missing in between.
    """
    if reading.covers_since is not None or observed.plan.account(reading.column) is not None:
        return reading.covers_since is not None and reading.covers_since <= back_to
    last = [day for day, _ in dated(reading.articles, observed.plan.zone)][-LAST_ROWS:]
    return len(last) == LAST_ROWS and max(last) < back_to


def reading_of(observed: Observed, column: str) -> ColumnReading | CannotTell:
    """What was read of the column (rows, or that it has none), else why nothing can be said of it."""
    reading = observed.columns.get(column)
    if reading is None:
        return CannotTell(column, "not-read", "本轮没有读到这个栏目")
    if reading.state in {ColumnState.READ, ColumnState.BLANK}:
        return reading
    reason = column_reason(reading.state, reading.reason)
    return CannotTell(column, reason, explain(reason))
