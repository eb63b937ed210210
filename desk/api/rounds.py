"""Rounds, by the interface: which there were, what each could not look at, what it found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import part, refusals
from desk.api.sites import site_of
from inspection.findings import Finding, Severity, Undecided
from notifications.structured import without_personal_data
from store.progress import ProgressRow
from store.rounds import RoundRow

router = part("rounds")
_MOST = 200
_RUNNING = timedelta(days=7)  # a round that was begun earlier is not running

Id = Annotated[str, Path(pattern=r"^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}$", examples=["20261123T003000Z-1a2b3c"])]
Site = Annotated[str | None, Query(max_length=200, description="Which site; may be left out where there is one.")]


class RoundOut(BaseModel):
    """One round."""

    id: str = Field(description="Sorts by time.", examples=["20261123T003000Z-1a2b3c"])
    site: str
    kind: str = Field(description="watch, daily or full.")
    as_of: datetime = Field(description="The clock of judgement.")
    started_at: datetime = Field(description="The machine's clock.")
    finished_at: datetime | None
    abandoned_at: datetime | None = Field(description="Given up; what it recorded stays.")
    complete: bool = Field(description="Whether it saw all that it meant to see. Only then do issues end.")
    resumes: int = Field(description="How often it was taken up after a stop.")
    plan: str = Field(description="Digest of the plan that it used: GET /plan/versions/{digest}.")
    counters: dict[str, float] = Field(description="Its figures: pages, requests, links, bytes, seconds.")


class ProgressOut(BaseModel):
    """How far an open round is."""

    round: str
    stage: str = Field(description="sweep, read, judge; empty: nothing was heard of it yet.")
    done: int = Field(description="Addresses looked at.")
    waiting: int = Field(description="Addresses known and not looked at yet.")
    pages: int
    faulty: int
    note: str = Field(description="What it waits for, in Chinese.")
    updated_at: datetime | None
    running: bool = Field(description="Whether a process has the site in hand; else it waits to be taken up.")


class Rounds(BaseModel):
    """A site's rounds, the newest first."""

    site: str
    rounds: list[RoundOut]
    next: str | None = Field(description="`before` of the next page; null: there is no more.")
    running: list[ProgressOut]


class FindingCount(BaseModel):
    """How often one check found something."""

    check: str
    severity: Severity
    count: int


class RoundDetail(RoundOut):
    """One round with its findings counted."""

    finding_counts: list[FindingCount] = Field(description="Empty also where old details were cleared away.")
    undecided: int = Field(description="How many things could not be judged.")


class FindingOut(BaseModel):
    """One fault that one check saw."""

    check: str
    severity: Severity
    subject: str
    title: str
    basis: str
    fingerprint: str
    unit: str | None
    column: str | None
    found_on: list[str]
    evidence: dict[str, Any] = Field(description="Personal data is masked.")


class UndecidedOut(BaseModel):
    """What could not be judged: neither a fault nor sound."""

    check: str
    subject: str
    reason: str = Field(description="Kebab-case.")
    detail: str = Field(description="In Chinese.")


class Findings(BaseModel):
    """A round's findings, as recorded."""

    round: str
    total: int
    findings: list[FindingOut]


class UndecidedList(BaseModel):
    """What a round could not judge, as recorded."""

    round: str
    total: int
    undecided: list[UndecidedOut]


Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
Offset = Annotated[
    int, Query(ge=0, le=1_000_000, description="How many to leave out: what a finished round recorded does not change.")
]


@router.get("/rounds", summary="Rounds of a site", responses=refusals(404))
def rounds(
    desk: TheDesk,
    _: TheCaller,
    site: Site = None,
    before: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}$",
            description="Rounds older than this one: `next` of the page before.",
        ),
    ] = None,
    kind: Annotated[Literal["watch", "daily", "full"] | None, Query(description="Rounds of that kind alone.")] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
) -> Rounds:
    """The newest first, also those that run, were cut short or given up."""
    name = site_of(desk, site)
    known = [one.row for one in desk.store.round_lines(name, kind, before=before, limit=limit + 1)]
    following = known[limit - 1].id if len(known) > limit else None
    since = desk.clock() - _RUNNING
    running = [progress_out(one) for one in desk.store.open_rounds(since, name)]
    return Rounds(site=name, rounds=[round_out(one) for one in known[:limit]], next=following, running=running)


@router.get("/rounds/{id}", summary="One round", responses=refusals(404))
def one_round(desk: TheDesk, _: TheCaller, id: Id) -> RoundDetail:
    """With its findings counted by check and weight."""
    found = desk.store.round(id)
    counts = [
        FindingCount(check=check, severity=Severity(severity), count=count)
        for (check, severity), count in sorted(desk.store.finding_counts(id).items())
    ]
    undecided = len(desk.store.undecided(id))
    return RoundDetail(**round_out(found).model_dump(), finding_counts=counts, undecided=undecided)


@router.get("/rounds/{id}/findings", summary="What a round found", responses=refusals(404))
def findings(desk: TheDesk, _: TheCaller, id: Id, limit: Limit = 100, offset: Offset = 0) -> Findings:
    """As it was recorded, whatever became of it since."""
    known = desk.store.findings(id)
    return Findings(round=id, total=len(known), findings=[_finding(one) for one in known[offset : offset + limit]])


@router.get("/rounds/{id}/undecided", summary="What a round could not judge", responses=refusals(404))
def undecided(desk: TheDesk, _: TheCaller, id: Id, limit: Limit = 100, offset: Offset = 0) -> UndecidedList:
    """With the reason; what is here is neither sound nor faulty."""
    known = desk.store.undecided(id)
    return UndecidedList(
        round=id, total=len(known), undecided=[_undecided(one) for one in known[offset : offset + limit]]
    )


def round_out(row: RoundRow) -> RoundOut:
    """One round."""
    names = ("id", "site", "kind", "as_of", "started_at", "finished_at", "abandoned_at", "complete", "resumes")
    figures = {name: float(value) for name, value in row.counters.items()}
    return RoundOut(**{name: getattr(row, name) for name in names}, plan=row.plan_digest, counters=figures)


def progress_out(row: ProgressRow) -> ProgressOut:
    """How far it is."""
    names = ("round", "stage", "done", "waiting", "pages", "faulty", "note", "updated_at")
    return ProgressOut(**{name: getattr(row, name) for name in names}, running=row.machine is not None)


def _finding(one: Finding) -> FindingOut:
    names = ("check", "severity", "subject", "title", "basis", "fingerprint", "unit", "column")
    evidence = without_personal_data(one.evidence)
    return FindingOut(**{name: getattr(one, name) for name in names}, found_on=list(one.found_on), evidence=evidence)


def _undecided(one: Undecided) -> UndecidedOut:
    return UndecidedOut(check=one.check, subject=one.subject, reason=one.reason, detail=one.detail)
