"""The life of an issue: one pure function from where it stands and what happened to where it stands then.

The machine moves an issue where evidence decides; people do the rest. A look that began before a person's claim,
confirmation or return says nothing about it; a look that is not later than the last one, by either clock, moves
nothing. A mute covers the fault as it was: what gets heavier meanwhile ends it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inspection.deeds import done
from inspection.findings import Finding, Severity
from inspection.issue import (
    ALIVE,
    CLOSED,
    MACHINE,
    Act,
    Deed,
    Event,
    Gone,
    Issue,
    Lapsed,
    Look,
    Seen,
    State,
    Step,
    Tick,
)
from inspection.moves import Moved, closed, reopened, step_of, told_whole, woken

_WEIGHT = {severity: -n for n, severity in enumerate(Severity)}


def opened(site: str, seen: Seen) -> Moved:
    """A new issue, from a fault that was found for the first time."""
    look, finding = seen.look, seen.finding
    issue = Issue(
        site=site,
        fingerprint=finding.fingerprint,
        check=finding.check,
        subject=finding.subject,
        title=finding.title,
        severity=finding.severity,
        basis=finding.basis,
        opened_at=look.at,
        seen_at=look.at,
        looked_at=look.began_at,
        unit=seen.answering.unit,
        column=finding.column,
        found_on=finding.found_on,
        evidence=finding.evidence,
        round=look.round,
        due_at=seen.answering.due_at,
    )
    step = Step(look.at, MACHINE, Act.FOUND, None, State.SUSPECTED, finding.title, look.round)
    return issue, told_whole(None, issue, (step,))


def advance(issue: Issue, event: Event) -> Moved:
    """Where the issue stands after the event, and the steps to record; no step where nothing moved.

    A mute whose time has come ends first, whatever the event. `version` grows by one where anything but a note was
    recorded. Raises RefusedError for a person's deed that the state does not allow.
    """
    if isinstance(event, Seen | Gone | Lapsed) and not _is_later(issue, event.look):
        return issue, ()
    if isinstance(event, Deed):
        event = replace(event, at=max(event.at, _last_known(issue)))
    awake, woke = (issue, ()) if _ends_mute(event) else _awake(issue, event)
    moved, steps = _moved(awake, event)
    if moved is issue and not steps:
        return issue, ()
    steps = told_whole(issue, moved, (*woke, *steps))
    counts = any(step.act is not Act.NOTE for step in steps)
    return replace(moved, version=issue.version + counts), steps


def _moved(issue: Issue, event: Event) -> Moved:
    if isinstance(event, Deed):
        return done(issue, event)
    if isinstance(event, Seen):
        return _seen(issue, event)
    if isinstance(event, Gone):
        return _gone(issue, event)
    if isinstance(event, Lapsed):
        return _lapsed(issue, event)
    return issue, ()  # a tick does no more than wake


def _is_later(issue: Issue, look: Look) -> bool:
    """Not a round that was resumed, judged anew or overtaken by another, and not a replay of the past."""
    judged_at = issue.seen_at
    if issue.closed_by_machine and issue.closed_at is not None:
        judged_at = max(judged_at, issue.closed_at)
    return look.began_at > issue.looked_at and look.at >= judged_at


def _last_known(issue: Issue) -> datetime:
    """Nobody acts on an issue before what is known of it: clocks that disagree must not turn its history round."""
    times = (issue.seen_at, issue.acknowledged_at, issue.claimed_at, issue.closed_at)
    return max(time for time in times if time is not None)


def _ends_mute(event: Event) -> bool:
    return isinstance(event, Deed) and event.act is Act.WAKE


def _awake(issue: Issue, event: Event) -> Moved:
    at = event.at if isinstance(event, Tick | Deed) else event.look.at
    if issue.state is not State.MUTED or (issue.muted_until is not None and at < issue.muted_until):
        return issue, ()
    moved, (step,) = woken(issue, event, "静默期满")
    return moved, (replace(step, who=MACHINE, why="静默期满"),)


def _seen(issue: Issue, event: Seen) -> Moved:
    look, finding = event.look, event.finding
    # Whoever acknowledged it may have given it to another unit; until then the plan's word goes, in every life of it.
    never_assigned = issue.state in (State.SUSPECTED, State.CONFIRMED) or issue.acknowledged_at is None
    # A unit that the plan no longer names can neither be reached nor routed to.
    unit_gone = bool(event.answering.units) and issue.unit not in event.answering.units
    fresh = replace(
        issue,
        unit=event.answering.unit or issue.unit if never_assigned or unit_gone else issue.unit,
        seen_at=look.at,
        looked_at=look.began_at,
        round=look.round,
        title=finding.title,
        basis=finding.basis,
        column=finding.column or issue.column,
        found_on=finding.found_on,
        evidence=finding.evidence,
        sightings=issue.sightings + 1,
        severity=finding.severity,
        confirmed_at=issue.confirmed_at or look.at,
    )
    weighed, changes = _weighed(issue, fresh, event)
    placed, steps = _placed_by_sight(weighed, event, _is_another(issue, finding))
    if fresh.unit != issue.unit and not (changes or steps):
        steps = (step_of(issue, event, Act.CHANGE, issue.state, "巡检方案改由其他单位负责"),)
    return placed, (*changes, *steps)


def _is_another(issue: Issue, finding: Finding) -> bool:
    """What recurs by season has one fingerprint for ever; what was said of last year's says nothing of this year's."""
    before, now = issue.evidence.get("occurrence"), finding.evidence.get("occurrence")
    return None not in (before, now) and before != now


def _weighed(issue: Issue, fresh: Issue, event: Seen) -> Moved:
    """Heavier or lighter than before. What got heavier is due no later than a new one would be, and is told."""
    if fresh.severity is issue.severity:
        return fresh, ()
    worse = _WEIGHT[fresh.severity] > _WEIGHT[issue.severity]
    detail = {"before": issue.severity.value, "after": fresh.severity.value}
    changed = step_of(issue, event, Act.CHANGE, issue.state, "等级升高" if worse else "等级降低", detail)
    if not worse:
        return fresh, (changed,)
    fresh = replace(fresh, due_at=min(issue.due_at or event.answering.due_at, event.answering.due_at))
    if issue.state is not State.MUTED:
        return fresh, (changed,)
    awake, steps = woken(fresh, event, "静默期间等级升高")
    return awake, (changed, *steps)


def _placed_by_sight(issue: Issue, event: Seen, another: bool) -> Moved:
    state = issue.state
    if another and (state in CLOSED or (state is State.CORRECTED and _looked_after_claim(issue, event))):
        return _returned(issue, event, f"新的一期（{event.finding.evidence['occurrence']}）又有问题", due_anew=True)
    if state is State.SUSPECTED:
        step = step_of(issue, event, Act.CONFIRM, State.CONFIRMED, "再次巡检仍然存在")
        return replace(issue, state=State.CONFIRMED), (step,)
    if state is State.MUTED and issue.before_mute is State.SUSPECTED:
        step = step_of(issue, event, Act.CONFIRM, State.MUTED, "再次巡检仍然存在")
        return replace(issue, before_mute=State.CONFIRMED), (step,)
    if state is State.CORRECTED and _looked_after_claim(issue, event):
        return _returned(issue, event, "申报整改后，复核时仍然存在")
    if state is State.VERIFIED:
        return _returned(issue, event, "曾已消除，再次出现", due_anew=True)
    if state is State.WAIVED and issue.closed_by_machine:
        return _returned(issue, event, "方案曾不再要求，现又要求而仍有问题", due_anew=True)
    return issue, ()


def _returned(issue: Issue, event: Seen, why: str, *, due_anew: bool = False) -> Moved:
    """Back again. After it was over it is due as a new one; a claim that did not hold moves no due time."""
    step = step_of(issue, event, Act.RETURN, State.REOPENED, why)
    due = event.answering.due_at if due_anew else issue.due_at
    return replace(reopened(issue), due_at=due), (step,)


def _looked_after_claim(issue: Issue, event: Seen | Gone) -> bool:
    return issue.claim_recorded_at is None or event.look.began_at > issue.claim_recorded_at


def _gone(issue: Issue, event: Gone) -> Moved:
    claimed = issue.state is State.CORRECTED
    if claimed and not _looked_after_claim(issue, event):
        return issue, ()
    looked = replace(issue, looked_at=event.look.began_at)
    if issue.state not in ALIVE:
        return looked, ()
    why = "申报整改后，复核时已不存在" if claimed else "未经申报，复核时已不存在"
    step = step_of(issue, event, Act.VERIFY, State.VERIFIED, why)
    return closed(looked, State.VERIFIED, event.look.at, by_machine=True), (step,)


def _lapsed(issue: Issue, event: Lapsed) -> Moved:
    if issue.state not in ALIVE:
        return issue, ()
    step = step_of(issue, event, Act.LAPSE, State.WAIVED, event.why)
    looked = replace(issue, looked_at=event.look.began_at)
    return closed(looked, State.WAIVED, event.look.at, by_machine=True), (step,)
