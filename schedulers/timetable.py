"""The timetable: what the plan asks for at which moments. Pure; every moment can be worked out again by anybody."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from itertools import islice
from zoneinfo import ZoneInfo

from inspection.durations import say_duration
from inspection.plan import Plan
from inspection.timing import Timing
from notifications import wording

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ROUND_KINDS = ("full", "daily", "watch")  # the greater first: it holds what the lesser would see
TELL_EVERY = timedelta(seconds=10)
PRUNE_AT = clock(3, 40)  # after midnight's backups and before the morning's rounds
_ANCHOR = date(2024, 1, 1)  # a Monday; intervals are counted from its first moment, whoever starts when
_WEEKDAYS = "一二三四五六日"
_TITLES = {
    **wording.ROUND_KINDS,
    "digest": "巡检周报",
    "prune": "清理过期数据",
    "tell": "通知",
    "availability": "可用性探测",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable. Every moment that it gives is aware, in its zone."""

    name: str  # watch, daily, full, digest, prune
    timing: Timing
    zone: ZoneInfo
    why: str  # Chinese: where the plan says so

    @property
    def title(self) -> str:
        """Its name for people."""
        return title_of(self.name)

    @property
    def period(self) -> timedelta:
        """How long from one due moment to the next, but for the hour by which a clock may change."""
        if self.timing.every is not None:
            return self.timing.every
        return DAY if self.timing.weekday is None else WEEK

    def after(self, moment: datetime) -> datetime:
        """The first due moment later than this one."""
        return next(self.moments(moment))

    def last_due(self, now: datetime) -> datetime:
        """The last due moment up to now, now included."""
        if self.timing.every is not None:
            return self._interval(now, 0)
        now, day = now.astimezone(UTC), now.astimezone(self.zone).date() + DAY
        while (due := self._on(day)) is None or due > now:
            day -= DAY
        return due

    def moments(self, after: datetime) -> Iterator[datetime]:
        """Every due moment later than this one, without end."""
        if self.timing.every is not None:
            moment = self._interval(after, 1)
            while True:
                yield moment
                moment = (moment.astimezone(UTC) + self.timing.every).astimezone(self.zone)
        # Compared in UTC: two times of one zone are compared by what the clock on the wall shows.
        after, day = after.astimezone(UTC), after.astimezone(self.zone).date() - DAY
        while True:
            due = self._on(day)
            if due is not None and due > after:
                yield due
            day += DAY

    def _interval(self, moment: datetime, more: int) -> datetime:
        """In real time: a clock that is changed moves no interval."""
        assert self.timing.every is not None
        anchor = datetime.combine(_ANCHOR, clock.min, self.zone).astimezone(UTC)
        count = (moment.astimezone(UTC) - anchor) // self.timing.every
        return (anchor + (count + more) * self.timing.every).astimezone(self.zone)

    def _on(self, day: date) -> datetime | None:
        """The due moment that belongs to this local day; None where there is none."""
        assert self.timing.at is not None
        if self.timing.weekday is not None and day.weekday() != self.timing.weekday:
            return None
        return local_moment(day, self.timing.at, self.zone)


def local_moment(day: date, at: clock, zone: ZoneInfo) -> datetime | None:
    """The moment at which a clock on the wall first shows this time on this day.

    Where the clock is put forward over it, the first moment after the gap; where it is put back, the first of the two.
    None for a day that the calendar left out altogether (Samoa, 2011-12-30).
    """
    wanted = datetime.combine(day, at, zone)
    moment = wanted.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wanted.replace(tzinfo=None):
        return wanted
    # In a gap: with fold=1 the time is read by the offset that holds after it, which leads to before the gap.
    low, high = wanted.replace(fold=1).astimezone(UTC), moment
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    first = (high if high.microsecond == 0 else high.replace(microsecond=0)).astimezone(zone)
    exists = datetime.combine(day, clock.min, zone).astimezone(UTC).astimezone(zone).date() == day
    return first if exists or first.date() == day else None


def title_of(name: str) -> str:
    """An entry's name for people."""
    return _TITLES.get(name, name)


def entries_of(plan: Plan) -> tuple[Entry, ...]:
    """The plan's lines that are run once for each due moment, the greater rounds first."""
    made = []
    for kind in ROUND_KINDS:
        timing: Timing | None = getattr(plan.rounds, kind, None)
        if timing is not None:
            made.append(Entry(kind, timing, plan.zone, _why(f"rounds.{kind}", timing, plan.zone)))
    if plan.alerts is not None and plan.alerts.digest is not None:
        weekly = plan.alerts.digest.weekly
        made.append(Entry("digest", weekly, plan.zone, _why("alerts.digest.weekly", weekly, plan.zone)))
    return tuple(made)


def prune_entry(zone: ZoneInfo) -> Entry:
    """The nightly clearing away, once for the whole database."""
    why = f"程序自定：每天 {PRUNE_AT:%H:%M}，{zone.key}；按 XUNJIAN_KEEP 各项设置"
    return Entry("prune", Timing(at=PRUNE_AT), zone, why)


def continuous(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What runs without end, each with the reason: no single moment of it is worth a line."""
    telling = f"每 {say_duration(TELL_EVERY)}：提醒、升级、合并到点的，发出到点的消息"
    lines = [("tell", telling if plan.alerts else "方案没有写 alerts，不发消息")]
    if plan.availability.enabled:
        every = say_duration(plan.availability.every)
        lines.append(("availability", f"方案 availability.every：每 {every} 探测一次首页能否打开"))
    else:
        lines.append(("availability", "方案 availability.enabled 为 false，不探测"))
    return tuple(lines)


def next_runs(entries: Sequence[Entry], after: datetime, count: int) -> list[tuple[datetime, Entry]]:
    """The next `count` due moments of each entry, merged: the earliest first; at one moment the greater round first.

    Of each, since what is due every half hour would hide what is due on Sunday.
    """

    def line(place: int, entry: Entry) -> Iterator[tuple[datetime, int]]:
        return ((due, place) for due in islice(entry.moments(after), count))

    lines = (line(place, entry) for place, entry in enumerate(entries))
    merged = heapq.merge(*lines, key=lambda one: (one[0].astimezone(UTC), one[1]))
    return [(due, entries[place]) for due, place in merged]


def _why(key: str, timing: Timing, zone: ZoneInfo) -> str:
    return f"方案 {key}：{say_timing(timing)}，{zone.key}"


def say_timing(timing: Timing) -> str:
    """For people: 每 30分钟, 每天 06:00, 每周日 02:00."""
    if timing.every is not None:
        return f"每 {say_duration(timing.every)}"
    at = f"{timing.at:%H:%M}"
    return f"每天 {at}" if timing.weekday is None else f"每周{_WEEKDAYS[timing.weekday]} {at}"
