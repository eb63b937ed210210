"""问题单: findings that share a fingerprint, across rounds, with a life. The nouns; lifecycle.py moves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inspection.findings import Finding, Json, Severity

MACHINE = "xunjian"  # who acted, where it was no person


class State(StrEnum):
    """Where an issue stands. Only a round that looked and found nothing leads to VERIFIED."""

    SUSPECTED = "suspected"  # seen once
    CONFIRMED = "confirmed"  # seen in a second, later look, or a person says so
    ASSIGNED = "assigned"  # somebody has it in hand
    CORRECTED = "corrected"  # a person claims that it is mended
    REOPENED = "reopened"  # it was verified, or claimed mended, and was found again
    VERIFIED = "verified"  # a complete round looked and no longer found it
    FALSE_ALARM = "false-alarm"  # a person says that it never was a fault
    WAIVED = "waived"  # a person says that it need not be mended, or the plan no longer asks for it
    MUTED = "muted"  # a person wants to hear nothing until a time


OPEN = frozenset({State.SUSPECTED, State.CONFIRMED, State.ASSIGNED, State.REOPENED})  # wrong, and nobody says mended
ALIVE = OPEN | {State.CORRECTED, State.MUTED}  # not over: the next round is looked at for it
CLOSED = frozenset({State.VERIFIED, State.FALSE_ALARM, State.WAIVED})


class Act(StrEnum):
    """What moved an issue, or was said about it. The first six are the machine's."""

    FOUND = "found"  # opened by a finding
    CONFIRM = "confirm"  # seen again in a later look; a person may say so too
    VERIFY = "verify"  # a complete round looked and found nothing
    RETURN = "return"  # found again after it was over, or claimed to be
    CHANGE = "change"  # the same fault, heavier or lighter than before, or the plan gives it to another unit
    LAPSE = "lapse"  # the plan no longer asks for it
    ACCEPT = "accept"  # 受理: the actor has it in hand
    ASSIGN = "assign"  # 分派: to a unit, maybe to one person of it
    CLAIM = "claim"  # 已整改
    DISMISS = "dismiss"  # 误报
    WAIVE = "waive"  # 核减
    MUTE = "mute"  # 静默 until a time
    WAKE = "wake"  # the mute is over: its time has come, or a person ended it
    REOPEN = "reopen"  # a person takes back a claim, a dismissal, a waiver
    NOTE = "note"  # said, nothing moved


@dataclass(frozen=True, slots=True)
class Look:
    """One round, as far as issues are concerned: when it looked, and what it can vouch for.

    `at` is the clock of judgement (the round's as_of); `began_at` is the machine's clock when the round began, which
    settles whether a look came before a claim or after it.
    """

    round: str
    at: datetime
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an issue's history; never rewritten."""

    at: datetime
    who: str  # MACHINE, or a person's name
    act: Act
    before: State | None  # None: it did not exist
    after: State
    why: str = ""  # Chinese, for people
    round: str | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as it stands. `id` is 0 until the store has numbered it; `version` counts changes."""

    site: str
    fingerprint: str
    check: str
    subject: str
    title: str
    severity: Severity
    basis: str
    opened_at: datetime  # the clock of judgement, like every time here but `looked_at` and `claim_recorded_at`
    seen_at: datetime  # when it was last found
    looked_at: datetime  # only a round that began later counts, by the machine's clock; the last one's beginning
    state: State = State.SUSPECTED
    id: int = 0
    version: int = 1
    unit: str | None = None  # who answers for it now
    column: str | None = None
    found_on: tuple[str, ...] = ()
    evidence: Mapping[str, Json] = field(default_factory=dict)
    round: str = ""  # the round that saw it last
    sightings: int = 1
    person: str | None = None  # whom it is assigned to
    due_at: datetime | None = None
    confirmed_at: datetime | None = None
    acknowledged_at: datetime | None = None  # the first time that a person accepted, assigned, claimed or judged it
    claimed_at: datetime | None = None
    claim_recorded_at: datetime | None = None  # by the machine's clock
    closed_at: datetime | None = None
    closed_by_machine: bool = False
    muted_until: datetime | None = None
    before_mute: State | None = None
    reopened: int = 0  # how often it came back

    @property
    def open(self) -> bool:
        """Wrong, and nobody says that it is mended or wants silence."""
        return self.state in OPEN

    @property
    def alive(self) -> bool:
        """Not over."""
        return self.state in ALIVE

    def overdue(self, now: datetime) -> bool:
        """Whether its due time has passed while it is not mended."""
        return self.open and self.due_at is not None and now > self.due_at


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for an issue, and by when, as the plan says. `units`: all that it names; empty: it is not said."""

    unit: str | None
    due_at: datetime
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """The look found the fault."""

    look: Look
    finding: Finding
    answering: Answering


@dataclass(frozen=True, slots=True)
class Gone:
    """The look could see the subject, was complete, and did not find the fault."""

    look: Look


@dataclass(frozen=True, slots=True)
class Lapsed:
    """The plan no longer asks for what the issue is about."""

    look: Look
    why: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed: a mute may be over."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person does. `recorded_at` is the machine's clock, `at` the clock of judgement."""

    act: Act  # CONFIRM, ACCEPT, ASSIGN, CLAIM, DISMISS, WAIVE, MUTE, WAKE, REOPEN or NOTE
    who: str
    at: datetime
    recorded_at: datetime
    why: str = ""
    unit: str | None = None  # ASSIGN
    person: str | None = None  # ASSIGN
    until: datetime | None = None  # MUTE


Event = Seen | Gone | Lapsed | Tick | Deed


STATE_NAMES: dict[State, str] = {
    State.SUSPECTED: "疑似",
    State.CONFIRMED: "确认",
    State.ASSIGNED: "已分派",
    State.CORRECTED: "已整改",
    State.REOPENED: "复发",
    State.VERIFIED: "已复核",
    State.FALSE_ALARM: "误报",
    State.WAIVED: "核减",
    State.MUTED: "静默",
}
ACT_NAMES: dict[Act, str] = {
    Act.FOUND: "发现",
    Act.CONFIRM: "确认",
    Act.VERIFY: "复核",
    Act.RETURN: "复发",
    Act.CHANGE: "变更",
    Act.LAPSE: "不再要求",
    Act.ACCEPT: "受理",
    Act.ASSIGN: "分派",
    Act.CLAIM: "已整改",
    Act.DISMISS: "误报",
    Act.WAIVE: "核减",
    Act.MUTE: "静默",
    Act.WAKE: "解除静默",
    Act.REOPEN: "退回",
    Act.NOTE: "备注",
}


class RefusedError(Exception):
    """The issue cannot take that step; the message says why, in Chinese."""


class OvertakenError(RefusedError):
    """Somebody else, or a round, moved the issue since the person looked at it."""
