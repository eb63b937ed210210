"""What the stages of telling are given, and what comes out of them: plain values, no clock, no store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.telling import Decision, Kind, Message, Post, Telling

# How much a severity weighs; the greater, the worse.
WEIGHT: dict[Severity, int] = {severity: -n for n, severity in enumerate(Severity)}


class Stood(StrEnum):
    """How the site stood when a round last looked at it."""

    ANSWERED = "answered"
    DOWN = "down"  # the home page gave no answer
    UNCLEAR = "unclear"  # blocked by a firewall, or the home page was not tried: the round could see nothing


@dataclass(frozen=True, slots=True)
class SiteLook:
    """The newest round of the site, as far as telling is concerned."""

    round: str
    at: datetime  # the clock of judgement
    began_at: datetime  # the machine's clock, as in Issue.looked_at
    complete: bool = True
    seen: Stood = Stood.ANSWERED
    kind: str = "full"  # full, daily or watch


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that one pass of the stages may know.

    `issues` are the unsettled ones: alive; or closed, and some channel was told of them and not yet that they are over;
    or closed just now while they waited in a group (Telling.waiting_since), so that the pass can say why nothing was
    sent. An issue that a queued message names and that is not among them counts as over. `posts` and `queued` may hold
    more than what belongs to these issues.
    """

    plan: Plan
    workdays: Workdays
    issues: Sequence[Issue]
    tellings: Mapping[tuple[int, str], Telling]  # by issue and channel
    now: datetime  # aware, in the plan's zone
    new_id: Callable[[], str]  # an id for each message; sorts by time
    posts: Mapping[tuple[str, str], Post] = field(default_factory=dict)  # by channel and group
    queued: Sequence[Message] = ()  # neither sent nor claimed by a sender
    look: SiteLook | None = None  # None: no round yet


@dataclass(frozen=True, slots=True)
class Told:
    """What a pass decided: all of it is to be saved in one transaction with the issues. Only what changed is here."""

    decisions: tuple[Decision, ...] = ()
    tellings: tuple[Telling, ...] = ()
    messages: tuple[Message, ...] = ()
    withdraw: tuple[tuple[str, str], ...] = ()  # message id and why (kebab-case; because.py has the Chinese)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one stage says about one issue on one channel, with its reason; `kind` is set where it lets pass."""

    stage: str
    reason: str  # kebab-case
    kind: Kind | None = None
    until: datetime | None = None  # when a held one is looked at again, where that is known
    detail: str = ""  # Chinese, for people
    rung: int = 0  # of an escalation: which step of the ladder, from 1
