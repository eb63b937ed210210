"""A scorecard: how a site stands by a standard at one moment, as plain values. Points are exact tenths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from inspection.scoring.facts import Looked
from inspection.scoring.standard import Certainty


class Light(StrEnum):
    """How a veto stands."""

    VETOED = "vetoed"
    RED = "red"
    YELLOW = "yellow"
    CLEAR = "clear"
    UNDECIDED = "undecided"  # not enough was seen to call it clear
    UNWATCHED = "unwatched"  # no check of this site looks at it
    BY_HAND = "by-hand"  # no check can see it


LIGHT_NAMES: dict[Light, str] = {
    Light.VETOED: "否决",
    Light.RED: "预警-红",
    Light.YELLOW: "预警-黄",
    Light.CLEAR: "正常",
    Light.UNDECIDED: "未判定",
    Light.UNWATCHED: "未监测",
    Light.BY_HAND: "需人工核对",
}
WORST_FIRST = (
    Light.VETOED,
    Light.RED,
    Light.YELLOW,
    Light.UNDECIDED,
    Light.UNWATCHED,
    Light.BY_HAND,
    Light.CLEAR,
)


@dataclass(frozen=True, slots=True)
class Behind:
    """What a line rests on: one fault, or one doubt."""

    check: str
    subject: str
    title: str
    issue: int = 0
    link: str = ""
    points: Decimal = Decimal(0)  # deducted for it, after the cap
    doubt: bool = False
    early: bool = False  # only an early word


@dataclass(frozen=True, slots=True)
class VetoLine:
    """One veto of the site, or of one account."""

    id: str
    group: str
    name: str
    rule: str
    mark: Certainty
    warn_mark: Certainty
    measure: str  # subjects, share, days
    noun: str
    light: Light
    count: float  # subjects, per cent, or days
    veto: int
    yellow: int | None
    red: int | None
    left: float  # until the veto: subjects, per cent, or days
    undecided: int
    worst: Light  # in the worst case of what is undecided
    account: str = ""
    why: str = ""  # Chinese: why it is not decided, or not watched
    note: str = ""
    known: bool = True  # False: `count` is not known, no more than that it is below the early warning
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """One item that points are taken from."""

    id: str
    group: str
    name: str
    rule: str
    mark: Certainty
    points_mark: Certainty
    points: Decimal
    deducted: Decimal  # for sure
    at_most: Decimal  # with all that is undecided
    light: Light  # CLEAR, UNDECIDED, UNWATCHED, BY_HAND; RED where something is deducted
    undecided: int = 0
    why: str = ""
    note: str = ""
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """The points. `most` if all that is undecided is sound, `least` if none is; what nobody watches is in neither."""

    full: Decimal
    most: Decimal
    least: Decimal
    unseen: Decimal  # points of items that no check watches: they may be lost too
    pass_at: Decimal
    void: bool  # a veto is reached: nothing is scored, and this is what it would be
    scaled: bool = False  # by the rule for departments without services


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One site as of one moment."""

    site: str
    at: datetime
    standard: str
    source: str
    key: str
    looked: Looked | None
    remarks: tuple[str, ...]  # Chinese: what must be known before any figure is believed
    vetoes: tuple[VetoLine, ...]
    deductions: tuple[DeductionLine, ...]
    total: Total | None  # None: no round ever looked, or the standard takes no points
    bonus: str = ""  # Chinese: what is not counted

    @property
    def vetoed(self) -> tuple[VetoLine, ...]:
        """Vetoes of the site that are reached; those of accounts concern the accounts alone."""
        return tuple(one for one in self.vetoes if one.light is Light.VETOED and not one.account)
