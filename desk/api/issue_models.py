"""Issues as JSON: the names of `xunjian issues list --format json`, contract xunjian/issues/1."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from desk.api.answers import Number, Problem
from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from inspection.telling import Decision, Message, Telling
from notifications.because import reason_words
from notifications.issue_text import as_json

_CLOCK = " ISO 8601 with its offset."


class StepOut(BaseModel):
    """One step of an issue's history; never rewritten."""

    at: datetime = Field(description="When, by the clock of judgement." + _CLOCK)
    who: str = Field(description="A person's name; `xunjian` where it was the machine.")
    act: Act
    before: State | None = Field(description="The state before; null: the issue did not exist.")
    after: State
    why: str = Field(description="The reason, in Chinese; may be empty.")
    round: str | None = Field(description="The round that moved it, where a round did.")
    detail: dict[str, Any] = Field(description="What belongs to the step: `unit`, `person`, `until`.")


class PictureOut(BaseModel):
    """What shows the fault. The digests are those of GET /evidence/{digest}."""

    evidence: str | None = Field(description="PNG with the fault outlined; null: there is none, see `reason`.")
    snapshot: str | None = Field(description="The page's HTML, personal data masked.")
    har: str | None = Field(description="HAR 1.2 of the failing request, secrets masked.")
    shows: str = Field(description="What is outlined, in Chinese; without a picture, why there is none.")
    page: str = Field(description="The address that was opened.")
    reason: str | None = Field(description="Why there is no picture, or why it is doubtful; kebab-case.")
    taken_at: datetime


class IssueOut(BaseModel):
    """One issue as it stands. Times are ISO 8601 with their offset."""

    id: Number = Field(examples=[12])
    site: str = Field(description="The site's name, as the plan has it.")
    check: str = Field(description="The check that found it.", examples=["broken-link"])
    severity: Severity
    state: State
    subject: str = Field(description="The faulty thing: a normalised address, or a name of the plan.")
    title: str = Field(description="What is wrong, one Chinese sentence; from the inspected site, never HTML.")
    unit: str | None = Field(description="Who answers for it; null: nobody was found.")
    person: str | None = Field(description="Whom it is assigned to.")
    column: str | None = Field(description="The column or account that it belongs to.")
    fingerprint: str = Field(description="The fault's identity across rounds.")
    basis: str = Field(description="The clause that it rests on, or customary practice (工作惯例).")
    opened_at: datetime
    seen_at: datetime = Field(description="When it was last found.")
    due_at: datetime | None = Field(description="By when it is to be mended.")
    overdue: bool = Field(description="Whether that time has passed while nobody says that it is mended.")
    acknowledged_at: datetime | None
    claimed_at: datetime | None = Field(description="When somebody said that it is mended.")
    closed_at: datetime | None
    muted_until: datetime | None
    reopened: int = Field(description="How often it came back.", ge=0)
    sightings: int = Field(description="How many rounds saw it.", ge=1)
    round: str = Field(description="The round that saw it last.")
    version: int = Field(description="Counts changes: send it back as `version` or If-Match.", ge=1)
    found_on: list[str] = Field(description="Pages on which it was found.")
    evidence: dict[str, Any] = Field(description="What shows it: facts by name; personal data is masked.")


class ToldOut(BaseModel):
    """How things stand between the issue and one channel."""

    channel: str
    stage: str = Field(description="The stage that decided last; empty: none has.")
    reason: str = Field(description="Why it was told or not; kebab-case.")
    words: str = Field(description="The same in Chinese.")
    times: int = Field(description="How often it was told since it was last told to be over.", ge=0)
    told_at: datetime | None = Field(description="When it was last told.")
    until: datetime | None = Field(description="When a held one is looked at again.")


class DecisionOut(BaseModel):
    """What one stage decided, and why."""

    at: datetime
    channel: str
    stage: str = Field(examples=["quiet-hours"])
    reason: str
    words: str = Field(description="The reason in Chinese.")
    detail: str
    message: str | None = Field(description="The message that was made of it.")
    until: datetime | None


class MessageOut(BaseModel):
    """A message about the issue."""

    id: str
    channel: str
    kind: str
    status: str = Field(description="queued, sent, failed or withdrawn.")
    created_at: datetime
    sent_at: datetime | None
    error: str = Field(description="What the channel said last, in Chinese, without secrets.")


class IssueDetail(IssueOut):
    """One issue with its history, its picture, and what was told of it."""

    history: list[StepOut] = Field(description="Every step, the oldest first.")
    picture: PictureOut | None
    tellings: list[ToldOut] = Field(description="One for each channel that had to do with it.")
    decisions: list[DecisionOut] = Field(description="The newest first, at most 50.")
    messages: list[MessageOut] = Field(description="The newest first, at most 50.")
    acts: list[Act] = Field(description="What the caller's role may do with it, whatever its state.")


class Overtaken(Problem):
    """The issue as it stands now, and what happened since the version that was sent."""

    issue: IssueOut
    since: list[StepOut] = Field(description="Steps since; the newest last. Without a version: none.")


def issue_out(issue: Issue, now: datetime) -> IssueOut:
    """As the CLI's JSON has it."""
    return IssueOut.model_validate(as_json(issue, now))


def step_out(step: Step) -> StepOut:
    """One step."""
    names = ("at", "who", "act", "before", "after", "why", "round")
    return StepOut(**{name: getattr(step, name) for name in names}, detail=dict(step.detail))


def told_out(telling: Telling) -> ToldOut:
    """One channel's."""
    names = ("channel", "stage", "reason", "times", "told_at", "until")
    words = reason_words(telling.reason) if telling.reason else ""
    return ToldOut(**{name: getattr(telling, name) for name in names}, words=words)


def decision_out(decision: Decision) -> DecisionOut:
    """One decision."""
    names = ("at", "channel", "stage", "reason", "detail", "message", "until")
    return DecisionOut(**{name: getattr(decision, name) for name in names}, words=reason_words(decision.reason))


def message_out(message: Message) -> MessageOut:
    """One message, without its payload."""
    names = ("id", "channel", "created_at", "sent_at", "error")
    return MessageOut(
        **{name: getattr(message, name) for name in names}, kind=message.kind.value, status=message.status.value
    )
