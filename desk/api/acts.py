"""What people do with issues, by the interface: one or many, locked by version, each told what became of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, HTTPException, Path, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Asking, Number, Text, part, refusals
from desk.api.issue_models import IssueOut, Overtaken, StepOut, issue_out, step_out
from desk.deed_forms import HUMAN_ACTS, WHY_LENGTH, read_deed
from desk.deeds import MOST, Asked, perform
from desk.desk import Desk
from desk.plans import bare
from inspection.issue import Act, Issue, OvertakenError, RefusedError
from inspection.people import refusal
from inspection.plan import Plan

router = part("issues")

_NAMES = "|".join(act.value for act in HUMAN_ACTS)
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^("[1-9][0-9]{0,8}"|\*)$',
        description="The version that the caller saw, as the ETag of GET /issues/{id}; `*`: whatever it is.",
        examples=['"3"'],
    ),
]


class ActIn(Asking):
    """What is to be done. Which fields an act needs: `assign` unit or person; `mute` until; and a reason where
    something is judged (`dismiss`, `waive`, `mute`, `note`). What an act does not ask for is not read."""

    act: Annotated[str, Field(pattern=f"^({_NAMES})$", description="What to do.", examples=["claim"])]
    why: Annotated[Text, Field(max_length=WHY_LENGTH, description="The reason, in Chinese.", examples=["已改好"])] = ""
    unit: Annotated[Text | None, Field(max_length=100, description="assign: a unit of the plan.")] = None
    person: Annotated[Text | None, Field(max_length=100, description="assign: somebody of it.")] = None
    until: Annotated[
        Text | None,
        Field(max_length=40, description="mute: 2026-12-01, a time of ISO 8601, or a length: 3d, 1w.", examples=["3d"]),
    ] = None

    def form(self) -> dict[str, str]:
        """As the page's form has it."""
        named = {name: getattr(self, name) for name in ("act", "why", "unit", "person", "until")}
        return {name: value for name, value in named.items() if value}


class OneActIn(ActIn):
    """What is to be done with one issue."""

    version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="As the caller saw it.")] = None


class IssueRef(Asking):
    """One of many issues."""

    id: Number
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="As the caller saw it.")] = None


class ManyActIn(ActIn):
    """What is to be done with many issues, in the order given."""

    issues: Annotated[list[IssueRef], Field(min_length=1, max_length=MOST)]


class ActResult(BaseModel):
    """What became of one issue."""

    id: Number
    done: bool
    detail: str = Field(description="Why it was refused, in Chinese; empty where it was done.")
    overtaken: bool = Field(description="Refused because somebody, or a round, was quicker.")
    issue: IssueOut | None = Field(description="As it stands now; null: there is no such issue.")


class ActResults(BaseModel):
    """What became of each, in the order asked."""

    done: int = Field(description="How many were done.")
    refused: int = Field(description="How many were refused.")
    results: list[ActResult]


@router.post("/issues/{id}/acts", summary="Do something with one issue", responses=refusals(404, 409, of_409=Overtaken))
def act_on_one(
    desk: TheDesk,
    caller: TheCaller,
    id: Annotated[Number, Path()],
    asked: OneActIn,
    response: Response,
    if_match: IfMatch = None,
) -> IssueOut:
    """Accept, assign, claim, dismiss, waive, mute, wake, reopen, confirm or note; the issue as it is then.

    409: it moved since the version that was sent, or its state does not allow that; the answer holds the issue as it
    stands and the steps since. Whether the caller may: handlers act on the issues of their own unit alone.
    """
    issue, version = desk.store.issue(id), _version(asked.version, if_match)
    if issue is None:
        raise HTTPException(404, f"没有第 {id} 号问题单")
    wanted = _read(asked, desk.plans.of(issue.site), desk)
    if why := refusal(caller.person, wanted.act, issue, wanted.unit):
        raise HTTPException(403, why)
    said = perform(desk, caller, [id], wanted, None if version is None else {id: version})[id]
    if isinstance(said, RefusedError):
        return _conflict(desk, id, said, version)  # type: ignore[return-value]  # an answer of its own
    response.headers["ETag"] = f'"{said.version}"'
    return issue_out(said, desk.clock())


@router.post("/issues/acts", summary="Do something with many issues")
def act_on_many(desk: TheDesk, caller: TheCaller, asked: ManyActIn) -> ActResults:
    """The same with each of up to 500 issues. 200 says that all were tried: `results` tells which were done.

    Issues of one site are moved in one transaction.
    """
    numbers = [one.id for one in asked.issues]
    if len(set(numbers)) < len(numbers):
        raise HTTPException(422, "同一张问题单写了两次，请去掉重复的")
    wanted = _read(asked, _plan_of(desk, numbers), desk)
    versions = {one.id: one.version for one in asked.issues if one.version is not None}
    said = perform(desk, caller, numbers, wanted, versions)
    results = [_result(desk, number, one) for number, one in said.items()]
    done = sum(one.done for one in results)
    return ActResults(done=done, refused=len(results) - done, results=results)


def _version(written: int | None, if_match: str | None) -> int | None:
    """Raises 422 where body and header name different versions."""
    header = int(if_match.strip('"')) if if_match is not None and if_match != "*" else None
    if written is not None and header is not None and written != header:
        raise HTTPException(422, "If-Match 与 version 写的不是同一个版本，请只写一个")
    return written if written is not None else header


def _read(asked: ActIn, plan: Plan, desk: Desk) -> Asked:
    try:
        return read_deed(asked.form(), plan, desk.now(plan))
    except RefusedError as error:
        raise HTTPException(422, str(error)) from None


def _plan_of(desk: Desk, numbers: list[int]) -> Plan:
    """Of the first issue that there is: units are looked at site by site where the deed is done."""
    found = next((issue for number in numbers if (issue := desk.store.issue(number)) is not None), None)
    return desk.plans.of(found.site) if found is not None else bare("无")


def _conflict(desk: Desk, id_: int, said: RefusedError, version: int | None) -> JSONResponse:
    issue = desk.store.issue(id_)
    if issue is None:
        raise HTTPException(404, f"没有第 {id_} 号问题单")
    body = Overtaken(detail=str(said), issue=issue_out(issue, desk.clock()), since=_since(desk, issue, version))
    return JSONResponse(body.model_dump(mode="json"), 409, {"ETag": f'"{issue.version}"'})


def _since(desk: Desk, issue: Issue, version: int | None) -> list[StepOut]:
    """Every change makes a version, and at least one step that is no note."""
    if version is None or version >= issue.version:
        return []
    moves = [step for step in desk.store.steps(issue.id) if step.act is not Act.NOTE]
    return [step_out(step) for step in moves[-(issue.version - version) :]]


def _result(desk: Desk, number: int, said: Issue | RefusedError) -> ActResult:
    if isinstance(said, Issue):
        return ActResult(id=number, done=True, detail="", overtaken=False, issue=issue_out(said, desk.clock()))
    issue = desk.store.issue(number)
    shown = None if issue is None else issue_out(issue, desk.clock())
    overtaken = isinstance(said, OvertakenError)
    return ActResult(id=number, done=False, detail=str(said), overtaken=overtaken, issue=shown)
