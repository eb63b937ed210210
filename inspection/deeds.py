"""What people may do with an issue in which state, and what they must say with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inspection.issue import ACT_NAMES, ALIVE, CLOSED, MACHINE, OPEN, STATE_NAMES, Act, Deed, Issue, RefusedError, State
from inspection.moves import Moved, closed, reopened, step_of, woken

_ALLOWED: dict[Act, frozenset[State]] = {
    Act.CONFIRM: frozenset({State.SUSPECTED}),
    Act.ACCEPT: OPEN | {State.MUTED},
    Act.ASSIGN: OPEN | {State.CORRECTED, State.MUTED},
    Act.CLAIM: OPEN | {State.MUTED},
    Act.DISMISS: ALIVE,
    Act.WAIVE: ALIVE,
    Act.MUTE: OPEN | {State.MUTED},
    Act.WAKE: frozenset({State.MUTED}),
    Act.REOPEN: CLOSED | {State.CORRECTED},
    Act.NOTE: frozenset(State),
}
_LEADS_TO: dict[Act, State] = {
    Act.CONFIRM: State.CONFIRMED,
    Act.ACCEPT: State.ASSIGNED,
    Act.ASSIGN: State.ASSIGNED,
    Act.CLAIM: State.CORRECTED,
    Act.DISMISS: State.FALSE_ALARM,
    Act.WAIVE: State.WAIVED,
    Act.MUTE: State.MUTED,
    Act.REOPEN: State.REOPENED,
}
_WHY_NEEDED = frozenset({Act.DISMISS, Act.WAIVE, Act.MUTE, Act.NOTE})


def possible(state: State) -> frozenset[Act]:
    """What people may do with an issue in that state, whoever they are."""
    return frozenset(act for act, states in _ALLOWED.items() if state in states)


def done(issue: Issue, deed: Deed) -> Moved:
    """Where the issue stands after a person's deed. Raises RefusedError where the state does not allow it."""
    _refuse_where_wrong(issue, deed)
    if deed.act is Act.NOTE:
        return issue, (step_of(issue, deed, Act.NOTE, issue.state),)
    if deed.act is Act.WAKE:
        return woken(issue, deed, "提前解除静默")
    after = _LEADS_TO[deed.act]
    detail = {"unit": deed.unit, "person": deed.person, "until": deed.until.isoformat() if deed.until else None}
    step = step_of(issue, deed, deed.act, after, "", {key: value for key, value in detail.items() if value})
    moved = replace(issue, acknowledged_at=issue.acknowledged_at or deed.at)
    return _after_deed(moved, deed, after), (step,)


def _refuse_where_wrong(issue: Issue, deed: Deed) -> None:
    if deed.act not in _ALLOWED:
        raise RefusedError(f"“{ACT_NAMES[deed.act]}”由巡检判定，不能由人操作")
    if issue.state not in _ALLOWED[deed.act]:
        raise RefusedError(f"问题单现为“{STATE_NAMES[issue.state]}”，不能“{ACT_NAMES[deed.act]}”")
    if not deed.who.strip() or deed.who.strip() == MACHINE:
        raise RefusedError("没有写明操作人")
    if deed.act in _WHY_NEEDED and not deed.why.strip():
        raise RefusedError(f"“{ACT_NAMES[deed.act]}”须写明理由")
    if deed.act is Act.ASSIGN and not (deed.unit or deed.person):
        raise RefusedError("没有写明分派给哪个单位或谁")
    if deed.act is Act.MUTE and (deed.until is None or deed.until <= deed.at):
        raise RefusedError("静默须写明到什么时候，且应晚于现在")


def _after_deed(issue: Issue, deed: Deed, after: State) -> Issue:
    if after in CLOSED:
        return closed(issue, after, deed.at, by_machine=False)
    if deed.act is Act.REOPEN:
        return _taken_back(issue, deed)
    moved = replace(issue, state=after, muted_until=None, before_mute=None)
    if deed.act is Act.CONFIRM:
        return replace(moved, confirmed_at=deed.at, looked_at=max(issue.looked_at, deed.recorded_at))
    if deed.act is Act.ACCEPT:
        return replace(moved, person=deed.who)
    if deed.act is Act.ASSIGN:
        moved = replace(moved, unit=deed.unit or issue.unit, person=deed.person)
        return replace(moved, claimed_at=None, claim_recorded_at=None)
    if deed.act is Act.CLAIM:
        return replace(moved, claimed_at=deed.at, claim_recorded_at=deed.recorded_at)
    return replace(moved, muted_until=deed.until, before_mute=issue.before_mute or issue.state)


def _taken_back(issue: Issue, deed: Deed) -> Issue:
    """Open again. The days on which it was over do not count; a round that began before has nothing to say about it."""
    due = issue.due_at
    if due is not None and issue.closed_at is not None:
        due += timedelta(days=max(0, (deed.at - issue.closed_at).days))
    return replace(reopened(issue), due_at=due, looked_at=max(issue.looked_at, deed.recorded_at))
