"""Whether a round that is due runs now, waits, or is left out: pure decisions, each with its reason in Chinese."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from notifications.wording import ROUND_KINDS as NAMES
from schedulers.timetable import DAY, WEEK, Entry

ON_TIME = timedelta(minutes=2)  # so late, and it is no catching up
FRESH = timedelta(hours=6)  # a complete full round that began within makes a daily one needless


class Ruling(Enum):
    """What becomes of what is due."""

    RUN = "run"
    WAIT = "wait"  # for the round that runs
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a site stands at the moment of the decision."""

    running: str | None = None  # the kind of the round that runs
    waiting: Set[str] = frozenset()  # kinds that wait for it
    last_full: datetime | None = None  # when the newest complete full round began


def rule(kind: str, due_at: datetime, standing: Standing) -> tuple[Ruling, str]:
    """One site's rounds run one after the other; what a greater round sees, no lesser one need see beside it."""
    busy = standing.waiting | ({standing.running} if standing.running else set())
    if kind in busy:
        return Ruling.SKIP, f"上一次{NAMES[kind]}还没有结束"
    if kind == "watch" and busy:
        other = next(one for one in NAMES if one in busy)
        return Ruling.SKIP, f"{NAMES[other]}正在进行，它已看到值守巡检要看的内容"
    if kind == "daily" and "full" in busy:
        return Ruling.SKIP, "全面巡检正在进行，已包含每日巡检的内容"
    last = standing.last_full
    if kind == "daily" and last is not None and abs(due_at - last) <= FRESH:
        return Ruling.SKIP, f"{FRESH.seconds // 3600} 小时内刚做过完整的全面巡检，已包含每日巡检的内容"
    if standing.running:
        return Ruling.WAIT, f"等{NAMES.get(standing.running, standing.running)}结束"
    return Ruling.RUN, ""


def patience(name: str, period: timedelta = DAY) -> timedelta:
    """How long after its moment a thing is still worth doing. A watch that is late is followed by the next."""
    if name == "digest":
        return WEEK
    if name == "watch":
        return min(DAY, max(period, ON_TIME))
    return max(DAY, period) if name == "full" else DAY


def is_from_a_time_to_come(claimed_at: datetime, period: timedelta, now: datetime) -> bool:
    """Whether a clock that has since been set back took an entry so far ahead that it counts as not taken.

    By a period or more, the entry would otherwise be silent until the old time comes again; by less, it would otherwise
    run twice. Either way no pause is longer than two periods.
    """
    return claimed_at - now >= period


@dataclass(frozen=True, slots=True)
class Call:
    """What is due and was not taken. `skip`: why it passes without a run; `note`: what is said of a late one."""

    due_at: datetime  # in UTC
    skip: str = ""
    note: str = ""


def called(entry: Entry, last: datetime | None, since: datetime | None, now: datetime) -> Call | None:
    """What this entry calls for now. None: nothing.

    `last`: the newest moment up to now that was taken; None: never one. `since`: moments before it are no business of
    this timetable, for the plan that asks for them was not there yet.
    """
    due = entry.last_due(now).astimezone(UTC)
    if (last is not None and due <= last) or (since is not None and due <= since):
        return None
    if now - due <= ON_TIME:
        return Call(due)
    if last is None:
        return Call(due, skip="此前没有运行过，以前的不补")
    if due - last < entry.period / 2:
        return Call(due, skip="方案改过时间，离上一次不到半个周期，不补")
    missed = _missed(entry, last, due)
    several = f"（其间错过 {missed} 次，只补最近的一次）" if missed > 1 else ""
    if now - due > patience(entry.name, entry.period):
        return Call(due, skip=f"到点时没有运行，过后太久，不补{several}")
    return Call(due, note=f"到点时没有运行，现在补做{several}")


def _missed(entry: Entry, last: datetime, due: datetime) -> int:
    return max(1, round((due - last) / entry.period))
