"""应发布, the nouns: each time that something is due, and what became of it; what nobody watched is no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NEAR = timedelta(days=14)  # without a `warn` of the plan's, so long before its day something is near


class Fate(StrEnum):
    """What became of it."""

    OVERDUE = "overdue"  # its day has passed, it is still owed, and it was not found
    NEAR = "near"
    UNKNOWN = "unknown"  # could not be told: not read, not far enough, without a date
    MISSED = "missed"  # it is owed no more; rounds looked while it was, and it is not there
    LATE = "late"  # published, after its day
    DONE = "done"
    PENDING = "pending"
    UNWATCHED = "unwatched"  # nobody looked in those days


FATES: dict[Fate, str] = {
    Fate.OVERDUE: "未发布，已逾期",
    Fate.NEAR: "临近",
    Fate.UNKNOWN: "未能判定",
    Fate.MISSED: "未发布",
    Fate.LATE: "迟发",
    Fate.DONE: "已发布",
    Fate.PENDING: "未到期",
    Fate.UNWATCHED: "未观测",
}
# Of what a person has to say is done.
TICK_FATES: dict[Fate, str] = {
    Fate.OVERDUE: "未确认，已逾期",
    Fate.NEAR: "待确认",
    Fate.UNKNOWN: "未能判定",
    Fate.MISSED: "未确认",
    Fate.LATE: "迟办",
    Fate.DONE: "已确认",
    Fate.PENDING: "未到期",
    Fate.UNWATCHED: "无记录",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One time that something is due."""

    kind: str  # publication, interpretation, tick
    name: str
    label: str  # 2026年清明; of an interpretation: when its policy was published
    unit: str | None
    due: date  # the last day in time
    fate: Fate
    said: str  # Chinese: the state in a few words
    why: str = ""  # Chinese: what it rests on, or what could not be told
    title: str = ""  # of the article that was found
    link: str = ""
    day: date | None = None  # when it was published
    channel: str = ""
    issue: int = 0  # the issue that tells of it
    warns: date | None = None  # from here on it is near
    opens: date | None = None  # the first day whose publications count
    season: str = ""  # the festival or solar term before which it is due
    event: date | None = None  # that day
    key: str = ""  # the same for the same thing, for calendars

    @property
    def fate_words(self) -> str:
        """What became of it, in a word or two."""
        return (TICK_FATES if self.kind == "tick" else FATES)[self.fate]

    @property
    def words(self) -> str:
        """What became of it, with how late or near it is."""
        fate = self.fate_words
        if self.kind == "tick":
            return f"{fate}，{self.said}"
        return self.said if self.fate is Fate.DONE or self.said.startswith(fate) else f"{fate}，{self.said}"
