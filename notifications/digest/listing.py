"""The digest's lists of issues, and what comes next week."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from inspection.findings import Severity
from inspection.issue import OPEN, Act, Step
from notifications.digest.counting import Weekly
from notifications.digest.facts import Coming, ComingKind, Freshness, IssueFact, Standing
from notifications.digest.freshness import Clock
from notifications.digest.history import came_back, not_mended
from notifications.digest.material import Material
from notifications.readable import clickable

_WEIGHT = {severity: n for n, severity in enumerate(Severity)}


def new(material: Material, issues: Iterable[Weekly]) -> tuple[IssueFact, ...]:
    """Found for the first time this week."""
    return _of_steps(material, issues, lambda step: step.before is None)


def reopened(material: Material, issues: Iterable[Weekly]) -> tuple[IssueFact, ...]:
    """Come back this week, or claimed and found not to be mended."""
    return _of_steps(material, issues, lambda step: came_back(step) or not_mended(step))


def fixed(material: Material, issues: Iterable[Weekly]) -> tuple[IssueFact, ...]:
    """Verified this week."""
    return _of_steps(material, issues, lambda step: step.act is Act.VERIFY)


def overdue(material: Material, issues: Iterable[Weekly]) -> tuple[IssueFact, ...]:
    """Not mended at the end of the week though their due time had passed; the longest overdue first."""
    until, time = material.clock.until, material.time
    facts = []
    for issue in issues:
        due = issue.at_end.due_at
        if due is not None and issue.at_end.overdue(until):
            facts.append(_fact(material, issue, due, days_over=time.past(due, until)))
    return tuple(sorted(facts, key=lambda f: (_WEIGHT[f.severity], -f.days_over, f.id)))


def _of_steps(material: Material, issues: Iterable[Weekly], wanted: Callable[[Step], bool]) -> tuple[IssueFact, ...]:
    clock, facts = material.clock, []
    for issue in issues:
        steps = [step for step in issue.history.within(clock.start, clock.until) if wanted(step)]
        if steps:
            facts.append(_fact(material, issue, steps[-1].at, why=steps[-1].why))
    return tuple(sorted(facts, key=lambda f: (_WEIGHT[f.severity], f.at, f.id)))


def _fact(material: Material, issue: Weekly, at: datetime, why: str = "", days_over: int = 0) -> IssueFact:
    own, stood, first = issue.history.issue, issue.at_end, issue.history.steps[0]
    finding, zone = material.told.get(own.fingerprint), material.clock.zone
    named = first.detail.get("column", own.column)
    places = [*(finding.found_on[:1] if finding else ()), first.detail.get("found_on"), own.subject]
    title = finding.title if finding else first.why or own.title
    return IssueFact(
        id=own.id,
        title=title,
        severity=stood.severity,
        state=stood.state,
        check=own.check,
        unit=stood.unit,
        column=finding.column if finding and finding.column else named if isinstance(named, str) else None,
        link=next((place for place in places if isinstance(place, str) and clickable(place)), ""),
        opened_at=first.at.astimezone(zone),
        due_at=stood.due_at.astimezone(zone) if stood.due_at else None,
        at=at.astimezone(zone),
        days_over=days_over,
        reopened=stood.reopened,
        why="" if why == title else why,
    )


def coming(
    material: Material,
    issues: Iterable[Weekly],
    followed: tuple[Iterable[Freshness], Iterable[Freshness]],
    unit: str | None,
) -> tuple[Coming, ...]:
    """What is to be done by the end of next week, the most pressing first; early words come last.

    `followed`: the columns, and the accounts.
    """
    columns, accounts = followed
    wanted = [one for one in material.publications if unit is None or one.unit == unit]
    said = {one.name for one in wanted}
    fading = [
        *_fading(ComingKind.COLUMN, columns, material.clock),
        *_fading(ComingKind.ACCOUNT, accounts, material.clock),
    ]
    every = [*wanted, *fading, *_deadlines(material, issues, said)]
    return tuple(sorted(every, key=lambda one: (one.early, one.on, list(ComingKind).index(one.kind), one.name)))


def _fading(kind: ComingKind, columns: Iterable[Freshness], clock: Clock) -> Iterator[Coming]:
    """Columns or accounts about to go stale; one that was not read this week, by what was read of it last."""
    for column in columns:
        if column.stale_on is None or column.newest is None:
            continue
        last = date.fromordinal(column.stale_on.toordinal() - 1)
        unread = column.standing is Standing.UNKNOWN and clock.today <= last < clock.horizon
        if column.standing is Standing.SOON or unread:
            seen = "按上次读到的稿件，" if unread else ""
            note = f"{seen}最新一条 {column.newest}，应不超过 {column.deadline_days} 天"
            yield Coming(kind, column.column, last, column.unit, note, column.url)


def _deadlines(material: Material, issues: Iterable[Weekly], said: set[str]) -> Iterator[Coming]:
    """What is not mended and falls due; a missing publication that is announced by its own day is not said twice."""
    clock = material.clock
    for issue in issues:
        due = issue.at_end.due_at
        if due is None or issue.at_end.state not in OPEN or due <= clock.until:
            continue
        own = issue.history.issue
        day = due.astimezone(clock.zone).date()
        if day <= clock.horizon and not (own.check == "missing-publication" and own.subject in said):
            fact = _fact(material, issue, due)
            yield Coming(ComingKind.DEADLINE, fact.title, day, fact.unit, "整改到期", fact.link, own.id)


def of_unit(issues: Sequence[Weekly], unit: str | None) -> list[Weekly]:
    """Those for which the unit answered at the end of the week; None: all."""
    return [issue for issue in issues if unit is None or issue.at_end.unit == unit]
