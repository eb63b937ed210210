"""The audit trail, by the interface."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk, require
from desk.api.answers import Number, part
from inspection.people import Power
from store.audit import AuditRow

router = part("people")


class AuditOut(BaseModel):
    """One deed on the desk."""

    id: Number
    at: datetime = Field(description="The machine's clock.")
    who: str = Field(description="The person's name then; where signing in failed, what was typed.")
    person: int | None = Field(description="Their number.")
    act: str = Field(examples=["issue-claim"])
    subject: str
    detail: dict[str, Any]
    address: str = Field(description="Of the browser or program.")


class Audit(BaseModel):
    """The newest first."""

    audit: list[AuditOut]
    next: int | None = Field(description="`before` of the next page; null: there is no more.")


@router.get("/audit", summary="The audit trail (administrators)")
def audit(
    desk: TheDesk,
    caller: TheCaller,
    person: Annotated[Number | None, Query(description="One person's alone.")] = None,
    act: Annotated[str, Query(max_length=40, description="Acts that begin so, as `issue-`.")] = "",
    before: Annotated[Number | None, Query(description="Older than this row: `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Audit:
    """Who did what, when, from where. It can only be appended to."""
    require(caller, Power.SEE_PEOPLE)
    rows = desk.store.audited(person=person, act=act.replace("\x00", ""), before=before, limit=limit + 1)
    following = rows[limit - 1].id if len(rows) > limit else None
    return Audit(audit=[_row(one) for one in rows[:limit]], next=following)


def _row(row: AuditRow) -> AuditOut:
    names = ("id", "at", "who", "person", "act", "subject", "address")
    return AuditOut(**{name: getattr(row, name) for name in names}, detail=dict(row.detail))
