"""The plan, by the interface: read, looked at for mistakes, saved with a reason; every version, what two differ in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, HTTPException, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from desk.access import TheCaller, TheDesk, require
from desk.api.answers import part, refusals
from desk.api.plan_models import (
    Digest,
    PlanChecked,
    PlanDiff,
    PlanIn,
    PlanInvalid,
    PlanOut,
    PlanOvertaken,
    PlanSaved,
    PlanText,
    PlanVersions,
    PlanVersionText,
    invalid_out,
    line_out,
    mistake_out,
    version_out,
)
from desk.api.rounds import Site
from desk.api.sites import site_of
from desk.desk import Desk
from desk.plan_changes import changes
from desk.plan_diff import MOST_SHOWN, diff
from desk.plan_saving import Invalid, Overtaken, Saved, Typed, mistakes_in, save
from desk.plan_service import taken_up
from inspection.people import Power
from inspection.plan_file import digest_of
from inspection.yaml_source import read_yaml

router = part("plan")
_MOST = 200
IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        pattern=r'^"[0-9a-f]{64}"$',
        description="The digest of the text that the caller began from, as the ETag of GET /plan.",
    ),
]


@router.get("/plan", summary="The plan as it is written now", responses=refusals(404))
def plan(desk: TheDesk, _: TheCaller, response: Response, site: Site = None) -> PlanOut:
    """Its text, whether it can be read, and whether a service goes by it. The ETag is its digest."""
    name = site_of(desk, site)
    written = desk.plans.written(name)
    if written is None:
        raise HTTPException(404, "这个网站没有留下巡检方案")
    found = None if written.sound else mistakes_in(written.text, name)
    wrong = [mistake_out(one) for one in found.mistakes] if isinstance(found, Invalid) else []
    standing = taken_up(name, written.digest, desk.store.alive(desk.store.clock()))
    response.headers["ETag"] = f'"{written.digest}"'
    return PlanOut(
        site=name,
        text=written.text,
        digest=written.digest,
        editable=written.path is not None,
        sound=written.sound,
        mistakes=wrong,
        standing=standing.standing,
        words=standing.words,
    )


@router.post("/plan/check", summary="Look at a text without saving it", responses=refusals(404))
def check(desk: TheDesk, caller: TheCaller, asked: PlanText, site: Site = None) -> PlanChecked:
    """Every mistake with its place and mend, and what it would change."""
    require(caller, Power.EDIT_PLAN)
    name = site_of(desk, site)
    with desk.turns.turn(caller.person.id):
        found, written = mistakes_in(asked.text, name), desk.plans.written(name)
        if isinstance(found, Invalid):
            wrong = [mistake_out(one) for one in found.mistakes]
            return PlanChecked(valid=False, mistakes=wrong, more=found.more, changes=[])
        before = read_yaml(written.text).value if written is not None else {}
        return PlanChecked(valid=True, mistakes=[], more=0, changes=changes(before, read_yaml(asked.text).value))


@router.put(
    "/plan",
    summary="Save another text",
    responses=refusals(404, 409, of_409=PlanOvertaken, of_422=PlanInvalid),
)
def put(
    desk: TheDesk, caller: TheCaller, asked: PlanIn, if_match: IfMatch, response: Response, site: Site = None
) -> PlanSaved:
    """It holds from now on, and a service takes it up by itself. To go back is to save an earlier text.

    409: somebody saved another text since the one in If-Match (theirs is in the answer), or the desk has no file of it.
    """
    require(caller, Power.EDIT_PLAN)
    name = site_of(desk, site)
    outcome = save(desk, caller, name, Typed(asked.text, if_match.strip('"'), asked.why))
    if isinstance(outcome, Saved):
        response.headers["ETag"] = f'"{outcome.digest}"'
        return PlanSaved(site=name, digest=outcome.digest)
    if isinstance(outcome, Invalid):
        return _answer(422, invalid_out(outcome))  # type: ignore[return-value]  # answers of their own
    if isinstance(outcome, Overtaken):
        said = "方案刚被别人改过，没有保存，请看过现在的内容再改"
        theirs = PlanOvertaken(detail=said, digest=digest_of(outcome.theirs), text=outcome.theirs)
        return _answer(409, theirs)  # type: ignore[return-value]
    raise HTTPException(409, outcome.why)


@router.get("/plan/versions", summary="Every version of the plan", responses=refusals(404))
def versions(desk: TheDesk, _: TheCaller, site: Site = None) -> PlanVersions:
    """Texts that rounds used or that were saved on the desk, with who edited them and why."""
    name = site_of(desk, site)
    written, edits = desk.plans.written(name), desk.store.plan_edits(name, None)
    in_force = written.digest if written is not None else ""
    kept = desk.store.plan_versions(name, _MOST)
    return PlanVersions(site=name, versions=[version_out(one, in_force, edits) for one in kept])


@router.get("/plan/versions/{digest}", summary="One version's text", responses=refusals(404))
def version(desk: TheDesk, _: TheCaller, digest: Annotated[Digest, Path()]) -> PlanVersionText:
    """As it was kept."""
    return PlanVersionText(digest=digest, text=_kept(desk, digest))


@router.get("/plan/diff", summary="What two versions differ in", responses=refusals(404))
def compare(desk: TheDesk, _: TheCaller, a: Annotated[Digest, Query()], b: Annotated[Digest, Query()]) -> PlanDiff:
    """From `a` to `b`: in words, and line by line."""
    before, after = _kept(desk, a), _kept(desk, b)
    words, lines = changes(read_yaml(before).value, read_yaml(after).value), diff(before, after)
    shown = [line_out(one) for one in lines[:MOST_SHOWN]]
    return PlanDiff(changes=words, lines=shown, truncated=len(lines) > len(shown))


def _kept(desk: Desk, digest: str) -> str:
    text = desk.store.plan_of_digest(digest)
    if text is None:
        raise HTTPException(404, "没有这一版方案，可能已被清理")
    return text


def _answer(status: int, said: BaseModel) -> JSONResponse:
    return JSONResponse(said.model_dump(mode="json"), status)
