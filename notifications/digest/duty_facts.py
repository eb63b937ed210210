"""What a digest says of the year's duties, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One thing of one duty that needs somebody."""

    number: str
    duty: str  # its name
    what: str  # what is to be confirmed, or what could not be told
    unit: str | None
    on: date | None  # the last day in time
    note: str  # Chinese: 到期 30 天，没有人确认


@dataclass(frozen=True, slots=True)
class DutiesFact:
    """The duties at the end of the week: of the whole site, or of one unit."""

    total: int
    counts: tuple[tuple[str, int], ...]  # Chinese state and how many duties, the worst first
    overdue: tuple[DutyLine, ...]  # nobody said that it is done
    coming: tuple[DutyLine, ...]  # due within two weeks, and not confirmed
    undecided: tuple[DutyLine, ...]  # duties of which it could not be told how they stand
    link: str  # of the desk; "" where there is none

    @property
    def summary(self) -> str:
        """One sentence."""
        return f"职责 {self.total} 项：{'，'.join(f'{words} {count} 项' for words, count in self.counts)}。"
