"""What a digest is worked out of: what the store held by its clock, as plain values; the same for every unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from inspection.availability import AvailabilityProbe
from inspection.calendar import Workdays
from inspection.duties import Said
from inspection.findings import Finding, Undecided
from inspection.issue import Issue, Step
from inspection.plan import Plan
from inspection.scoring.facts import Facts
from inspection.scoring.standard import Standard
from inspection.scoring.trend import TrendPoint
from inspection.sources import SourceReading
from notifications.digest.counting import Weekly, WorkingTime
from notifications.digest.facts import Coming
from notifications.digest.freshness import Clock, ReadAt
from notifications.digest.history import History


@dataclass(frozen=True, slots=True)
class Looked:
    """One finished round."""

    kind: str
    at: datetime  # the clock of judgement
    complete: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """What the scorecard of that moment is counted from, and by which standard."""

    standard: Standard
    facts: Facts
    trend: Sequence[TrendPoint] = ()  # of the weeks before, the earliest first


@dataclass(frozen=True, slots=True)
class Material:
    """One week of one site."""

    plan: Plan  # as it was in force
    clock: Clock
    finished: bool  # whether the week was over
    rounds: Sequence[Looked]  # finished in the week, the oldest first
    rounds_before: bool  # whether any was finished in the week before
    issues: Sequence[Weekly]
    issues_before: Sequence[Weekly]  # over the week before
    told: Mapping[str, Finding]  # by fingerprint: an issue's last words by then
    findings: Sequence[Finding]  # of the week's last round
    undecided: Sequence[Undecided]  # of the week's last round
    read: Mapping[str, Sequence[ReadAt]]  # by column or account, the oldest first
    publications: Sequence[Coming]  # what the plan wants published by the end of next week, and was not seen
    sources: Mapping[str, Sequence[SourceReading]] = field(default_factory=dict)  # by account, of the week's last round
    probes: Sequence[AvailabilityProbe] = ()  # of the week, around the clock
    words: Sequence[Said] = ()  # every word of people on duties, given or taken back
    since: date | None = None  # the first day on which any round looked
    scored: Scored | None = None  # None: the vetoes are counted from `findings` alone

    @property
    def time(self) -> WorkingTime:
        """Lengths in the plan's working days."""
        return WorkingTime(Workdays(self.plan.workdays), self.plan.zone)


def histories(issues: Iterable[Issue], steps: Iterable[tuple[int, Step]], until: datetime) -> list[History]:
    """Each issue with its steps up to then, by the issue's number; one without any did not exist yet.

    Steps of one issue must come in the order in which they were taken.
    """
    known = {issue.id: issue for issue in issues}
    taken: dict[int, list[Step]] = {}
    for issue, step in steps:
        if step.at <= until and issue in known:
            taken.setdefault(issue, []).append(step)
    return [History(known[issue], tuple(taken[issue])) for issue in sorted(taken)]


def weekly(told: Iterable[History], start: datetime, until: datetime) -> list[Weekly]:
    """Every issue that existed by the end of that week."""
    return [one for one in (Weekly.of(history, start, until) for history in told) if one is not None]
