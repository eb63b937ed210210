"""What a scorecard is counted from: what was known of one site at one moment, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from inspection.findings import Json, Severity

FRESH = timedelta(days=8)  # a round so old says nothing of how the site stands now


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that counted then: found, and neither dismissed, waived nor verified by then."""

    check: str
    subject: str
    severity: Severity
    title: str = ""
    unit: str | None = None
    column: str | None = None
    found_on: tuple[str, ...] = ()
    evidence: Mapping[str, Json] = field(default_factory=dict)
    issue: int = 0  # 0: it has none


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be judged, or an issue that is not over and was not looked at again."""

    check: str
    subject: str
    reason: str = ""
    detail: str = ""
    issue: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """The seven days' probes of the home page."""

    decided: int
    down: int
    thin_days: int = 0  # days with fewer probes than the rule asks

    @property
    def share(self) -> float:
        """In per cent."""
        return 100 * self.down / self.decided if self.decided else 0.0


@dataclass(frozen=True, slots=True)
class Looked:
    """The rounds that the card rests on."""

    round: str
    at: datetime
    kind: str
    complete: bool


@dataclass(frozen=True)
class Facts:
    """One site as of one moment. `columns`: the plan's, each with its kind."""

    site: str
    home: str
    at: datetime  # aware, in the plan's zone
    columns: Mapping[str, str]
    accounts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    looked: Looked | None = None  # None: no finished round by then
    newest: Mapping[str, date] = field(default_factory=dict)  # by column or account: its newest article
    answered: Answered | None = None  # None: nobody watches around the clock
    unwatched: Mapping[str, str] = field(default_factory=dict)  # checks that do not look at this site: why, in Chinese
    services: bool = True  # False: no services for the public, so that what concerns them is not counted
    broken_off: str = ""  # id of a newer round that was not finished whole, where an older one is counted from

    @cached_property
    def by_check(self) -> Mapping[str, Sequence[Fault]]:
        """The faults of each check: a site may have tens of thousands, and every indicator asks for its own."""
        found: dict[str, list[Fault]] = {}
        for one in self.faults:
            found.setdefault(one.check, []).append(one)
        return found

    @property
    def today(self) -> date:
        """The day, in the plan's zone."""
        return self.at.date()

    @property
    def current(self) -> bool:
        """Whether a whole round looked lately enough for absence to mean anything."""
        return self.looked is not None and self.looked.complete and self.at - self.looked.at <= FRESH
