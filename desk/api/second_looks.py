"""Second looks, by the interface: one check asked again of one subject, because somebody wants to know now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import HTTPException, Path, Response
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Number, part, refusals
from desk.second_looks import look_again, refusal_to_look
from inspection.issue import RefusedError
from inspection.people import Power
from schedulers.second_look import TooOftenError, why_not
from store.second_looks import LookOutcome, SecondLook

router = part("second looks")


class SecondLookOut(BaseModel):
    """One look. It moves no issue: only a complete round verifies."""

    id: Number
    issue: Number
    who: str
    asked_at: datetime
    finished_at: datetime | None = Field(description="null: it is under way; ask again.")
    outcome: LookOutcome | None = Field(description="still, gone, unclear (could not be told) or failed (our fault).")
    words: str = Field(description="The answer in Chinese, or what it is doing.")
    facts: dict[str, Any] = Field(description="What was seen.")
    version: int = Field(description="The issue's version when it was asked.")


class SecondLooks(BaseModel):
    """Of one issue, the newest first; at most 20."""

    looks: list[SecondLookOut]


@router.post("/issues/{id}/second-looks", summary="Look again now", status_code=202, responses=refusals(404, 409))
def look(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()], response: Response) -> SecondLookOut:
    """Begins a look, which takes up to two minutes; `Location` is where its answer will be.

    409: another look at the site is under way, or what the issue is about cannot be looked at alone. 429: more than
    three in a minute.
    """
    issue = desk.store.issue(id)
    if issue is None:
        raise HTTPException(404, f"没有第 {id} 号问题单")
    why = refusal_to_look(desk, caller, issue)
    if why is not None:
        alone = caller.person.may(Power.LOOK_AGAIN) and why == why_not(desk.plans.of(issue.site), issue, desk.clock())
        raise HTTPException(409 if alone or desk.plans.is_bare(issue.site) else 403, why)
    try:
        number = look_again(desk, caller, issue)
    except TooOftenError as error:
        raise HTTPException(429, str(error), {"Retry-After": "60"}) from None
    except RefusedError as error:
        raise HTTPException(409, str(error)) from None
    response.headers["Location"] = f"/api/v1/second-looks/{number}"
    return _known(desk.store.second_look(number))


@router.get("/issues/{id}/second-looks", summary="Second looks of an issue", responses=refusals(404))
def looks(desk: TheDesk, _: TheCaller, id: Annotated[Number, Path()]) -> SecondLooks:
    """The newest first."""
    if desk.store.issue(id) is None:
        raise HTTPException(404, f"没有第 {id} 号问题单")
    return SecondLooks(looks=[_known(one) for one in desk.store.second_looks_of(id)])


@router.get("/second-looks/{id}", summary="One second look", responses=refusals(404))
def one_look(desk: TheDesk, _: TheCaller, id: Annotated[Number, Path()]) -> SecondLookOut:
    """Its answer, or how far it is."""
    return _known(desk.store.second_look(id))


def _known(look: SecondLook | None) -> SecondLookOut:
    if look is None:
        raise HTTPException(404, "没有这次复查")
    names = ("id", "issue", "who", "asked_at", "finished_at", "outcome", "words", "version")
    return SecondLookOut(**{name: getattr(look, name) for name in names}, facts=dict(look.facts))
