"""An issue as it stood at any past moment, told from its steps alone: what happened later changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inspection.findings import Json, Severity
from inspection.issue import ALIVE, CLOSED, MACHINE, OPEN, Act, Issue, State, Step

_BEGINS = frozenset({Act.FOUND, Act.RETURN, Act.REOPEN})  # from here the time to correct is counted
_NO_ACKNOWLEDGEMENT = frozenset({Act.NOTE, Act.WAKE})


@dataclass(frozen=True, slots=True)
class Stood:
    """How an issue stood at a moment."""

    state: State
    severity: Severity
    unit: str | None
    due_at: datetime | None
    reopened: int

    @property
    def alive(self) -> bool:
        """Not over."""
        return self.state in ALIVE

    def overdue(self, at: datetime) -> bool:
        """Whether its due time had passed while it was not mended."""
        return self.state in OPEN and self.due_at is not None and self.due_at < at


@dataclass(frozen=True, slots=True)
class History:
    """One issue's steps, the oldest first. Of `issue` only what never changes is read: check, subject, fingerprint."""

    issue: Issue
    steps: tuple[Step, ...]

    def within(self, start: datetime, until: datetime) -> Iterator[Step]:
        """The steps from `start` to `until`, both inclusive."""
        return (step for step in self.steps if start <= step.at <= until)

    def stood(self, until: datetime, *, inclusive: bool = True) -> Stood | None:
        """How it stood then; None: it did not exist yet."""
        past = [step for step in self.steps if step.at < until or (inclusive and step.at == until)]
        return _replayed(self, past) if past else None

    def began(self) -> datetime:
        """When it was found, or last came back."""
        return max((step.at for step in self.steps if step.act in _BEGINS), default=self.steps[0].at)

    def acknowledged(self) -> Step | None:
        """The first step by which a person took it up."""
        return next((s for s in self.steps if s.who != MACHINE and s.act not in _NO_ACKNOWLEDGEMENT), None)

    def correction(self, verified: Step) -> tuple[datetime, datetime]:
        """From found (or come back) to claimed (or else verified): what it took to mend what this step verified."""
        past = self.steps[: self.steps.index(verified)]
        began = max((s.at for s in past if s.act in _BEGINS), default=verified.at)
        claims = [s.at for s in past if s.act is Act.CLAIM and s.at >= began]
        return began, claims[-1] if claims else verified.at


def came_back(step: Step) -> bool:
    """Whether the step brought back what was over."""
    return step.before in CLOSED and step.after in ALIVE


def not_mended(step: Step) -> bool:
    """Whether the step showed that what was claimed is not mended."""
    return step.before is State.CORRECTED and step.after is State.REOPENED


def ended(step: Step) -> bool:
    """Whether the step ended what was not over."""
    return step.before in ALIVE and step.after in CLOSED


def _replayed(history: History, past: list[Step]) -> Stood:
    issue, first = history.issue, past[0]
    severity = _severity(first.detail.get("severity")) or _first_severity(history)
    unit = _text(first.detail["unit"]) if "unit" in first.detail else issue.unit
    due = _moment(first.detail["due_at"]) if "due_at" in first.detail else issue.due_at
    reopened = 0
    for step in past[1:]:
        if step.act is Act.CHANGE:
            severity = _severity(step.detail.get("after")) or severity
        unit = _text(step.detail.get("unit")) or unit
        if "due_at" in step.detail:
            due = _moment(step.detail["due_at"])
        reopened += step.act in (Act.RETURN, Act.REOPEN)
    return Stood(past[-1].after, severity, unit, due, reopened)


def _first_severity(history: History) -> Severity:
    """Of a history that does not say it at its beginning: what the first change began with, else what never changed."""
    changed = (_severity(s.detail.get("before")) for s in history.steps if s.act is Act.CHANGE)
    return next((severity for severity in changed if severity), history.issue.severity)


def _severity(value: Json) -> Severity | None:
    return Severity(value) if isinstance(value, str) and value in set(Severity) else None


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: Json) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
