"""The nouns of how a duty stands: its parts, the duty as a whole, a unit, and what all of it is worked out of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from inspection.duties import Duty, Ticked
from inspection.expected import Item
from inspection.findings import Undecided
from inspection.issue import Issue


class Stand(StrEnum):
    """How a duty, or a part of it, stands. The order of the members is the order of weight: the worst comes first."""

    OVERDUE = "overdue"  # its day has passed, it is still owed, and it was not done
    FAULTY = "faulty"  # a check sees a fault that is not mended
    MISSED = "missed"  # it was never done, and is owed no more
    WARNING = "warning"  # due soon, or a check gives an early word
    UNDECIDED = "undecided"  # could not be told: neither met nor missed
    LATE = "late"  # done, after its day
    ON_TIME = "on-time"  # done by its day; of a duty: so far, and more is to come
    MET = "met"  # watched, and nothing is wrong; of a duty: nothing is left to do
    PENDING = "pending"  # its time has not come


STANDS: dict[Stand, str] = {
    Stand.OVERDUE: "逾期",
    Stand.FAULTY: "有问题",
    Stand.MISSED: "漏办",
    Stand.WARNING: "临近或预警",
    Stand.UNDECIDED: "未能判定",
    Stand.LATE: "迟办",
    Stand.ON_TIME: "按期推进",
    Stand.MET: "已落实",
    Stand.PENDING: "未到期",
}
WORST_FIRST = tuple(Stand)
PRESSING = frozenset({Stand.OVERDUE, Stand.FAULTY, Stand.MISSED})
_DONE = frozenset({Stand.LATE, Stand.ON_TIME, Stand.MET})


class PartKind(StrEnum):
    """What watches a part."""

    EXPECTATION = "expectation"
    COLUMN = "column"  # a column or an account
    ENTRY = "entry"  # a library, a table, a message board, a guide, a directory, a series, a crosspost
    CHECK = "check"
    TICK = "tick"  # a person's word


PART_KINDS: dict[PartKind, str] = {
    PartKind.EXPECTATION: "应发稿件",
    PartKind.COLUMN: "栏目和账号",
    PartKind.ENTRY: "其他条目",
    PartKind.CHECK: "检查",
    PartKind.TICK: "人工确认",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing by which a duty is watched, at one time that it is due."""

    kind: PartKind
    name: str  # of the expectation, column, entry, check, tick
    stand: Stand
    said: str  # Chinese: the state in a few words
    label: str = ""  # of the occurrence: 2024年第1季度
    unit: str | None = None  # who answers for this part; None: the duty's units
    at_fault: tuple[str, ...] = ()  # units that answer for the issues; empty: nobody's, or there are none
    due: date | None = None
    why: str = ""  # Chinese: what it rests on, or what could not be told
    title: str = ""  # of the article that met it
    link: str = ""  # its address, or the proof that a person gave
    day: date | None = None  # when it was published or done
    issues: tuple[int, ...] = ()  # that tell of it; the first few
    faults: int = 0  # how many issues there are
    ticked: Ticked | None = None
    weighs: bool = True  # False: it lies before anybody watched, and is shown without deciding anything
    warns: date | None = None


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """One duty."""

    duty: Duty
    stand: Stand
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The state in Chinese."""
        return STANDS[self.stand]

    @property
    def next_due(self) -> date | None:
        """The next day on which something of it is due, or the earliest that is overdue."""
        waiting = [p.due for p in self.parts if p.due and p.stand in {Stand.OVERDUE, Stand.WARNING, Stand.PENDING}]
        return min(waiting, default=None)


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit: how its duties stand, how late its policies were interpreted, how long its issues took.

    A duty counts for a unit by the parts for which the unit answers: its own, and those that name nobody. A duty of
    which every part is another unit's is counted for its leading unit alone, by all parts.
    """

    unit: str
    duties: tuple[str, ...]  # numbers of those that count
    counts: Mapping[Stand, int]  # every Stand is named
    lag: float | None = None  # mean working days from policy to interpretation; None: none was interpreted
    interpreted: int = 0  # policies that `lag` rests on
    owing: int = 0  # policies whose interpretation is overdue
    correct: float | None = None  # median working days from found to mended; None: nothing was mended
    corrected: int = 0  # issues that `correct` rests on
    overdue_parts: int = 0

    @property
    def met(self) -> int:
        """Duties of which nothing is left to do, and all was in time."""
        return self.counts[Stand.MET]

    @property
    def on_time(self) -> int:
        """Duties that are done or under way, in time so far: met ones too."""
        return self.counts[Stand.MET] + self.counts[Stand.ON_TIME]

    @property
    def overdue(self) -> int:
        """Duties of which something is overdue."""
        return self.counts[Stand.OVERDUE]


@dataclass(frozen=True, slots=True)
class Told:
    """What the standing is worked out of: plain values out of the store."""

    as_of: datetime  # aware, in the plan's time zone
    items: Sequence[Item] = ()  # of the year: publications and interpretations
    issues: Sequence[Issue] = ()  # those that are not over, with evidence
    mended: Sequence[Issue] = ()  # verified within the year; evidence is not asked for
    undecided: Sequence[Undecided] = ()  # of the round that `looked_at` names
    ticked: Sequence[Ticked] = ()
    looked_at: datetime | None = None  # the last whole round that is not too old; None: nobody knows how things stand
    unjudged: frozenset[str] = frozenset()  # checks that this round did not ask
    silent: Mapping[str, str] = field(default_factory=dict)  # checks that say nothing, and why, in Chinese
    named: frozenset[str] | None = None  # columns and entries of the plan by which that round looked; None: not known
    since: date | None = None  # the first day on which any round looked; None: none ever did

    @property
    def today(self) -> date:
        """The day of the judgement."""
        return self.as_of.date()


@dataclass(frozen=True, slots=True)
class Standing:
    """All duties and all units, of one year."""

    as_of: datetime
    duties: tuple[DutyStanding, ...]  # in the plan's order
    units: tuple[UnitStanding, ...]  # those that have duties, in the plan's order

    def unit(self, name: str) -> UnitStanding | None:
        """The unit of that name."""
        return next((one for one in self.units if one.unit == name), None)


def worst(parts: Iterable[Part]) -> Stand:
    """The state of the whole: the worst part's. What could not be told outweighs what is met.

    Nothing wrong: LATE where something was, MET where nothing is left to do, ON_TIME while more is to come.
    """
    every = list(parts)
    stands = {part.stand for part in every if part.weighs}
    for stand in (Stand.OVERDUE, Stand.FAULTY, Stand.MISSED, Stand.WARNING, Stand.UNDECIDED, Stand.LATE):
        if stand in stands:
            return stand
    if stands & _DONE:
        return Stand.ON_TIME if Stand.PENDING in stands else Stand.MET
    return Stand.PENDING if stands else Stand.UNDECIDED
