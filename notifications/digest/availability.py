"""The week's availability in the digest: figures of the calendar week, and one sentence of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from inspection.availability import PROBES_A_DAY, AvailabilityProbe
from inspection.outages import judge_slots, outages, spans_of

_VETO_PERCENT = 5


@dataclass(frozen=True, slots=True)
class AvailabilityFact:
    """Moments of the week at which the home page was tried; several vantages at one moment are one."""

    probes: int  # of which something can be said
    down: int
    unknown: int
    thin_days: int  # days that are over, with fewer probes than the national rule asks
    longest_since: datetime | None = None
    longest_until: datetime | None = None
    longest_probes: int = 0

    @property
    def share(self) -> float:
        """Down of probes: 0 to 1."""
        return self.down / self.probes if self.probes else 0.0

    @property
    def vetoed(self) -> bool:
        """Whether a week that was watched as the rule asks reached the veto."""
        return not self.thin_days and self.down * 100 >= self.probes * _VETO_PERCENT > 0


def availability(probes: Sequence[AvailabilityProbe], start: datetime, until: datetime) -> AvailabilityFact | None:
    """The week from Monday 00:00 up to the digest's clock, both in the plan's zone; None where nobody watched."""
    zone = start.tzinfo
    verdicts = judge_slots(one for one in probes if start <= one.slot <= until)
    if not verdicts:
        return None
    days = [start.date() + timedelta(days=n) for n in range(8)]
    midnights = [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]
    over = [one for one in midnights if one <= until + timedelta.resolution]
    # A moment at midnight is the new day's.
    spans = spans_of(verdicts, [one - timedelta.resolution for one in over])
    (week,) = spans_of(verdicts, [verdicts[0].slot - timedelta.resolution, verdicts[-1].slot])
    longest = max(outages(verdicts), key=lambda one: (one.until - one.since, one.slots), default=None)
    return AvailabilityFact(
        probes=week.decided,
        down=week.down,
        unknown=week.unknown,
        thin_days=sum(not one.enough for one in spans),
        longest_since=longest.since.astimezone(zone) if longest else None,
        longest_until=longest.until.astimezone(zone) if longest else None,
        longest_probes=longest.slots if longest else 0,
    )


def sentence(fact: AvailabilityFact) -> str:
    """`本周探测 336 次，打不开 12 次（3.6%），最长一次 3月24日08:00至10:30。`, and what is not known."""
    said = f"本周探测首页 {fact.probes} 次，"
    said += f"打不开 {fact.down} 次（{fact.share:.1%}）" if fact.down else "都打得开"
    if fact.longest_since is not None and fact.longest_until is not None:
        said += f"，最长一次{_span(fact.longest_since, fact.longest_until)}"
    if fact.vetoed:
        said += f"，已达单项否决线（{_VETO_PERCENT}%）"
    if fact.unknown:
        said += f"；另有 {fact.unknown} 次未能判断"
    if fact.thin_days:
        said += f"；有 {fact.thin_days} 天有效探测不足 {PROBES_A_DAY} 次，不能按一周计"
    return said + "。"


def _span(since: datetime, until: datetime) -> str:
    first = f"{since.month}月{since.day}日{since:%H:%M}"
    if until == since:
        return first
    return f"{first}至{'' if since.date() == until.date() else f'{until.month}月{until.day}日'}{until:%H:%M}"
