"""The moves that evidence and people share: a step recorded, an issue closed, an issue woken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from inspection.findings import Json
from inspection.issue import MACHINE, Act, Deed, Event, Issue, State, Step, Tick

Moved = tuple[Issue, tuple[Step, ...]]


def step_of(
    issue: Issue, event: Event, act: Act, after: State, why: str = "", detail: Mapping[str, Json] | None = None
) -> Step:
    """The record of one move; a person's own words go before ours."""
    said = detail or {}
    if isinstance(event, Deed):
        return Step(event.at, event.who, act, issue.state, after, event.why or why, None, said)
    if isinstance(event, Tick):
        return Step(event.at, MACHINE, act, issue.state, after, why, None, said)
    return Step(event.look.at, MACHINE, act, issue.state, after, why, event.look.round, said)


def closed(issue: Issue, state: State, at: datetime, *, by_machine: bool) -> Issue:
    """The issue, over."""
    return replace(issue, state=state, closed_at=at, closed_by_machine=by_machine, muted_until=None, before_mute=None)


def reopened(issue: Issue) -> Issue:
    """The issue, back: no claim and no closing stands any more."""
    return replace(
        issue,
        state=State.REOPENED,
        reopened=issue.reopened + 1,
        claimed_at=None,
        claim_recorded_at=None,
        closed_at=None,
        closed_by_machine=False,
    )


def woken(issue: Issue, event: Event, why: str) -> Moved:
    """The issue as it was before it was muted; the step is the machine's, or the person's who ended the mute."""
    state = issue.before_mute or State.CONFIRMED
    step = step_of(issue, event, Act.WAKE, state, why)
    return replace(issue, state=state, before_mute=None, muted_until=None), (step,)


def told_whole(before: Issue | None, moved: Issue, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, the last of which says what else they changed: history alone must tell who answered for what by when.

    The first step of an issue says all of it.
    """
    known: dict[str, Json] = {
        "unit": moved.unit,
        "due_at": moved.due_at.isoformat() if moved.due_at else None,
    }
    if before is None:
        known |= {
            "severity": moved.severity.value,
            "column": moved.column,
            "found_on": next(iter(moved.found_on), None),
        }
    elif moved.unit == before.unit:
        del known["unit"]
    if before is not None and moved.due_at == before.due_at:
        del known["due_at"]
    return (*steps[:-1], replace(steps[-1], detail={**steps[-1].detail, **known})) if steps and known else steps
