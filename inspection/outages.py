"""What a week of probes comes to: each moment judged by all who looked, then the share that failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from statistics import median

from inspection.availability import PROBES_A_DAY, WINDOW, Answering, AvailabilityProbe

DISPUTED = "disputed"  # the vantages say different things, and neither side is the greater
UNDER_WAY = timedelta(days=1) / PROBES_A_DAY * 2  # so long a moment may be due without having been looked at
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SlotVerdict:
    """One moment of the timetable, judged by every vantage that looked."""

    slot: datetime
    outcome: Answering
    reason: str | None = None  # of DOWN: the most frequent; of UNKNOWN: why
    vantages: int = 1  # that looked
    first_byte: float | None = None  # seconds; the median of those who opened it


@dataclass(frozen=True, slots=True)
class Outage:
    """Moments in a row at which the site was down; one that could not tell in between does not end it."""

    since: datetime
    until: datetime  # the last moment that found it down
    slots: int


@dataclass(frozen=True, slots=True)
class Span:
    """Probes of some length of time; a moment at which several vantages looked is one."""

    start: datetime  # exclusive
    end: datetime  # inclusive
    up: int = 0
    down: int = 0
    unknown: int = 0
    first_byte: float | None = None  # seconds, the median

    @property
    def decided(self) -> int:
        """Moments of which something can be said."""
        return self.up + self.down

    @property
    def share(self) -> float:
        """Of the decided moments, the part at which it was down: 0 to 1."""
        return self.down / self.decided if self.decided else 0.0

    @property
    def enough(self) -> bool:
        """Whether it was looked at as often as the national rule asks of a day; of a day only."""
        return self.decided >= PROBES_A_DAY


@dataclass(frozen=True, slots=True)
class Unavailability:
    """The last seven days."""

    week: Span
    days: tuple[Span, ...]  # seven times 24 hours, the oldest first
    longest: Outage | None
    reasons: tuple[tuple[str, int], ...]  # why it was down, the most frequent first
    first: datetime | None  # the first probe of the window
    vantages: tuple[str, ...]

    @property
    def thin_days(self) -> tuple[Span, ...]:
        """Days with fewer probes than the rule asks: nothing can be said of a whole week."""
        return tuple(day for day in self.days if not day.enough)

    @property
    def whole(self) -> bool:
        """Whether the whole week was looked at often enough."""
        return not self.thin_days


def slot_of(every: timedelta, now: datetime) -> datetime:
    """The newest moment that was due, in UTC: the same for everybody with the same plan, whatever their zone.

    Counted from midnight UTC, so that a day begins with one however long the interval is.
    """
    now = now.astimezone(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (now - midnight) // every * every


def judge_slots(probes: Iterable[AvailabilityProbe]) -> list[SlotVerdict]:
    """Every moment with its verdict, the earliest first.

    Down where more than half of those who could tell say so; half and half is undecided: one of two lines is broken,
    and nobody knows which. Who could not tell has no vote; a single vantage decides alone.
    """
    ordered = sorted(probes, key=lambda probe: (probe.slot, probe.vantage, probe.probed_at))
    return [_judge(slot, list(looked)) for slot, looked in groupby(ordered, key=lambda probe: probe.slot)]


def _judge(slot: datetime, looked: Sequence[AvailabilityProbe]) -> SlotVerdict:
    last = {probe.vantage: probe for probe in looked}  # looked at twice, after the clock was set back: the later counts
    votes = [probe for probe in last.values() if probe.outcome is not Answering.UNKNOWN]
    down = [probe for probe in votes if probe.outcome is Answering.DOWN]
    if not votes:
        return SlotVerdict(slot, Answering.UNKNOWN, _usual(last.values()), len(last))
    if 2 * len(down) == len(votes):
        return SlotVerdict(slot, Answering.UNKNOWN, DISPUTED, len(last))
    if 2 * len(down) > len(votes):
        return SlotVerdict(slot, Answering.DOWN, _usual(down), len(last))
    return SlotVerdict(slot, Answering.UP, None, len(last), _first_byte(votes))


def _usual(probes: Iterable[AvailabilityProbe]) -> str | None:
    reasons = Counter(probe.reason for probe in probes if probe.reason)
    return min(reasons, key=lambda reason: (-reasons[reason], reason)) if reasons else None


def _first_byte(probes: Iterable[AvailabilityProbe]) -> float | None:
    took = [p.first_byte_seconds for p in probes if p.outcome is Answering.UP and p.first_byte_seconds is not None]
    return median(took) if took else None


def unavailability(probes: Sequence[AvailabilityProbe], as_of: datetime) -> Unavailability:
    """The seven days up to the newest moment that was looked at; up to `as_of` (aware) where that is long ago.

    So that the moment which is due just now, and perhaps under way, does not count as missed. The last moment is
    included, the one a week before it is not. Probes are needed since `as_of` - WINDOW - UNDER_WAY.
    """
    as_of = as_of.astimezone(UTC)  # 24 hours are 24 hours, whatever an office does with its clocks
    end = max((probe.slot for probe in probes if as_of - UNDER_WAY < probe.slot <= as_of), default=as_of)
    start = end - WINDOW
    kept = [probe for probe in probes if start < probe.slot <= end]
    verdicts = judge_slots(kept)
    spans = [(end - _DAY * n, end - _DAY * (n - 1)) for n in range(7, 0, -1)]
    down = [one for one in verdicts if one.outcome is Answering.DOWN]
    return Unavailability(
        week=_span(verdicts, start, end),
        days=tuple(_span(verdicts, since, until) for since, until in spans),
        longest=max(outages(verdicts), key=lambda one: (one.until - one.since, one.slots), default=None),
        reasons=tuple(Counter(one.reason or "undecided" for one in down).most_common()),
        first=verdicts[0].slot if verdicts else None,
        vantages=tuple(sorted({probe.vantage for probe in kept})),
    )


def spans_of(verdicts: Sequence[SlotVerdict], edges: Sequence[datetime]) -> list[Span]:
    """The time between every two edges, such as midnights of an office's own zone."""
    return [_span(verdicts, since, until) for since, until in pairwise(edges)]


def _span(verdicts: Sequence[SlotVerdict], start: datetime, end: datetime) -> Span:
    inside = [one for one in verdicts if start < one.slot <= end]
    counts = Counter(one.outcome for one in inside)
    took = [one.first_byte for one in inside if one.first_byte is not None]
    return Span(
        start,
        end,
        counts[Answering.UP],
        counts[Answering.DOWN],
        counts[Answering.UNKNOWN],
        median(took) if took else None,
    )


def outages(verdicts: Iterable[SlotVerdict]) -> list[Outage]:
    """Every time that it was down, the earliest first."""
    found: list[Outage] = []
    running: list[datetime] = []
    for one in verdicts:
        if one.outcome is Answering.DOWN:
            running.append(one.slot)
        elif one.outcome is Answering.UP and running:
            found.append(Outage(running[0], running[-1], len(running)))
            running = []
    return [*found, Outage(running[0], running[-1], len(running))] if running else found


def majority(votes: Iterable[bool | None]) -> bool | None:
    """What more than half of those who know say; None where nobody knows, or both sides are equal."""
    known = [vote for vote in votes if vote is not None]
    yes = sum(known)
    return None if not known or 2 * yes == len(known) else 2 * yes > len(known)
