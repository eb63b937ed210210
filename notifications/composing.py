"""From issues of one group to one message: the alert, its lines, whom it calls, and its row of the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest

from inspection.alerting import Alerts
from inspection.findings import Severity
from inspection.issue import Issue
from inspection.plan import Person, Plan
from inspection.telling import Kind, Message
from notifications import headline as words
from notifications.alert import Alert, Line, Mention, to_payload
from notifications.escalate import Lateness, people
from notifications.inhibit import link_count
from notifications.situation import WEIGHT
from notifications.wording import check_order

_MOST_CALLED = 20  # people in one message
_CALLING = frozenset({Severity.CRITICAL, Severity.ERROR})  # nobody wants to be called for a warning


@dataclass(frozen=True, slots=True)
class Member:
    """One issue of a message, and why it is in it."""

    issue: Issue
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one message is about: issues of one group on one channel."""

    kind: Kind
    channel: str
    group: str
    members: Sequence[Member]
    rung: int = 0
    host: tuple[str, int] | None = None  # a silent host, and how many dead links it stands for


class Composer:
    """Makes messages for one pass."""

    def __init__(
        self,
        plan: Plan,
        alerts: Alerts,
        now: datetime,
        lateness: Lateness,
        office: str | None,
        new_id: Callable[[], str],
    ) -> None:
        self._plan, self._alerts, self._now, self._zone = plan, alerts, now, plan.zone
        self._lateness, self._office, self._new_id = lateness, office, new_id

    def message(self, parcel: Parcel) -> Message:
        """The row of the outbox; its payload lists the worst, its `issues` all of them."""
        members = _ordered(parcel.members)
        issues = [member.issue for member in members]
        worst = max((issue.severity for issue in issues), key=WEIGHT.__getitem__)
        alert = self._alert(parcel, members, worst)
        return Message(
            id=alert.id,
            site=alert.site,
            channel=parcel.channel,
            kind=parcel.kind,
            group=parcel.group,
            severity=worst,
            created_at=self._now.astimezone(UTC),
            not_before=self._now.astimezone(UTC),
            payload=to_payload(alert),
            issues=tuple(issue.id for issue in issues),
        )

    def _alert(self, parcel: Parcel, members: Sequence[Member], worst: Severity) -> Alert:
        issues = [member.issue for member in members]
        first, shown = issues[0], members[: self._alerts.top]
        units = list(dict.fromkeys(issue.unit for issue in issues))
        return Alert(
            id=self._new_id(),
            kind=parcel.kind,
            site=self._plan.site.name,
            at=self._now.astimezone(self._zone),
            group=parcel.group,
            severity=worst,
            headline=words.headline(parcel.kind, issues, parcel.host),
            because=self._because(parcel),
            lines=tuple(self._line(parcel, member) for member in shown),
            total=len(issues),
            unit=first.unit if len(units) == 1 else None,
            check=first.check if len({issue.check for issue in issues}) == 1 else None,
            column=first.column if len({issue.column for issue in issues}) == 1 else None,
            more=words.rest(self._alerts.desk, issues, len(shown), over=parcel.kind is Kind.RECOVERY),
            text=words.by_unit(issues) if len(shown) < len(issues) else "",
            mentions=self._mentions(parcel, units, worst),
            open=parcel.kind is not Kind.RECOVERY and any(issue.alive for issue in issues),
        )

    def _line(self, parcel: Parcel, member: Member) -> Line:
        issue = member.issue
        links = parcel.host[1] if parcel.host else 0
        pages = link_count(issue) if parcel.kind is not Kind.RECOVERY else 1
        return words.line(issue, self._zone, words.note(issue, self._lateness.of(issue), pages, member.reason, links))

    def _because(self, parcel: Parcel) -> str:
        if parcel.kind is Kind.REMINDER:
            return words.because_reminder(self._alerts.repeat) + self._as_seen(parcel)
        if parcel.kind is Kind.ESCALATION:
            late = [self._lateness.of(member.issue) or 0 for member in parcel.members]
            why = words.because_escalation(late, self._plan.issues.escalation[parcel.rung - 1].tell)
            return why + self._as_seen(parcel)
        if parcel.kind is Kind.RECOVERY:
            return "已恢复"
        if parcel.kind is Kind.UPDATE:
            return "办理情况有更新"
        return words.because_new([member.reason for member in parcel.members])

    def _as_seen(self, parcel: Parcel) -> str:
        return words.as_seen([member.issue for member in parcel.members], self._now, self._zone)

    def _mentions(self, parcel: Parcel, units: Sequence[str | None], worst: Severity) -> tuple[Mention, ...]:
        """The people of every unit concerned, each once."""
        staffs = (self._called(parcel, unit, worst) for unit in units)
        turns = zip_longest(*staffs)  # one of each unit before the second of any
        called = [_mention(person) for turn in turns for person in turn if person is not None]
        return tuple(dict.fromkeys(called))[:_MOST_CALLED]

    def _called(self, parcel: Parcel, unit: str | None, worst: Severity) -> tuple[Person, ...]:
        if parcel.kind is Kind.ESCALATION:
            return people(self._plan, self._plan.issues.escalation[parcel.rung - 1].tell, unit, self._office)
        if parcel.kind is Kind.NEW and worst in _CALLING:
            return people(self._plan, "unit", unit, self._office)
        return ()


def _ordered(members: Sequence[Member]) -> list[Member]:
    """Worst first; of one severity, each check has its turn, and within it each unit: a few lines show all there is."""
    turns: Counter[tuple[bool, Severity, str]] = Counter()
    placed = []
    for member in _units_in_turn(sorted(members, key=lambda member: _rank(member.issue))):
        issue = member.issue
        kind = (issue.alive, issue.severity, issue.check)
        placed.append((not issue.alive, -WEIGHT[issue.severity], turns[kind], check_order(issue.check), member))
        turns[kind] += 1
    return [member for *_, member in sorted(placed, key=lambda place: place[:-1])]


def _units_in_turn(members: Iterable[Member]) -> list[Member]:
    turns: Counter[tuple[bool, Severity, str, str | None]] = Counter()
    placed = []
    for place, member in enumerate(members):
        issue = member.issue
        kind = (issue.alive, issue.severity, issue.check, issue.unit)
        placed.append((turns[kind], place, member))
        turns[kind] += 1
    return [member for *_, member in sorted(placed, key=lambda place: place[:2])]


def _rank(issue: Issue) -> tuple[bool, int, int, datetime, int]:
    """Worst first; what most pages show before the rest; then the oldest."""
    return not issue.alive, -WEIGHT[issue.severity], -link_count(issue), issue.opened_at, issue.id


def _mention(person: Person) -> Mention:
    return Mention(**person.model_dump())
