"""Plans as JSON: the text that holds, what is wrong with one, what two differ in, every version."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from desk.api.answers import Asking, Problem, Text
from desk.plan_diff import DiffLine
from desk.plan_saving import MOST_WHY, Invalid
from inspection.errors import Mistake
from store.plan_edits import PlanEdit, PlanVersion

MOST_TEXT = 1_500_000  # characters of a plan
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=["e3b0" + "0" * 60])]


class PlanMistake(BaseModel):
    """One mistake in a plan."""

    key: str = Field(examples=["columns[0].url"])
    message: str = Field(description="What is wrong, in Chinese.")
    mend: str = Field(description="How to mend it, in Chinese.")
    line: int | None = Field(description="From 1.")
    column: int | None = Field(description="From 1.")


class PlanOut(BaseModel):
    """A site's plan as it is written now."""

    site: str
    text: str = Field(description="YAML.")
    digest: Digest
    editable: bool = Field(description="Whether the desk has its file: else it is what the database keeps.")
    sound: bool = Field(description="Whether it can be read; where not, the last sound one holds.")
    mistakes: list[PlanMistake]
    standing: str = Field(description="Whether a service goes by it: taken, waiting, refused, unsure or none.")
    words: str = Field(description="The same in Chinese.")


class PlanChecked(BaseModel):
    """What is wrong with a text that is to be a site's plan, and what it would change."""

    valid: bool
    mistakes: list[PlanMistake]
    more: int = Field(description="Mistakes beside those that are listed.")
    changes: list[str] = Field(description="What it changes in the plan as it is written now, in Chinese.")


class EditOut(BaseModel):
    """One edit on the desk."""

    at: datetime
    who: str
    why: str
    before: str
    after: str


class VersionOut(BaseModel):
    """One text that the database kept."""

    digest: Digest
    recorded_at: datetime = Field(description="When it was used last, or taken up last.")
    rounds: int = Field(description="How many rounds went by it.")
    first_round_at: datetime | None
    last_round_at: datetime | None
    in_force: bool
    edits: list[EditOut] = Field(description="Edits that led to it.")


class PlanVersions(BaseModel):
    """Every version, the one that was used last first; at most 200."""

    site: str
    versions: list[VersionOut]


class PlanVersionText(BaseModel):
    """One version's text."""

    digest: Digest
    text: str


class DiffLineOut(BaseModel):
    """One line of a comparison; a gap stands for `skipped` equal lines."""

    kind: Literal["same", "gone", "came", "gap"]
    text: str
    before: int | None = Field(description="Its number there, from 1.")
    after: int | None
    skipped: int


class PlanDiff(BaseModel):
    """What two versions differ in."""

    changes: list[str] = Field(description="In Chinese words.")
    lines: list[DiffLineOut] = Field(description="The first 2,000.")
    truncated: bool = Field(description="Whether there are more lines.")


class PlanText(Asking):
    """A text to be looked at."""

    text: Annotated[Text, Field(max_length=MOST_TEXT, description="YAML.")]


class PlanIn(PlanText):
    """A text to be saved."""

    why: Annotated[Text, Field(min_length=1, max_length=MOST_WHY, pattern=r"\S", description="The reason.")]


class PlanSaved(BaseModel):
    """It is in force."""

    site: str
    digest: Digest


class PlanInvalid(Problem):
    """It was not saved: it has mistakes."""

    plan_mistakes: list[PlanMistake] = Field(default=[], description="Each, with its line and its mend.")
    more: int = 0


class PlanOvertaken(Problem):
    """It was not saved. Where somebody saved another text meanwhile: theirs."""

    digest: str | None = None
    text: str | None = None


def mistake_out(one: Mistake) -> PlanMistake:
    """One mistake."""
    return PlanMistake(key=one.key, message=one.message, mend=one.mend, line=one.line, column=one.column)


def invalid_out(found: Invalid) -> PlanInvalid:
    """Why it was not saved."""
    mistakes = [mistake_out(one) for one in found.mistakes]
    return PlanInvalid(detail="方案有错，没有保存", plan_mistakes=mistakes, more=found.more)


def edit_out(one: PlanEdit) -> EditOut:
    """One edit."""
    return EditOut(at=one.at, who=one.who, why=one.why, before=one.before, after=one.after)


def version_out(one: PlanVersion, in_force: str, edits: list[PlanEdit]) -> VersionOut:
    """One version. `in_force`: the digest of what is written now."""
    names = ("digest", "recorded_at", "rounds", "first_round_at", "last_round_at")
    known = {name: getattr(one, name) for name in names}
    led = [edit_out(edit) for edit in edits if edit.after == one.digest]
    return VersionOut(**known, in_force=one.digest == in_force, edits=led)


def line_out(one: DiffLine) -> DiffLineOut:
    """One line."""
    return DiffLineOut(kind=one.kind, text=one.text, before=one.before, after=one.after, skipped=one.skipped)
