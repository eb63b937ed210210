"""The life of an issue: one pure function from where it stands and what happened to where it stands then.

The machine moves an issue where evidence decides; people do the rest. A look that began before a claim says nothing
about the claim; a look that is not later than the last one moves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from inspection.deeds import done
from inspection.findings import Json, Severity
from inspection.issue import (
    ALIVE,
    MACHINE,
    Act,
    Deed,
    Event,
    Gone,
    Issue,
    Lapsed,
    Seen,
    State,
    Step,
    Tick,
)
from inspection.moves import Moved, closed, step_of, woken

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
    said = {
        "severity": issue.severity.value,
        "unit": issue.unit,
        "column": issue.column,
        "found_on": next(iter(issue.found_on), None),
        **_due(issue),
    }
    return issue, (Step(look.at, MACHINE, Act.FOUND, None, State.SUSPECTED, finding.title, look.round, said),)


def _due(issue: Issue) -> dict[str, Json]:
    """For a step's detail: history alone must tell what was due when."""
    return {"due_at": issue.due_at.isoformat() if issue.due_at else None}


def advance(issue: Issue, event: Event) -> Moved:
    """Where the issue stands after the event, and the steps to record; no step where nothing moved.

    Raises RefusedError for a person's deed that the state does not allow.
    """
    if isinstance(event, Deed):
        return done(issue, event)
    if isinstance(event, Tick):
        return _tick(issue, event)
    if event.look.began_at <= issue.looked_at:
        return issue, ()  # not a later look: a round that was resumed, judged anew, or overtaken by another
    if isinstance(event, Seen):
        return _seen(issue, event)
    if isinstance(event, Gone):
        return _gone(issue, event)
    return _lapsed(issue, event)


def _seen(issue: Issue, event: Seen) -> Moved:
    look, finding = event.look, event.finding
    steps: list[Step] = []
    fresh = replace(
        issue,
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
    )
    if finding.severity is not issue.severity:
        worse = _WEIGHT[finding.severity] > _WEIGHT[issue.severity]
        due = min(filter(None, (issue.due_at, event.answering.due_at)), default=None) if worse else issue.due_at
        fresh = replace(fresh, due_at=due)
        why = "等级升高" if worse else "等级降低"
        steps.append(
            step_of(
                issue,
                event,
                Act.CHANGE,
                issue.state,
                why,
                {"before": issue.severity.value, "after": finding.severity.value, **_due(fresh)},
            )
        )
    return _placed_by_sight(issue, fresh, event, steps)


def _placed_by_sight(issue: Issue, fresh: Issue, event: Seen, steps: list[Step]) -> Moved:
    look, state = event.look, issue.state
    if state is State.SUSPECTED:
        steps.append(step_of(issue, event, Act.CONFIRM, State.CONFIRMED, "再次巡检仍然存在"))
        fresh = replace(fresh, state=State.CONFIRMED, confirmed_at=look.at)
    elif state is State.CORRECTED and _looked_after_claim(issue, event):
        steps.append(step_of(issue, event, Act.RETURN, State.REOPENED, "申报整改后，复核时仍然存在"))
        fresh = _returned(fresh, event)
    elif state is State.VERIFIED or (state is State.WAIVED and issue.closed_by_machine):
        fresh = replace(_returned(fresh, event), due_at=event.answering.due_at)
        steps.append(step_of(issue, event, Act.RETURN, State.REOPENED, "曾已消除，再次出现", _due(fresh)))
    return (replace(fresh, version=issue.version + 1) if steps else fresh), tuple(steps)


def _returned(issue: Issue, event: Seen) -> Issue:
    return replace(
        issue,
        state=State.REOPENED,
        reopened=issue.reopened + 1,
        confirmed_at=issue.confirmed_at or event.look.at,
        claimed_at=None,
        claim_recorded_at=None,
        closed_at=None,
        closed_by_machine=False,
    )


def _looked_after_claim(issue: Issue, event: Seen | Gone) -> bool:
    return issue.claim_recorded_at is None or event.look.began_at > issue.claim_recorded_at


def _gone(issue: Issue, event: Gone) -> Moved:
    looked = replace(issue, looked_at=event.look.began_at)
    if issue.state not in ALIVE or (issue.state is State.CORRECTED and not _looked_after_claim(issue, event)):
        return (issue if issue.state is State.CORRECTED else looked), ()
    why = "申报整改后，复核时已不存在" if issue.state is State.CORRECTED else "未经申报，复核时已不存在"
    step = step_of(issue, event, Act.VERIFY, State.VERIFIED, why)
    return closed(looked, State.VERIFIED, event.look.at, by_machine=True), (step,)


def _lapsed(issue: Issue, event: Lapsed) -> Moved:
    if issue.state not in ALIVE:
        return issue, ()
    step = step_of(issue, event, Act.LAPSE, State.WAIVED, event.why)
    looked = replace(issue, looked_at=event.look.began_at)
    return closed(looked, State.WAIVED, event.look.at, by_machine=True), (step,)


def _tick(issue: Issue, event: Tick) -> Moved:
    if issue.state is not State.MUTED or (issue.muted_until is not None and event.at < issue.muted_until):
        return issue, ()
    return woken(issue, event, "静默期满")
