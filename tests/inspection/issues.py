"""Issues, looks and deeds for the tests: one start, minutes counted from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.findings import Finding, Json, Severity, fingerprint
from inspection.issue import Act, Answering, Deed, Event, Gone, Issue, Lapsed, Look, Seen, State, Step, Tick
from inspection.lifecycle import advance, opened

SITE = "某市民政局"
START = datetime(2025, 3, 10, 1, tzinfo=UTC)
DUE = timedelta(days=5)
PERSON = "值班编辑"


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def finding(
    severity: Severity = Severity.ERROR,
    unit: str | None = "办公室",
    *,
    check: str = "stale-column",
    subject: str = "工作动态",
    column: str | None = "工作动态",
    found_on: tuple[str, ...] = (),
    **evidence: Json,
) -> Finding:
    mark = fingerprint(SITE, check, subject)
    title = f"“{subject}”有问题"
    return Finding(check, severity, subject, title, "惯例", mark, unit, column, found_on, evidence)


def look(minute: float, began: float | None = None) -> Look:
    """A round judged at that minute; it began at the same minute of the machine's clock, unless said otherwise."""
    return Look(f"r{minute}", at(minute), at(minute if began is None else began))


def seen(minute: float, severity: Severity = Severity.ERROR, began: float | None = None, **evidence: Json) -> Seen:
    return Seen(look(minute, began), finding(severity, **evidence), Answering("办公室", at(minute) + DUE))


def gone(minute: float, began: float | None = None) -> Gone:
    return Gone(look(minute, began))


def lapsed(minute: float) -> Lapsed:
    return Lapsed(look(minute), "方案不再要求")


def deed(act: Act, minute: float, *, until: float | None = None, recorded: float | None = None) -> Deed:
    """What the editor does, with all that any deed may need."""
    known = at(minute if recorded is None else recorded)
    end = at(minute + 100 if until is None else until)
    assign = act is Act.ASSIGN
    unit, person = ("宣传处", "负责人") if assign else (None, None)
    return Deed(act, PERSON, at(minute), known, "说明", unit, person, end if act is Act.MUTE else None)


def after(*events: Event) -> tuple[Issue, list[Step]]:
    """An issue found at minute 0, after these events."""
    issue, steps = opened(SITE, seen(0))
    history = list(steps)
    for event in events:
        issue, steps = advance(issue, event)
        history += steps
    return issue, history


def standing(state: State) -> Issue:
    """An issue in that state since minute 10; a muted one until minute 110."""
    ways: dict[State, list[Event]] = {
        State.SUSPECTED: [],
        State.CONFIRMED: [seen(10)],
        State.ASSIGNED: [deed(Act.ASSIGN, 10)],
        State.CORRECTED: [seen(5), deed(Act.CLAIM, 10)],
        State.REOPENED: [gone(5), seen(10)],
        State.VERIFIED: [gone(10)],
        State.FALSE_ALARM: [deed(Act.DISMISS, 10)],
        State.WAIVED: [deed(Act.WAIVE, 10)],
        State.MUTED: [seen(5), deed(Act.MUTE, 10)],
    }
    issue, _ = after(*ways[state])
    assert issue.state is state
    return issue


__all__ = ["PERSON", "SITE", "START", "Tick", "after", "at", "deed", "finding", "gone", "lapsed", "look", "seen"]
