"""What a weekly digest says, as plain values: every form (HTML, chat, Word, JSON) is made of these and nothing else.

Titles, links and names may come from web pages: a form makes them safe to show (readable.plain, clickable, masking).
Lists are whole and sorted, the worst first; a form cuts them. Working days are those of the plan's calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inspection.findings import Severity
from inspection.issue import State
from notifications.digest.account_facts import AccountFact as AccountFact
from notifications.digest.availability import AvailabilityFact as AvailabilityFact
from notifications.digest.duty_facts import DutiesFact as DutiesFact
from notifications.digest.score_fact import ScoreFact as ScoreFact
from notifications.digest.strip_facts import WEEKS_SHOWN as WEEKS_SHOWN
from notifications.digest.strip_facts import Cell as Cell
from notifications.digest.strip_facts import Freshness as Freshness
from notifications.digest.strip_facts import Standing as Standing
from notifications.digest.strip_facts import WeekCell as WeekCell
from notifications.digest.week import Week as Week


@dataclass(frozen=True, slots=True)
class RoundsOfKind:
    """The finished rounds of one kind in the week, as the site was inspected (not of one unit)."""

    kind: str  # full, daily, watch
    count: int
    complete: int
    last_at: datetime
    last_complete: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """The week in figures. Flows count steps, so that `start + new + returned - ended == end` always holds."""

    start: int = 0  # not over when the week began (open, claimed or muted)
    new: int = 0
    returned: int = 0  # 复发: was over, and came back (found again, or taken back by a person)
    unmended: int = 0  # claimed as mended, but found again or sent back; it was never over
    verified: int = 0  # 已复核: a complete round looked and found nothing
    false_alarms: int = 0
    waived: int = 0  # 核减 by a person
    lapsed: int = 0  # the plan no longer asks for it
    end: int = 0  # not over at the end: open + claimed + muted
    open: int = 0
    claimed: int = 0  # 已申报整改，待复核
    muted: int = 0
    overdue: int = 0  # of the open ones
    acknowledged: int = 0  # first taken up by a person this week

    @property
    def reopened(self) -> int:
        """Every return, from over or from claimed."""
        return self.returned + self.unmended

    @property
    def ended(self) -> int:
        """Every end, for whatever reason."""
        return self.verified + self.false_alarms + self.waived + self.lapsed

    @property
    def false_alarm_rate(self) -> float | None:
        """Of what was judged over this week (verified, dismissed, waived), the share dismissed; None: nothing was."""
        judged = self.verified + self.false_alarms + self.waived
        return self.false_alarms / judged if judged else None


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a breakdown of what is not over at the end, and of the week's flows, by severity, check or unit."""

    key: str  # a severity, a check's name, a unit's name; "" where no unit answers
    name: str  # in Chinese
    end: int
    open: int
    overdue: int
    new: int
    verified: int


@dataclass(frozen=True, slots=True)
class Speed:
    """How long something took, in working days (24 hours of a working day are 1.0); None where nothing was measured."""

    count: int = 0
    median: float | None = None
    p90: float | None = None  # the smallest value that at least 90 % do not exceed


@dataclass(frozen=True, slots=True)
class IssueFact:
    """One issue as it stood at the end of the week."""

    id: int
    title: str
    severity: Severity
    state: State
    check: str
    unit: str | None
    column: str | None
    link: str  # where the fault is seen; "" where there is no address
    opened_at: datetime
    due_at: datetime | None
    at: datetime  # when that happened for which it is in its list: found, came back, verified; overdue ones: due_at
    days_over: int = 0  # working days past its due day
    reopened: int = 0  # how often it had come back by then
    why: str = ""  # Chinese: what the step says


class ComingKind(StrEnum):
    """What comes."""

    PUBLICATION = "publication"  # something that the plan wants published
    DEADLINE = "deadline"  # an issue's due time
    COLUMN = "column"  # a column about to go stale
    ACCOUNT = "account"  # an account about to


@dataclass(frozen=True, slots=True)
class Coming:
    """Something to be done by the end of next week, so that no fault comes of it."""

    kind: ComingKind
    name: str  # the expectation's, the issue's title, the column's or account's
    on: date  # the last day in time
    unit: str | None
    note: str = ""  # Chinese: 尚未找到；无法判断是否已发布；最新一条 2025-03-20
    link: str = ""
    issue: int = 0
    early: bool = False  # due later than next week; the plan wants an early word


@dataclass(frozen=True, slots=True)
class Veto:
    """The distance to one veto (单项否决), by the week's last round that judged columns."""

    name: str
    count: int
    warn: int
    veto: int
    left: int
    state: str  # clear, warning, vetoed
    columns: tuple[str, ...] = ()
    unknown: int = 0  # columns that count for it, and that the round could not judge


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the last round could not judge: one subject and one reason, by however many checks."""

    subject: str
    checks: tuple[str, ...]  # Chinese names
    reason: str  # Chinese
    link: str = ""


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """One week, of the whole site or of one unit.

    `looked` is False where no round was finished in the week: then the digest says 本周没有巡检，情况不明, and never
    that nothing is wrong; `vetoes` is empty then. A unit's digest has its own issues, columns and what comes for it;
    rounds and vetoes are the site's.
    """

    site: str
    home: str
    week: Week
    start: datetime  # Monday 00:00 in the plan's zone
    until: datetime  # the digest's clock, inclusive: Sunday's last microsecond, or now where the week is not over
    finished: bool  # whether the week was over
    unit: str | None  # None: the whole site
    office: str | None  # who signs: the plan's 牵头单位
    desk: str  # address of the desk, "" where there is none; an issue is at {desk}/issues/{id}
    looked: bool
    rounds: tuple[RoundsOfKind, ...]
    counts: Counts
    before: Counts | None  # the week before; None: nothing was looked at in it
    by_severity: tuple[Tally, ...]
    by_check: tuple[Tally, ...]
    by_unit: tuple[Tally, ...]  # empty in a unit's own digest
    acknowledge: Speed  # from found to first taken up by a person, of those taken up this week
    correct: Speed  # from found (or come back) to mended (claimed, else verified), of those verified this week
    new: tuple[IssueFact, ...]
    overdue: tuple[IssueFact, ...]  # at the end
    reopened: tuple[IssueFact, ...]
    fixed: tuple[IssueFact, ...]  # verified this week
    columns: tuple[Freshness, ...]
    coming: tuple[Coming, ...]
    vetoes: tuple[Veto, ...]
    undecided: tuple[Doubt, ...]
    undecided_at: datetime | None  # of the last round
    accounts: tuple[AccountFact, ...]
    duties: DutiesFact | None = None  # None: the plan has none, or the unit has none
    scorecard: ScoreFact | None = None  # None: no round looked, or it is a unit's own digest
    availability: AvailabilityFact | None = None  # None: nobody watches around the clock, or it is a unit's own digest
